"""到達 - a decision that lies unopened: told once more, then printed for the post; opened in between, left alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.core.arrival import POST, REMIND
from madoguchi.core.case import Actor, Errand
from madoguchi.desk import arrival, deliver, tell
from madoguchi.desk.act import act
from madoguchi.store import cases, errands, events, notices, tables
from tests.desk.test_thread import CLERK, DECIDER, NOW, hand_in


def after(days: int) -> object:
    return NOW + timedelta(days=days)


def decided(*, contact: str = "oya@example.jp") -> str:
    """An approved case, whose news has left if there was somebody to tell."""
    reference = hand_in()
    application = cases.get_application(reference)
    assert application
    cases.save_application(replace(application, contact=contact, contact_confirmed=bool(contact)))
    act(f"{reference}-1", "pass", CLERK, NOW)
    act(f"{reference}-1", "approve", DECIDER, NOW, reason="第一学童クラブ", place="daini")
    if contact:
        notices.note(notices.of_case(f"{reference}-1")[-1].id, "sent", NOW)
    return f"{reference}-1"


def due(days: int, what: str) -> list[str]:
    return [one.case for one in arrival.due(after(days), what)]


def reminders(case_id: str) -> list[Errand]:
    keys = tables.Errand.objects.filter(subject=case_id, key__startswith=f"{REMIND}/")
    return [found for row in keys if (found := errands.get(row.pk))]


def test_an_unopened_decision_is_brought_to_mind_once(tama: None) -> None:
    case_id = decided()
    assert (due(6, REMIND), due(7, REMIND)) == ([], [case_id])
    (notice,) = arrival.due(after(7), REMIND)
    assert [arrival.remind(notice.id, after(day)) for day in (6, 7, 8)] == [False, True, False]
    (errand,) = reminders(case_id)
    call = tell.prepare(errand, errand.payload)
    assert call
    assert call.values["to"] == "oya@example.jp"
    assert "まだ開いていない通知" in call.values["subject"]
    assert "見本" not in call.values["body"].replace("見本の", ""), "neither a name nor what was decided"
    assert [event.step for event in events.read(case_id)][-1] == REMIND
    assert due(8, REMIND) == []


def test_what_was_opened_meanwhile_is_not_brought_to_mind(tama: None) -> None:
    case_id = decided()
    (notice,) = arrival.due(after(7), REMIND)
    assert arrival.remind(notice.id, after(7))
    deliver.opened(case_id, after(7))
    (errand,) = reminders(case_id)
    assert tell.prepare(errand, errand.payload) is None, "the message was on its way, and is not sent"
    assert (due(7, REMIND), due(14, POST)) == ([], [])


def test_after_more_days_the_letter_is_due_for_the_post_until_it_was_printed(tama: None) -> None:
    case_id = decided()
    assert (due(13, POST), due(14, POST)) == ([], [case_id])
    arrival.posted([one.id for one in arrival.due(after(14), POST)], after(14))
    assert (due(14, POST), due(15, REMIND)) == ([], [])
    assert [event.step for event in events.read(case_id)][-1] == POST


def test_who_chose_paper_has_the_letter_due_at_once_and_gets_no_reminder(tama: None) -> None:
    case_id = decided(contact="")
    assert (due(0, POST), due(7, REMIND)) == ([case_id], [])
    (notice,) = arrival.due(after(0), POST)
    assert not arrival.remind(notice.id, after(7))
    assert reminders(case_id) == []


@pytest.mark.parametrize("step", ["pass", "return"])
def test_what_is_no_decision_is_never_posted(tama: None, step: str) -> None:
    reference = hand_in()
    words = {"fields": ("school",), "message": "学校を確かめてください。"} if step == "return" else {}
    act(f"{reference}-1", step, Actor("uketsuke", "clerk"), NOW, **words)
    assert due(60, POST) == []
