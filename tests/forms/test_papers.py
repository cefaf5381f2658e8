"""書類から - what a paper says is offered as if it had been typed, and only where its reader has no doubt to tell."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core import form
from tests.forms.examples import TODAY, base, example


def offered(*papers: dict[str, Any], stated: dict[str, Any] | None = None) -> dict[str, Any]:
    """What stands in the fields when these papers were read, each by code."""
    edition, keys = example("reads"), [f"{number}" * 22 for number, _ in enumerate(papers)]
    answers = {**base("reads"), "proof": keys, "employer": "", "days": None}
    stop = form.walk(edition.form, answers, edition.scope(TODAY, answers))[1]
    says = {key: {"fields": paper} for key, paper in zip(keys, papers, strict=True)}
    return form.offered(stop, form.fill(edition.form, answers), says, {"proof": stated or {}})


def value(told: Any, note: str = "") -> dict[str, Any]:
    return {"value": told, "note": note}


@pytest.mark.parametrize("told", ["042-000-1111", "０４２（０００）１１１１", "0420001111"])
def test_a_telephone_number_is_offered_however_it_is_written(told: str) -> None:
    assert offered({"office_phone": value(told)}) == {"phone": "0420001111"}
    assert offered({}, stated={"office_phone": told}) == {"phone": "0420001111"}


@pytest.mark.parametrize(
    ("code", "told"),
    [("office_phone", "110"), ("days_per_month", 61), ("days_per_month", 5.5), ("office_name", "あ" * 201)],
)
def test_what_could_not_be_typed_is_not_offered(code: str, told: Any) -> None:
    assert offered({code: value(told)}) == offered({}, stated={code: told}) == {}


def test_a_value_with_a_note_is_not_offered() -> None:
    doubted = {"office_name": value("見本製作所", "differs"), "days_per_month": value(21)}
    assert offered(doubted) == {"days": 21}


def test_the_paper_that_came_last_is_heard_and_its_issuer_before_it() -> None:
    papers = ({"office_name": value("見本商店")}, {"office_name": value("見本製作所")})
    assert offered(*papers) == {"employer": "見本製作所"}
    assert offered(*papers, stated={"office_name": "株式会社見本"}) == {"employer": "株式会社見本"}
