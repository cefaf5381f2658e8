"""もう一人の保護者の確認 - whose yes is needed, and how little their address may show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core import assent
from madoguchi.core.assent import Second, item_of
from madoguchi.core.package.edition import Edition, build
from madoguchi.lab.family import answers, family

TODAY = date(2026, 11, 16)
SECOND = Second("guardians", "applicant")


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, Any]) -> Edition:
    return build(gakudo)


@pytest.mark.parametrize(
    ("told", "item"),
    [
        ({"guardians": [{}, {}], "applicant": "1"}, 1),
        ({"guardians": [{}, {}], "applicant": "2"}, 0),
        ({"guardians": [{}, {}], "applicant": ""}, 1),
        ({"guardians": [{}, {}], "applicant": "x"}, 1),
        ({"guardians": [{}], "applicant": ""}, None),
        ({}, None),
    ],
)
def test_the_first_who_does_not_apply_is_asked(told: dict[str, Any], item: int | None) -> None:
    assert item_of(SECOND, told) == item
    assert item_of(None, told) is None


def test_a_guardian_sees_what_was_said_about_them_and_no_place(edition: Edition) -> None:
    told = edition.document(answers(edition, family(), TODAY), TODAY)
    rows = {row.path: row.shown for row in assent.shown(edition, told, TODAY, 1)}
    assert rows["guardians.1.name"] == "見本 健一"
    assert rows["guardians.1.reasons"] == "働いている"
    whole = " ".join((*rows, *rows.values()))
    for hidden in ("見本 優子", "花子", "042", "0420000001", "株式会社見本", "見本町", "第二"):
        assert hidden not in whole, hidden


def test_what_is_protected_private_or_a_file_is_never_shown(edition: Edition) -> None:
    told = edition.document(answers(edition, family(), TODAY), TODAY)
    guardian = told["guardians"][1]
    guardian |= {"reasons": ["illness"], "illness_name": "目印の病気", "living": "apart", "apart_address": "目印町1"}
    shown = assent.shown(edition, told, TODAY, 1)
    assert "病気・けが" in {row.shown for row in shown}
    assert not [row for row in shown if "目印" in row.shown]


def test_children_are_called_by_their_first_names_or_not_at_all(edition: Edition) -> None:
    told = edition.document(answers(edition, family(), TODAY), TODAY)
    assert assent.first_names(edition, told) == ("花子",)
    told["children"][0]["name"] = "見本花子"
    assert assent.first_names(edition, told) == ()
