"""選考なしの決定 - a place given without a round is the child's: on the club's list, and taken for all others."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.desk import places, publish
from madoguchi.desk.act import act
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import cases, editions, enrolments
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, decided, passed, status_of, verified, with_places
from tests.desk.test_thread import DECIDER, NOW


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    """One club takes one child, another none."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=0), NOW)


def choices(case_id: str) -> tuple[places.Choice, ...]:
    case = inside(cases.get_case, case_id)
    application, edition = inside(cases.get_application, case.reference), inside(editions.opened, case.edition)
    return inside(places.choices, case, application, edition, edition.flow.by_step["approve"])


def given(case_id: str, place: str) -> None:
    inside(act, case_id, "approve", DECIDER, NOW, reason="児童相談所の依頼のため。", place=place)


def test_a_child_given_a_place_without_a_round_stays_there(town: None) -> None:
    case_id = f"{passed()}-1"
    given(case_id, "daini")
    (stay,) = inside(enrolments.of_case, case_id)
    assert (stay.pool, stay.since.isoformat(), stay.until) == ("daini", "2027-04-01", None)


def test_its_place_is_no_longer_there_for_the_next_round(town: None) -> None:
    first, second = passed(), passed(**FEWER)
    given(f"{first}-1", "daini")
    decided(verified())
    assert status_of(second) == ["waiting"]
    assert inside(places.seats, "gakudo", 2027) == ((f"{first}-1", "daini"),)


def test_its_wishes_stand_first_with_what_is_free(town: None) -> None:
    first, second = f"{passed()}-1", f"{passed(**FEWER)}-1"
    before = choices(second)
    assert [(one.pool, one.free, one.wished) for one in before[:2]] == [("daini", 1, True), ("aiwa", 0, True)]
    assert not any(one.wished for one in before[2:])
    given(first, "daini")
    assert choices(second)[0].free == 0
    assert choices(first) == ()


def test_a_place_that_there_is_not_gives_none(town: None) -> None:
    case_id = f"{passed()}-1"
    with pytest.raises(NotFound):
        given(case_id, "nowhere")
    assert status_of(case_id[:-2]) == ["passed"]


def test_nobody_admits_a_child_without_saying_where(town: None) -> None:
    case_id = f"{passed()}-1"
    with pytest.raises(Incomplete, match="place"):
        given(case_id, "")
    assert status_of(case_id.removesuffix("-1")) == ["passed"]
