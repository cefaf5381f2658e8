"""A paper that was handed in is read by the worker, and what a person must see stands with the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from madoguchi import settings
from madoguchi.core.case import Actor, Case, Clerk
from madoguchi.core.plug import PlugError
from madoguchi.core.verdict import Look, drawn, unsettled
from madoguchi.desk import apply, attach, errands, publish, review, submit
from madoguchi.desk.act import act
from madoguchi.desk.refusals import NotFound
from madoguchi.lab.certificate.paper import paper
from madoguchi.lab.certificate.values import values
from madoguchi.lab.family import answers, family
from madoguchi.store import cases, drafts, editions, events, reviews, wall
from madoguchi.store import errands as rows
from madoguchi.store.look import review as looked

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
CLERK = Actor("uketsuke", "clerk")
WHO = Clerk(1, "uketsuke", "見本 受付", ("clerk",))
MOTHER = "guardians.0.evidence"


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Papers are read; files lie in a folder of the test's own."""
    monkeypatch.setattr(settings, "STORAGE", str(tmp_path / "files"))
    monkeypatch.setattr(settings, "READING", "paper")
    for cached in (attach.storage, attach.reader, attach._unwrapped):
        cached.cache_clear()
    yield
    for cached in (attach.storage, attach.reader):
        cached.cache_clear()


@pytest.fixture
def town(house: object, gakudo: dict[str, object]) -> None:
    """Tama with its after-school club in force, seen from outside of the wall."""
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)


def certificate(**changed: Any) -> tuple[str, bytes]:
    """What the mother's employer writes: as the sample family says, but for what is changed."""
    told = {
        "name": "見本 優子",
        "kana": "ミホン ユウコ",
        "birth_date": "1988-05-05",
        "cert_date": "2026-11-01",
        "office_name": "株式会社見本",
        "office_phone": "042-000-1111",
        "term": "無期",
        "contract_end": None,
        "weekdays": ["月", "火", "水", "木", "金"],
        "weekday_start": "09:00",
        "weekday_end": "17:30",
        "weekday_break": 60,
        "days_per_month": 20,
        "days_per_week": 5,
        "month_hours": 10_200,
        "month_break": 1_200,
        "employment_type": "正社員",
        "remarks": None,
        "child_1_name": "見本 花子",
        "child_1_birth": "2020-06-14",
        **dict.fromkeys(("child_2_name", "child_2_birth", "child_3_name", "child_3_birth")),
    }
    return paper(values(Random(1), life="full_time", **{**told, **changed}), Random(1), layout="national", book="plain")


def hand_in(children: int = 1, now: datetime = NOW, **changed: Any) -> str:
    """An application with the mother's certificate; the father's comes later. Outside of the wall, as files are."""
    with wall.inside("tama", write=True):
        key = apply.start("gakudo", now)
    name, data = certificate(**changed)
    file = attach.add("tama", key, name, data, now)
    with wall.inside("tama", write=True):
        draft = apply.open_draft(key)
        edition = editions.opened(draft.edition)
        given = answers(edition, family(children=children), now.date())
        first, *others = given["guardians"]
        given["guardians"] = [{**first, "evidence": [file.key], "evidence_later": None}, *others]
        drafts.save(key, given, {}, draft.version, {}, now)
        return submit.submit(key, f"key-{key}", now).reference


def work(now: datetime = NOW) -> None:
    """The worker does what is due."""
    worker = errands.Worker("w", {review.EYES: review.Eyes()}, lambda: now)
    while errands.serve_one(worker, "tama"):
        pass


def found(reference: str, branch: int = 1) -> dict[str, Any]:
    with wall.inside("tama"):
        case = cases.cases_of(reference)[branch - 1]
        return {one.code: one for one in case.findings}


def first_case(reference: str) -> Case:
    return cases.cases_of(reference)[0]


def test_other_working_days_on_the_certificate_are_seen_with_both_values(town: None) -> None:
    reference = hand_in(days_per_month=12)
    assert "work_days_differ" not in found(reference)
    work()
    (line,) = found(reference)["work_days_differ"].evidence
    assert (line.typed, line.said, line.field) == ("20日", "12日", "guardians.0.work_days")
    assert line.where


def test_a_certificate_that_agrees_leaves_nothing_to_see_of_its_guardian(town: None) -> None:
    reference = hand_in()
    work()
    seen = found(reference).values()
    assert [one.code for one in seen if any("guardians.0" in place for place in one.fields)] == []


def test_an_application_is_clear_only_when_every_paper_is_there(town: None) -> None:
    reference = hand_in()
    work()
    with wall.inside("tama"):
        look = reviews.look_of(f"{reference}-1")
    assert look is not None
    assert not look.clear, "the father's certificate is missing"


