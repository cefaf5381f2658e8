"""図る - the acts of a run as figures: minutes in all, by operator, by page, by field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .model import Act, Seconds, operators, seconds

COSTLIEST: Final = 10
# Minutes, base: what is required, and what is aimed at.
REQUIRED: Final[Mapping[str, float]] = {"new": 8.0, "returning": 6.0}
AIMS: Final[Mapping[str, float]] = {"new": 6.0, "returning": 3.0}


@dataclass(frozen=True)
class Part:
    """Something a person does, and the operators it is made of."""

    label: str
    operators: str


PARTS: Final[Mapping[str, Part]] = {
    "read": Part("読む", "R"),
    "decide": Part("決める", "M"),
    "type": Part("打つ", "FCD"),
    "tap": Part("押す", "TW"),
    "show": Part("撮る", "PI"),
    "write": Part("書く", "H"),
    "wait": Part("待つ", "S"),
}

Figures = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One run: what was done, and what came of it beside."""

    acts: tuple[Act, ...]
    prefilled: bool
    unknown: tuple[str, ...]
    unasked: tuple[str, ...]


def of_family(clean: Told, typical: Told | None) -> Figures:
    """The figures of one family: minutes of the clean run, and what the others tell."""
    found = of_acts(clean.acts)
    found |= {"prefilled": clean.prefilled, "unknown": list(clean.unknown), "unasked": list(clean.unasked)}
    return found | ({"typical": of_acts(typical.acts, short=True)} if typical else {})


def of_acts(acts: Iterable[Act], *, short: bool = False) -> Figures:
    """{"base", "low", "high", "without_s", …}: all in minutes; `characters` are those read, `reread` is the base when
    no text were remembered from an earlier page."""
    done = list(acts)
    total = seconds(done)
    found: Figures = total.minutes() | {"without_s": _base(act for act in done if act.op != "S")}
    if short:
        return found
    again = sum(act.again for act in done)
    return found | {
        "characters": _count(done),
        "reread": round((total.base + again * operators()["R"].base) / 60, 2),
        "operators": {op: _of(one) for op, one in _grouped(done, lambda act: act.op)},
        "parts": {name: _base(act for act in done if act.op in part.operators) for name, part in PARTS.items()},
        "pages": [
            {"page": page, **_of(one), "characters": _count(one)} for page, one in _grouped(done, lambda a: a.page)
        ],
        "fields": costliest(done),
    }


def costliest(acts: Iterable[Act], number: int = COSTLIEST) -> list[Figures]:
    """The fields that take most, those of all children, guardians and so on together; seconds by part."""
    found: list[Figures] = []
    for at, one in _grouped((act for act in acts if act.at), lambda act: plain(act.at)):
        parts = {name: _seconds(act for act in one if act.op in part.operators) for name, part in PARTS.items()}
        times = len({act.at for act in one})
        told: Figures = {"field": at, "times": times, "seconds": _seconds(one), "characters": _count(one)}
        found.append(told | {"parts": {name: n for name, n in parts.items() if n}})
    return sorted(found, key=lambda row: float(row["seconds"]), reverse=True)[:number]


def plain(at: str) -> str:
    """The name of a field without the number of its item."""
    return re.sub(r"\.\d+\.", ".", at)


def lines(name: str, run: str, acts: Iterable[Act]) -> Iterator[str]:
    """The log: one JSON line for each act; `t` is milliseconds of the model (base) since the beginning."""
    passed = Seconds()
    for act in acts:
        told: Figures = {"t": round(passed.base * 1000), "op": act.op, "n": round(act.n, 3), "at": act.at}
        told |= {"page": act.page, "persona": name, "run": run}
        told |= {"default": True} if act.default else {}
        yield json.dumps(told | ({"again": act.again} if act.again else {}), ensure_ascii=False)
        passed += seconds([act])


def _grouped(acts: Iterable[Act], key: Callable[[Act], str]) -> list[tuple[str, list[Act]]]:
    found: dict[str, list[Act]] = {}
    for act in acts:
        found.setdefault(key(act), []).append(act)
    return list(found.items())


def _of(acts: Iterable[Act]) -> Figures:
    done = list(acts)
    return {"n": round(sum(act.n for act in done), 1), "minutes": _base(done)}


def _base(acts: Iterable[Act]) -> float:
    return round(seconds(acts).base / 60, 2)


def _seconds(acts: Iterable[Act]) -> float:
    return round(seconds(acts).base, 1)


def _count(acts: Iterable[Act]) -> int:
    return round(sum(act.n for act in acts if act.op == "R"))


def distance(name: str, told: Figures) -> tuple[float, str] | None:
    """How many minutes a family is above its aim, and which of the costliest fields take as long; None: it has none."""
    if name not in AIMS:
        return None
    over, fields, taken = round(max(0.0, told["base"] - AIMS[name]), 2), [], 0.0
    for row in told["fields"]:
        if taken >= over * 60:
            break
        fields.append(row["field"])
        taken += row["seconds"]
    how = "as much as" if taken >= over * 60 else "more than"
    return over, f"{how} {', '.join(fields)}" if fields else "nothing"
