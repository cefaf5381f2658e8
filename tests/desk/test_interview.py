"""面談 - slots, a choice by a day, a result: nothing is passed without one in a city that has interviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.case import Ask, Clerk, Errand
from madoguchi.core.clocks import clocks, pauses_of
from madoguchi.core.days import JST
from madoguchi.core.flow import NotAllowed
from madoguchi.core.interview import MEETING, SLOTS, Meeting, Slot, result
from madoguchi.core.mask import PRIVATE
from madoguchi.desk import interview, nightly, office, protect, publish, tell
from madoguchi.desk.act import act
from madoguchi.desk.docket import draft
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import asks, cases, errands, events, notices, tables
from madoguchi.store.look import Filters, case_page, inbox
from tests.desk.test_revise import inside
from tests.desk.test_select import status_of
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT, hand_in

CARE = {
    "children__0__care__none": "",
    "children__0__care__support": "yes",
    "children__0__support_notebook": "none",
    "children__0__support_detail": "大きな音が苦手",
}
FIRST = Slot(datetime(2026, 11, 25, 10, 0, tzinfo=JST), "市役所 2階 相談室")
SECOND = Slot(datetime(2026, 11, 26, 15, 30, tzinfo=JST), "第二小学童クラブ")
OFFERED = Meeting((SECOND, FIRST), date(2026, 11, 20))
SUPPORT = Meeting(result="support", words="静かな部屋があれば。")
HELD = NOW + timedelta(days=9)


def with_interviews(files: dict[str, Any], *steps: str) -> dict[str, Any]:
    """The package in a city that takes these optional steps."""
    return {**files, "town.yaml": {**files["town.yaml"], "steps": list(steps or ("invite", "waive"))}}


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    inside(publish.publish, with_interviews(gakudo), NOW)


@pytest.fixture
def child(town: None) -> str:
    """The number of a child that needs care, invited to choose one of two times."""
    case = f"{inside(hand_in, **CARE)}-1"
    inside(act, case, "invite", CLERK, NOW, meeting=OFFERED)
    return case


def state(case: str) -> str:
    return str(status_of(case.rpartition("-")[0])[0])


def awaited(case: str) -> list[Ask]:
    return list(inside(asks.open_of, case))


def left(case: str) -> Errand:
    """The message about an interview that was left for a family."""
    return errands.value(tables.Errand.objects.get(subject=case, key__startswith=MEETING))


def chosen(case: str, slot: Slot = FIRST, now: datetime = NOW) -> None:
    inside(interview.choose, case, str(slot), RESIDENT, now)


def lacking(case: str, step: str, **said: Any) -> tuple[str, ...]:
    """What a step still needs."""
    with pytest.raises(Incomplete) as refused:
        inside(act, case, step, CLERK, HELD, **said)
    return refused.value.needs


def test_a_child_without_an_interview_is_not_passed(child: str) -> None:
    other = f"{inside(hand_in, **CARE)}-1"
    assert lacking(other, "pass") == ("interview",)
    chosen(child)
    inside(act, child, "met", CLERK, HELD, meeting=SUPPORT)
    inside(act, child, "pass", CLERK, HELD)
    assert (state(child), state(other)) == ("passed", "received")


def test_a_child_that_needs_no_care_is_passed_as_ever(town: None) -> None:
    case = f"{inside(hand_in)}-1"
    inside(act, case, "pass", CLERK, NOW)
    assert state(case) == "passed"


def test_of_brothers_and_sisters_only_the_one_that_needs_care_waits_for_it(town: None) -> None:
    reference = inside(hand_in, children=2, **CARE)
    inside(act, f"{reference}-2", "pass", CLERK, NOW)
    assert lacking(f"{reference}-1", "pass") == ("interview",)


def test_a_written_reason_why_none_is_needed_is_enough(town: None) -> None:
    case = f"{inside(hand_in, **CARE)}-1"
    assert lacking(case, "waive") == ("words",)
    inside(act, case, "waive", CLERK, NOW, meeting=Meeting(words="去年の面談から変わりがない。"))
    inside(act, case, "pass", CLERK, NOW)
    assert state(case) == "passed"
    assert inside(cases.get_case, case).reason == "", "a letter of the decision would say it"


def test_a_decider_alone_decides_nothing_without_it_either(town: None) -> None:
    case = f"{inside(hand_in, **CARE)}-1"
    moved = replace(inside(cases.get_case, case), status="passed")  # as when the answers changed after it was passed
    inside(cases.save_case, moved)
    with pytest.raises(Incomplete) as refused:
        inside(act, case, "refuse", DECIDER, NOW, reason="要件を満たさないため。")
    assert refused.value.needs == ("interview",)
    assert not inside(draft.decidable, moved, "refuse"), "nor does a docket"
    inside(act, case, "send_back", DECIDER, NOW, reason="面談がまだのため。")
    assert state(case) == "received"


def test_a_city_that_does_not_name_the_steps_sees_nothing_of_it(house: object, gakudo: dict[str, Any]) -> None:
    inside(publish.publish, gakudo, NOW)
    case = f"{inside(hand_in, **CARE)}-1"
    with pytest.raises(NotAllowed):
        inside(act, case, "invite", CLERK, NOW, meeting=OFFERED)
    inside(act, case, "pass", CLERK, NOW)
    assert state(case) == "passed"


def test_the_family_is_told_the_times_and_by_when_to_choose(child: str) -> None:
    (ask,) = awaited(child)
    assert (ask.kind, ask.to, ask.due, ask.fields) == (
        *(SLOTS, "resident", date(2026, 11, 20)),
        (str(FIRST), str(SECOND)),
    )
    (letter,) = inside(notices.of_case, child)
    assert letter.kind == "interview"
    assert "2026年11月25日(水) 10:00 市役所 2階 相談室 / 2026年11月26日(木) 15:30 第二小学童クラブ" in letter.body
    assert "2026年11月20日(金)" in letter.body


def test_the_time_chosen_stands_on_the_clerks_list_until_its_day(child: str) -> None:
    chosen(child, SECOND)
    assert state(child) == "meeting"
    (ask,) = awaited(child)
    assert (ask.kind, ask.to, ask.due, ask.fields) == (MEETING, "clerk", date(2026, 11, 26), (str(SECOND),))
    late = NOW + timedelta(days=30)
    assert inside(nightly.run_out, late) == (), "an interview that was not held is overdue"


def test_only_a_time_that_was_offered_and_is_still_to_come_can_be_chosen(child: str) -> None:
    with pytest.raises(Incomplete):
        chosen(child, Slot(FIRST.at, "駅前"))
    with pytest.raises(Incomplete):
        chosen(child, FIRST, HELD + timedelta(hours=1))
    assert state(child) == "inviting"


def test_a_time_is_chosen_once(child: str) -> None:
    chosen(child)
    with pytest.raises(NotFound):
        chosen(child, SECOND)
    assert [one.fields for one in awaited(child)] == [(str(FIRST),)]


def test_who_says_that_none_suits_is_invited_anew(child: str) -> None:
    with pytest.raises(Incomplete):
        inside(interview.none_suits, child, "  ", RESIDENT, NOW)
    inside(interview.none_suits, child, "火曜日なら行けます。", RESIDENT, NOW)
    (ask,) = inside(asks.of_case, child)
    assert (ask.state, result(ask.answer).words, state(child)) == ("done", "火曜日なら行けます。", "received")
    assert lacking(child, "pass") == ("interview",)
    inside(act, child, "invite", CLERK, NOW, meeting=OFFERED)
    assert state(child) == "inviting"


def test_who_says_nothing_comes_back_to_the_list_after_the_day(child: str) -> None:
    day = NOW + timedelta(days=4)
    assert inside(nightly.run_out, day) == ()
    assert inside(nightly.run_out, day + timedelta(days=1)) == (child,)
    assert inside(nightly.lapse, child, day + timedelta(days=1))
    assert (state(child), awaited(child)) == ("received", [])


def test_who_did_not_come_has_no_result(child: str) -> None:
    chosen(child)
    assert lacking(child, "absent") == ("words",)
    inside(act, child, "absent", CLERK, HELD, meeting=Meeting(words="連絡なし。", result="support"))
    assert state(child) == "received"
    assert lacking(child, "pass") == ("interview",)


def test_a_result_says_how_it_came_out_in_a_code_and_in_words(child: str) -> None:
    chosen(child)
    assert lacking(child, "met") == ("result", "words")
    inside(act, child, "met", CLERK, HELD, meeting=SUPPORT)
    told = result(inside(asks.of_case, child)[-1].answer)
    assert (told.code, told.words) == ("support", SUPPORT.words)


def test_the_result_is_in_no_letter_and_no_record(child: str) -> None:
    chosen(child)
    inside(act, child, "met", CLERK, HELD, meeting=SUPPORT)
    inside(act, child, "pass", CLERK, HELD)
    inside(act, child, "hold", DECIDER, HELD, reason="定員のため。")
    assert not [one for one in inside(notices.of_case, child) if SUPPORT.words in one.body]
    told = inside(events.read, subject=child)
    assert [one.step for one in told if one.step in ("invite", "choose", "met")] == ["invite", "choose", "met"]
    assert {key for one in told for key in one.note} <= {"count", "notice"}, "no words, and not how it came out"


def test_the_result_is_read_only_with_the_permit(child: str) -> None:
    chosen(child)
    inside(act, child, "met", CLERK, HELD, meeting=SUPPORT)
    answers = {}
    for permits in ((), ("health",)):
        clerk = Clerk(1, "tanto", "見本 担当", ("clerk",), permits=permits)
        answers[permits] = inside(case_page, child, clerk).asks[-1].answer
    assert answers == {(): PRIVATE, ("health",): f"support\n{SUPPORT.words}"}


def test_the_days_in_which_the_family_chooses_are_not_counted(child: str) -> None:
    chosen(child, FIRST, NOW + timedelta(days=3))
    found = pauses_of(inside(asks.of_case, child))
    told = clocks(None, NOW.date(), NOW.date() + timedelta(days=5), found)
    assert (told.counted, told.rested, told.resting) == (2, 3, False)


def test_a_family_is_reminded_once_two_days_before(town: None) -> None:
    case = f"{inside(hand_in, contact_by='mail', email='mihon@example.jp', **CARE)}-1"
    inside(act, case, "invite", CLERK, NOW, meeting=OFFERED)
    chosen(case)
    assert inside(interview.due, FIRST.at - timedelta(days=3)) == ()
    soon = FIRST.at - timedelta(days=2)
    (one,) = inside(interview.due, soon)
    assert inside(interview.remind, one, soon) is False, "nobody has confirmed the address"
    application = inside(cases.get_application, case.rpartition("-")[0])
    inside(cases.save_application, replace(application, contact_confirmed=True))
    assert inside(interview.remind, one, soon) is True
    assert inside(errands.known, f"{MEETING}/{case}/{one.id}/tama")
    assert inside(interview.due, soon + timedelta(days=1)) == ()
    assert "remind_meeting" in [event.step for event in inside(events.read, subject=case)]


def test_the_reminder_tells_neither_what_nor_where_and_is_not_sent_when_it_is_over(town: None) -> None:
    case = f"{inside(hand_in, contact_by='mail', email='mihon@example.jp', **CARE)}-1"
    inside(act, case, "invite", CLERK, NOW, meeting=OFFERED)
    chosen(case)
    application = inside(cases.get_application, case.rpartition("-")[0])
    inside(cases.save_application, replace(application, contact_confirmed=True))
    (one,) = inside(interview.due, FIRST.at)
    inside(interview.remind, one, FIRST.at)
    errand = inside(left, case)
    told = inside(tell.prepare, errand, errand.payload).values
    assert not [word for word in ("面談", FIRST.place, "配慮") if word in told["subject"] + told["body"]]
    inside(act, case, "absent", CLERK, FIRST.at, meeting=Meeting(words="連絡なし。"))
    assert inside(tell.prepare, errand, errand.payload) is None


def test_who_withdraws_is_awaited_no_longer(child: str) -> None:
    chosen(child)
    inside(act, child, "withdraw", RESIDENT, NOW)
    assert (state(child), awaited(child)) == ("withdrawn", [])


def test_where_a_protected_family_comes_and_when_stands_in_no_letter_and_on_no_list_of_others(town: None) -> None:
    reference = inside(hand_in, **CARE)
    for name in ("tanto", "hoka"):
        inside(office.employ, name, f"見本 {name}", ("clerk",), "x1y2z3-only-for-tests")
    inside(protect.protect, reference, ["tanto"], DECIDER, NOW)
    case = f"{reference}-1"
    inside(act, case, "invite", CLERK, NOW, meeting=OFFERED)
    (letter,) = inside(notices.of_case, case)
    assert SECOND.place not in letter.body
    assert "11月26日" not in letter.body
    named, other = (Clerk(number, name, name, ("clerk",)) for number, name in ((1, "tanto"), (2, "hoka")))
    assert [inside(case_page, case, one).asks[0].fields for one in (named, other)] == [
        (str(FIRST), str(SECOND)),
        (),
    ]
    chosen(case, SECOND)
    assert [one.kind for one in inside(case_page, case, other).asks] == [SLOTS]
    days = [[row.deadline for row in inside(inbox, one).rows] for one in (named, other)]
    assert days == [[SECOND.at.date()], [None]]
    near = Filters(standing="near", today=date(2026, 11, 24))
    assert [len(inside(inbox, one, near).rows) for one in (named, other)] == [1, 0]