def test_a_file_is_read_once_however_often_the_case_is_looked_at(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = hand_in()
    work()

    def never(*args: object) -> dict[str, object]:
        raise AssertionError("read again")

    monkeypatch.setattr(attach.reader(), "read", never)
    with wall.inside("tama", write=True):
        application = cases.get_application(reference)
        assert application
        review.leave(application, editions.opened(application.edition), NOW + timedelta(seconds=1))
    work(NOW + timedelta(seconds=2))
    with wall.inside("tama"):
        assert (rows.waiting_count(NOW + timedelta(days=1)), rows.failed_count()) == (0, 0)


def broken(*, permanent: bool) -> Callable[..., Any]:
    """A reader that does not answer."""

    def read(*args: Any, **kwargs: Any) -> Any:
        raise PlugError("読み取りの箱が動いていません。", permanent=permanent)

    return read


def waits(reference: str) -> bool:
    with wall.inside("tama"):
        return bool(looked.waiting([reference]))


def test_what_no_reader_can_read_is_a_finding_with_the_number_of_its_errand(
    town: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as reading:
        reading.setattr(attach.reader(), "read", broken(permanent=True))
        reference = hand_in()
        work()
    unread = found(reference)["unread"]
    with wall.inside("tama"):
        (errand,) = rows.failed()
        look = reviews.look_of(f"{reference}-1")
    assert not waits(reference)
    assert (f"{errand.id}番" in unread.say, unread.source, unread.level) == (True, errand.error, "ask")
    assert unread.fields == (MOTHER,)
    assert unread.evidence[0].file
    assert look is not None
    assert not look.clear
    with wall.inside("tama", write=True):
        errands.retry(errand.id, CLERK, NOW)
    work()
    assert "unread" not in found(reference), "the reader was mended, and the errand sent out again"


def test_a_reader_that_is_away_for_a_while_leaves_the_case_waiting(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach.reader(), "read", broken(permanent=False))
    reference = hand_in()
    work()
    assert waits(reference)
    assert "unread" not in found(reference)


def test_without_the_deed_of_failure_nobody_would_be_told(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is that deed, and nothing else, that makes the finding."""
    monkeypatch.setitem(errands.HANDLERS, review.KIND, replace(errands.HANDLERS[review.KIND], failed=None))
    monkeypatch.setattr(attach.reader(), "read", broken(permanent=True))
    reference = hand_in()
    work()
    assert "unread" not in found(reference)


def test_a_deed_of_failure_that_breaks_too_leaves_the_errand_where_people_look(
    town: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: Any) -> None:
        raise ValueError

    monkeypatch.setitem(errands.HANDLERS, review.KIND, replace(errands.HANDLERS[review.KIND], failed=breaks))
    monkeypatch.setattr(attach.reader(), "read", broken(permanent=True))
    reference = hand_in()
    work()
    with wall.inside("tama"):
        assert [one.subject for one in rows.failed()] == [reference]


def test_the_same_certificate_in_another_family_is_seen_and_the_first_is_not_blamed_twice(town: None) -> None:
    first, second = hand_in(), hand_in()
    work()
    assert "one_application_per_child" in found(second)
    assert "one_application_per_child" not in found(first), "it was looked at before there was another"


def test_what_a_clerk_says_of_a_finding_is_kept_by_its_rule(town: None) -> None:
    reference = hand_in(days_per_month=12)
    work()
    finding = found(reference)["work_days_differ"]
    with wall.inside("tama", write=True):
        case = first_case(reference)
        review.say(case.id, finding.code, finding.fields, "wrong", WHO, NOW)
        with pytest.raises(NotFound):
            review.say(case.id, "no_such_rule", (), "wrong", WHO, NOW)
    with wall.inside("tama"):
        assert reviews.said_since("gakudo", NOW) == ((case.id, "work_days_differ", "wrong"),)
        assert finding not in unsettled(case.findings, reviews.verdicts(case.id))
        assert events.read(subject=case.id)[-1].note == {"code": "work_days_differ", "verdict": "wrong"}


def test_a_clear_case_that_was_drawn_tells_nobody_and_is_judged_by_the_next_step(town: None) -> None:
    reference = hand_in()
    work()
    with wall.inside("tama", write=True):
        case = first_case(reference)
        look = Look(case.id, "gakudo", NOW, clear=True, blind=True)
        reviews.put(look)
        assert not look.shown_clear
        act(case.id, "return", CLERK, NOW, fields=("guardians.0.work_days",), message="確かめてください")
        assert reviews.blind_ones("gakudo") == ((NOW, True),)
        judged = reviews.look_of(case.id)
    assert judged
    assert (judged.looked, judged.found) == (NOW, True)
    assert replace(judged, clear=True).shown_clear


def test_the_lot_draws_between_five_and_ten_of_a_hundred_and_always_the_same() -> None:
    drawn_ones = [number for number in range(5_000) if drawn(f"2026-{number:06}-X-1", "secret")]
    assert 250 <= len(drawn_ones) <= 500
    assert drawn_ones == [number for number in range(5_000) if drawn(f"2026-{number:06}-X-1", "secret")]
    assert drawn_ones != [number for number in range(5_000) if drawn(f"2026-{number:06}-X-1", "another")]
