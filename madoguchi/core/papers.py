"""書類 - the kinds of paper that a package speaks of, and what a reader made of the files of an application.

Which items a kind has stands in its file (documents/), which papers the answers ask for in checks.yaml. A reader gives
values by the codes of these items; every item has one for conditions: None, or [] of `many`, when nothing stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from re import fullmatch
from typing import Any, Final

from .condition import Condition, Names, compile_condition
from .days import spoken_short
from .form.shape import inside

ANY: Final = "any"  # of a check: whatever kind a paper is of
WAITING: Final = "waiting"  # a quality: nobody has looked at the file yet
NOT_READ: Final = "not_read"  # a quality: nothing could be made of the file
# What conditions know of every paper, whatever its kind: how many of its kind there are here is `of`.
COMMON: Final = ("kind", "label", "quality", "unsure", "of", "field")
# And of the paper that a check is about: which of its items in question are blank, and which the others doubted.
IN_QUESTION: Final = ("blank", "doubts")
BLANK: Final = "(記入なし)"


def _day(value: Any) -> bool:
    try:
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _matching(pattern: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and fullmatch(pattern, value) is not None


def _minutes(value: int) -> str:
    hours, rest = divmod(value, 60)
    return f"{hours}時間{rest}分" if hours and rest else f"{hours}時間" if hours else f"{rest}分"


# Kind of an item -> whether a value is one of it, and how people read it.
ITEMS: Final[Mapping[str, tuple[Callable[[Any], bool], Callable[[Any], str]]]] = {
    "text": (lambda value: type(value) is str, str),
    "date": (_day, lambda value: str(spoken_short(date.fromisoformat(value)))),
    "month": (_matching(r"\d{4}-(0[1-9]|1[0-2])"), lambda value: f"{value[:4]}年{int(value[5:])}月"),
    "time": (_matching(r"([01]\d|2[0-4]):[0-5]\d"), str),
    "phone": (_matching(r"[-0-9]{6,16}"), str),
    "choice": (lambda value: type(value) is str, str),
    "many": (lambda value: type(value) is list and all(type(one) is str for one in value), "、".join),
    "minutes": (lambda value: type(value) is int, _minutes),
    "number": (lambda value: type(value) in (int, float), lambda value: f"{value:g}"),
}


@dataclass(frozen=True)
class Item:
    """One item of a paper; `id` is its code, `options` the words that can be ticked."""

    id: str
    kind: str
    label: str
    unit: str = ""
    options: tuple[str, ...] = ()

    @property
    def blank(self) -> Any:
        """Its value where nothing stands."""
        return [] if self.kind == "many" else None

    def fits(self, value: Any) -> bool:
        """Whether a reader's value is one of this item."""
        ticked = value if type(value) is list else [value]
        sound = ITEMS[self.kind][0](value)
        return sound and (self.kind not in ("choice", "many") or not self.options or set(ticked) <= {*self.options})

    def show(self, value: Any) -> str:
        """A value as people read it."""
        if value is None or value == []:
            return BLANK
        return ITEMS[self.kind][1](value) + self.unit


@dataclass(frozen=True)
class Reading:
    """読み取り: what a reader made of one file. `kind` is "" when it knows none.

    `values` by code; `unsure` are the codes that it did not surely read, with a value or without one; `quality` what is
    wrong with the file (core/words QUALITIES); `file` is its key, `where` each value stands on it (Sheet1!C5).
    """

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    quality: tuple[str, ...] = ()
    file: str = ""
    where: Mapping[str, str] = field(default_factory=dict)


# A value that a reader is less sure of than this is looked at by a person. Typed signs are sure; of recognised ones the
# reader has taken a second look at every doubtful one before it says more.
SURE: Final = 0.9
# What is wrong with a file, by what a reader or the box says of it; anything else was not read.
_QUALITY: Final[Mapping[str, str]] = {
    **dict.fromkeys(("pdf_password", "sheet_password", "password"), "password"),
    **dict.fromkeys(("blurred", "dark", "small", "unreadable"), "unreadable"),
    # Not to be opened by anybody: a broken file, or something else than a paper.
    **dict.fromkeys(("photo_broken", "pdf_broken", "sheet_broken", "empty", "kind", "program", "word"), "unreadable"),
    **dict.fromkeys(("cut", "photo_cut"), "cut"),
}


