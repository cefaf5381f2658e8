"""棚 - what is put in comes out again, and who came too late is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import IntegrityError

from madoguchi.core.case import Ask, Municipality, Notice
from madoguchi.core.chain import PersonalData
from madoguchi.core.finding import Finding
from madoguchi.core.reference import reference as number
from madoguchi.store import (
    asks,
    cases,
    codes,
    drafts,
    editions,
    events,
    look,
    municipalities,
    notices,
    tables,
    wall,
)
from madoguchi.store.errors import OutsideTheWall, Stale
from tests.store.rows import DAY, NOW, application, case, event

LATER = NOW + timedelta(hours=1)
ODD = "𠮷田 辻\U000e0100 \U0001f600 か\u3099 ﾔﾏ　\u200d"


def test_a_draft_is_found_by_its_key_alone(in_tama: None) -> None:
    drafts.create("key-one", "gakudo", "e" * 64, NOW)
    found = drafts.get("key-one")
    assert found is not None
    assert (found.procedure, found.answers, found.typed, found.version) == ("gakudo", {}, {}, 0)
    assert found.submitted is None
    assert drafts.get("key-two") is None


def test_the_table_opens_no_draft(in_tama: None) -> None:
    drafts.create("key-one", "gakudo", "e" * 64, NOW)
    assert "key-one" not in str(list(tables.Draft.objects.values()))


def test_a_draft_keeps_what_was_typed_whatever_it_is(in_tama: None) -> None:
    drafts.create("key", "gakudo", "e" * 64, NOW)
    typed = {"child_birth.m": "十三", "name": ODD, "zero": "a\0b"}
    saved = drafts.save("key", {"name": ODD, "guardians": [{"name": ODD}], "n": None}, typed, 0, {"child": 12}, LATER)
    assert saved == drafts.get("key")
    assert (saved.version, saved.seconds, saved.updated) == (1, {"child": 12}, LATER)
    assert saved.answers == {"name": ODD, "guardians": [{"name": ODD}], "n": None}
    assert saved.typed == {**typed, "zero": "ab"}  # no keyboard types U+0000, and PostgreSQL cannot keep it


def test_a_draft_that_moved_on_is_not_overwritten(in_tama: None) -> None:
    drafts.create("key", "gakudo", "e" * 64, NOW)
    drafts.save("key", {"a": "first"}, {}, 0, {}, NOW)
    with pytest.raises(Stale):
        drafts.save("key", {"a": "second"}, {}, 0, {}, NOW)
    assert drafts.get("key").answers == {"a": "first"}
    with pytest.raises(Stale):
        drafts.save("no such key", {}, {}, 0, {}, NOW)


def test_a_draft_knows_what_it_became(in_tama: None) -> None:
    drafts.create("key", "gakudo", "e" * 64, NOW)
    drafts.mark_submitted("key", "2026-000001-L")
    assert drafts.get("key", lock=True).submitted == "2026-000001-L"
    with pytest.raises(Stale):
        drafts.mark_submitted("no such key", "2026-000001-L")


def test_references_count_from_one_in_each_year_and_city(house: object) -> None:
    with wall.inside("tama", write=True):
        told = [cases.next_reference(year) for year in (2026, 2026, 2027, 2026)]
    assert told == [number(2026, 1), number(2026, 2), number(2027, 1), number(2026, 3)]
    with wall.inside("hachioji", write=True):
        assert cases.next_reference(2026) == number(2026, 1)


def test_a_number_that_was_not_kept_is_given_again(house: object) -> None:
    def begun() -> None:
        with wall.inside("tama", write=True):
            cases.next_reference(2026)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begun()
    with wall.inside("tama", write=True):
        assert cases.next_reference(2026) == number(2026, 1)


def test_an_application_comes_out_as_it_was_put_in(in_tama: None) -> None:
    kept = application(answers={"name": ODD, "n": 1, "list": [{"a": None}]}, contact="oya@example.jp", secret_hash="s")
    cases.put_application(kept)
    assert cases.get_application(kept.reference) == kept
    assert cases.find_by_idempotency(kept.idempotency) == kept
    assert cases.get_application("2026-000002-M") is None
    assert cases.find_by_idempotency("other") is None


@pytest.mark.parametrize("again", [{"reference": "2026-000002-M"}, {"idempotency": "other"}])
def test_the_same_key_or_number_is_kept_once(house: object, again: dict[str, str]) -> None:
    def twice() -> None:
        with wall.inside("tama", write=True):
            cases.put_application(replace(application(), **again))

    with wall.inside("tama", write=True):
        cases.put_application(application())
    with pytest.raises(IntegrityError):
        twice()
    with wall.inside("hachioji", write=True):
        cases.put_application(application())  # another city has numbers and keys of its own


def test_a_confirmed_address_is_kept_and_nothing_else_changes(in_tama: None) -> None:
    cases.put_application(application(contact="oya@example.jp"))
    cases.save_application(replace(application(), contact="oya@example.jp", contact_confirmed=True, answers={}))
    found = cases.get_application(application().reference)
    assert (found.contact_confirmed, found.answers) == (True, application().answers)
    with pytest.raises(Stale):
        cases.save_application(application("2026-000009-X"))


def test_corrected_answers_keep_those_before(in_tama: None) -> None:
    cases.put_application(application(answers={"a": 1}))
    cases.amend(application().reference, {"a": 2}, 7, LATER)
    cases.amend(application().reference, {"a": 3}, 8, LATER)
    assert cases.get_application(application().reference).answers == {"a": 3}
    kept = tables.Amendment.objects.order_by("id").values_list("ask", "before")
    assert list(kept) == [(7, {"a": 1}), (8, {"a": 2})]
    with pytest.raises(Stale):
        cases.amend("2026-000009-X", {}, 1, NOW)


def test_a_case_comes_out_as_it_was_put_in(in_tama: None) -> None:
    found = Finding("distance", "ask", "形式審査", ("child_name", "guardians.0.name"), "近いですか", "s1")
    kept = case(findings=(found,), title=ODD, reason="理由", assignee="uketsuke")
    cases.put_case(kept)
    assert cases.get_case(kept.id, lock=True) == kept
    assert cases.cases_of(kept.reference) == (kept,)
    assert cases.get_case("2026-000009-X-1") is None


def test_a_case_that_moved_on_is_not_overwritten(in_tama: None) -> None:
    cases.put_case(case())
    saved = cases.save_case(replace(case(), status="review", findings=()))
    assert (saved.status, saved.version) == ("review", 1)
    with pytest.raises(Stale):
        cases.save_case(replace(case(), status="approved"))
    assert cases.get_case(case().id) == saved


def test_cases_are_locked_in_the_order_of_their_numbers(in_tama: None) -> None:
    for serial in (3, 1, 2):
        cases.put_case(case(number(2026, serial)))
    wanted = [f"{number(2026, serial)}-1" for serial in (2, 3, 9)]
    assert [held.id for held in cases.lock_cases(wanted)] == wanted[:2]


def test_asks_are_open_until_they_are_done_or_lapse(in_tama: None) -> None:
    first = asks.put(Ask(0, "c-1", "correction", "resident", ("a", "b.0.c"), "直してください", DAY, "open", NOW))
    asks.put(Ask(0, "c-2", "correction", "resident", (), "", DAY + timedelta(days=1), "open", NOW))
    assert asks.open_of("c-1") == (first,)
    assert first.fields == ("a", "b.0.c")
    assert [ask.case for ask in asks.run_out(DAY)] == []
    assert [ask.case for ask in asks.run_out(DAY + timedelta(days=1))] == ["c-1"]
    assert asks.close("c-1", "done", LATER) == 1
    assert asks.open_of("c-1") == ()
    assert asks.of_case("c-1") == (replace(first, state="done", closed=LATER),)
    assert [ask.case for ask in asks.run_out(DAY + timedelta(days=9))] == ["c-2"]


def test_what_happens_to_a_letter_is_noted_for_the_first_time_once(in_tama: None) -> None:
    letter = notices.put(Notice(0, "c-1", "approved", "ja", "n-1", "決定", "本文\n二行目", NOW))
    for moment in (LATER, LATER + timedelta(hours=1)):
        assert [notices.note(letter.id, what, moment) for what in notices.TIMES] == [moment == LATER] * 6
    assert notices.of_case("c-1") == (replace(letter, **dict.fromkeys(notices.TIMES, LATER)),)
    assert notices.get(letter.id) == notices.of_case("c-1")[0]
    assert notices.get(0) is None


def test_only_the_last_code_counts(in_tama: None) -> None:
    assert codes.get("r") is None
    codes.put("r", 1, NOW)
    codes.tried("r")
    codes.tried("r")
    assert codes.get("r") == codes.Code("r", 1, NOW, 2, False)
    codes.put("r", 2, LATER)
    assert codes.get("r") == codes.Code("r", 2, LATER, 0, False)
    codes.used("r")
    assert codes.get("r").used


def test_an_edition_is_kept_once_and_the_pointer_moves(in_tama: None) -> None:
    for digest in ("a" * 64, "b" * 64, "a" * 64):
        editions.put("gakudo", digest, digest[:1].encode() * 3, NOW)
    assert editions.get("b" * 64) == b"bbb"
    assert editions.current("gakudo") is None
    assert editions.procedures() == ()
    for digest in ("a" * 64, "b" * 64, "b" * 64, "a" * 64):
        editions.publish("gakudo", digest, NOW)
        assert editions.current("gakudo") == digest
    assert editions.procedures() == ("gakudo",)
    assert tables.Publication.objects.count() == 3
    with pytest.raises(LookupError):
        editions.publish("gakudo", "c" * 64, NOW)
    with pytest.raises(LookupError):
        editions.get("c" * 64)


def test_the_directory_says_who_has_published(house: object) -> None:
    assert look.with_procedures() == frozenset()
    with wall.inside("tama", write=True):
        editions.put("gakudo", "a" * 64, b"{}", NOW)
        editions.publish("gakudo", "a" * 64, NOW)
    municipalities.put(Municipality("132241", "tama", "多摩市", "タマシ", "Tama", "city"))
    assert look.with_procedures() == {"tama"}
    assert municipalities.get("tama").name_en == "Tama"


def test_records_count_from_one_and_come_out_as_they_were_put_in(in_tama: None) -> None:
    first = events.append(event(note={"errand": 3, "kind": "mail"}, touch=None))
    second = events.append(event("other", at=NOW.astimezone(timezone(timedelta(hours=9)))))
    assert [first.seq, second.seq] == [1, 2]
    assert events.read() == (first, second)
    assert events.read(subject="other") == (second,)
    assert events.read(after=1) == (second,)
    assert events.head() == (2, second.digest)
    assert second.at.tzinfo is UTC
    assert events.verify() == ()


def test_a_record_with_somebodys_words_is_not_kept(in_tama: None) -> None:
    for words in ({"who": "見本 花子"}, {"note": {"reason": "x"}}):
        with pytest.raises(PersonalData):
            events.append(event(**words))
    assert events.read() == ()
    assert events.head()[0] == 0


Deed = Callable[[], Any]


@pytest.mark.parametrize(
    "deed",
    [
        lambda: drafts.create("k", "p", "e", NOW),
        lambda: cases.next_reference(2026),
        lambda: cases.put_case(case()),
        lambda: events.append(event()),
        lambda: asks.close("c", "done", NOW),
        lambda: codes.put("r", 1, NOW),
    ],
)
def test_a_page_cannot_write(house: object, deed: Deed) -> None:
    with wall.inside("tama"), pytest.raises(OutsideTheWall):
        deed()


def test_moments_are_kept_to_the_microsecond_in_utc(in_tama: None) -> None:
    moment = datetime(2026, 11, 16, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=9)))
    cases.put_case(case(received=moment))
    assert cases.get_case(case().id).received == moment
