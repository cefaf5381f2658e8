"""読み取り - one row of a file becomes answers; what it does not say or says oddly is told beside them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..fields import KINDS
from ..form import Form, Mistake
from .came import Came
from .cells import blank, moment, parse, put
from .match import Match, field_at

# Letters of one office's own (外字), and the signs by which a lost letter is replaced.
STRANGE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd�〓]")
LONGEST: Final = 100  # letters of a number
ENDED: Final = ("withdrawn", "rejected", "submission_failed")


class Halt(Exception):
    """A row that a person must look at before anything is filed: why, a key of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Reading:
    """What a row says: answers by the form's paths; mistakes, each with what stood there; letters that are not ours
    (path and sign); addresses of files, which are never fetched. `told` are digests of its cells by column, by which a
    repetition is known from a change: the service's status may change, and says nothing of the family."""

    came: Came
    answers: dict[str, Any]
    mistakes: tuple[tuple[Mistake, str], ...] = ()
    strange: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


def agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two readings of a number say the same in all columns that both have."""
    return all(one[name] == other[name] for name in one.keys() & other.keys())


def read(form: Form, match: Match, row: Mapping[str, str], digest: str) -> Reading:
    """Read a row by its headers. Raises Halt."""
    number = row.get(match.number, "") if match.number else digest[:32]
    if not 0 < len(number) <= LONGEST:
        raise Halt("number")
    _standing(match, row)
    arrived = moment(row.get(match.arrived, "")) if match.arrived else None
    if match.arrived and arrived is None:
        raise Halt("arrived")
    answers: dict[str, Any] = {}
    mistakes, strange = [], []
    for path, cells, choices in _told(match, row):
        field = field_at(form, path)
        assert field is not None  # a match with faults is never read with
        parsed = parse(field, cells, choices)
        put(answers, path, parsed.value if not parsed.say or field.kind == "multi" else KINDS[field.kind].blank)
        if parsed.say:
            mistakes.append((Mistake(path, field.label, str(parsed.say)), " ".join(cells)))
        strange += [(path, f"U+{ord(sign):04X}") for sign in dict.fromkeys(STRANGE.findall("".join(cells)))]
    mistakes += list(_count(form, answers))
    links = tuple(cell for name in match.links for cell in row.get(name, "").split() if cell)
    said = {name: _digest(row.get(name, "")) for name in match.used - {match.status}}
    came = Came(match.channel, number, digest, arrived)
    return Reading(came, answers, tuple(mistakes), tuple(strange), links, said)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _told(match: Match, row: Mapping[str, str]) -> Iterator[tuple[str, list[str], Mapping[str, str]]]:
    for path, text in match.given.items():
        yield path, [text], {}
    for line in match.lines:
        yield line.to, [row.get(name, "") for name in line.columns], line.choices


def _standing(match: Match, row: Mapping[str, str]) -> None:
    """What was withdrawn or refused there is not filed here by itself. Raises Halt."""
    said = row.get(match.status, "") if match.status else ""
    if not said:
        return
    meaning = match.statuses.get(said)
    if meaning is None:
        raise Halt("status")
    if meaning in ENDED:
        raise Halt("ended")


def _count(form: Form, answers: dict[str, Any]) -> Iterator[tuple[Mistake, str]]:
    """As many items as were filled in: a count that says less would lose answers, one that is not told is made."""
    for repeat in form.repeats.values():
        if repeat.within or repeat.name not in answers:
            continue
        items = answers[repeat.name]
        while items and blank(items[-1]):
            items.pop()
        if not items:
            del answers[repeat.name]
        counter = form.flat.get(repeat.count) if repeat.count else None
        said = answers.get(repeat.count)
        if counter is None or (str(said or "0").isdecimal() and int(said or 0) >= len(items)):
            continue
        answers[repeat.count] = len(items) if counter.kind == "number" else str(len(items))
        if not blank(said):
            words = f"{counter.label}は{said}とありますが、{len(items)}件の内容があります。"
            yield Mistake(repeat.count, counter.label, words), str(said)
