"""取消しと見直し - a decision is taken back after a hearing, or decided anew; what was sent before stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.case import Notice
from madoguchi.core.enrolment import Stay
from madoguchi.core.flow import NotAllowed
from madoguchi.desk import deadline, hearing, nightly, places, publish
from madoguchi.desk.act import act
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import asks, cases, editions, enrolments, notices, wall
from tests.desk.test_revise import inside
from tests.desk.test_select import FEWER, decided, passed, status_of, verified, with_places
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT

WHY = "就労の実態がないと分かったため。"
SAID = "退職の日が違います。\n3月まで働いています。"
LATER = NOW + timedelta(days=30)


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    """One club takes one child, another none."""
    inside(publish.publish, with_places(gakudo, daini=1, aiwa=0), NOW)


@pytest.fixture
def placed(town: None) -> str:
    """The number of a child that a round has given a place."""
    reference = passed()
    decided(verified())
    assert status_of(reference) == ["approved"]
    return f"{reference}-1"


def letters(case_id: str) -> list[Notice]:
    with wall.inside("tama"):
        return list(notices.of_case(case_id))


def stays(case_id: str) -> list[Stay]:
    with wall.inside("tama"):
        return list(enrolments.of_case(case_id))


def seats() -> list[tuple[str, str]]:
    with wall.inside("tama"):
        return list(places.seats("gakudo", 2027))


def asked_to_explain(case_id: str) -> None:
    inside(act, case_id, "hear", CLERK, NOW, message=WHY)


def test_nothing_is_taken_back_before_its_family_was_heard(placed: str) -> None:
    with pytest.raises(NotAllowed):
        inside(act, placed, "revoke", DECIDER, NOW, reason=WHY)
    asked_to_explain(placed)
    with pytest.raises(NotAllowed):
        inside(act, placed, "revoke", DECIDER, NOW, reason=WHY)
    assert status_of(placed[:-2]) == ["hearing"]


def test_the_letter_of_a_hearing_names_the_decision_the_reason_and_the_day(placed: str) -> None:
    first = letters(placed)[-1]
    asked_to_explain(placed)
    told = letters(placed)[-1]
    assert told.kind == "hearing"
    assert f"2026年11月16日(月)付け{first.number}で知らせた決定" in told.body
    assert WHY in told.body
    assert "2026年11月30日(月)" in told.body


def test_what_the_family_says_is_kept_whole_and_only_once(placed: str) -> None:
    asked_to_explain(placed)
    with pytest.raises(Incomplete):
        inside(hearing.state, placed, "  ", RESIDENT, NOW)
    inside(hearing.state, placed, SAID, RESIDENT, NOW)
    with wall.inside("tama"):
        (ask,) = (one for one in asks.of_case(placed) if one.kind == hearing.KIND)
    assert (ask.state, ask.answer, status_of(placed[:-2])) == ("done", SAID, ["heard"])
    with pytest.raises(NotFound):
        inside(hearing.state, placed, "もう一度", RESIDENT, NOW)


def test_who_says_nothing_is_decided_about_after_the_day(placed: str) -> None:
    asked_to_explain(placed)
    day = NOW + timedelta(days=14)
    with wall.inside("tama"):
        assert nightly.run_out(day) == ()
        assert nightly.run_out(day + timedelta(days=1)) == (placed,)
    assert inside(nightly.lapse, placed, day + timedelta(days=1))
    assert status_of(placed[:-2]) == ["heard"]


def test_a_child_keeps_its_place_until_the_decision_is_taken_back(placed: str) -> None:
    assert seats() == [(placed, "daini")]
    asked_to_explain(placed)
    inside(hearing.state, placed, SAID, RESIDENT, NOW)
    assert seats() == [(placed, "daini")]
    assert [one.until for one in stays(placed)] == [None]
    inside(act, placed, "revoke", DECIDER, LATER, reason=WHY)
    assert seats() == []
    assert [one.until for one in stays(placed)] == [LATER.date()]


def test_a_decision_that_stands_leaves_the_stay_as_it_was(placed: str) -> None:
    before = stays(placed)
    asked_to_explain(placed)
    inside(hearing.state, placed, SAID, RESIDENT, NOW)
    inside(act, placed, "uphold", DECIDER, LATER, reason="就労を確かめたため。")
    assert (status_of(placed[:-2]), stays(placed)) == (["approved"], before)
    assert letters(placed)[-1].kind == "upheld"


def test_the_letter_that_takes_back_names_what_it_takes_back_and_how_to_object(placed: str) -> None:
    first = letters(placed)[-1]
    asked_to_explain(placed)
    inside(hearing.state, placed, SAID, RESIDENT, NOW)
    inside(act, placed, "revoke", DECIDER, LATER, reason=WHY)
    last = letters(placed)[-1]
    assert f"2026年11月16日(月)付け{first.number}で知らせた決定を、次の理由により取り消します" in last.body
    assert WHY in last.body
    assert "3か月以内に、多摩市長に対して審査請求" in last.body
    assert "代わる" not in last.body  # it says so itself
    assert first in letters(placed)


def test_what_is_taken_back_is_the_decision_and_not_the_letter_that_let_it_stand(placed: str) -> None:
    first = letters(placed)[-1]
    for step, reason in (("uphold", "就労を確かめたため。"), ("revoke", WHY)):
        asked_to_explain(placed)
        inside(hearing.state, placed, SAID, RESIDENT, NOW)
        inside(act, placed, step, DECIDER, LATER, reason=reason)
    assert f"{first.number}で知らせた決定を、次の理由により取り消します" in letters(placed)[-1].body


def test_no_period_of_processing_runs_while_a_decision_is_looked_at_again(placed: str) -> None:
    def due() -> Any:
        case = inside(cases.get_case, placed)
        found = inside(deadline.of, case, inside(editions.opened, case.edition))
        return found and found.day

    asked_to_explain(placed)
    (ask,) = inside(asks.open_of, placed)
    assert due() == ask.due
    inside(hearing.state, placed, SAID, RESIDENT, NOW)
    assert due() is None


def test_a_refusal_is_decided_anew_and_the_new_letter_says_what_it_replaces(town: None) -> None:
    case_id = f"{passed()}-1"
    inside(act, case_id, "refuse", DECIDER, NOW, reason="要件を満たさないため。")
    first = letters(case_id)[-1]
    inside(act, case_id, "review", DECIDER, LATER, reason="届いていた証明書を見落としていたため。")
    assert letters(case_id) == [first]  # nothing is told before it is decided
    inside(act, case_id, "approve", DECIDER, LATER, reason="要件を満たすため。", place="daini")
    last = letters(case_id)[-1]
    assert f"この通知は、2026年11月16日(月)付け{first.number}の通知に代わるものです。" in last.body
    assert letters(case_id) == [first, last]


def test_a_round_draws_no_case_whose_decision_is_looked_at_again(town: None) -> None:
    again, fresh = passed(), passed(**FEWER)
    inside(act, f"{again}-1", "refuse", DECIDER, NOW, reason="要件を満たさないため。")
    inside(act, f"{again}-1", "review", DECIDER, NOW, reason="見落としがあったため。")
    found = verified()
    assert set(found.members) == {f"{fresh}-1"}
