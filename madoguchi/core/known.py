"""知れること - what is known of an application besides its answers: its papers, other applications, public registers.

Each is known of one item by how its paths begin: `guardians.0.`, `children.1.`, "" for the household.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .papers import COMMON, WAITING, Kind, Papers, Reading, home_of

SEEN: Final = frozenset({"what", "reference"})
_RESIDENT: Final = ("resident", "differs", "name", "kana", "birth", "postal", "address", "since", "until")
REGISTER: Final = frozenset((*_RESIDENT, "arrears", "amount", "months"))
# What conditions of checks may speak of besides the answers, with the members of each.
OUTSIDE: Final[Mapping[str, frozenset[str] | None]] = {
    "papers": frozenset(COMMON),
    "missing": None,
    "seen": SEEN,
    "register": REGISTER,
}


@dataclass(frozen=True)
class Pair:
    """One thing told twice: `label`, where it was typed, what was typed, what the other says; as people read them."""

    label: str
    field: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Seen:
    """突合: the same met in another application. `what` is the rule's id, `reference` the other one's number.

    Of one that may not be named, the reference and its values are "".
    """

    what: str
    reference: str
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Record:
    """公簿の照会: what the registers say of one person.

    `resident`: "" (nobody asked), unknown (asked, no answer), none, found, differs (somebody of that birth and name,
    whose columns in `differs` are otherwise). `arrears`: "", unknown, none, found, near (another one at that address).
    """

    resident: str = ""
    differs: tuple[str, ...] = ()
    name: str = ""
    kana: str = ""
    birth: str | None = None
    postal: str = ""
    address: str = ""
    since: str | None = None
    until: str | None = None
    arrears: str = ""
    amount: int = 0
    months: str = ""


@dataclass(frozen=True)
class Known:
    """All of it: the readings by the path of their files field, the rest by how an item's paths begin."""

    papers: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    seen: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    register: Mapping[str, Record] = field(default_factory=dict)

    @property
    def read(self) -> bool:
        """Whether anybody has looked at any paper."""
        return any(WAITING not in one.quality for readings in self.papers.values() for one in readings)

    def record(self, at: str) -> Record:
        """What the registers say of one item, or of the household."""
        return self.register.get(at, Record())


NOTHING: Final = Known()


@dataclass(frozen=True)
class Paper:
    """One paper as checks see it: what it says by code, what of it is not sure, where it lies."""

    reading: Reading
    kind: Kind
    values: Mapping[str, Any]
    unsure: frozenset[str]
    place: str
    of: int

    @property
    def looked_at(self) -> bool:
        """Whether somebody has: of what still waits nothing is asked."""
        return WAITING not in self.reading.quality

    def says(self, code: str) -> bool:
        """Whether something stands at an item."""
        return bool(self.values[code] != self.kind.items[code].blank)

    @property
    def common(self) -> dict[str, Any]:
        """What is known of every paper."""
        return {
            "kind": self.reading.kind,
            "label": self.kind.label,
            "quality": list(self.reading.quality),
            "unsure": sorted(self.unsure),
            "of": self.of,
            "field": self.place,
        }


def papers_at(at: str, known: Known, papers: Papers) -> tuple[Paper, ...]:
    """The papers of one item; one that lies there twice counts once."""
    here = [(place, one) for place, readings in known.papers.items() if home_of(place) == at for one in readings]
    told = [one for number, one in enumerate(here) if not _again(one[1], [other for _, other in here[:number]])]
    kinds = [one.kind for _, one in told]
    return tuple(_paper(place, one, kinds.count(one.kind), papers) for place, one in told)


def _again(one: Reading, others: Iterable[Reading]) -> bool:
    return bool(one.kind and one.values) and any(
        (one.kind, one.values, one.unsure, one.quality) == (other.kind, other.values, other.unsure, other.quality)
        for other in others
    )


def _paper(place: str, reading: Reading, of: int, papers: Papers) -> Paper:
    kind = papers.kind_of(reading)
    return Paper(reading, kind, *kind.told(reading), place, of)


def around(
    at: str, group: str, here: Mapping[str, object], there: tuple[Paper, ...], known: Known, papers: Papers
) -> dict[str, object]:
    """What conditions know of one item by the names of OUTSIDE."""
    listed = [paper.common for paper in there]
    return {
        "papers": listed,
        "missing": papers.lacking(at, group, here, listed),
        "seen": [{"what": one.what, "reference": one.reference} for one in known.seen.get(at, ())],
        "register": told_of(known.record(at)),
    }


def told_of(record: Record) -> dict[str, Any]:
    """A record as conditions know it."""
    return {**vars(record), "differs": list(record.differs)}


def waiting(files: Iterable[tuple[str, str]]) -> Known:
    """As long as nobody has looked at any file: each (key, place) is a paper of no kind."""
    found: dict[str, tuple[Reading, ...]] = {}
    for key, place in files:
        found[place] = (*found.get(place, ()), Reading("", quality=(WAITING,), file=key))
    return Known(papers=found)
