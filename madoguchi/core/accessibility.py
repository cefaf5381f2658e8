"""アクセシビリティ - which success criteria of WCAG 2.2 and JIS X 8341-3 are met, and by whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

MET, FAILED, ABSENT, UNKNOWN = "適合", "不適合", "対象外", "未確認"
RESULTS: Final = (MET, FAILED, ABSENT, UNKNOWN)
# What a machine that found nothing may say: that all is met; that there is no such thing; nothing for sure.
WHOLE, NOTHING_THERE, PART = "whole", "absence", "part"


@dataclass(frozen=True)
class Criterion:
    """達成基準: its number in WCAG, since which version it is there (and until which), and which checks try it."""

    number: str
    level: str
    since: str
    name: str
    tried: tuple[str, ...]
    tells: str
    until: str = ""

    @property
    def jis(self) -> bool:
        """JIS X 8341-3:2016 is ISO/IEC 40500:2012, which is WCAG 2.0: the same criteria under the same numbers."""
        return self.since == "2.0"


@dataclass(frozen=True)
class Tally:
    """One check: on how many states of pages it was tried, and how many faults it found."""

    states: int
    faults: int


@dataclass(frozen=True)
class Word:
    """What a person found about a criterion, who, and when."""

    criterion: str
    result: str
    by: str
    on: date
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """How a criterion stands. `states`: the fewest on which a machine tried it, 0 when none did."""

    criterion: Criterion
    result: str
    states: int = 0
    word: Word | None = None


def standings(
    criteria: Iterable[Criterion], tallies: Mapping[str, Tally], words: Iterable[Word] = ()
) -> tuple[Standing, ...]:
    """Each criterion as it stands. A person's word goes before a machine's; without either it is 未確認."""
    said = {word.criterion: word for word in words}
    return tuple(_standing(criterion, tallies, said.get(criterion.number)) for criterion in criteria)


def _standing(criterion: Criterion, tallies: Mapping[str, Tally], word: Word | None) -> Standing:
    tried = [tallies.get(name, Tally(0, 0)) for name in criterion.tried]
    states = min((one.states for one in tried), default=0)
    if word:
        return Standing(criterion, word.result, states, word)
    if criterion.tells != NOTHING_THERE and any(one.faults for one in tried):
        return Standing(criterion, FAILED, states)
    if not states or any(one.faults for one in tried) or criterion.tells == PART:
        return Standing(criterion, UNKNOWN, states)
    return Standing(criterion, MET if criterion.tells == WHOLE else ABSENT, states)


def conforms(found: Iterable[Standing]) -> bool:
    """準拠: every criterion is met, or there is nothing to which it would apply."""
    return all(one.result in (MET, ABSENT) for one in found)


def counts(found: Iterable[Standing]) -> dict[str, int]:
    """How many stand so, for each of the four results."""
    results = [one.result for one in found]
    return {result: results.count(result) for result in RESULTS}
