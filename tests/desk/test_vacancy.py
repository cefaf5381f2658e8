"""A place that comes free goes to who is next by the same lots; who says no, or nothing in time, is asked no more."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.flow import NotAllowed
from madoguchi.core.selection import Round
from madoguchi.desk import gather, nightly, office, protect, publish, select, vacancy
from madoguchi.desk.act import act
from madoguchi.desk.refusals import NotFound
from madoguchi.store import asks, cases, enrolments, notices, rounds
from madoguchi.store.look import case_page
from madoguchi.store.look.statistic import statistic
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, passed, status_of, take, verified, with_places
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT

SURELY = {"children__0__club_2": ""}
APRIL = date(2027, 4, 1)


@pytest.fixture
def line(house: object, gakudo: dict[str, Any]) -> tuple[Round, list[str]]:
    """A decided round of one place; the child that has it, and three that wait in order."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=0), NOW)
    first = passed(**SURELY)
    others = [passed(**SURELY, **FEWER) for _ in range(3)]
    found = take(gather.approve, take(select.propose, verified()), by=DECIDER)
    assert [status_of(one) for one in (first, *others)] == [["approved"], ["waiting"], ["waiting"], ["waiting"]]
    pools = inside(rounds.run, found.run).result["pools"]
    waits = next(one["waiting"] for one in pools if one["id"] == "daini")
    assert sorted(waits) == [f"{one}-1" for one in sorted(others)]
    return found, [f"{first}-1", *waits]


def next_ones(found: Round, *gone: str, **seats: int) -> list[str]:
    return [one.case for one in inside(vacancy.next_ones, found, gone, seats)]


def offer(found: Round, *gone: str, **seats: int) -> list[str]:
    return [one.case for one in inside(vacancy.offer, found.id, gone, seats, CLERK, NOW)]


def held(case: str) -> list[tuple[str, date, date | None]]:
    return [(one.pool, one.since, one.until) for one in inside(enrolments.of_case, case)]


def standing(case: str) -> str:
    return str(inside(cases.get_case, case).status)


def test_a_place_is_offered_taken_and_approved(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second, _) = line
    assert next_ones(found) == []
    assert next_ones(found, has) == [first]
    assert next_ones(found, has, daini=1) == sorted([first, second])
    assert offer(found, has) == [first]
    assert standing(first) == "offered"
    letter = inside(notices.of_case, first)[-1]
    assert (letter.kind, "第二小学童クラブ" in letter.body) == ("offer", True)
    assert inside(asks.open_of, first)[0].due == NOW.date() + timedelta(days=7)
    assert next_ones(found, has) == [], "an offer holds its place"
    inside(act, first, "accept", RESIDENT, NOW, channel="web")
    assert (standing(first), next_ones(found, has)) == ("accepted", [])
    inside(act, first, "give", DECIDER, NOW, reason="空きが出たため")
    assert (standing(first), next_ones(found, has)) == ("approved", [])
    assert next_ones(found, has, first) == [second], "who was given it may give it up, too"


def test_a_place_is_held_from_the_decision_that_gave_it(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second, _) = line
    assert [held(one) for one in (has, first, second)] == [[("daini", APRIL, None)], [], []]
    offer(found, has)
    inside(act, first, "accept", RESIDENT, NOW)
    assert held(first) == [], "an answer is no decision yet"
    inside(act, first, "give", DECIDER, NOW, reason="空きが出たため")
    assert held(first) == [("daini", APRIL, None)]


def test_the_numbers_of_a_day_stay_what_they_were(line: tuple[Round, list[str]]) -> None:
    found, (has, first, *_) = line
    assert numbers(NOW) == (0, 3), "places begin in April, waiting with the decision"
    assert numbers(NOW - timedelta(days=1)) == (0, 0)
    offer(found, has)
    assert numbers(NOW) == (0, 3), "an offer is no place yet"
    inside(act, first, "accept", RESIDENT, NOW)
    inside(act, first, "give", DECIDER, NOW + timedelta(days=1), reason="空きが出たため")
    assert (numbers(NOW), numbers(NOW + timedelta(days=1))) == ((0, 3), (0, 2))
    assert inside(statistic, "gakudo", APRIL).lines[-1].placed == {"1": 2}


