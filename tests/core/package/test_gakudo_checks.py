"""procedures/gakudo/checks.yaml: every rule reviewers look for is there, shown by cases, and can be asked about."""

from typing import Any

import pytest

from madoguchi.core.package.edition import Edition, build
from madoguchi.core.package.read import read
from tests.conftest import HOME

FOLDER = HOME / "procedures/gakudo"
# 審査の着眼点: what reviewers look for, and how grave it is.
RULES = {
    "cert_date_missing": "block",
    "cert_expired": "block",
    "required_items": "block",
    "leave_period_missing": "block",
    "record_missing": "ask",
    "days_mismatch": "ask",
    "both_hours_filled": "ask",
    "break_counting": "info",
    "band_threshold": "block",
    "sunday_not_counted": "ask",
    "shift_table": "ask",
    "name_birth_match": "block",
    "child_match": "ask",
    "future_change": "ask",
    "returning": "condition",
    "job_seeking": "condition",
    "self_employed": "ask",
    "self_certified_relative": "ask",
    "every_guardian": "block",
    "arrears": "block",
    "one_application_per_child": "block",
    "sibling_reuse": "info",
    "handicap_docs": "ask",
    "medical_note": "ask",
    "image_quality": "ask",
    "address_residence": "block",
    "grade_from_birth": "block",
    "disaster_doc": "ask",
}
UNREACHABLE = {"grade_support"}  # the form asks nobody above grade 6


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, object]) -> Edition:
    return build(gakudo)


@pytest.fixture(scope="module")
def expected() -> list[set[str]]:
    """The findings that each case of the package expects."""
    found: list[set[str]] = []
    for path in sorted((FOLDER / "tests").glob("*.yaml")):
        source, _ = read(f"tests/{path.name}", path.read_bytes())
        assert source
        cases: list[dict[str, Any]] = source.data["cases"]
        found += [set(case["expect"]["findings"]) for case in cases if "findings" in case["expect"]]
    return found


def test_each_rule_of_the_list_has_checks_of_its_weight(edition: Edition) -> None:
    for rule, level in RULES.items():
        assert level in {check.level for check in edition.checks if check.rule == rule}, rule


def test_each_check_is_shown_by_a_case_that_fires_and_one_that_does_not(
    edition: Edition, expected: list[set[str]]
) -> None:
    codes = {check.id for check in edition.checks} - UNREACHABLE
    assert codes - set[str]().union(*expected) == set()
    assert [code for code in codes if all(code in case for case in expected)] == []


def test_what_the_family_is_to_be_asked_can_be_sent(edition: Edition) -> None:
    """Whatever only the clerk can do (look, judge, meet, a register) may have no sentence."""
    silent = {check.id for check in edition.checks if check.next == "ask" and not check.ask}
    assert silent == {"medical_care", "discretion"}
    of_rules = [check for check in edition.checks if check.rule in RULES and check.level == "block"]
    # No paper mends that a child is too old, or that somebody looks for work a second time.
    assert [check.id for check in of_rules if not check.ask] == ["job_seeking_grade", "job_seeking_again"]


def test_what_awaits_something_says_by_when(edition: Edition) -> None:
    waiting = {check.id for check in edition.checks if check.level == "condition"}
    assert {check.id for check in edition.checks if check.due and check.awaits} == waiting - {"birth_period"}


def test_every_check_about_a_paper_points_to_it(edition: Edition) -> None:
    certificate = edition.papers.kinds["work_certificate"]
    assert {"cert_date", "days_per_month", "weekdays", "record_3_hours", "child_3_status"} <= set(certificate.items)
    assert len(certificate.items) == 89
    bare = [one.id for one in edition.checks if one.paper == "work_certificate" and not (one.sides or one.blank)]
    assert bare == []
