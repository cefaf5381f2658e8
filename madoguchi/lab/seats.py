"""席の式 - whom a pool takes of those who may ask, as constraints: kept places, quotas in their order, then everybody.

The same words as core/allocation/choose.py, with a variable for whether each child is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from madoguchi.core.allocation.market import Reserve

Line = list[tuple[int, Any]]  # (key, whether this child is there), best first


@dataclass(frozen=True)
class Pool:
    """What a pool goes by: see core/allocation/market.py."""

    capacity: int
    reserves: Sequence[Reserve]
    sure: int
    mask: int


def taken(cp: cp_model.CpModel, pool: Pool, line: Line) -> dict[int, Any]:
    """Of each key, whether the pool takes this child of all who are there."""
    kept = [one for one in line if one[0] >= pool.sure]
    left = line[len(kept) :]
    took = {key: [there] for key, there in line}
    free = _at_least(cp, 0, pool.capacity - _count(kept), pool.capacity)
    for key, _ in left:
        took[key] = []
    for seats, members, release in pool.reserves:
        inside = _first(cp, _tagged(kept, members, pool.mask), seats)
        kept = _without(cp, kept, inside)
        of_quota = cp.new_int_var(0, pool.capacity, "")
        cp.add_min_equality(of_quota, [seats - sum(inside.values()), free])
        chosen = _first(cp, _tagged(left, members, pool.mask), of_quota)
        left = _without(cp, left, chosen)
        free = _at_least(cp, 0, free - (sum(chosen.values()) if release else of_quota), pool.capacity)
        for key, there in chosen.items():
            took[key].append(there)
    for key, there in _first(cp, left, free).items():
        took[key].append(there)
    return {key: either(cp, found) for key, found in took.items()}


def either(cp: cp_model.CpModel, literals: Sequence[Any]) -> Any:
    """A variable that is true when one of these is."""
    if len(literals) == 1:
        return literals[0]
    found = cp.new_bool_var("")
    cp.add_max_equality(found, [*literals, 0])
    return found


def _count(line: Line) -> Any:
    return sum(there for _, there in line)


def _tagged(line: Line, members: frozenset[int], mask: int) -> Line:
    return [(key, there) for key, there in line if key & mask in members]


def _at_least(cp: cp_model.CpModel, least: int, value: Any, most: int) -> Any:
    found = cp.new_int_var(least, most, "")
    cp.add_max_equality(found, [value, least])
    return found


def _first(cp: cp_model.CpModel, line: Line, seats: Any) -> dict[int, Any]:
    """Of each key, whether it is there and among the first so many that are."""
    found: dict[int, Any] = {}
    before: Any = 0
    for key, there in line:
        room, both = cp.new_bool_var(""), cp.new_bool_var("")
        cp.add(before + 1 <= seats).only_enforce_if(room)
        cp.add(before + 1 > seats).only_enforce_if(room.negated())
        cp.add_min_equality(both, [there, room])
        found[key] = both
        before = before + there
    return found


def _without(cp: cp_model.CpModel, line: Line, gone: dict[int, Any]) -> Line:
    rest: Line = []
    for key, there in line:
        if key in gone:
            stays = cp.new_bool_var("")
            cp.add(stays == there - gone[key])
            rest.append((key, stays))
        else:
            rest.append((key, there))
    return rest