def reading_of(told: Mapping[str, Any], file: str = "") -> Reading:
    """What a reader told of a file (plugs/reading), as reviews know it. A value with a note is not sure, nor is a blank
    that has one."""
    fields: Mapping[str, Mapping[str, Any]] = told.get("fields", {})
    values = {code: one["value"] for code, one in fields.items() if one["value"] is not None}
    unsure = frozenset(code for code, one in fields.items() if one["note"] or one["sure"] < SURE)
    said = str(told.get("quality", ""))
    quality = (_QUALITY.get(said, NOT_READ),) if said else () if told.get("kind") else ("wrong_kind",)
    where = {code: "、".join(one["where"]) for code, one in fields.items()}
    return Reading(str(told.get("kind", "")), values, unsure, quality, file, where)


@dataclass(frozen=True)
class Kind:
    """One kind of paper, with its items by code."""

    id: str
    label: str
    items: Mapping[str, Item]

    def told(self, reading: Reading) -> tuple[dict[str, Any], frozenset[str]]:
        """Every item with a value, and those not surely read; what is no value of its item was not read at all."""
        values: dict[str, Any] = {}
        unsure = {code for code in reading.unsure if code in self.items}
        for code, item in self.items.items():
            value = reading.values.get(code)
            given = value is not None and value != "" and value != []
            if given and not item.fits(value):
                unsure.add(code)
            whole = int(value) if given and type(value) is float and value.is_integer() else value
            values[code] = whole if given and item.fits(value) else item.blank
        return values, frozenset(unsure)


@dataclass(frozen=True)
class Need:
    """A paper that some answers ask for: at the files field `at` (guardians.evidence) one of these kinds."""

    at: str
    kinds: tuple[str, ...]
    when: Condition

    @property
    def group(self) -> str:
        """The group of its field; "" outside groups."""
        return self.at.rpartition(".")[0]


@dataclass(frozen=True)
class Papers:
    """The kinds of paper of a package, and what the answers ask for."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()

    def label(self, kind: str) -> str:
        """What a kind is called; "" of one that is not known."""
        return self.kinds[kind].label if kind in self.kinds else ""

    @cached_property
    def stranger(self) -> Kind:
        """Stands in for a paper of no known kind: it has the items that every kind has, and all are blank."""
        codes = shared(kind.items for kind in self.kinds.values())
        return Kind("", "", {code: _an_item(self.kinds, code) for code in codes})

    def kind_of(self, reading: Reading) -> Kind:
        """The kind of a reading."""
        return self.kinds.get(reading.kind) or self.stranger

    def lacking(
        self, at: str, group: str, here: Mapping[str, object], papers: Iterable[Mapping[str, Any]]
    ) -> list[str]:
        """The kinds that the answers of one item ask for and that are not there: of several that would do the first.

        A place with a file that nobody has looked at yet may hold any.
        """
        return [need.kinds[0] for need in self.needs if need.group == group and _lacks(need, at, here, papers)]


def _lacks(need: Need, at: str, here: Mapping[str, object], papers: Iterable[Mapping[str, Any]]) -> bool:
    place = at + need.at.rpartition(".")[2]
    there = [one for one in papers if one["field"] == place]
    if any(one["kind"] in need.kinds or WAITING in one["quality"] for one in there):
        return False
    return need.when.holds(here)


def _an_item(kinds: Mapping[str, Kind], code: str) -> Item:
    return next(kind.items[code] for kind in kinds.values())


def shared(codes: Iterable[Iterable[str]]) -> frozenset[str]:
    """The codes that all kinds have, from those of each."""
    sets = [frozenset(of) for of in codes]
    return frozenset.intersection(*sets) if sets else frozenset()


def members(codes: Mapping[str, Iterable[str]], kind: str) -> frozenset[str]:
    """What a check on papers of a kind may speak of as `paper`, by the codes of every kind; of `any` those of all."""
    return frozenset((*COMMON, *IN_QUESTION)) | shared(of for name, of in codes.items() if kind in (ANY, name))


def read_papers(documents: Iterable[Mapping[str, Any]], data: Mapping[str, Any], names: Names) -> Papers:
    """Build from the kinds of paper and checks.yaml, which says what is needed. Raises ConditionFault."""
    kinds = {row["id"]: Kind(row["id"], row["label"], dict(_items(row["items"]))) for row in documents}
    needs = tuple(
        Need(
            row["at"], tuple(row["one_of"]), compile_condition(row["when"], inside(names, row["at"].rpartition(".")[0]))
        )
        for row in data.get("needs", ())
    )
    return Papers(kinds, needs)


def _items(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Item]]:
    for row in rows:
        yield row["id"], Item(**{**row, "options": tuple(row.get("options", ()))})


def home_of(place: str) -> str:
    """What the paths of a place's item begin with: `guardians.0.` of `guardians.0.evidence`."""
    outer = place.rpartition(".")[0]
    return f"{outer}." if outer else ""
