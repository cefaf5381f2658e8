"""Triage counts cases only while it is turned on, learns from this city's decided ones, and places the open ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

from madoguchi import settings
from madoguchi.core.case import Actor, Ask, Case, Clerk, Protection
from madoguchi.core.reference import reference
from madoguchi.core.triage import FEW, NONE, OFF, Learned
from madoguchi.desk import act, ask, triage
from madoguchi.plugs import open_plug
from madoguchi.plugs.triage import Learner
from madoguchi.store import asks, cases, editions, events, look, protections, tables, wall
from madoguchi.store import triage as rows
from tests.desk.test_review import NOW, hand_in, reader, town, work  # noqa: F401 - fixtures
from tests.store.rows import application
from tests.store.rows import case as plain

pytestmark = pytest.mark.usefixtures("reader", "town")
CLERK = Actor("uketsuke", "clerk")
DAY = timedelta(days=1)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one switch, and few enough decisions for a test."""
    monkeypatch.setattr(settings, "TRIAGE", "logistic")
    monkeypatch.setattr(settings, "TRIAGE_LEAST", 30)


@pytest.fixture
def decided(on: None) -> None:
    """A hundred and twenty decided cases of Tama: an expired certificate means a request, but for each tenth."""
    with wall.inside("tama", write=True):
        for serial in range(1, 121):
            expired = serial % 3 == 0
            put(serial, expired, asked=expired != (serial % 10 == 0), status="approved", outcome="approved")


def put(serial: int, expired: bool, asked: bool = False, **more: Any) -> Case:
    """A case that was counted, and perhaps asked something; inside of a wall."""
    number, came = reference(2026, serial), NOW - (200 - serial) * DAY
    edition = editions.current("gakudo") or ""
    cases.put_application(application(number, edition=edition))
    case = plain(number, edition=edition, received=came, changed=came, **more)
    cases.put_case(case)
    counted = {"check.cert_expired": int(expired), "days": 20}
    rows.put(case.id, "gakudo", counted, triage.in_force("gakudo"), came)
    if asked:
        asks.put(Ask(0, case.id, "correction", "resident", (), "", came.date(), "done", came + DAY, came + 2 * DAY))
    return case


def train() -> Learned:
    with wall.inside("tama"):
        edition = editions.current_edition("gakudo")
        assert edition
        study = triage.study(edition)
    learned = study.learn(cast(Learner, open_plug(triage.PLUG, {"triage": "logistic"})), NOW)
    with wall.inside("tama", write=True):
        triage.take_up(learned, edition, NOW)
    return learned


def counted(reference: str) -> list[dict[str, int]]:
    with wall.inside("tama"):
        found = tables.Triage.objects.filter(case=f"{reference}-1").order_by("id")
        return [{name: number for name, number in row.counted.items() if number} for row in found]


def test_turned_off_nothing_is_counted_and_nothing_has_a_place() -> None:
    reference = hand_in(cert_date="2026-01-05")
    work()
    assert counted(reference) == []
    with wall.inside("tama"):
        assert triage.standing("gakudo") == (None, OFF)
        assert triage.in_force("gakudo") is None


def test_a_case_is_counted_when_it_comes_and_when_its_papers_are_read(on: None) -> None:
    reference = hand_in(cert_date="2026-01-05")
    work()
    first, second = counted(reference)
    assert "check.cert_expired" not in first
    assert second["check.cert_expired"] == second["paper.work_certificate"] == 1
    assert second["level.block"] == 1
    assert second["channel.web"] == 1
    assert first["check.evidence_missing"] == 1, "the father's comes later"
    with wall.inside("tama"):
        assert triage.standing("gakudo") == (None, NONE)
        assert rows.placings(f"{reference}-1") == ()


def test_who_has_corrected_is_counted_so_and_nobody_while_they_are_asked(on: None) -> None:
    reference = hand_in()
    work()
    before = len(counted(reference))
    with wall.inside("tama", write=True):
        edition = editions.current_edition("gakudo")
        found = cases.get_application(reference)
        assert edition
        assert found
        act.act(f"{reference}-1", "return", CLERK, NOW, fields=("guardians.0.employer",), message="見てください。")
        triage.keep(found, edition, NOW)
        assert len(counted(reference)) == before
        raw = {"guardians.0.employer": ["株式会社見本二"]}
        _, cleaned = ask.correct(f"{reference}-1", raw, Actor("resident", "resident"), NOW)
    assert not cleaned.mistakes
    assert [one.get("corrected", 0) for one in counted(reference)] == [0] * before + [1]


