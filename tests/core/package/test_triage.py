"""What a package lets be counted exists, and touches nothing of who somebody is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from madoguchi.commands._packages import examine_folder
from madoguchi.core.package.edition import Edition, build
from madoguchi.core.triage import ALWAYS, touches
from tests.conftest import HOME
from tests.core.package.test_papers import told

PERSONAL = {"kana", "address", "postcode", "phone", "email"}


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, Any]) -> Edition:
    return build(gakudo)


def forbidden_fields(edition: Edition) -> set[str]:
    """The fields of the form that say who somebody is, by kind, by page, by label, or by what can be chosen."""
    found = set()
    for page, field in edition.form.fields():
        words = [field.label, *(option.label for option in field.options)]
        if field.kind in PERSONAL or page.private or any(map(touches, words)):
            found.add(field.id)
    return found


def test_the_form_has_the_fields_that_may_not_be_counted(edition: Edition) -> None:
    assert forbidden_fields(edition) >= {
        *("name", "kana", "address", "postal", "phone", "single_parent", "welfare", "member_count", "relation"),
        *("care", "support_notebook", "support_detail", "reasons", "illness_name", "notebook", "in_city", "birth"),
    }


def test_no_feature_is_or_speaks_of_a_forbidden_field(edition: Edition) -> None:
    """The whole list, against the whole form: a feature, the fields its check names, and those its condition asks."""
    forbidden, by_id = forbidden_fields(edition), {one.id: one for one in edition.checks}
    assert len(edition.triage.features) > 30
    for feature in edition.triage.features:
        kind, _, name = feature.rpartition(".")
        assert (name in forbidden, kind in ("", "level", "channel", "check", "paper")) == (False, True), feature
        if kind == "check":
            one = by_id[name]
            members = {member for of in one.when.names.values() for member in of or ()}
            assert not forbidden & {*one.fields, *one.blank, *members, *one.when.names}, feature
            assert not forbidden & set(re.findall(r"\w+", one.when.source)), feature
            assert not touches(one.say), feature
        elif kind == "paper":
            assert not touches(edition.papers.kinds[name].label), feature
        else:
            assert not touches(ALWAYS[feature]), feature


REFUSED = (
    *("residence", "move_in_proof_missing", "medical_care", "support_interview", "handicap_child", "handicap_docs"),
    *("one_contact", "work_days", "job_seeking", "name_differs", "birth_differs", "phone_differs", "child_match"),
    *("required_items", "maternity_period", "medical_note", "birth_due_differs", "self_certified_relative"),
    *("resident_none", "job_seeking_grade", "lease_to_see", "image_quality_child"),
)
NOTES = ("disability_notebook", "medical_note", "maternity_book", "care_statement", "lease")


def test_checks_and_papers_that_touch_somebody_are_refused() -> None:
    folder = HOME / "procedures" / "gakudo"
    own = (folder / "checks.yaml").read_bytes()
    told = f"triage:\n  checks: [{', '.join(REFUSED)}, no_such_check, ".encode()
    changed = own.replace(b"triage:\n  checks: [", told)
    changed = changed.replace(b"  papers: [", f"  papers: [{', '.join(NOTES)}, ".encode())
    found = examine_folder(folder, "tama", HOME, {"checks.yaml": changed}).faults
    assert [one.code for one in found].count("unknown-name") == 1
    refused = {
        quoted[0] for one in found if one.code == "wrong-field" and (quoted := re.findall(r"「(\w+)」", one.say))
    }
    assert refused == {*REFUSED, *NOTES}


@pytest.mark.parametrize(
    ("triage", "code"),
    [
        ({"checks": ["old_paper", "days_differ"], "papers": ["certificate"]}, ""),
        ({"checks": ["name_differs"]}, "wrong-field"),
        ({"checks": ["no_such_check"]}, "unknown-name"),
        ({"papers": ["licence"]}, "unknown-paper"),
        ({"fields": ["name"]}, "unknown-key"),
    ],
)
def test_what_is_counted_is_inspected(triage: dict[str, list[str]], code: str) -> None:
    assert told("checks.yaml", ("triage",), triage) == ([("checks.yaml", code)] if code else [])
