"""起案 - outcomes of cases or of a round on their way to a decision: what was looked at before, and what stops one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from .points import Score

SHOWN: Final = 20  # of those whom an item names
COMING: Final = "(決裁のときに入ります)"  # stands in a letter for the number and the date, until there are some

# What is looked at before anybody signs, by its number: docs/reference/errors.md.
GUARDS: Final[Mapping[str, str]] = {
    "G01": "検算(別のプログラムが合格とし、例外にはすべて署名がある)",
    "G02": "点数(二つの計算と、決める点数が同じ)",
    "G03": "定員(選考回と、自治体のいまのファイルが同じ)",
    "G04": "定員(前の年の選考回と同じ、または違う理由がある)",
    "G05": "文面(空いた所がない)",
    "G06": "理由(通知書に書いてあり、数字が計算のとおり)",
    "G07": "宛名(支援措置の家族の通知書に、住まいや通う所がない)",
    "G08": "案件(この決定ができる状態で、ほかの起案にない)",
}
ANSWERABLE: Final = "G04"  # a difference for which there may be a reason
_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)点")

# What stops a signature, by its number: docs/reference/errors.md.
STOPS: Final[Mapping[str, str]] = {
    "D01": "起案した人は、署名できません。",
    "D02": "同じ人が二度署名することはできません。",
    "D03": "いま署名する番の人ではありません。",
    "D04": "点検のあとに動いたものがあります。差し戻して、もう一度点検してください。",
    "D05": "もうほかの起案にある案件です。",
    "D06": "この種類の起案には、決裁の経路がありません。",
    "D07": "いまの状態では、この決定を起案できません。",
    "D08": "この決定は、起案の決裁で行います。",
}


class Halted(Exception):
    """A docket may not go on: the number of the reason, and whom or what it is about."""

    def __init__(self, number: str, who: Iterable[str] = ()) -> None:
        self.number, self.who = number, tuple(who)
        named = "、".join(self.who[:SHOWN]).join("()") if self.who else ""
        super().__init__(f"{number} {STOPS[number]}{named}")


@dataclass(frozen=True, slots=True)
class Decision:
    """決定: the number and the day of the document that decides; blank for a decider alone (専決)."""

    number: str = ""
    on: date | None = None


ALONE: Final = Decision()


@dataclass(frozen=True, slots=True)
class Docket:
    """起案. `round` is the round it decides (0: cases of its own); `progress` of what the worker does now, `report`
    what was found before anybody signs, `guarded` of what; `signed` the signatures since then, in order."""

    id: int
    procedure: str
    edition: str
    kind: str
    status: str
    version: int
    made: datetime
    drafter: str
    round: int = 0
    progress: Mapping[str, Any] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    guarded: Mapping[str, Any] = field(default_factory=dict)
    explained: str = ""
    signed: tuple[Mapping[str, str], ...] = ()
    number: str = ""
    decided: date | None = None

    @property
    def subject(self) -> str:
        """By which records name it."""
        return f"docket/{self.id}"

    @property
    def hands(self) -> frozenset[str]:
        """Who has a hand in it already, and signs no more."""
        return frozenset({self.drafter, *(one["by"] for one in self.signed)})


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a docket that is not a round's: the step that decides it, why, when it had last moved, and the place
    it is given where neither a round nor an offer has given one."""

    case: str
    step: str
    reason: str
    seen: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """点検の一項: how many were looked at, what is wrong (the first of it, and how much), and whether somebody has
    given a reason for it."""

    code: str
    count: int
    wrong: tuple[str, ...] = ()
    total: int = 0
    explained: bool = False

    @property
    def say(self) -> str:
        """What was looked at."""
        return GUARDS[self.code]

    @property
    def good(self) -> bool:
        """Whether it stops nobody."""
        return not self.total or self.explained


def found_in(progress: Mapping[str, Any], explained: str) -> tuple[Found, ...]:
    """The items of a look, in order: `looked` counts by code, `wrong` sentences by code."""
    looked, wrong = progress.get("looked", {}), progress.get("wrong", {})
    return tuple(
        Found(
            code,
            looked.get(code, 0),
            tuple(wrong.get(code, ())[:SHOWN]),
            len(wrong.get(code, ())),
            code == ANSWERABLE and bool(wrong.get(code) and explained),
        )
        for code in GUARDS
        if code in looked
    )


def untrue(reason: str, score: Score | None) -> tuple[str, ...]:
    """The numbers of points in a typed reason that are nobody's of this case."""
    if score is None:
        return ()
    known = {score.total, *(part.points for part in score.parts)}
    known |= {line.points for part in score.parts for line in part.lines}
    return tuple(one for one in _POINTS.findall(reason) if Decimal(one) not in known)


def capacities(mine: Iterable[Mapping[str, Any]], others: Iterable[Mapping[str, Any]], whose: str) -> tuple[str, ...]:
    """How the places of pools differ from those of others, a sentence for each."""
    here, there = {one["id"]: one for one in mine}, {one["id"]: one for one in others}
    told = []
    for name, one in here.items():
        other, label = there.get(name), one.get("label", name)
        if other is None:
            told.append(f"{label}: {whose}にありません")
        elif one["capacity"] != other["capacity"]:
            told.append(f"{label}: 選考回は{one['capacity']}人、{whose}は{other['capacity']}人")
        elif one.get("quotas", []) != other.get("quotas", []):
            told.append(f"{label}: 枠の人数が{whose}と違います")
    told += [f"{one.get('label', name)}: 選考回にありません" for name, one in there.items() if name not in here]
    return tuple(told)


def points_differ(mine: Mapping[str, Any], again: Mapping[str, Any], case: str, labels: Mapping[str, str]) -> str:
    """How what a round says of a child differs from what follows from the answers; "" when it does not. `labels` are
    those of the values that order children."""
    if mine == again:
        return ""
    before, after = mine.get("values", {}), again.get("values", {})
    changed = [key for key in after if before.get(key) != after.get(key)]
    numbers = [f"{labels.get(key, key)} {before.get(key)}→{after.get(key)}" for key in changed]
    others = [key for key in sorted({*mine, *again} - {"values"}) if mine.get(key) != again.get(key)]
    return f"{case}: {'、'.join([*numbers, *others])}"
