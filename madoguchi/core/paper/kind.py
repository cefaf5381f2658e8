"""書類の種類 - a kind of paper as data: what it is called, the labels printed on it, and what stands behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from ..weeks import PaperWeek, weeks_of
from .sheet import plain

# What a field of a paper gives: one value under its own code, or several under the codes of its parts.
ONE: Final = frozenset({"text", "date", "phone", "choice", "many", "number", "hours"})
SEVERAL: Final = frozenset({"period", "band"})
ROWS: Final = frozenset({"record", "children"})
STATUS: Final = "status"  # the part of a child that is a choice
_TYPES_OF_PARTS: Final = {
    "from": "date", "to": "date", "month": "month", "days": "number", "hours": "number",
    "name": "text", "facility": "text", "birth": "date", "status": "choice",
}  # fmt: skip
_SIGNS: Final = re.compile(r"[^\w]+|_")


@lru_cache(maxsize=4_096)
def bare(text: str) -> str:
    """A label without width, spaces and signs: 就労時間(固定就労の場合) and 「就労時間 固定就労の場合」 are one."""
    return _SIGNS.sub("", plain(text))


@dataclass(frozen=True)
class Item:
    """項目: one thing to read within an area. `after` are chains of words, any of which leads to it; `heads` the words
    over the columns of a table of children, or before each of its values, bare, by the part that they name."""

    code: str
    type: str
    values: tuple[str, ...] = ()
    other: str = ""
    parts: tuple[str, ...] = ()
    rest: str = ""  # the code of the break (休憩) inside of hours
    after: tuple[tuple[str, ...], ...] = ()
    rows: int = 0
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def codes(self) -> Iterator[tuple[str, str]]:
        """Every code it may give a value to, with the value's type."""
        if self.type in ONE:
            yield self.code, self.type
        for code, type_ in ((self.other, "text"), (self.rest, "minutes")):
            if code:
                yield code, type_
        if self.type == "period":
            yield from ((code, "date") for code in self.parts)
        if self.type == "band":
            yield from zip(self.parts, ("time", "time", "minutes"), strict=True)
        if self.type in ROWS:
            for row in range(1, self.rows + 1):
                yield from ((f"{self.code}_{row}_{part}", _TYPES_OF_PARTS[part]) for part in self.parts)


@dataclass(frozen=True)
class Anchors:
    """Words that lead to items of an area: `first` of their chains, and what follows in those that begin alike."""

    first: tuple[str, ...] = ()
    following: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Area:
    """What stands behind a label, up to the next one."""

    labels: tuple[str, ...]
    items: tuple[Item, ...]
    left: bool = False  # it stands to the left of the label: 〇〇市長 宛

    @cached_property
    def anchors(self) -> Anchors:
        """The words inside it that lead to its items, in plain text."""
        chains = [tuple(map(plain, chain)) for item in self.items for chain in item.after]
        following: dict[str, list[str]] = {}
        for first, *more in chains:
            following.setdefault(first, []).extend(more)
        return Anchors(tuple(following), {first: tuple(dict.fromkeys(more)) for first, more in following.items()})

    @property
    def whole(self) -> bool:
        """Whether it is a table of its own: labels inside of it belong to it."""
        return any(item.type in ROWS for item in self.items)


@dataclass(frozen=True)
class PaperKind:
    """書類の種類: `titles` tell it from others; a kind without areas is only recognised."""

    id: str
    label: str
    titles: tuple[str, ...]
    areas: tuple[Area, ...] = ()
    weeks: tuple[PaperWeek, ...] = ()

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Every code with its type: text, date, phone, choice, many, number, minutes, time or month (YYYY-MM)."""
        return {code: type_ for area in self.areas for item in area.items for code, type_ in item.codes()}

    @cached_property
    def by_label(self) -> Mapping[str, Area]:
        """Areas by their labels, bare."""
        return {bare(label): area for area in self.areas for label in area.labels}

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """Labels that may stand before their value in one cell, the longest first."""
        return tuple(sorted((label for label in self.by_label if len(label) > 1), key=len, reverse=True))

    @cached_property
    def signs(self) -> Mapping[str, frozenset[str]]:
        """Of which signs each of these is made."""
        return {label: frozenset(label) for label in self.beginnings}

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """Labels behind their value."""
        return tuple(label for label, area in self.by_label.items() if area.left)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Labels, and what leads to items: words that count wherever they stand, bare, with their spelling."""
        items = [item for area in self.areas for item in area.items]
        leading = (word for item in items for words in (*item.after, *item.heads.values()) for word in words)
        labels = (label for area in self.areas for label in area.labels)
        return {bare(word): plain(word) for word in (*labels, *leading)}

    @cached_property
    def choices(self) -> frozenset[str]:
        """Words that are printed to choose from."""
        return frozenset(value for area in self.areas for item in area.items for value in item.values)

    @cached_property
    def printed(self) -> frozenset[str]:
        """Words of the form that are no labels: choices, and what leads to items."""
        items = [item for area in self.areas for item in area.items]
        words = {word for item in items for word in (*item.values, *(one for chain in item.after for one in chain))}
        return frozenset(map(bare, words)) - self.by_label.keys()


Options = Mapping[str, Sequence[str]]


def read_kind(data: Mapping[str, Any]) -> PaperKind:
    """A kind from its file in documents/, whose form is known to be right."""
    options = {row["id"]: row.get("options", ()) for row in data["items"]}
    areas = tuple(_area(area, options) for area in data.get("areas", ()))
    return PaperKind(data["id"], data["label"], tuple(data["titles"]), areas, weeks_of(data))


def _area(data: Mapping[str, Any], options: Options) -> Area:
    items = tuple(item_of(row, options) for row in data["fields"])
    return Area(tuple(data["labels"]), items, data.get("side") == "left")


def item_of(row: Mapping[str, Any], options: Options) -> Item:
    """One field of an area; its choices are the options of the item of its code, those of children of their status."""
    code, heads = row["code"], row.get("heads", {})
    choice = f"{code}_1_{STATUS}" if STATUS in heads else code
    return Item(
        code,
        row["type"],
        tuple(options.get(choice, ())),
        row.get("other", ""),
        tuple(heads or row.get("parts", ())),
        row.get("break", ""),
        tuple(tuple(chain) for chain in row.get("after", ())),
        row.get("rows", 0),
        {part: tuple(map(bare, words)) for part, words in heads.items()},
    )
