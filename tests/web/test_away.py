"""不在 - while the database is away a family sees plain words and a number, and what they typed comes back."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError
from psycopg_pool import PoolTimeout

from madoguchi.store.away import away
from madoguchi.web.resident import form as form_views
from madoguchi.web.resident import index as index_views
from tests.web.visits import Visitor, begin, shown, typed


def fault(kind: type[Exception], cause: BaseException | None) -> Exception:
    """As Django wraps what a driver raised."""
    made = kind("見本 花子")
    made.__cause__ = cause
    return made


GONE = fault(OperationalError, psycopg.OperationalError("the connection is lost"))


def locked() -> sqlite3.OperationalError:
    made = sqlite3.OperationalError("database is locked")
    made.sqlite_errorname = "SQLITE_BUSY"
    return made


@pytest.mark.parametrize(
    ("told", "passes"),
    [
        (GONE, True),
        (fault(OperationalError, PoolTimeout("3 s")), True),
        (fault(OperationalError, psycopg.errors.AdminShutdown("x")), True),
        (fault(OperationalError, psycopg.errors.LockNotAvailable("x")), True),
        (fault(OperationalError, psycopg.errors.ReadOnlySqlTransaction("x")), True),
        (fault(OperationalError, locked()), True),
        (InterfaceError("connection already closed"), True),
        (fault(OperationalError, sqlite3.OperationalError("no such table")), False),
        (fault(ProgrammingError, psycopg.errors.UndefinedTable("x")), False),
        (fault(ProgrammingError, psycopg.ProgrammingError("the query has 2 placeholders")), False),
        (fault(IntegrityError, psycopg.errors.UniqueViolation("x")), False),
        (ZeroDivisionError(), False),
        (None, False),
    ],
)
def test_only_what_passes_by_itself_counts_as_away(told: Exception | None, passes: bool) -> None:
    assert away(told) is passes


def test_what_breaks_while_a_deed_is_taken_back_does_not_hide_why() -> None:
    told = ValueError("taken back")
    told.__context__ = GONE
    assert away(told)


def fails(times: int, then: Callable[..., Any]) -> Callable[..., Any]:
    left = [GONE] * times

    def deed(*given: Any, **named: Any) -> Any:
        if left:
            raise left.pop()
        return then(*given, **named)

    return deed


def test_what_was_typed_comes_back_and_goes_through_once_the_database_is_there(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begin(visitor)
    monkeypatch.setattr(form_views.apply, "save", fails(1, form_views.apply.save))
    with caplog.at_level(logging.WARNING, logger="madoguchi.faults"):
        visitor.send(**typed(visitor))
    assert visitor.status == 503
    assert visitor.answer.headers["Retry-After"] == "5"
    number = shown(visitor.page, "fault")
    assert [record for record in caplog.records if getattr(record, "number", "") == number]
    for inside in ("OperationalError", "Traceback", "psycopg", "connection is lost"):
        assert inside not in visitor.answer.content.decode()
    before = visitor.path
    visitor.send()
    assert visitor.status == 200
    assert visitor.path != before


def test_a_look_that_broke_is_made_once_more_by_itself(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_views, "about", fails(1, index_views.about))
    visitor.get("/tama/gakudo/")
    assert visitor.status == 200
    monkeypatch.setattr(index_views, "about", fails(2, index_views.about))
    visitor.get("/tama/gakudo/")
    assert visitor.status == 503


def test_nobody_at_all_behind_the_first_question_is_told_in_plain_words(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The very first question, which municipality this is, is asked before any wall."""
    monkeypatch.setattr("madoguchi.store.look.municipality", fails(1, lambda slug: None))
    page = visitor.get("/tama/gakudo/")
    assert visitor.status == 503
    assert "もう一度開く" in page.text()
    assert shown(page, "fault")


def test_a_password_does_not_travel_back(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.get("/tama/staff/sign-in/")
    monkeypatch.setattr("madoguchi.store.look.municipality", fails(1, lambda slug: None))
    visitor.send(username="uketsuke", password="himitsu-no-kotoba")
    assert visitor.status == 503
    assert "himitsu-no-kotoba" not in visitor.answer.content.decode()


def test_a_server_says_whether_it_can_take_the_next_request(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def asked() -> tuple[int, list[str]]:
        answer = visitor.client.get("/health/ready")
        return answer.status_code, json.loads(answer.content)["missing"]

    monkeypatch.setattr(settings, "VAR", tmp_path)
    assert asked() == (200, [])
    (tmp_path / "draining").touch()
    assert asked() == (503, ["draining"])
    (tmp_path / "draining").unlink()
    monkeypatch.setattr("madoguchi.store.look.ready", fails(1, lambda: ()))
    assert asked() == (503, ["database"])
    monkeypatch.setattr("madoguchi.store.look.ready", lambda: ("tables",))
    assert asked() == (503, ["tables"])
