"""順位の詰め込み - the tuple of components as one whole number, greater is better, and back to what people read.

Each component has a field of bits in the number, the first component on top, so that two numbers compare as the tuples
do. Below lies the child's index (which makes every number its own), above one bit for a place that is kept in any case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .values import LIST_LENGTH, LOT, WISH_RANK, Component, Number, Round


@dataclass(frozen=True, slots=True)
class Span:
    """The field of one component: values from `low` to `high`, in units of 10^-`digits`."""

    component: Component
    low: int
    high: int
    digits: int
    shift: int
    mask: int

    def packed(self, value: int) -> int:
        """A scaled value in its place; greater is better."""
        return (value - self.low if self.component.higher else self.high - value) << self.shift

    def number(self, key: int) -> Number:
        """What people read: 18, or "0.5"."""
        part = key >> self.shift & self.mask
        return shown(part + self.low if self.component.higher else self.high - part, self.digits)


@dataclass(frozen=True, slots=True)
class Scale:
    """All fields; `mask` cuts the child's index out of a number, `sure` is the bit of a place that is kept."""

    spans: tuple[Span, ...]
    mask: int
    sure: int

    def differ(self, one: int, other: int) -> Span | None:
        """The first component in which two numbers differ."""
        both = one ^ other
        return next((span for span in self.spans if both >> span.shift & span.mask), None)

    def told(self, key: int) -> dict[str, Number]:
        """Every component by its id."""
        return {span.component.id: span.number(key) for span in self.spans}


def exact(value: Number, digits: int) -> int:
    """A written value in units of 10^-digits."""
    return value * 10**digits if isinstance(value, int) else int(Decimal(value).scaleb(digits))


def shown(value: int, digits: int) -> Number:
    """As it is written: whole, or with so many digits behind the point."""
    return str(Decimal(value).scaleb(-digits)) if digits else value


def digits_of(values: Iterable[Number]) -> int:
    """How many digits behind the point the values have at most."""
    texts = {value for value in values if isinstance(value, str)}
    return max((-int(Decimal(text).as_tuple().exponent) for text in texts), default=0)


@dataclass(frozen=True, slots=True)
class Column:
    """One component of all children: scaled values, and those that differ at a pool by (child, pool)."""

    component: Component
    digits: int
    values: list[int]
    at: Mapping[tuple[int, str], int]

    def value(self, child: int, pool: str, rank: int) -> int:
        """At a pool that is the child's wish number `rank`."""
        return rank if self.component.source == WISH_RANK else self.at.get((child, pool), self.values[child])

    def bounds(self) -> tuple[int, int]:
        """The least and the greatest value anywhere."""
        if self.component.source == WISH_RANK:
            return 1, max(self.values, default=1)
        values = self.values if not self.at else [*self.values, *self.at.values()]
        return min(values, default=0), max(values, default=0)


def columns(found: Round) -> tuple[Column, ...]:
    """Every component of every child."""
    return tuple(_column(found, one) for one in found.rules.components)


def _column(found: Round, component: Component) -> Column:
    if component.source == LOT:
        return Column(component, 0, [found.lots[one.id] for one in found.applicants], {})
    if component.source in (WISH_RANK, LIST_LENGTH):
        return Column(component, 0, [len(one.wishes) for one in found.applicants], {})
    return _written(found, component)


def _written(found: Round, component: Component) -> Column:
    parts, missing = component.parts, 0 if component.default is None else component.default
    rows = [[one.values.get(part, missing) for part in parts] for one in found.applicants]
    at = {
        (child, pool): [values.get(part, one.values.get(part, missing)) for part in parts]
        for child, one in enumerate(found.applicants)
        for pool, values in one.values_at.items()
        if not values.keys().isdisjoint(parts)
    }
    digits = digits_of(value for row in (*rows, *at.values()) for value in row)
    return Column(
        component,
        digits,
        [_total(row, digits) for row in rows],
        {place: _total(row, digits) for place, row in at.items()},
    )


def _total(row: Iterable[Number], digits: int) -> int:
    return sum([exact(value, digits) for value in row]) if digits else sum(map(int, row))


def scale(found: Sequence[Column], children: int) -> Scale:
    """The fields, as narrow as the values allow."""
    shift = children.bit_length()
    mask, spans = (1 << shift) - 1, []
    for column in reversed(found):
        low, high = column.bounds()
        width = (high - low).bit_length()
        spans.append(Span(column.component, low, high, column.digits, shift, (1 << width) - 1))
        shift += width
    return Scale(tuple(reversed(spans)), mask, 1 << shift)


def keys(packed: Scale, found: Sequence[Column], children: int) -> tuple[list[int], dict[tuple[int, str], int]]:
    """The number of each child, but for the rank of a wish; and what is added to it at a pool, by (child, pool)."""
    base, moved = list(range(children)), Counter[tuple[int, str]]()
    for span, column in zip(packed.spans, found, strict=True):
        if column.component.source == WISH_RANK:
            continue
        sign, zero = (1, span.low) if column.component.higher else (-1, span.high)
        base = [key + (sign * (value - zero) << span.shift) for key, value in zip(base, column.values, strict=True)]
        for place, value in column.at.items():
            moved[place] += sign * (value - column.values[place[0]]) << span.shift
    return base, moved
