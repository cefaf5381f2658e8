"""市の手続一覧 - any list with any heads: which column is which is guessed, shown and corrected; then it is read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from madoguchi.core.search import normalise

from .columns import COLUMNS, FIVE, Column, by_key
from .entry import CHANNEL_WORDS, OWN, Entry, circle, coded, count, plain, state_of, year_of

LIKE: Final = 0.55  # from here on a head is taken for a column's
FIRST_LINES: Final = 15  # among which the heads stand: titles and dates often stand above them
LONGEST: Final = 2_000  # letters of a cell that are kept
_BETWEEN: Final = re.compile(r"[\n;；、,・|/]+")
_MEASURED: Final = {
    "実測": "measured",
    "測定": "measured",
    "推計": "estimated",
    "推定": "estimated",
    "見込": "estimated",
}


@dataclass(frozen=True)
class Mapped:
    """Which column (its key, "" for none) stands under each head, and how alike they are (0 to 1)."""

    heads: tuple[str, ...]
    keys: tuple[str, ...]
    likeness: tuple[float, ...]
    line: int  # of the heads, from 0

    @property
    def missing(self) -> tuple[tuple[str, ...], ...]:
        """Of the least five, those that no head was found for."""
        return tuple(any_of for any_of in FIVE if not set(any_of) & set(self.keys))


@dataclass(frozen=True)
class Brought:
    """What a list says: entries, and (line, why) of every line that could not be taken. Lines count from 1."""

    entries: tuple[Entry, ...]
    faults: tuple[tuple[int, str], ...]
    unread: tuple[tuple[int, str, str], ...]  # line, head, cell: kept as it stood, not understood


def guess(lines: Sequence[Sequence[Any]], remembered: Mapping[str, str] | None = None) -> Mapped:
    """The heads of a list and the likeliest column of each; what was once chosen for a head is chosen again."""
    best = max(range(min(len(lines), FIRST_LINES)), key=lambda at: _worth(lines[at]), default=0)
    heads = tuple(plain(cell).replace("\n", "") for cell in (lines[best] if lines else ()))
    known = {key: column for key, column in (remembered or {}).items() if column in by_key or column == ""}
    keys, found, taken = [""] * len(heads), [0.0] * len(heads), set[str]()
    for at, head in enumerate(heads):
        if (told := known.get(_same(head))) is not None:
            keys[at], found[at] = told, 1.0
            taken |= {told} - {"", "volume"}
    pairs = sorted(
        ((likeness(head, column), at, column.key) for at, head in enumerate(heads) for column in COLUMNS),
        key=lambda told: (-told[0], told[1]),
    )
    for alike, at, key in pairs:
        if alike < LIKE or keys[at] or found[at] or key in taken:
            continue
        keys[at], found[at] = key, alike
        # Counts of several years may stand side by side.
        taken |= {key} - ({"volume"} if year_of(heads[at]) else set())
    return Mapped(heads, tuple(keys), tuple(found), best)


def remember(mapped: Mapped) -> dict[str, str]:
    """The choice, as `guess` takes it the next time."""
    return {_same(head): key for head, key in zip(mapped.heads, mapped.keys, strict=True) if head}


def _same(head: str) -> str:
    return normalise(re.sub(r"(令和|平成|[RHrh])\s*(元|\d+)年?度?|(19|20)\d\d年?度?", "", plain(head)))


def likeness(head: str, column: Column) -> float:
    """How alike a head and a column are: 1 for the same words, less for shared pieces."""
    told = _same(head)
    return max((_alike(told, normalise(name)) for name in (column.label, *column.heads)), default=0.0)


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and short in long:
        return 0.6 + 0.35 * len(short) / len(long)
    grams, others = _pairs(one), _pairs(other)
    return 0.9 * 2 * len(grams & others) / (len(grams) + len(others)) if grams and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _worth(line: Sequence[Any]) -> float:
    return sum(
        best for head in line if plain(head) and (best := max(likeness(plain(head), one) for one in COLUMNS)) >= LIKE
    )


def read(lines: Sequence[Sequence[Any]], mapped: Mapped) -> Brought:
    """The entries of a list by a mapping."""
    entries: dict[str, Entry] = {}
    faults: list[tuple[int, str]] = []
    unread: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines[mapped.line + 1 :], start=mapped.line + 2):
        cells = [*line, *[""] * (len(mapped.heads) - len(line))]
        if not any(plain(cell) for cell in cells):
            continue
        entry = _entry(cells, mapped, lambda head, cell, at=number: unread.append((at, head, cell)))  # type: ignore[misc] # - `at` binds the line
        if not entry.name:
            faults.append((number, "手続名がありません。"))
            continue
        key = entry.key
        if key in entries:
            faults.append((number, f"「{entry.name}」は、前の行にもあります。前の行を使います。"))
            continue
        entries[key] = entry
    return Brought(tuple(entries.values()), tuple(faults), tuple(unread))


def _entry(cells: Sequence[Any], mapped: Mapped, say: Callable[[str, str], None]) -> Entry:
    values: dict[str, Any] = {}
    more: dict[str, str] = {}
    counted: list[tuple[int, int]] = []
    for head, key, cell in zip(mapped.heads, mapped.keys, cells, strict=False):
        text = plain(cell)[:LONGEST]
        if not key:
            more |= {head: text} if head and text else {}
            continue
        value = _value(by_key[key].kind, cell)
        if value is None and text:
            more[head] = text
            if key != "volume" or text not in ("-", "不明", "―", "ー"):
                say(head, text)
        if key == "volume" and value is not None and (year := year_of(head)):
            counted.append((year, value))
        elif value is not None:
            values[key] = value
    if counted:
        values["year"], values["volume"] = max(counted)
        more |= {f"{year}年度": str(value) for year, value in counted}
    if "minutes_kind" not in values and any(key.endswith(("_before", "_after")) for key in values):
        values["minutes_kind"] = "estimated"  # nobody says that it was measured
    values = {key: value for key, value in values.items() if value not in ("", ())}
    return Entry(_key(values), OWN, values, more)


def _key(values: Mapping[str, Any]) -> str:
    """The list's own code; without one, what does not change as long as name and section stay."""
    code = re.sub(r"[^A-Za-z0-9-]", "", str(values.get("code", "")))[:40]
    if code:
        return f"own-{code}"
    told = "/".join(normalise(str(values.get(key, ""))) for key in ("name", "section"))
    return f"own-{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _value(kind: str, cell: Any) -> Any:
    text = plain(cell)[:LONGEST]
    if not text:
        return None
    return _READERS[kind](cell) if kind in _READERS else text


def _listed(cell: Any) -> tuple[str, ...]:
    return tuple(one.strip() for one in _BETWEEN.split(plain(cell)[:LONGEST]) if one.strip())


def _kind(cell: Any) -> str | None:
    return next((code for word, code in _MEASURED.items() if word in plain(cell)), None)


def _link(cell: Any) -> str | None:
    text = plain(cell)
    return text if text.startswith("https://") and not re.search(r"[\s\"'<>]", text) else None


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "list": _listed,
    "number": count,
    "minutes": count,
    "channel": lambda cell: coded(cell, CHANNEL_WORDS) or None,
    "state": state_of,
    "yesno": circle,
    "kind": _kind,
    "link": _link,
}
