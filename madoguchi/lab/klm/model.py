"""所要分の型 - what a person does at a form, operator by operator, and how many seconds each takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

MANY: Final = 7  # a choice of more options is a second decision
PASSED: Final = 10  # so many options of a list are read at most


@dataclass(frozen=True)
class Operator:
    """One kind of act: seconds for one of it, what one is, and where the figures come from."""

    name: str
    low: float
    base: float
    high: float
    unit: str
    source: str


@dataclass(frozen=True)
class Act:
    """So many of an operator at one input. `page` is its heading; `default`: the family's file does not say it.

    `again` counts characters that this page shows and an earlier one has shown: they are not read a second time.
    """

    op: str
    n: float
    at: str
    page: str = ""
    default: bool = False
    again: int = 0


@dataclass(frozen=True)
class Seconds:
    """How long something takes under the model."""

    low: float = 0.0
    base: float = 0.0
    high: float = 0.0

    def __add__(self, other: Seconds) -> Seconds:
        return Seconds(self.low + other.low, self.base + other.base, self.high + other.high)

    def minutes(self) -> dict[str, float]:
        """{"base", "low", "high"} in minutes."""
        return {name: round(getattr(self, name) / 60, 2) for name in ("base", "low", "high")}


@cache
def operators() -> Mapping[str, Operator]:
    """The table of the model, by letter."""
    told = yaml.safe_load(files(__package__).joinpath("operators.yaml").read_text(encoding="utf-8"))
    return {name: Operator(name, **row) for name, row in told["operators"].items()}


def seconds(acts: Iterable[Act]) -> Seconds:
    """The sum of what was done. Raises KeyError for an operator of no table."""
    total = Seconds()
    for act in acts:
        one = operators()[act.op]
        total += Seconds(act.n * one.low, act.n * one.base, act.n * one.high)
    return total


def kana(reading: str) -> int:
    """Flicks of a reading: small kana count, and so do voicing marks (が is か and ゛)."""
    return sum(not (one.isspace() or one.isascii()) for one in unicodedata.normalize("NFD", reading))


def keys(text: str) -> int:
    """Digits, Latin letters and their signs."""
    return sum(one.isascii() and not one.isspace() for one in text)


def characters(text: str) -> int:
    """What is read of a text: everything but white space."""
    return sum(not one.isspace() for one in text)


def typing(text: str, reading: str, conversions: int, stands: str = "") -> dict[str, int]:
    """F, C and D of a text, of which `stands` is in the input already (an address after its postcode: only the rest).

    What stands there and is no beginning of the text is typed over.
    """
    rest = text[overlap(stands, text) :]
    if all(one.isascii() for one in rest):
        return {"F": 0, "C": 0, "D": keys(rest)}
    return {"F": kana(reading), "C": conversions, "D": keys(text)}


def overlap(stands: str, wanted: str) -> int:
    """How many characters of the beginning of `wanted` stand at the end of `stands`."""
    return next((size for size in range(len(wanted), 0, -1) if stands.endswith(wanted[:size])), 0)


def choosing(options: int) -> int:
    """Decisions of a choice among so many."""
    return 1 + (options > MANY)


def passing(labels: Iterable[str], place: int) -> int:
    """Characters of the options that are passed in a list on the way to the one at `place` (from 0)."""
    return sum(characters(label) for label in list(labels)[: place + 1][-PASSED:])