def numbers(day: datetime) -> tuple[int, int]:
    line = inside(statistic, "gakudo", day.date()).lines[-1]
    return line.all_placed, line.all_waiting


def test_who_says_no_waits_on_and_the_next_is_asked(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second, third) = line
    offer(found, has)
    inside(act, first, "decline", RESIDENT, NOW, channel="web")
    assert standing(first) == "waiting"
    assert offer(found, has) == [second]
    late = NOW + timedelta(days=8)
    assert inside(nightly.run_out, late) == (second,)
    assert inside(nightly.lapse, second, late)
    assert standing(second) == "waiting"
    assert next_ones(found, has) == [third]
    inside(act, third, "offer", CLERK, NOW, message="その場で決めた所")
    assert next_ones(found, has) == [], "an offer by hand takes a child out of the line"


def test_who_is_gone_gets_no_offer(line: tuple[Round, list[str]]) -> None:
    found, (has, first, second, _) = line
    offer(found, has)
    inside(act, first, "withdraw", RESIDENT, NOW, channel="web")
    assert next_ones(found, has) == [second]


def test_only_clerks_offer_and_only_places_and_children_of_the_round(line: tuple[Round, list[str]]) -> None:
    found, (has, *_) = line
    with pytest.raises(NotAllowed):
        inside(vacancy.offer, found.id, (has,), {}, DECIDER, NOW)
    with pytest.raises(NotFound):
        next_ones(found, "2026-999999-A-1")
    with pytest.raises(NotFound):
        next_ones(found, nothing=1)


def test_the_letter_of_a_protected_family_names_no_club(line: tuple[Round, list[str]]) -> None:
    found, (has, first, *_) = line
    inside(office.employ, CLERK.name, "見本 受付", ("clerk",), "x1y2z3-only-for-tests")
    inside(protect.protect, first.rpartition("-")[0], [CLERK.name], DECIDER, NOW)
    offer(found, has)
    letter = inside(notices.of_case, first)[-1]
    assert "第二小" not in letter.title + letter.body
    assert vacancy.UNNAMED in letter.body


def test_only_who_is_named_for_a_protected_family_sees_which_club_it_was_offered(
    line: tuple[Round, list[str]],
) -> None:
    found, (has, first, *_) = line
    named, boss, other = (
        inside(office.employ, name, "見本 職員", roles, "x1y2z3-only-for-tests")
        for name, roles in ((CLERK.name, ("clerk",)), (DECIDER.name, ("decider",)), ("uketsuke2", ("clerk", "decider")))
    )
    inside(protect.protect, first.rpartition("-")[0], [CLERK.name, DECIDER.name], DECIDER, NOW)
    offer(found, has)
    for _ in range(2):
        for clerk, sees in ((named, "第二小学童クラブ"), (boss, "第二小学童クラブ"), (other, "")):
            page = inside(case_page, first, clerk)
            assert (page.offered, "daini" in str(page.asks)) == (sees, bool(sees))
        if standing(first) == "offered":  # and the same once the family has said yes
            inside(act, first, "accept", RESIDENT, NOW, channel="web")
    inside(act, first, "give", DECIDER, NOW, reason="空きが出たため")
    assert inside(case_page, first, boss).offered == ""


def test_a_later_round_of_the_year_has_the_places_that_are_left(line: tuple[Round, list[str]]) -> None:
    found, _ = line
    assert places(again(found.window)) == 0
    inside(act, offer(found, daini=1)[0], "accept", RESIDENT, NOW, channel="web")
    assert places(again(found.window)) == 0
    assert places(again("january")) == 1, "of the year before"


def again(window: str) -> Round:
    """Somebody who came later, in a round whose inputs are frozen."""
    january = {"start_date": "january", "children__0__birth__y": "2018", "children__0__enrolled": "no"}
    passed(**(january if window == "january" else {}), **SURELY)
    return take(gather.collect, inside(select.begin, "gakudo", window, CLERK, NOW), "見本の出所", False)


def places(found: Round) -> int:
    return next(int(one["capacity"]) for one in found.document["pools"] if one["id"] == "daini")
