"""持ち込む - a file is kept as it came; nothing is filed before a person has seen how its columns are read."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from madoguchi.core.case import Actor, Event
from madoguchi.core.days import jst_date
from madoguchi.core.form import Mistake, Part, summary
from madoguchi.core.intake import (
    Changes,
    Halt,
    Intake,
    Match,
    Reading,
    Row,
    cells_of,
    changes,
    faults,
    open_sheet,
    propose,
    read,
    read_match,
)
from madoguchi.core.intake.came import MATCHING, QUARANTINED, RUNNING, WAITING
from madoguchi.core.intake.cells import unknown_words
from madoguchi.core.intake.match import as_json, field_at
from madoguchi.core.package.edition import Edition
from madoguchi.desk import attach
from madoguchi.desk.refusals import NotFound
from madoguchi.store import editions, errands, events, intakes, wall

from . import keep

KIND: Final = "intake"
SHOWN: Final = 3  # rows of a preview
LOOKED: Final = 300  # rows in which words of choices are looked for before anything is filed


class Unfit(Exception):
    """Nothing is filed yet: the header has changed, or the match has faults; each as a sentence."""

    def __init__(self, says: tuple[str, ...]) -> None:
        super().__init__("; ".join(says))
        self.says = says


@dataclass(frozen=True)
class Preview:
    """A real row as it would be filed: its answers, what would be found, or why it would wait."""

    line: int
    parts: tuple[Part, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Unknown:
    """Words that stand for none of the options of an answer, for a person to say which they mean."""

    to: str
    words: tuple[str, ...]


def bring(
    *, procedure: str, channel: str, form: str, name: str, data: bytes, by: Actor, now: datetime, encoding: str = ""
) -> Intake:
    """Keep a file, each row sealed by itself, and propose how it is read: as the last one of its form was.

    Inside of a wall opened to write. Raises Unreadable, NotFound.
    """
    edition = edition_of(procedure)
    known = intakes.match(procedure, channel, form)
    sheet = open_sheet(data, encoding or (known.encoding if known else ""))
    serial, key = attach.key_in_force(wall.current(), now)
    rows = [
        Row(
            *(0, 0, one.number, channel, procedure, one.digest, keep.seal(key, one.digest, one.raw), serial),
            state=QUARANTINED if one.wrong else WAITING,
            at=now,
            reason=one.wrong,
        )
        for one in sheet.records
    ]
    match = known or propose(edition.form, sheet.headers, Match(form, channel, procedure, sheet.headers))
    told = as_json(replace(match, encoding=sheet.encoding, statuses=match.statuses or usual_statuses()))
    return intakes.put(
        Intake(
            *(0, procedure, channel, form, name, hashlib.sha256(data).hexdigest(), sheet.encoding, sheet.delimiter),
            headers=sheet.headers,
            state=MATCHING,
            at=now,
            who=by.name,
            role=by.role,
            rows=len(rows),
            match=told,
            quarantined=sum(row.state == QUARANTINED for row in rows),
        ),
        rows,
    )


def edition_of(procedure: str) -> Edition:
    """The edition that what comes now is filed by. Raises NotFound."""
    edition = editions.current_edition(procedure)
    if edition is None:
        raise NotFound(procedure)
    return edition


def changed(intake: Intake) -> Changes:
    """How the headers of a file differ from those of its match."""
    return changes(read_match(intake.match), intake.headers)


def says(intake: Intake) -> tuple[str, ...]:
    """Everything that keeps a file from being filed, as sentences; none when nothing does."""
    match, differs = read_match(intake.match), changed(intake)
    told = [*(f"見出し「{name}」がなくなりました。" for name in differs.missing)]
    told += [f"新しい見出し「{name}」があります。" for name in differs.new]
    return (*told, *faults(edition_of(intake.procedure).form, match))


def draft(intake: Intake, match: Match) -> Intake:
    """Keep a match as it is being made; its headers are those of the file, for somebody has looked at them."""
    return intakes.change(intake, match=as_json(replace(match, headers=intake.headers, encoding=intake.encoding)))


def with_match(intake: Intake, match: Match) -> Intake:
    """A match that came from elsewhere: with the headers that it was made for."""
    return intakes.change(intake, match=as_json(replace(match, encoding=intake.encoding)))


def preview(intake: Intake, now: datetime) -> tuple[Preview, ...]:
    """The first rows as they would be filed. Nothing is kept."""
    edition, match = edition_of(intake.procedure), read_match(intake.match)
    if faults(edition.form, match):
        return ()
    return tuple(_preview(intake, row, edition, match, now) for row in intakes.rows(intake.id, WAITING, SHOWN))


def _preview(intake: Intake, row: Row, edition: Edition, match: Match, now: datetime) -> Preview:
    try:
        reading = read_row(intake, row, edition, match)
    except Halt as why:
        return Preview(row.line, reason=why.reason)
    today = jst_date(min(reading.came.arrived or now, now))
    judged = edition.judge(reading.answers, today)
    told = {one.path for one, _ in reading.mistakes}
    mistakes = (*(one for one, _ in reading.mistakes), *(one for one in judged.mistakes if one.path not in told))
    return Preview(row.line, summary(edition.form, judged.document, edition.scope(today, judged.document)), mistakes)


def unknown(intake: Intake) -> tuple[Unknown, ...]:
    """The words of the first rows that stand for no option, by answer."""
    edition, match = edition_of(intake.procedure), read_match(intake.match)
    found: dict[str, dict[str, None]] = {}
    for row in intakes.rows(intake.id, WAITING, LOOKED):
        said = words_of(intake, row)
        for line in match.lines:
            field = field_at(edition.form, line.to)
            cells = [said.get(name, "") for name in line.columns]
            for word in unknown_words(field, cells, {}) if field else ():
                found.setdefault(line.to, {})[word] = None
    return tuple(Unknown(to, tuple(words)) for to, words in found.items())


def states(intake: Intake) -> tuple[str, ...]:
    """The words of the service's status in the first rows."""
    match, found = read_match(intake.match), dict[str, None]()
    for row in intakes.rows(intake.id, WAITING, LOOKED) if match.status else ():
        if word := words_of(intake, row).get(match.status, ""):
            found[word] = None
    return tuple(found)


