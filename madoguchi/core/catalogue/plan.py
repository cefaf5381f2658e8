"""次にすること - which procedures to take on next, by arithmetic that anybody can follow, and how far the road is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .entry import CHANNELS, STATES, Entry

GOAL: Final = 2_000
MINUTES: Final = 60
OPEN: Final = frozenset({"", "planned", "work"})
NONE: Final = "不明"
_FREE: Final = re.compile(r"無|なし|(?<![\d,])0円")
# What the rows can be counted by.
GROUPS: Final[dict[str, str]] = {
    "department": "部",
    "person": "ライフイベント",
    "channels": "受付方法",
    "wave": "実施予定",
}


@dataclass(frozen=True)
class Weights:
    """How much counts, in per cent: a resident's minute beside one of the staff; and what each obstacle takes away from
    how feasible a procedure is. `hours`: of work to make one procedure ready."""

    resident: int = 50
    paper: int = 30
    fee: int = 15
    card: int = 20
    blocker: int = 25
    hours: int = 40

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Weights:
        """As typed; what is no number from 0 to 100 (hours: 1 to 999) stays as it usually is."""
        found = {}
        for name in cls.__dataclass_fields__:
            text, most = told.get(name, ""), 999 if name == "hours" else 100
            if text.isascii() and text.isdigit() and int(text[:4]) <= most and (name != "hours" or int(text[:4])):
                found[name] = int(text[:4])
        return cls(**found)


@dataclass(frozen=True)
class Ranked:
    """One procedure with its arithmetic: minutes saved a year = volume × (staff + residents' share) × feasible %."""

    entry: Entry
    volume: int
    staff: int  # minutes saved for each case
    resident: int
    feasible: int  # per cent
    obstacles: tuple[tuple[str, int], ...]
    score: int  # minutes a year, weighed

    @property
    def staff_hours(self) -> int:
        """Hours of the staff saved a year, not weighed by anything."""
        return self.volume * self.staff // MINUTES


@dataclass(frozen=True)
class Progress:
    """How many stand where, in all and by group: (label, {state: count})."""

    total: int
    states: Mapping[str, int]
    groups: tuple[tuple[str, Mapping[str, int]], ...]


def ranked(entries: Iterable[Entry], weights: Weights) -> tuple[tuple[Ranked, ...], tuple[Entry, ...]]:
    """Those that are not online yet, the most worth first; and those whose volume or minutes nobody knows."""
    told, unknown = list[Ranked](), list[Entry]()
    for entry in entries:
        if entry.state not in OPEN:
            continue
        saved = _saved(entry, "staff"), _saved(entry, "resident")
        volume = entry.get("volume")
        if volume is None or saved == (None, None):
            unknown.append(entry)
            continue
        told.append(_ranked(entry, volume, saved[0] or 0, saved[1] or 0, weights))
    return tuple(sorted(told, key=lambda one: (-one.score, one.entry.key))), tuple(unknown)


def _saved(entry: Entry, who: str) -> int | None:
    before, after = entry.get(f"{who}_before"), entry.get(f"{who}_after")
    return None if before is None or after is None else max(before - after, 0)


def _ranked(entry: Entry, volume: int, staff: int, resident: int, weights: Weights) -> Ranked:
    obstacles = tuple(_obstacles(entry, weights))
    feasible = max(100 - sum(taken for _, taken in obstacles), 0)
    score = volume * (100 * staff + weights.resident * resident) * feasible // 10_000
    return Ranked(entry, volume, staff, resident, feasible, obstacles, score)


def _obstacles(entry: Entry, weights: Weights) -> Iterable[tuple[str, int]]:
    if any("原本" in one for one in entry.many("documents")):
        yield "原本の書類", weights.paper
    fee = entry.text("fee")
    if fee and not _FREE.search(fee):
        yield "手数料", weights.fee
    if entry.get("card"):
        yield "マイナンバーカード", weights.card
    yield from ((one, weights.blocker) for one in entry.many("blockers"))


def what_if(told: Sequence[Ranked], hours: int, weights: Weights) -> tuple[tuple[Ranked, ...], int]:
    """With so many hours of work: the procedures that can be made ready, and the staff's hours they save a year."""
    taken = tuple(told[: max(hours, 0) // weights.hours])
    return taken, sum(one.staff_hours for one in taken)


def progress(entries: Iterable[Entry], by: str) -> Progress:
    """Counted by one of GROUPS; an entry of two life events is counted with each."""
    rows = list(entries)
    groups: dict[str, Counter[str]] = {}
    for one in rows:
        value = one.get(by)
        labels = list(value) if isinstance(value, tuple | list) else [value]
        for label in labels or [NONE]:
            name = CHANNELS.get(str(label), str(label)) if label else NONE
            groups.setdefault(name, Counter())[one.state] += 1
    order = sorted(groups.items(), key=lambda pair: (pair[0] == NONE, -sum(pair[1].values()), pair[0]))
    states = Counter(one.state for one in rows)
    return Progress(len(rows), {code: states[code] for code in STATES}, tuple(order))
