"""A child with a place that asks for a better one keeps it until the better one is given, in whichever round it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core.allocation import allocate
from madoguchi.core.selection import Round
from madoguchi.desk import gather, places, publish, select, vacancy
from madoguchi.desk.act import act
from madoguchi.store import events, notices, rounds, wall
from madoguchi.store.look.statistic import statistic
from tests.desk.test_revise import inside
from tests.desk.test_select import (
    FEWER,
    VALUE,
    decided,
    frozen,
    passed,
    signed_off,
    status_of,
    stopped,
    take,
    with_places,
)
from tests.desk.test_select import placed as placed_round
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT

STAYS = "今の愛和小学童クラブのままです。"
MID_YEAR = {"start_date": "january", "children__0__birth__y": "2018"}


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> tuple[Round, list[str]]:
    """A decided round of two clubs with one place each: who has 第二小, who has 愛和小, who waits for both."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=1), NOW)
    first, second = passed(), passed(**FEWER)
    third = passed(guardians__0__work_days="12", guardians__1__work_days="12")
    found = decided(take(select.verify, placed_round()))
    assert [status_of(one) for one in (first, second, third)] == [["approved"], ["approved"], ["waiting"]]
    return found, [first, second, third]


def anew(reference: str, **changed: str) -> str:
    """The child applies once more, for a better club, and names its earlier application (希望変更)."""
    return passed(change="yes", previous=reference, children__0__club_2="", **FEWER, **changed)


def next_ones(found: Round, *gone: str, **seats: int) -> list[tuple[str, str]]:
    return [(one.case, one.pool) for one in inside(vacancy.next_ones, found, gone, seats)]


def counted() -> tuple[dict[str, int], int]:
    """Children with a place in April by club, and how many wait."""
    *lines, together = inside(statistic, "gakudo", date(2027, 4, 1)).lines
    return {line.pool.id: line.all_placed for line in lines if line.all_placed}, together.all_waiting


def row(found: Round, case: str) -> dict[str, Any]:
    return next(one for one in found.document["applicants"] if one["id"] == case)


def test_a_place_stays_until_a_better_one_is_given(town: tuple[Round, list[str]]) -> None:
    old, (first, second, third) = town
    new = anew(second)
    found = frozen()
    assert (row(found, f"{new}-1")["present"], found.transfers) == ("aiwa", {f"{new}-1": f"{second}-1"})
    found = decided(take(select.verify, take(select.run, take(select.draw, found, VALUE))))
    assert (status_of(second), status_of(new)) == (["approved"], ["waiting"])
    letter = inside(notices.of_case, f"{new}-1")[-1].body
    assert STAYS in letter
    assert inside(rounds.told, f"{new}-1")["present"] == "aiwa"
    assert next_ones(old) == next_ones(found) == []
    assert counted() == ({"aiwa": 1, "daini": 1}, 1), "whoever only waits for a better place is not counted as waiting"

    assert next_ones(found, f"{first}-1") == [(f"{new}-1", "daini")]
    inside(vacancy.offer, found.id, [f"{first}-1"], {}, CLERK, NOW)
    assert next_ones(old, f"{first}-1") == [], "both places are held while the family thinks"
    inside(act, f"{new}-1", "accept", RESIDENT, NOW, channel="web")
    assert next_ones(old, f"{first}-1") == []
    inside(act, f"{new}-1", "give", DECIDER, NOW, reason="空きが出たため")
    assert next_ones(old, f"{first}-1") == [(f"{third}-1", "aiwa")], "now the old place is free"
    assert inside(places.taken, found) == {"daini": 2}
    assert counted() == ({"daini": 2}, 1)


def test_a_better_place_that_is_free_is_given_in_the_round_itself(
    town: tuple[Round, list[str]], gakudo: dict[str, Any]
) -> None:
    old, (_, second, third) = town
    new = anew(second)
    inside(publish.publish, with_places(gakudo, daini=2, aiwa=1), NOW)
    found = decided(take(select.verify, placed_round()))
    assert status_of(new) == ["approved"]
    told = inside(rounds.told, f"{new}-1")
    assert (told["pool"], told["present"]) == ("daini", None)
    assert inside(places.taken, old) == {"daini": 2}
    assert next_ones(old) == [(f"{third}-1", "aiwa")]
    with wall.inside("tama"):
        assert events.verify() == ()
    assert found.report["wrong"] == []


def test_a_result_that_takes_a_place_away_is_not_decided(
    town: tuple[Round, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def robbed(document: dict[str, Any]) -> dict[str, Any]:
        result = allocate(document)
        for one in result["placements"]:
            if one["applicant"] == f"{new}-1":
                one.update(pool=None)
        return signed_off(result)

    _, (_, second, _) = town
    new = anew(second)
    monkeypatch.setattr(select, "allocate", robbed)
    found = take(select.verify, placed_round())
    assert ("worse", f"{new}-1") in {(one["code"], one["at"]) for one in found.report["wrong"]}
    assert stopped(select.propose, found) == ["S08"]


def test_who_names_the_application_of_another_child_has_no_place_by_it(town: tuple[Round, list[str]]) -> None:
    _, (_, second, _) = town
    other = anew(second, children__0__name="見本 月子", children__0__kana="ミホン ツキコ")
    found = frozen()
    assert "present" not in row(found, f"{other}-1")
    assert found.transfers == {}


def test_the_club_of_this_year_is_kept_in_the_middle_of_it_and_not_in_april(
    house: object, gakudo: dict[str, Any]
) -> None:
    inside(publish.publish, with_places(gakudo, daini=0, aiwa=1), NOW)
    there = {"children__0__enrolled": "yes", "children__0__current_club": "aiwa", "children__0__club_2": ""}
    now = passed(**MID_YEAR, **there)
    april = passed(children__0__birth__y="2018", **there)
    found = take(gather.collect, inside(select.begin, "gakudo", "january", CLERK, NOW), "見本の出所", False)
    assert row(found, f"{now}-1")["present"] == "aiwa"
    found = decided(take(select.verify, take(select.run, take(select.draw, found, VALUE))))
    assert status_of(now) == ["waiting"]
    assert inside(places.taken, found) == {"aiwa": 1}
    assert next_ones(found, daini=1) == [(f"{now}-1", "daini")]
    assert "present" not in row(frozen(), f"{april}-1")
