"""連絡先 - nothing but a code until it is confirmed, by mail or short message; changed and taken away by the family."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from madoguchi import settings
from madoguchi.core.case import Application
from madoguchi.core.contact import parts_of
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.desk import apply, confirm, deliver, submit, tell
from madoguchi.desk.errands import PlugCall
from madoguchi.lab.family import answers, family
from madoguchi.store import cases, codes, drafts, editions, errands, events, wall

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
MAIL, MOBILE = "family@example.jp", "09000000000"


def hand_in(**changed: str) -> str:
    key = apply.start("gakudo", NOW)
    draft = apply.open_draft(key)
    given = answers(editions.opened(draft.edition), family(**changed), jst_date(NOW))
    drafts.save(key, given, {}, draft.version, {}, NOW)
    return submit.submit(key, f"key-{key}", NOW).reference


def sent() -> list[PlugCall]:
    """All that leaves now."""
    found = []
    while errand := errands.claim("test", 60, NOW + timedelta(hours=1)):
        if call := tell.prepare(errand, errand.payload):
            found.append(call)
        errands.finish(errand)
        tell.done(errand, "", NOW)
    return found


def code(reference: str) -> str:
    last = codes.get(reference)
    assert last is not None
    return codes.made(settings.SECRET_KEY, reference, last.serial)


def test_a_mobile_gets_a_code_then_the_receipt_both_by_short_message(tama):
    reference = hand_in()
    assert confirm.change(reference, "０９０-0000-0000", NOW) == ""
    (first,) = sent()
    assert (first.plug, first.values["to"], first.values["subject"]) == ("notice/sms", MOBILE, "")
    assert code(reference) in first.values["body"]
    assert reference not in first.values["body"]
    assert confirm.confirm(reference, code(reference), NOW)
    (receipt,) = sent()
    assert receipt.plug == "notice/sms"
    assert reference in receipt.values["body"]
    assert "/tama/status/" in receipt.values["body"]


def test_two_city_halls_with_one_number_have_two_messages(house):
    numbered = Application("2026-000001-J", "gakudo", "e", {}, "web", NOW, contact=MOBILE)
    keys = set()
    for town in ("tama", "hachioji"):
        with wall.inside(town, write=True):
            tell.leave(numbered, "code/2026-000001-J/1", {"code": 1}, "2026-000001-J", NOW)
            keys.add(errands.claim("test", 60, NOW).key)
    assert len(keys) == 2, "the gateway takes one key for one message"


def test_errands_lie_in_the_lane_of_their_way(tama):
    reference = hand_in(email=MAIL)
    assert confirm.change(reference, MOBILE, NOW) == ""
    lanes = []
    while errand := errands.claim("test", 60, NOW):
        lanes.append((errand.kind, errand.lane))
        errands.finish(errand)
    assert lanes == [("mail", "mail"), ("sms", "sms")]


def test_a_code_for_the_old_address_never_reaches_the_new_one(tama):
    reference = hand_in(email=MAIL)
    old = code(reference)
    assert confirm.change(reference, MOBILE, NOW) == ""
    assert [call.values["to"] for call in sent()] == [MOBILE]
    assert not confirm.confirm(reference, old, NOW)
    assert confirm.confirm(reference, code(reference), NOW)


def test_a_changed_address_hears_nothing_until_it_is_confirmed(tama):
    reference = hand_in(email=MAIL)
    assert confirm.confirm(reference, code(reference), NOW)
    assert confirm.change(reference, "other@example.jp", NOW) == ""
    application = cases.get_application(reference)
    assert application is not None
    assert (application.contact, application.contact_confirmed) == ("other@example.jp", False)
    sent()
    case = cases.cases_of(reference)[0]
    deliver.send(case, deliver.write(case, "withdrawn", editions.opened(case.edition), NOW, deliver.Wanted()), NOW)
    assert sent() == []
    assert confirm.confirm(reference, code(reference), NOW)
    assert [call.values["to"] for call in sent()] == ["other@example.jp"]


def test_the_same_address_once_more_changes_nothing(tama):
    reference = hand_in(email=MAIL)
    assert confirm.confirm(reference, code(reference), NOW)
    assert confirm.change(reference, f" {MAIL} ", NOW) == ""
    application = cases.get_application(reference)
    assert application is not None
    assert application.contact_confirmed


def test_an_address_taken_away_hears_nothing_more(tama):
    reference = hand_in(email=MAIL)
    old = code(reference)
    confirm.remove(reference, NOW)
    assert sent() == []
    assert not confirm.confirm(reference, old, NOW)
    confirm.remove(reference, NOW)
    steps = [event.step for event in events.read(subject=reference)]
    assert steps == ["remove_address"]


@pytest.mark.parametrize("typed", ["", " ", "0423387777", "090-000", "mihon@", "x" * 300 + "@example.jp", "こんにちは"])
def test_what_is_no_address_is_refused_and_the_old_one_stays(tama, typed: str):
    reference = hand_in(email=MAIL)
    assert confirm.change(reference, typed, NOW)
    application = cases.get_application(reference)
    assert application is not None
    assert application.contact == MAIL


def test_changing_it_again_and_again_floods_nobody(tama):
    reference = hand_in(email=MAIL)
    for number in range(confirm.SENDS - 1):
        assert confirm.change(reference, f"oya{number}@example.jp", NOW) == ""
    assert confirm.change(reference, "last@example.jp", NOW) == confirm.SPENT
    assert not confirm.send(reference, NOW)


def edition() -> Edition:
    found = editions.current_edition("gakudo")
    assert found is not None
    return found


@pytest.mark.parametrize("kind", ["code", "receipt", "news", "renewed", "resume"])
def test_a_short_message_is_one_part_and_says_nothing_about_the_family(tama, monkeypatch, kind: str):
    monkeypatch.setattr(settings, "BASE_URL", "https://mado.city.tama.lg.jp")
    about = tell.about(edition(), "2026-000123-C") | {"number": "123456", "municipality": "武蔵村山市"}
    about["link"] = tell.resume_link("A" * 22) if kind == "resume" else about["link"]
    _, body = edition().letter(f"{kind}_sms").fill(about)
    assert parts_of(body.strip()) == 1
    assert "学童" not in body


def test_an_older_edition_borrows_the_words_it_does_not_know(tama, monkeypatch):
    reference = hand_in(email=MAIL)
    now = edition()
    older = replace(now, letters={key: letter for key, letter in now.letters.items() if key[0] != "code"})
    books = SimpleNamespace(opened=lambda _: older, current_edition=lambda _: now)
    monkeypatch.setattr(tell, "editions", books)
    (call,) = sent()
    assert code(reference) in call.values["body"]
