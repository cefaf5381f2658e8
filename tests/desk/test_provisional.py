"""内定 - in a city that tells families first, a round gives provisional places; a decision gives them for good."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.flow import NotAllowed
from madoguchi.desk import places, publish
from madoguchi.desk.act import act
from madoguchi.store import enrolments, notices
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, decided, passed, status_of, verified, with_places
from tests.desk.test_thread import DECIDER, NOW, RESIDENT


def town(gakudo: dict[str, Any], *steps: str) -> None:
    """One club takes one child, another none."""
    files = with_places(gakudo, daini=1, aiwa=0)
    inside(publish.publish, {**files, "town.yaml": {**files["town.yaml"], "steps": list(steps)}}, NOW)


def test_a_round_tells_first_and_the_place_is_held(house: object, gakudo: dict[str, Any]) -> None:
    town(gakudo, "preselect")
    first, second = passed(), passed(**FEWER)
    decided(verified())
    assert status_of(first) + status_of(second) == ["provisional", "waiting"]
    (letter,) = inside(notices.of_case, f"{first}-1")
    assert letter.title == "内定のお知らせ(学童クラブの入所申請)"
    assert "第二小学童クラブ" in letter.body
    assert "正式な決定ではありません" in letter.body
    assert inside(places.seats, "gakudo", 2027) == ((f"{first}-1", "daini"),)
    assert inside(enrolments.of_case, f"{first}-1") == ()


def test_the_decision_gives_the_place_that_was_told_and_its_letter_says_what_it_replaces(
    house: object, gakudo: dict[str, Any]
) -> None:
    town(gakudo, "preselect")
    first = passed()
    decided(verified())
    inside(act, f"{first}-1", "approve", DECIDER, NOW, reason="要件を満たすため。")
    told, letter = inside(notices.of_case, f"{first}-1")
    assert f"{told.number}の通知に代わるものです" in letter.body
    (stay,) = inside(enrolments.of_case, f"{first}-1")
    assert (stay.pool, stay.until) == ("daini", None)


def test_a_family_that_withdraws_before_the_decision_frees_its_place(house: object, gakudo: dict[str, Any]) -> None:
    town(gakudo, "preselect")
    first = passed()
    decided(verified())
    inside(act, f"{first}-1", "withdraw", RESIDENT, NOW)
    assert inside(places.seats, "gakudo", 2027) == ()


def test_a_city_that_does_not_name_the_step_has_no_such_status(house: object, gakudo: dict[str, Any]) -> None:
    town(gakudo)
    first = passed()
    with pytest.raises(NotAllowed):
        inside(act, f"{first}-1", "preselect", DECIDER, NOW, reason="内定。")
    decided(verified())
    assert status_of(first) == ["approved"]
