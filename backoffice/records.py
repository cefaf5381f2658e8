"""台帳 - the registrations in one SQLite file; nothing is ever deleted from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LIVE: Final = "登録"
CANCELLED: Final = "取消"


@dataclass(frozen=True)
class Record:
    """One registration, exactly as it is kept."""

    number: str  # 整理番号, eight digits
    state: str
    values: Mapping[str, str]
    why: str = ""  # of the cancellation
    on: str = ""


class Records:
    """The file. Each call has a connection of its own, for pages are served by several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with self._open() as db:
            db.execute(
                """CREATE TABLE IF NOT EXISTS record (number INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL,
                data TEXT NOT NULL, why TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '')"""
            )

    def add(self, values: Mapping[str, str]) -> str:
        """The number it has got. Whether it is there already is asked where it is typed, not here."""
        with self._open() as db:
            return _padded(
                db.execute("INSERT INTO record (state, data) VALUES (?, ?)", (LIVE, _packed(values))).lastrowid
            )

    def change(self, number: str, values: Mapping[str, str]) -> None:
        with self._open() as db:
            db.execute("UPDATE record SET data = ? WHERE number = ?", (_packed(values), int(number)))

    def cancel(self, number: str, why: str, on: str) -> None:
        with self._open() as db:
            db.execute(
                "UPDATE record SET state = ?, why = ?, day = ? WHERE number = ?", (CANCELLED, why, on, int(number))
            )

    def all(self) -> list[Record]:
        with self._open() as db:
            rows = db.execute("SELECT number, state, data, why, day FROM record ORDER BY number").fetchall()
        return [Record(_padded(row[0]), row[1], json.loads(row[2]), row[3], row[4]) for row in rows]

    def get(self, number: str) -> Record | None:
        return next((record for record in self.all() if record.number == number), None)

    def search(self, application: str, kana: str, number: str) -> list[Record]:
        """Those that fit all that was asked; none when nothing was."""
        if not (application or kana or number):
            return []
        return [
            record
            for record in self.all()
            if application in ("", record.values["application"])
            and record.values["kana"].startswith(kana)
            and number in ("", record.number)
        ]

    def of_application(self, application: str, but: str = "") -> Record | None:
        return next((record for record in self._live(but) if record.values["application"] == application), None)

    def of_child(self, values: Mapping[str, str], but: str = "") -> Record | None:
        """The same child: same kana, same day of birth."""
        same = ("kana", "era", "born")
        return next((found for found in self._live(but) if all(found.values[key] == values[key] for key in same)), None)

    def _live(self, but: str) -> Iterator[Record]:
        return (record for record in self.all() if record.state == LIVE and record.number != but)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=30)
        try:
            with db:
                yield db
        finally:
            db.close()


def _packed(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False)


def _padded(number: int | None) -> str:
    return f"{number:08}"
