"""職員の一日 - notes, many cases in one deed, and the day that a case must keep next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.core.case import Actor, Case
from madoguchi.core.days import jst_date
from madoguchi.core.reference import reference
from madoguchi.core.town import Value
from madoguchi.desk import deadline, many
from madoguchi.desk.act import act
from madoguchi.desk.note import note
from madoguchi.desk.refusals import Incomplete, NotAllowed, NotFound
from madoguchi.store import cases, clerks, editions, events, look, notes
from madoguchi.web.clock import now
from tests.store.rows import application, case

pytestmark = pytest.mark.usefixtures("tama")
CLERK = Actor("uketsuke", "clerk")


@pytest.fixture
def three(tama: None) -> dict[str, int]:
    """Three cases that wait, each with its version."""
    edition = editions.current_edition("gakudo")
    assert edition
    for serial in range(1, 4):
        number = reference(2026, serial)
        cases.put_application(application(number, edition=edition.digest, answers={}))
        cases.put_case(case(number, edition=edition.digest, received=now()))
    return {f"{reference(2026, serial)}-1": 0 for serial in range(1, 4)}


def stored(case_id: str) -> Case:
    found = cases.get_case(case_id)
    assert found
    return found


def row(case_id: str) -> look.Row:
    clerk = clerks.put("uketsuke", "見本", ("clerk",), "a-long-password")
    (found,) = look.rows(replace(clerk, active=True), look.Filters(ids=(case_id,)), 1)
    return found


def test_many_are_passed_together_each_with_its_event(three: dict[str, int]) -> None:
    many.take(three, "pass", CLERK, now(), touch=30)
    assert [stored(one).status for one in three] == ["passed"] * 3
    assert [event.touch for event in events.read() if event.step == "pass"] == [10, 10, 10]


def test_when_one_has_moved_none_is_passed_and_it_is_named(three: dict[str, int]) -> None:
    first, second, _ = three
    cases.save_case(stored(second))
    with pytest.raises(many.Moved) as told:
        many.take(three, "pass", CLERK, now())
    assert told.value.ids == (second,)
    assert stored(first).status == "received"
    with pytest.raises(many.Moved):
        many.take({"2026-000099-X-1": 0}, "pass", CLERK, now())


def test_a_step_that_one_cannot_take_is_taken_by_none(three: dict[str, int]) -> None:
    first, *_, last = three
    act(last, "pass", CLERK, now())
    seen = {one: stored(one).version for one in three}
    with pytest.raises(NotAllowed):
        many.take(seen, "pass", CLERK, now())
    assert stored(last).status == "passed"
    assert first in seen


def test_more_than_the_most_is_refused(three: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at most"):
        many.take({str(count): 0 for count in range(many.MOST + 1)}, "pass", CLERK, now())


def test_a_case_is_given_and_taken_back_with_an_event_that_names_the_account(three: dict[str, int]) -> None:
    first = next(iter(three))
    many.assign({first: 0}, "kessai", CLERK, now(), touch=4)
    many.assign({first: 1}, "", CLERK, now())
    assert stored(first).assignee == ""
    told = [(event.deed, event.step, dict(event.note), event.touch) for event in events.read(subject=first)]
    assert told == [("assign", "assign", {"assignee": "kessai"}, 4), ("assign", "assign", {}, None)]


def test_a_note_keeps_its_words_beside_the_events(three: dict[str, int]) -> None:
    first = next(iter(three))
    note(first, "  電話で聞いた  ", CLERK, now(), touch=9)
    (kept,) = notes.of_case(first)
    (told,) = events.read(subject=first)
    assert (kept.words, kept.who) == ("電話で聞いた", "uketsuke")
    assert (told.deed, told.touch, dict(told.note)) == ("note", 9, {})
    with pytest.raises(Incomplete):
        note(first, " ", CLERK, now())
    with pytest.raises(NotFound):
        note("2026-000099-X-1", "x", CLERK, now())


def test_the_deadline_of_a_case_goes_with_what_it_awaits(
    three: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, today = next(iter(three)), jst_date(now())
    opened = editions.opened

    def with_a_period(digest: str) -> object:
        edition = opened(digest)
        values = {**edition.town.values, "standard_days": Value(30, "見本")}
        return replace(edition, town=replace(edition.town, values=values))

    monkeypatch.setattr(editions, "opened", with_a_period)
    deadline.renew(stored(first), editions.opened(stored(first).edition))
    assert (row(first).deadline, row(first).deadline_of) == (today + timedelta(days=30), "standard")
    act(first, "return", CLERK, now(), fields=("start_date",), message="確かめてください。")
    assert (row(first).deadline, row(first).deadline_of) == (today + timedelta(days=14), "ask")
    act(first, "lapse", Actor("system", "system"), now() + timedelta(days=15))
    assert (row(first).deadline, row(first).deadline_of) == (today + timedelta(days=45), "standard")
    act(first, "withdraw", Actor("resident", "resident"), now())
    assert (row(first).deadline, row(first).deadline_of) == (None, "")
