"""An approval on condition: the paper is awaited by its day, the family is told once, sends it, and stays approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.case import Clerk
from madoguchi.core.enrolment import Stay
from madoguchi.core.verdict import WRONG
from madoguchi.desk import ask, attach, nightly, office, proof, publish, review
from madoguchi.desk.act import act
from madoguchi.store import asks, cases, clerks, enrolments, errands, events
from madoguchi.store.look import counts, editions_of, inbox
from madoguchi.web.staff import asked
from tests import papers
from tests.desk.test_revise import inside
from tests.desk.test_thread import CLERK, DECIDER, NOW, RESIDENT, hand_in

ON_LEAVE = {
    "guardians__0__on_leave": "yes",
    "guardians__0__return_date__y": "2027",
    "guardians__0__return_date__m": "4",
    "guardians__0__return_date__d": "1",
}
DUE = date(2027, 4, 15)
FIELD = "guardians.0.evidence"


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    inside(publish.publish, gakudo, NOW)
    inside(office.employ, CLERK.name, "見本 受付", ("clerk",), "x1y2z3-only-for-tests")


def approved(reason: str = "要件を満たすため", **changed: str) -> str:
    case = f"{inside(hand_in, NOW, **{**ON_LEAVE, **changed})}-1"
    inside(act, case, "pass", CLERK, NOW)
    inside(act, case, "approve", DECIDER, NOW, reason=reason, place="daini")
    return case


def worker() -> Clerk:
    return next(one for one in inside(clerks.all_) if one.username == CLERK.name)


def awaits(case: str) -> list[tuple[str, date]]:
    return [(one.kind, one.due) for one in inside(asks.open_of, case)]


def listed(deadline: str = "", day: date = DUE) -> list[str]:
    """What the list of a clerk shows on a day, by what they have chosen."""
    clerk = worker()
    chosen = asked.Asked({"deadline": deadline} if deadline else {}, ())
    filters = chosen.filters(clerk, inside(editions_of, clerk), day)
    return [row.id for row in inside(inbox, clerk, filters).rows]


def sends(case: str, now: datetime = NOW) -> ask.Asked:
    """The family sends a photo of the paper."""
    key = attach.add_to_application("tama", case.rpartition("-")[0], "復職.jpg", papers.jpeg(), now).key
    it, cleaned = inside(ask.correct, case, {FIELD: [key]}, RESIDENT, now)
    assert cleaned.mistakes == ()
    return it


def test_an_approval_awaits_the_paper_of_its_condition(town: None) -> None:
    case = approved()
    (one,) = inside(asks.open_of, case)
    assert (one.kind, one.to, one.due, one.fields) == ("proof", "resident", DUE, (FIELD,))
    assert "復職証明書" in one.message
    assert awaits(approved(guardians__0__on_leave="no")) == []


def test_what_a_clerk_called_a_mistake_is_not_awaited(town: None) -> None:
    case = f"{inside(hand_in, NOW, **ON_LEAVE)}-1"
    clerk = worker()
    (leave,) = [one for one in inside(cases.get_case, case).findings if one.code == "on_leave"]
    inside(review.say, case, leave.code, leave.fields, WRONG, clerk, NOW)
    inside(act, case, "pass", CLERK, NOW)
    inside(act, case, "approve", DECIDER, NOW, reason="要件を満たすため", place="daini")
    assert awaits(case) == []


def test_a_condition_in_the_reason_is_awaited_by_its_day(town: None) -> None:
    reason = "要件を満たすため\n条件: 住民票を出す(2027年6月1日まで)"
    case = approved(reason, guardians__0__on_leave="no")
    assert awaits(case) == [("proof", date(2027, 6, 1))]


def test_the_family_sends_the_paper_and_stays_approved(town: None) -> None:
    case = approved()
    inside(enrolments.begin, Stay(case, "gakudo", "daini", date(2027, 4, 1)))
    sends(case)
    kept = inside(cases.get_case, case)
    assert (kept.status, len(inside(cases.get_application, kept.reference).answers["guardians"][0]["evidence"])) == (
        *("approved", 1),
    )
    assert awaits(case) == [("look", NOW.date() + timedelta(days=14))]
    assert inside(enrolments.of_case, case)[0].until is None, "the place is not lost by sending a paper"
    inside(act, case, "proven", CLERK, NOW)
    assert awaits(case) == []
    assert [one.state for one in inside(asks.of_case, case)] == ["done", "done"]


def test_nothing_sent_is_no_paper(town: None) -> None:
    case = approved()
    _, cleaned = inside(ask.correct, case, {FIELD: [""]}, RESIDENT, NOW)
    assert [(one.path, one.say) for one in cleaned.mistakes] == [(FIELD, "書類を選んでください。")]
    assert awaits(case) == [("proof", DUE)]


def test_what_is_not_enough_is_asked_for_again(town: None) -> None:
    case = approved()
    sends(case)
    inside(act, case, "ask_proof", CLERK, NOW, fields=(FIELD,), message="日付の見えるものを送ってください")
    assert awaits(case) == [("proof", NOW.date() + timedelta(days=14))]
    sends(case)
    assert [one for one, _ in awaits(case)] == ["look"]


def test_one_paper_ends_one_of_several_conditions(town: None) -> None:
    case = approved("要件を満たすため\n条件: 住民票を出す(2027年6月1日まで)")
    assert awaits(case) == [("proof", DUE), ("proof", date(2027, 6, 1))]
    sends(case)
    assert [(kind, due) for kind, due in awaits(case) if kind == "proof"] == [("proof", date(2027, 6, 1))]


def test_a_day_that_has_passed_is_overdue_and_the_paper_still_awaited(town: None) -> None:
    case = approved()
    late = NOW + (DUE - NOW.date()) + timedelta(days=1)
    assert inside(nightly.run_out, late) == (), "nothing runs out"
    assert (listed(), listed("over"), listed("near")) == ([], [], [case])
    assert listed("over", DUE + timedelta(days=1)) == [case]
    clerk = worker()
    assert inside(counts, clerk, ("received",), DUE + timedelta(days=1)).over == 1
    sends(case, late)
    assert listed() == [case], "what came is to be looked at"
    inside(act, case, "proven", CLERK, late)
    assert (listed(), listed("over", DUE + timedelta(days=90))) == ([], [])


def test_a_family_is_reminded_once_in_the_last_week(town: None) -> None:
    case = approved(contact_by="mail", email="mihon@example.jp")
    reference = case.rpartition("-")[0]
    assert inside(proof.due, NOW) == ()
    soon = NOW + (DUE - NOW.date()) - timedelta(days=7)
    (one,) = inside(proof.due, soon)
    assert inside(proof.remind, one, soon) is False, "nobody has confirmed the address"
    application = inside(cases.get_application, reference)
    inside(cases.save_application, replace(application, contact_confirmed=True))
    assert inside(proof.remind, one, soon) is True
    assert inside(errands.known, f"due/{case}/{one.id}/tama")
    assert inside(proof.due, soon + timedelta(days=1)) == ()
    assert "remind_due" in [event.step for event in inside(events.read, subject=case)]
