"""選考の値 - a round as frozen values: pools, children, families, and the rules by which places are given.

The document they are read from: docs/reference/round.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

Number = int | str  # whole, or an exact decimal as text ("0.5"): never a float

# 兄弟姉妹の希望. Each step takes more outcomes than the one before it.
INDEPENDENT: Final = "independent"  # 別々に選考
TOGETHER: Final = "together_or_none"  # 全員が同じクラブでなければ入らない
TOGETHER_FIRST: Final = "together_first"  # 同じクラブを先に、なければ別のクラブでも全員一緒のとき
ONE_IS_FINE: Final = "one_is_fine"  # 全員が無理なら、入れる子だけでも
POLICIES: Final = (INDEPENDENT, TOGETHER, TOGETHER_FIRST, ONE_IS_FINE)

# Where the value of a component comes from, besides what is written of the child.
LOT: Final = "lot"
WISH_RANK: Final = "wish_rank"
LIST_LENGTH: Final = "list_length"


@dataclass(frozen=True, slots=True)
class Component:
    """One place in the order of priority: the sum of the values named in `parts`; `higher` or `lower` is better.

    `source` is "" for written values, else LOT, WISH_RANK or LIST_LENGTH. `default` stands in for a part that a child
    does not have; None: every child must have it.
    """

    id: str
    label: str
    higher: bool
    parts: tuple[str, ...]
    source: str = ""
    default: Number | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A child below `at_least`, or above `at_most`, is not considered, unless it has the tag `unless`."""

    id: str
    label: str
    component: str
    at_least: Number | None
    at_most: Number | None
    unless: str


@dataclass(frozen=True, slots=True)
class Quota:
    """枠: seats inside the capacity for children with `tag` first; `release`: what they leave goes to the others."""

    id: str
    label: str
    tag: str
    seats: int
    release: bool


@dataclass(frozen=True, slots=True)
class Over:
    """定員を超える受け入れ, with its reason and who answers for it."""

    seats: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Pool:
    """A club, or a class of a club (`site` is the club). `zones`: only children of these districts."""

    id: str
    label: str
    site: str
    capacity: int
    quotas: tuple[Quota, ...] = ()
    zones: frozenset[str] = frozenset()
    over: Over | None = None
    facts: Mapping[str, Number] = field(default_factory=dict, hash=False)

    @property
    def seats(self) -> int:
        """Places that can be given, with those above the capacity."""
        return self.capacity + (self.over.seats if self.over else 0)


class Applicant(NamedTuple):
    """A child. `wishes` best first; `values` by part, `values_at` those that differ at a pool.

    `present` is the pool it keeps unless it gets a better one; `always` why it is admitted in any case; `barred` why
    it is not considered; `nearby` pools it would enter while waiting; `condition` goes with the placement.
    """

    id: str
    family: str
    wishes: tuple[str, ...]
    values: Mapping[str, Number]
    values_at: Mapping[str, Mapping[str, Number]] = MappingProxyType({})
    tags: frozenset[str] = frozenset()
    zone: str = ""
    present: str = ""
    always: str = ""
    barred: str = ""
    condition: str = ""
    nearby: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A decider answers for something that the lint or the checker found (`of`)."""

    of: str
    by: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """規則 of a round; `zones_exempt` are the tags of children who may wish for clubs of other districts."""

    components: tuple[Component, ...]
    thresholds: tuple[Threshold, ...] = ()
    zones_exempt: frozenset[str] = frozenset()
    reference_date: str = ""
    over_one_in: int | None = None
    capacity_checks: Mapping[str, Number] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Round:
    """選考回: everything by which places are given. Children and pools in the order of their ids.

    `policies` by family, `lots` by child (1 comes first; empty without a lottery), `ignored` the changes filed after
    the reference date as (child, date).
    """

    id: str
    rules: Rules
    pools: tuple[Pool, ...]
    applicants: tuple[Applicant, ...]
    policies: Mapping[str, str] = field(hash=False)
    lots: Mapping[str, int] = field(hash=False)
    signatures: tuple[Signature, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a round's document: where (an id or a key), a code, and what to do."""

    at: str
    code: str
    say: str


class Refused(ValueError):
    """A round that cannot be used; `faults` are all reasons."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{one.at}: {one.say}" for one in faults))
        self.faults = faults
