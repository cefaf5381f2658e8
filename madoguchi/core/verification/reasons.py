"""理由の検証 - whether what a result says of a wish is true, number by number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from .choices import Combination, could_have, in_any_case, preferred
from .facts import Facts, Order, Priority, Told, exact
from .outcome import Outcome
from .seats import GENERAL


class Reasons:
    """What can truly be said of each wish that was not fulfilled."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.facts = outcome, outcome.facts
        self.order = Order(self.facts.document["rules"])
        self.family_of = {child: family for family, ids in self.facts.families.items() for child in ids}
        self._now = {
            family: tuple(outcome.place[child] for child in ids) for family, ids in self.facts.families.items()
        }

        self._better = cache(lambda family: tuple(preferred(self.facts, family, self._now[family])))

    def due(self, child: str) -> list[str]:
        """The wishes of which a reason must be given, in order."""
        wishes = self.facts.children[child].wishes
        place = self.outcome.place[child]
        if wishes[:1] == (place,):
            return []
        return list(wishes[: wishes.index(place)] if place else wishes)

    def true(self, child: str, told: Told) -> bool:
        """Whether a reason holds."""
        pool, said = told["pool"], {key: one for key, one in told.items() if key not in ("wish", "pool")}
        if told["wish"] != self.facts.rank(child, pool):
            return False
        if (child, pool) in self.facts.barred:
            return _same(said, self.facts.barred[child, pool], self.facts.children[child].told.get("barred"))
        behind = self.behind(child, pool)
        if behind is not None:
            return _same(said, behind)
        return child in self.family_of and self._true_of_family(child, pool, said)

    def behind(self, child: str, pool: str) -> dict[str, Any] | None:
        """What keeps a child who asks alone from a pool; None when nothing does."""
        limits = self.outcome.limit(child, pool)
        mine = self.facts.priority[child, pool]
        if any(limit is True or (isinstance(limit, tuple) and mine > limit) for limit in limits.values()):
            return None
        general = limits[GENERAL]
        if len(limits) == 1 and isinstance(general, tuple):
            return self._first_difference(mine, general)
        reachable = {kind: limit for kind, limit in limits.items() if isinstance(limit, tuple)}
        if not reachable:
            quotas = [(kind, seats) for kind, seats in self.outcome.seats(pool).kinds.items() if kind != GENERAL]
            free = sum(number - len(people) for _, (number, people) in quotas)
            return {"code": "quota", "reserved": free} if free else {"code": "full"}
        kind = min(reachable, key=lambda one: (reachable[one], one != GENERAL, one))
        told = self._first_difference(mine, reachable[kind])
        if told is None:  # the limit is the child's own place
            return None
        return told if kind == GENERAL else told | {"group": kind}

    def _first_difference(self, mine: Priority, limit: Priority) -> dict[str, Any] | None:
        for component, one, other in zip(self.order.components, mine[1:], limit[1:], strict=True):
            if one != other:
                sign = 1 if component["better"] == "higher" else -1
                code = "lot" if component.get("from") == "lot" else "below"
                return {"code": code, "component": component["id"], "mine": sign * one, "cutoff": sign * other}
        return None

    def _true_of_family(self, child: str, pool: str, said: Told) -> bool:
        family, place = self.family_of[child], self.facts.families[self.family_of[child]].index(child)
        better = [one for one in self._better(family) if one[place] == pool]
        if said["code"] in ("combination", "no_combination"):
            return (
                not better
                and set(said) == {"code"}
                and (said["code"] == "combination") == self._taken(family, place, pool)
            )
        if not better:
            return False
        open_now = could_have(self.outcome, family, better[0])
        if said["code"] == "exception":
            return open_now and set(said) == {"code"}
        return said["code"] == "sibling" and not open_now and self._hinders(child, family, better[0], said)

    def _taken(self, family: str, place: int, pool: str) -> bool:
        """Whether the family would take any combination with this place."""
        last = in_any_case(self.facts, family)
        if last[place] == pool:
            return True
        return any(one[place] == pool for one in preferred(self.facts, family, last))

    def _hinders(self, child: str, family: str, places: Combination, said: Told) -> bool:
        """Whether the brother or sister named is in the combination, and is kept from it as is said."""
        ids = self.facts.families[family]
        if said.get("with") not in ids or said["with"] == child:
            return False
        if places[ids.index(said["with"])] != said["at"]:
            return False
        behind = self.behind(said["with"], said["at"])
        because = said.get("because")
        if set(said) - {"code", "with", "at", "because"}:
            return False
        return behind is None if because is None else behind is not None and _same(because, behind)


def _same(said: Told, true: Told, barred: str | None = None) -> bool:
    """Whether the true numbers are said, in whatever form ("0.50", 1), and the words of the rule."""
    if barred is None and said == true:
        return True
    told = {key: one for key, one in said.items() if key != "say"}
    if set(told) != set(true) or (barred is not None and said.get("say") != barred):
        return False
    return all(_number(told[key]) == _number(one) if key in _NUMBERS else told[key] == one for key, one in true.items())


_NUMBERS = ("mine", "cutoff", "limit", "reserved")


def _number(value: Any) -> int | Fraction:
    return value if isinstance(value, int | Fraction) else exact(value)


def limits_told(facts: Facts, limits: dict[str, Any]) -> dict[str, Any]:
    """The limits of a pool as a result writes them, with numbers instead of texts."""
    return {kind: dict(_limit_told(facts, limit)) for kind, limit in limits.items()}


def _limit_told(facts: Facts, limit: Any) -> Iterator[tuple[str, Any]]:
    yield "state", "open" if limit is True else "closed" if limit is None else "cutoff"
    if isinstance(limit, tuple):
        components = facts.document["rules"]["priority"]
        yield (
            "values",
            {
                one["id"]: value if one["better"] == "higher" else -value
                for one, value in zip(components, limit[1:], strict=True)
            },
        )


def read_limits(told: Told) -> dict[str, Any]:
    """The limits a result has written, as numbers."""
    return {
        kind: {
            key: {name: _number(value) for name, value in one.items()} if key == "values" else one
            for key, one in limit.items()
        }
        for kind, limit in told.items()
    }
