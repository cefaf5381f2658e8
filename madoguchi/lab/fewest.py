"""最少の例外 - the fewest exceptions that a round can have, proved by constraint programming (extra `prove`).

Every outcome that the definitions allow is a solution: children who choose alone have no justified envy and leave no
place empty that they want; a family may be an exception, at a cost of one. OR-Tools' CP-SAT finds the cheapest, or says
below what number it cannot be. Where a pool has quotas or kept places, whom it would take is written down seat by seat,
as the definitions have it (lab/seats.py): for rounds of middling size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from madoguchi.core.allocation.market import NEVER, Market, market
from madoguchi.core.allocation.options import Menu, Option, menu
from madoguchi.core.allocation.read import read

from .seats import Pool, either, taken


@dataclass(frozen=True, slots=True)
class Proof:
    """`fewest` exceptions of the best outcome found (None: none in the time), and how few it could be `at_least`."""

    fewest: int | None
    at_least: int

    @property
    def proved(self) -> bool:
        """Whether no outcome has fewer."""
        return self.fewest == self.at_least


def fewest(document: Mapping[str, Any], seconds: float = 60.0) -> Proof:
    """Raises Refused for a round that cannot be used."""
    model = _Model(market(read(document)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1  # the same search on every machine
    status = solver.solve(model.cp)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Proof(round(solver.objective_value) if found else None, round(solver.best_objective_bound))


class _Model:
    def __init__(self, made: Market) -> None:
        self.made, self.cp = made, cp_model.CpModel()
        # At each pool: (key, family or NEVER, whether this child sits there).
        self.holders: list[list[tuple[int, int, Any]]] = [[] for _ in made.capacity]
        self.alone = {child: self._of_child(child) for child, family in enumerate(made.unit) if family == NEVER}
        self.menus = [menu(made, family) for family in range(len(made.families))]
        self.of_family = [self._of_family(family) for family in range(len(made.families))]
        for pool, here in enumerate(self.holders):
            if made.plain[pool]:
                self.cp.add(sum(sits for _, _, sits in here) <= made.capacity[pool])
                continue
            took = self._taken(pool, {}, NEVER)
            for key, _, sits in here:
                self.cp.add(took[key] == sits)  # nobody sits where the pool would not have them
        for child, sits in self.alone.items():
            self._no_envy(child, sits)
        self.blocks = [self._blocks(family) for family in range(len(made.families))]
        self.cp.minimize(sum(self.blocks))

    def _of_child(self, child: int) -> dict[int, Any]:
        sits = {i: self.cp.new_bool_var("") for i in self.made.positions(child)}
        self.cp.add(sum(sits.values()) <= 1)
        for i, there in sits.items():
            self.holders[self.made.wish[i]].append((self.made.key[i], NEVER, there))
        return sits

    def _of_family(self, family: int) -> dict[Option, Any]:
        has = {option: self.cp.new_bool_var("") for option in self.menus[family].options}
        self.cp.add_exactly_one(has.values())
        places: dict[int, list[Any]] = {}
        for option, there in has.items():
            for i in option:
                if i != NEVER:
                    places.setdefault(i, []).append(there)
        for i, there in places.items():
            sits = self.cp.new_bool_var("")
            self.cp.add(sits == sum(there))
            self.holders[self.made.wish[i]].append((self.made.key[i], family, sits))
        return has

    def _before(self, pool: int, key: int, family: int) -> Any:
        """How many sit there with a better priority, a family's own children apart."""
        here = self.holders[pool]
        return sum(sits for other, whose, sits in here if other > key and (family == NEVER or whose != family))

    def _no_envy(self, child: int, sits: Mapping[int, Any]) -> None:
        """A child has this place or a better one, or the pool is full of better priorities."""
        content: list[Any] = []
        for i, there in sits.items():
            content.append(there)
            pool, key, capacity = self.made.wish[i], self.made.key[i], self.made.capacity[self.made.wish[i]]
            if not self.made.plain[pool]:
                refused = self._refuses(pool, [key], NEVER)
                self.cp.add_bool_or([*content, refused])
                continue
            self.cp.add(self._before(pool, key, NEVER) + capacity * sum(content) >= capacity)

    def _blocks(self, family: int) -> Any:
        blocks = self.cp.new_bool_var("")
        told: Menu = self.menus[family]
        for option in told.options[:-1]:
            level = told.level[option]
            content = [has for other, has in self.of_family[family].items() if told.level[other] <= level]
            self.cp.add_bool_or([blocks, *content, *self._refusals(family, option)])
        return blocks

    def _refusals(self, family: int, option: Option) -> list[Any]:
        """For each pool of an option, a variable that can only be true when the pool would not take the children."""
        asking: dict[int, list[int]] = {}
        for i in option:
            if i != NEVER:
                asking.setdefault(self.made.wish[i], []).append(self.made.key[i])
        found = []
        for pool, keys in asking.items():
            if not self.made.plain[pool]:
                found.append(self._refuses(pool, keys, family))
                continue
            refused = self.cp.new_bool_var("")
            needed = self.made.capacity[pool] - len(keys) + 1
            if needed > 0:
                self.cp.add(self._before(pool, min(keys), family) >= needed).only_enforce_if(refused)
            found.append(refused)
        return found

    def _refuses(self, pool: int, keys: list[int], family: int) -> Any:
        """Whether the pool would not take all of those who ask, the family's own children gone."""
        one = self.cp.new_constant(1)
        took = self._taken(pool, dict.fromkeys(keys, one), family)
        return either(self.cp, [took[key].negated() for key in keys])

    def _taken(self, pool: int, asking: Mapping[int, Any], family: int) -> dict[int, Any]:
        """Whom a pool with quotas or kept places takes: of those who sit there, and those who ask."""
        made = self.made
        here = {key: sits for key, whose, sits in self.holders[pool] if family == NEVER or whose != family}
        line = sorted({**here, **asking}.items(), reverse=True)
        rules = Pool(made.capacity[pool], made.reserves.get(pool, ()), made.scale.sure, made.scale.mask)
        return taken(self.cp, rules, line)