def examples(intake: Intake) -> dict[str, str]:
    """What stands in each column of the first row that has something there."""
    found: dict[str, str] = {}
    for row in intakes.rows(intake.id, WAITING, SHOWN):
        found = {name: cell for name, cell in words_of(intake, row).items() if cell} | found
    return found


def start(intake: Intake, by: Actor, now: datetime, *, errand: bool = True) -> Intake:
    """File it, row by row, from now on; the match is remembered. Without an `errand` whoever starts it carries it.

    Raises Unfit before anything is filed.
    """
    if wrong := says(intake):
        raise Unfit(wrong)
    version = intakes.put_match(read_match(intake.match), by.name, now)
    begun = intakes.change(intake, state=RUNNING, version=version, who=by.name, role=by.role)
    note: dict[str, int | str] = {"count": intake.rows, "procedure": intake.procedure, "kind": intake.channel}
    note["digest"] = f"f{intake.digest[:39]}"
    events.append(Event(0, now, "note", "intake", by.name, by.role, intake.subject, channel="staff", note=note))
    if errand:
        leave(begun, now)
    return begun


def leave(intake: Intake, now: datetime) -> None:
    """The next part of its rows is an errand."""
    key = f"{intake.subject}/{intake.done}/{now.isoformat()}"
    errands.leave(KIND, key, {"intake": intake.id}, intake.subject, now)


def read_row(intake: Intake, row: Row, edition: Edition, match: Match) -> Reading:
    """What a row says. Raises Halt."""
    return read(edition.form, match, words_of(intake, row), row.digest)


def words_of(intake: Intake, row: Row, *, anyhow: bool = False) -> Mapping[str, str]:
    """The cells of a row by their headers. Raises Halt; `anyhow`: as far as they can be shown."""
    cells, wrong = cells_of(keep.opened(row), intake.encoding, intake.delimiter, anyhow=anyhow)
    if wrong:
        raise Halt(wrong)
    return dict(zip(intake.headers, cells, strict=False))


@cache
def usual_statuses() -> dict[str, str]:
    """What services' words for a status mean, as they publish them; each with its source in the file."""
    with Path(__file__).with_name("channel_statuses.csv").open(encoding="utf-8", newline="") as lines:
        return {row["label"]: row["canonical_status_proposed"] for row in csv.DictReader(lines) if row["label"]}
