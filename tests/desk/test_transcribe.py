"""The back office follows a case: each deed leaves a record, a change, a cancellation, or nothing at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.errand import RESERVED, SUBMITTING
from madoguchi.core.flow import NotAllowed
from madoguchi.core.handed import Handed
from madoguchi.desk import ask, handlers, publish, transcribe
from madoguchi.desk.act import act
from madoguchi.desk.errands import Worker, serve_one
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import cases, errands, events, tables, transcripts, wall
from tests.desk.test_revise import inside
from tests.desk.test_thread import CLERK, NOW, RESIDENT, hand_in
from tests.handover import with_handover

HAND = Actor("uketsuke", "clerk")
handlers.make_known()


@pytest.fixture
def way() -> str:
    return "robot"


@pytest.fixture
def town(house: object, gakudo: dict[str, Any], way: str) -> None:
    """Tama, whose clubs are handed over to the made-up back office."""
    inside(publish.publish, with_handover(gakudo, way=way), NOW)


def followed() -> None:
    """An ordinary worker has done what nobody waits for."""
    worker = Worker("one", {}, lambda: NOW)
    while serve_one(worker, "tama"):
        pass


def handed(**changed: str) -> str:
    """A case whose application has come."""
    case = f"{inside(hand_in, **changed)}-1"
    followed()
    return case


def rows(case: str) -> list[Handed]:
    return list(inside(transcripts.of_case, case))


def told(case: str) -> list[tuple[str, str]]:
    return [(row.op, row.state) for row in rows(case)]


def typing(case: str) -> list[str]:
    """The keys of the errands by which a robot is to type something of a case."""
    with wall.inside("tama"):
        waiting = tables.Errand.objects.filter(kind="type", subject=case, state="waiting").order_by("id")
        return [row.key for row in waiting]


def begun(row: Handed, stage: str = RESERVED.name) -> None:
    """A robot has taken it up, and come so far."""
    with wall.inside("tama", write=True):
        errand = errands.claim("robot", 60, NOW, errands.ROBOT)
        assert errand is not None
        assert errand.key == f"type-{row.id}"
        errands.stage(errand, stage, 60, NOW)


def done(row: Handed, number: str = "R-1") -> None:
    inside(transcribe.settled, row, number, transcribe.SYSTEM, NOW)


def corrected(case: str, phone: str = "090-1111-2222") -> None:
    """The family was asked for its telephone, and has corrected it."""
    inside(act, case, "return", CLERK, NOW, fields=("guardians.0.phone",), message="確かめてください")
    inside(ask.correct, case, {"guardians.0.phone": [phone]}, RESIDENT, NOW)
    followed()


def withdrawn(case: str) -> None:
    inside(act, case, "withdraw", RESIDENT, NOW, channel="web")
    followed()


pytestmark = pytest.mark.usefixtures("town")


def test_what_was_handed_in_is_a_new_record_for_a_robot() -> None:
    case = handed()
    (row,) = rows(case)
    assert (row.op, row.state, row.way, row.system, row.number) == ("new", "waiting", "robot", "mihon", "")
    assert (row.sheet.typed["申請番号"], row.sheet.typed["学年"]) == (case, "1")
    assert typing(case) == [f"type-{row.id}"]


def test_a_deed_that_changes_nothing_there_leaves_nothing() -> None:
    case = handed()
    inside(act, case, "pass", CLERK, NOW)
    followed()
    assert told(case) == [("new", "waiting")]


def test_a_correction_takes_the_place_of_what_nobody_has_begun() -> None:
    case = handed()
    corrected(case)
    assert told(case) == [("new", "void"), ("new", "waiting")]
    assert rows(case)[1].sheet.typed["保護者1電話番号"] == "09011112222"
    with wall.inside("tama", write=True):  # the errand of the first finds nothing to do
        assert errands.undone("type", [case])


def test_a_correction_follows_what_is_under_way_and_waits_for_it() -> None:
    case = handed()
    first = rows(case)[0]
    begun(first)
    corrected(case)
    assert told(case) == [("new", "waiting"), ("change", "waiting")]
    assert typing(case) == []
    done(first)
    assert typing(case) == [f"type-{rows(case)[1].id}"]


def test_what_a_robot_has_ever_begun_is_not_replaced() -> None:
    case = handed()
    begun(rows(case)[0])
    with wall.inside("tama", write=True):
        errand = errands.under(f"type-{rows(case)[0].id}")
        assert errand
        errands.retry(errand, NOW, "busy")
    corrected(case)
    assert told(case) == [("new", "waiting"), ("change", "waiting")]


def test_who_takes_back_the_correction_leaves_the_first_as_it_is() -> None:
    case = handed()
    first = rows(case)[0]
    done(first)
    corrected(case)
    corrected(case, first.sheet.typed["保護者1電話番号"])
    assert told(case) == [("new", "done"), ("change", "void")]


def test_a_withdrawal_cancels_the_record_once() -> None:
    case = handed()
    done(rows(case)[0], "8001")
    withdrawn(case)
    cancel = rows(case)[1]
    assert (cancel.op, cancel.state, cancel.number) == ("cancel", "waiting", "8001")
    assert cancel.filled.typed == {"取消理由": "取下げ", "取消年月日": "20261116"}
    assert cancel.sheet.typed["申請番号"] == case
    inside(transcribe.follow, case, NOW)
    assert told(case) == [("new", "done"), ("cancel", "waiting")]


def test_who_withdraws_before_anything_was_typed_never_gets_there() -> None:
    case = handed()
    withdrawn(case)
    assert told(case) == [("new", "void")]


def test_who_withdraws_while_it_is_typed_is_cancelled_after_it() -> None:
    case = handed()
    begun(rows(case)[0], SUBMITTING.name)
    withdrawn(case)
    assert told(case) == [("new", "waiting"), ("cancel", "waiting")]


def test_a_decision_is_a_change_of_the_record() -> None:
    case = handed()
    done(rows(case)[0])
    inside(act, case, "pass", CLERK, NOW)
    inside(act, case, "approve", Actor("kessai", "decider"), NOW, reason="要件を満たすため", place="daini")
    followed()
    assert told(case) == [("new", "done"), ("change", "waiting")]
    assert rows(case)[1].sheet.typed["備考"] == "承認 2026-11-16 第二小学童クラブ"


def test_what_cannot_be_said_there_waits_for_a_person() -> None:
    case = handed(children__0__school="other", children__0__school_other="見本学園")
    (row,) = rows(case)
    assert (row.state, typing(case)) == ("refused", [])
    assert "学校コード" in row.error
    with pytest.raises(NotAllowed):
        inside(transcribe.hand_back, row.id, HAND, NOW)


def test_a_person_takes_it_over_types_it_and_says_its_number() -> None:
    case = handed()
    (row,) = rows(case)
    inside(transcribe.take_over, row.id, HAND, NOW)
    with pytest.raises(NotAllowed):
        inside(transcribe.take_over, row.id, Actor("other", "clerk"), NOW)
    with pytest.raises(Incomplete):
        inside(transcribe.mark_done, row.id, " ", HAND, NOW)
    inside(transcribe.mark_done, row.id, "8002", HAND, NOW, 240)
    found = rows(case)[0]
    assert (found.state, found.number, found.by, found.seconds) == ("done", "8002", "uketsuke", 240)
    log = [(event.step, event.who, event.touch) for event in inside(events.read, case)][-2:]
    assert log == [("take_transcript", "uketsuke", None), ("typed", "uketsuke", 240)]


def test_it_is_taken_from_no_robot_that_types_it_now() -> None:
    case = handed()
    (row,) = rows(case)
    begun(row)
    with pytest.raises(transcribe.Busy):
        inside(transcribe.take_over, row.id, HAND, NOW)
    inside(transcribe.take_over, row.id, HAND, NOW + timedelta(minutes=2))  # it is dead
    assert told(case) == [("new", "taken")]


def test_what_is_handed_back_is_left_to_the_robot_once_more() -> None:
    case = handed()
    (row,) = rows(case)
    inside(transcribe.take_over, row.id, HAND, NOW)
    worker = Worker("robot", {}, lambda: NOW, lane=errands.ROBOT)
    assert serve_one(worker, "tama")  # which finds nothing to do
    assert typing(case) == []
    inside(transcribe.hand_back, row.id, HAND, NOW)
    assert (told(case), typing(case)) == ([("new", "waiting")], [f"type-{row.id}"])


def test_nobody_is_asked_of_a_row_that_is_not_there() -> None:
    for deed in (transcribe.take_over, transcribe.hand_back):
        with pytest.raises(NotFound):
            inside(deed, 99, HAND, NOW)
    with pytest.raises(NotFound):
        inside(transcribe.again, "2026-000009-X-1", HAND, NOW)


def test_a_refused_row_is_composed_again_when_asked() -> None:
    case = handed()
    (row,) = rows(case)
    inside(transcribe.stopped, row, "学校コードがありません", transcribe.SYSTEM, NOW)
    inside(transcribe.again, case, HAND, NOW)
    assert told(case) == [("new", "refused")], "nothing has changed: it would be refused again"
    corrected(case)
    assert told(case) == [("new", "void"), ("new", "waiting")]


def test_each_child_of_an_application_has_a_record_of_its_own() -> None:
    reference = inside(hand_in, children=2)
    followed()
    assert [told(f"{reference}-{branch}") for branch in (1, 2)] == [[("new", "waiting")]] * 2
    with wall.inside("tama", write=True):
        assert len(cases.cases_of(reference)) == 2


def test_a_city_that_hands_nothing_over_leaves_nothing(gakudo: dict[str, Any]) -> None:
    inside(publish.publish, gakudo, NOW + timedelta(minutes=1))
    case = handed()
    with wall.inside("tama"):
        assert not tables.Errand.objects.filter(kind="transcribe").exists()
    assert rows(case) == []
