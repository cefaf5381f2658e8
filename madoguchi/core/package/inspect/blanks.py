"""空の項目 - tries a condition on every mixture of blank and sample answers, as families will leave them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Final

from ...condition import Condition, ConditionFault
from ...fields import KINDS, is_blank
from ...known import Record, told_of
from ...papers import COMMON
from ..parts import Asked, Parts, Row
from .town import fits

MOST: Final = 1_024  # mixtures tried of one condition
WIDEST: Final = 10  # names of one condition: 2 ** 10 mixtures of blank and answered are all tried

_LITERAL = re.compile(r'"([^"]*)"|\'([^\']*)\'')
_NUMBER = re.compile(r"(?<![\w.\"'])\d{1,9}(?![\w.\"'])")
_WORD = re.compile(r"[A-Za-z_]\w*")
# Two days far from each other, and neither of them anyone's.
_DAYS: Final = (date.fromordinal(730_000).isoformat(), date.fromordinal(733_000).isoformat())
_SAMPLES: Final[dict[str, tuple[Any, ...]]] = {
    "yesno": (True, False),
    "consent": (True,),
    "date": _DAYS,
    "time": ("09:00", "17:00"),
    "phone": ("0420000000",),
    "postcode": ("1000001",),
    "email": ("mihon@example.jp",),
    "note": (),
    "week": ({"mon": {"start": "09:00", "end": "17:00", "how": "x"}},),
    "computed": (1,),
}
_TOWN: Final = {"number": 1, "text": "見本", "date": _DAYS[0], "time": "12:00", "yesno": True}


# Values to try of the items of a paper, by their kind; those of a choice are its options.
_OF_PAPERS: Final[dict[str, tuple[Any, ...]]] = {
    "text": ("見本",),
    "date": _DAYS,
    "month": ("2000-01",),
    "time": ("09:00", "17:00"),
    "phone": ("042-000-0000",),
    "choice": ("見本",),
    "many": (["月", "祝日"],),
    "minutes": (0, 90),
    "number": (5, 5.5),
}
_REGISTER: Final[dict[str, tuple[Any, ...]]] = {
    "resident": ("", "found"),
    "arrears": ("", "found"),
    "differs": ([], ["address"]),
    "amount": (0, 1),
    "since": (None, *_DAYS),
    "until": (None, *_DAYS),
    "birth": (None, _DAYS[0]),
}
_BESIDE = re.compile(r"\b(paper|register)\s*\.\s*([a-z_]\w*)")


# What the library says of a failure -> what an author can do something with.
_REASONS: Final = (
    (re.compile(r"Function '(\w+)'"), "{} に渡した値が合いません"),
    (re.compile(r"No such overload|Unsupported operation"), "種類の違う値を比べたり計算したりしています"),
    (re.compile(r"index out of bounds"), "一覧にその番号がありません"),
    (re.compile(r"division by zero|modulus"), "0で割っています"),
    (re.compile(r"[Oo]verflow"), "数が大きすぎます"),
    (re.compile(r"^'(\w+)'$"), "「{}」という名前の値がありません"),
)


class TooWide(Exception):
    """The condition speaks of more names than can be tried."""


def failure(condition: Condition, trials: Trials, *, any_value: bool = False) -> str:
    """Why a condition has no answer for some answers; "" when it always has one. Raises TooWide.

    With `any_value` it may come to something else than true or false.
    """
    worst: tuple[int, str] | None = None
    ask: Callable[[Mapping[str, object]], object] = condition.value if any_value else condition.holds
    for scope, blank in trials.scopes():
        if worst and len(blank) >= worst[0]:
            continue
        try:
            ask(scope)
        except ConditionFault as error:
            reason = _reason(str(error).removeprefix(f"{condition.source}: "))
            worst = (len(blank), f"{_when(blank)}計算できません({reason})。")
    return worst[1] if worst else ""


def _reason(problem: str) -> str:
    for pattern, words in _REASONS:
        if found := pattern.search(problem):
            return words.format(*found.groups())
    return problem.partition("\n")[0]


def _when(blank: tuple[str, ...]) -> str:
    return f"{'と'.join(blank)} が空のとき、" if blank else "答えがそろっていても、"


@dataclass(frozen=True)
class Trials:
    """The mixtures for one condition, of the fields, values and days that it names.

    That of a check (`beside`) may speak of what is known besides the answers, and of a `paper` of some kind.
    """

    parts: Parts
    group: str
    source: str
    paper: str = ""
    beside: bool = False

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the condition outside quotation marks, but no items of papers and no columns of registers."""
        return frozenset(_WORD.findall(_BESIDE.sub(r"\1", _LITERAL.sub("", self.source))))

    @cached_property
    def of_beside(self) -> list[tuple[str, str]]:
        """The items of the paper and the columns of registers that it names."""
        return list(dict.fromkeys(_BESIDE.findall(_LITERAL.sub("", self.source)))) if self.beside else []

    @cached_property
    def literals(self) -> list[str]:
        """Every text in quotation marks."""
        return sorted({first or second for first, second in _LITERAL.findall(self.source)})

    @cached_property
    def numbers(self) -> list[int]:
        """Every whole number in it."""
        return sorted({int(number) for number in _NUMBER.findall(_LITERAL.sub("", self.source))})

    def scopes(self) -> Iterator[tuple[Mapping[str, object], tuple[str, ...]]]:
        """Each mixture as a scope, with the names that are blank in it. Raises TooWide."""
        spread = self._spread()
        if len(spread) > WIDEST:
            raise TooWide(f"{len(spread)}個の項目を使っています({WIDEST}個まで)。条件を分けてください。")
        names, choices = list(spread), list(spread.values())
        while _size(choices) > MOST:
            max(choices, key=len).pop()
        still, groups = self._still(), self._named_groups
        for values in product(*choices):
            chosen = dict(zip(names, values, strict=True))
            blank = tuple(name for name, value in chosen.items() if is_blank(value) or (name in groups and not value))
            yield self._scope(still, chosen), blank

    def _spread(self) -> dict[str, list[Any]]:
        """The values to try of everything that is named, by its path; blank comes first."""
        found: dict[str, list[Any]] = {}
        for asked in self.parts.asked:
            if asked.id not in self.words or (asked.group and asked.group not in self._named_groups):
                continue
            path = f"{asked.group}.{asked.id}" if asked.group else asked.id
            found[path] = [KINDS[asked.kind].blank, *self.samples(asked)] if asked.kind in KINDS else [""]
        here = (self.group, _around(self.group))
        found |= {group: [0, 1, 2] for group in self._named_groups if group not in here or _last(group) in self.words}
        if "start" in self.words:
            found["start"] = list(_DAYS)
        if "index" in self.words:
            found["index"] = [0, 1]
        return found | self._spread_beside() if self.beside else found

    def _spread_beside(self) -> dict[str, list[Any]]:
        """The same of what is known besides the answers."""
        found: dict[str, list[Any]] = {}
        items = self.parts.items_of(self.paper)
        for owner, name in self.of_beside:
            if owner == "register":
                found[f"register.{name}"] = list(_REGISTER.get(name, ("", "見本")))
            elif name in items:
                found[f"paper.{name}"] = [_blank_item(items[name]), *self.of_item(items[name])]
            elif name in ("quality", "unsure", "blank", "doubts"):
                found[f"paper.{name}"] = [[], ["見本"]]
        literals = self.literals[:1] or ["x"]
        if "papers" in self.words:
            found["papers"] = [[], [_a_paper("")], [_a_paper(literals[0])]]
        if "missing" in self.words:
            found["missing"] = [[], ["x"]]
        if "seen" in self.words:
            found["seen"] = [[], [{"what": literals[0], "reference": "見本"}]]
        return found

    def of_item(self, item: Row) -> list[Any]:
        """Values of an item of a paper, those that this condition asks about before others."""
        kind, options = item.text("kind"), [text for _, text in item.texts("options")]
        if kind == "choice" and options:
            return [literal for literal in self.literals if literal in options] or options[:1]
        if kind == "many" and options:
            return [[literal] for literal in self.literals if literal in options] or [options[:1]]
        return list(_OF_PAPERS.get(kind, ("見本",)))

    @cached_property
    def _named_groups(self) -> frozenset[str]:
        groups = {asked.group for asked in self.parts.asked if asked.group}
        here = (self.group, _around(self.group))
        return frozenset(group for group in groups if _last(group) in self.words or group in here)

    def samples(self, asked: Asked) -> list[Any]:
        """Answers to a field, the ones that this condition asks about before others."""
        kind = asked.kind
        if kind == "choice":
            own = [option.text("id") for option in asked.row.rows("options")]
            near = [literal for literal in self.literals if literal and (not own or literal in own)]
            return list(dict.fromkeys([*near, *own[:1]])) or ["x"]
        if kind == "multi":
            return [[literal] for literal in self.literals if literal] or [["x"]]
        if kind == "number":
            return list(dict.fromkeys([*self.numbers[:4], 0, 1]))
        if kind in _SAMPLES:
            return list(_SAMPLES[kind])
        return [*(literal for literal in self.literals if literal), "見本"]

    def _still(self) -> dict[str, object]:
        """What stays the same in every mixture: all fields blank, the town's values, today."""
        flat: dict[str, object] = {asked.id: _blank(asked) for asked in self.parts.asked if not asked.group}
        groups: dict[str, object] = {asked.group.partition(".")[0]: [] for asked in self.parts.asked if asked.group}
        given = {name: row.data.get("value") for name, row in self.parts.town.named("values")}
        town = {
            name: given[name] if fits(kind, given.get(name)) else _TOWN.get(kind)
            for name, kind in self.parts.value_kinds.items()
        }
        tables = dict(self.parts.town.named("tables"))
        town |= {name: dict(tables[name].row("rows").data) if name in tables else {} for name in self.parts.tables}
        whole = {**flat, **groups, "town": town, "today": _DAYS[0], "start": _DAYS[0], "window_kind": ""}
        return {**whole, **self._still_beside()} if self.beside else whole

    def _still_beside(self) -> dict[str, object]:
        items = self.parts.items_of(self.paper)
        paper = {**_a_paper(self.paper), "blank": [], "doubts": []} | {
            code: _blank_item(item) for code, item in items.items()
        }
        return {"papers": [], "missing": [], "seen": [], "register": told_of(Record()), "paper": paper}

    def _scope(self, still: Mapping[str, object], chosen: Mapping[str, Any]) -> dict[str, object]:
        scope = {**still, **{name: value for name, value in chosen.items() if "." not in name}}
        inside: dict[str, dict[str, Any]] = {}
        for group in sorted(self._named_groups, key=_around, reverse=True):  # inner ones first
            blank = self._blank_items[group]
            item = {name: chosen.get(f"{group}.{name}", value) for name, value in blank.items()} | inside.get(group, {})
            items = [item, blank][: chosen.get(group, 1)]
            if _around(group):
                inside.setdefault(_around(group), {})[_last(group)] = items
            else:
                scope[group] = items
            if group == self.group:
                scope |= {"this": item, "index": chosen.get("index", 0)}
            if group == _around(self.group):
                scope["parent"] = item
        for owner in ("paper", "register") if self.beside else ():
            told: Any = still[owner]
            chose = {name: chosen[f"{owner}.{name}"] for name in told if f"{owner}.{name}" in chosen}
            scope[owner] = {**told, **chose}
        return scope

    @cached_property
    def _blank_items(self) -> dict[str, dict[str, Any]]:
        """An item of each group of which nothing is answered."""
        items: dict[str, dict[str, Any]] = {group: {} for group in self._named_groups}
        for asked in self.parts.asked:
            if asked.group in items:
                items[asked.group][asked.id] = _blank(asked)
            if _around(asked.group) in items:
                items[_around(asked.group)].setdefault(_last(asked.group), [])
        return items


def _a_paper(kind: str) -> dict[str, Any]:
    return {**dict.fromkeys(COMMON, ""), "kind": kind, "quality": [], "unsure": [], "of": 1}


def _blank_item(item: Row) -> Any:
    return [] if item.text("kind") == "many" else None


def _around(group: str) -> str:
    return group.rpartition(".")[0]


def _last(group: str) -> str:
    return group.rpartition(".")[2]


def _blank(asked: Asked) -> Any:
    return KINDS[asked.kind].blank if asked.kind in KINDS else ""


def _size(choices: list[list[Any]]) -> int:
    return prod(len(values) for values in choices)