def test_protected_families_are_neither_counted_nor_placed(decided: None) -> None:
    with wall.inside("tama", write=True):
        hidden, seen = put(201, expired=True), put(202, expired=True)
        protections.put(Protection(hidden.reference, ("uketsuke",), NOW, "kessai"))
        edition, found = editions.current_edition("gakudo"), cases.get_application(hidden.reference)
        assert edition
        assert found
        triage.keep(found, edition, NOW)
    assert len(counted(hidden.reference)) == 1, "only what was counted before"
    train()
    with wall.inside("tama"):
        assert rows.placings(hidden.id) == ()
        assert len(rows.placings(seen.id)) == 1


def test_what_was_learned_places_the_open_cases_with_its_version(decided: None) -> None:
    with wall.inside("tama", write=True):
        fine, expired = put(201, expired=False), put(202, expired=True)
    learned = train()
    assert (learned.asked, learned.passed) == (44, 76)
    with wall.inside("tama"):
        assert triage.in_force("gakudo") == learned
        ((_, first, low),) = rows.placings(fine.id)
        ((_, second, high),) = rows.placings(expired.id)
        assert first == second == learned.version
        assert low < 0.3 < 0.7 < high
        (told,) = [one for one in events.read(subject="gakudo") if one.step == "triage"]
        assert told.note == {"digest": learned.version, "count": 2}
        assert events.verify() == ()
    with wall.inside("tama", write=True):
        later = put(203, expired=True)
        assert [version for _, version, _ in rows.placings(later.id)] == [learned.version]
        assert rows.placings(reference(2026, 3) + "-1") == (), "decided cases are placed no more"


def test_nothing_is_placed_while_there_is_too_little_to_learn_from(
    decided: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "TRIAGE_LEAST", 45)
    with wall.inside("tama", write=True):
        case = put(201, expired=True)
    learned = train()
    with wall.inside("tama"):
        assert triage.standing("gakudo") == (learned, FEW)
        assert rows.placings(case.id) == ()
        assert triage.in_force("gakudo") is None


def test_a_withdrawn_case_teaches_nothing(on: None) -> None:
    with wall.inside("tama", write=True):
        put(1, expired=True, status="withdrawn")
        put(2, expired=True, status="received")
        put(3, expired=True, status="approved", outcome="approved")
        assert [one.case for one in rows.decided("gakudo")] == [f"{reference(2026, 3)}-1"]


def test_a_city_learns_from_its_own_cases_alone(decided: None, gakudo: dict[str, object]) -> None:
    learned = train()
    with wall.inside("hachioji", write=True):
        editions.put("gakudo", "d" * 64, b"{}", NOW)
        assert rows.decided("gakudo") == ()
        assert rows.learned("gakudo") is None
        assert rows.placings(f"{reference(2026, 3)}-1") == ()
    with wall.inside("tama"):
        assert rows.learned("gakudo") == learned


TODAY = NOW.date()
WHO = Clerk(1, "uketsuke", "見本 受付", ("clerk",))


def listed(learned: tuple[str, ...]) -> list[int]:
    with wall.inside("tama"):
        sort = look.Sort("urgent", learned=learned)
        found = look.inbox(WHO, look.Filters(statuses=("received",)), sort=sort).rows
        return [int(row.reference.split("-")[1]) for row in found]


def test_the_order_changes_only_inside_a_day(decided: None) -> None:
    train()
    with wall.inside("tama", write=True):
        days = {201: (False, 3), 202: (True, 3), 203: (False, 2), 204: (True, 4), 205: (True, None), 206: (False, None)}
        for serial, (expired, day) in days.items():
            case = put(serial, expired)
            cases.set_deadline(case.id, TODAY + day * DAY if day else None, "standard")
        learned = triage.in_force("gakudo")
        assert learned
    plain_order = [203, 201, 202, 204, 205, 206]
    assert listed(()) == plain_order
    assert listed(("t-of-another-time",)) == plain_order
    assert listed((learned.version,)) == [203, 202, 201, 204, 205, 206], "202 before 201, and nothing else"
    with wall.inside("tama", write=True):
        protections.put(Protection(reference(2026, 202), ("uketsuke",), NOW, "kessai"))
    assert listed((learned.version,)) == plain_order, "protected families have no place, for whoever looks"


def test_the_same_decisions_teach_the_same_line(decided: None) -> None:
    first, second = train(), train()
    assert first == second
    assert first.line
