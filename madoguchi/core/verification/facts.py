"""検証の事実 - a round's document as the checker reads it, with nothing of the code that gives the places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple

from .draw import draw_again

Told = Mapping[str, Any]
# 1 for a place that is kept in any case, then the components; greater is better in each. Tuples compare as children do.
Priority = tuple[int | Fraction, ...]
APART: Final = "independent"


class Child(NamedTuple):
    """`wishes` with the present place as the last; `lot` 0 without a lottery."""

    id: str
    family: str
    wishes: tuple[str, ...]
    values: Told
    told: Told
    tags: frozenset[str]
    lot: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says. `wishes` of each child are those that are considered, best first, `priority` by (child,
    pool) of each of them; `barred` why others are not. `kept` is the best pool where a child has a place in any case.
    """

    document: Told
    children: dict[str, Child]
    pools: dict[str, Told]
    policies: dict[str, str]
    families: dict[str, tuple[str, ...]]
    wishes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    priority: dict[tuple[str, str], Priority] = field(default_factory=dict)
    barred: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def rank(self, child: str, pool: str) -> int:
        """The number of a wish, from 1."""
        return self.children[child].wishes.index(pool) + 1

    def site(self, pool: str) -> str:
        """The club of a pool."""
        return str(self.pools[pool].get("site", pool))

    def seats(self, pool: str) -> int:
        """Capacity, and what is given beyond it with a reason."""
        told = self.pools[pool]
        return int(told["capacity"]) + int(told.get("over", {}).get("seats", 0))


def facts(document: Told) -> Facts:
    """Reads a document."""
    lots = _lots(document)
    reference = document["rules"].get("reference_date", "")
    children = {one["id"]: _child(one, reference, lots) for one in document["applicants"]}
    policies = {one["id"]: one["policy"] for one in document.get("families", ())}
    members: dict[str, list[str]] = {}
    for child in sorted(children):
        family = children[child].family
        if family and policies[family] != APART:
            members.setdefault(family, []).append(child)
    found = Facts(
        document=document,
        children=children,
        pools={one["id"]: one for one in document["pools"]},
        policies=policies,
        families={family: tuple(ids) for family, ids in sorted(members.items()) if len(ids) > 1},
    )
    order = Order(document["rules"], document["pools"])
    for one in children.values():
        _weigh(found, order, one)
    return found


def _lots(document: Told) -> dict[str, int]:
    told = document.get("lottery")
    if not told:
        return {}
    ids = [one["id"] for one in document["applicants"]]
    return draw_again(told["seed"], told["public"]["value"], told.get("round", document["id"]), ids)


def _child(told: Told, reference: str, lots: Mapping[str, int]) -> Child:
    wishes, values = tuple(told["wishes"]), told.get("values", {})
    if present := told.get("present"):
        wishes = (*wishes[: wishes.index(present) if present in wishes else len(wishes)], present)
    for change in sorted(told.get("changes", ()), key=lambda one: str(one["filed"])):
        if not reference or change["filed"] <= reference:
            values = {**values, **change["values"]}
    tags = frozenset(told.get("tags", ()))
    family = told.get("family", "")
    return Child(told["id"], family, wishes, values, told, tags, lots.get(told["id"], 0))


class Order:
    """The order of priority: each component of a child at a pool, as a number."""

    def __init__(self, rules: Told, pools: Iterable[Told] = ()) -> None:
        self.rules = rules
        self.judges = bool(rules.get("thresholds")) or any(one.get("zones") for one in pools)
        self.components = rules["priority"]
        self.by_rank = any(one.get("from") == "wish_rank" for one in self.components)
        self._read = [
            (one.get("from"), one.get("of", (one["id"],)), one.get("default", 0), one["better"] == "higher")
            for one in self.components
        ]

    def priority(self, child: Child, pool: str, elsewhere: Priority | None = None) -> Priority:
        """All components, turned so that greater is better; no kept place. `elsewhere`: where nothing of it differs."""
        here = child.told.get("values_at", {}).get(pool, {})
        values = {**child.values, **here} if here else child.values
        found: list[int | Fraction] = [0]
        for place, (source, parts, missing, higher) in enumerate(self._read, start=1):
            if elsewhere and (source is not None or here.keys().isdisjoint(parts)):
                found.append(elsewhere[place])
                continue
            if source is None:
                value = sum([exact(values.get(part, missing)) for part in parts])
            elif source == "lot":
                value = child.lot
            else:
                value = child.wishes.index(pool) + 1 if source == "wish_rank" else len(child.wishes)
            found.append(value if higher else -value)
        return tuple(found)

    def number(self, name: str, child: Child, pool: str) -> int | Fraction:
        """One component, as the rules name it."""
        place = next(place for place, one in enumerate(self.components) if one["id"] == name)
        value = self.priority(child, pool)[place + 1]
        return value if self.components[place]["better"] == "higher" else -value


def exact(value: int | str) -> int | Fraction:
    """A number as it is written; never a float."""
    return value if isinstance(value, int) else Fraction(value)


def _weigh(found: Facts, order: Order, child: Child) -> None:
    told, usual, barred = child.told, None, False
    judged = order.judges or told.get("barred") is not None
    present, always, differs = told.get("present"), bool(told.get("always")), told.get("values_at", {})
    for pool in child.wishes:
        bar = _bar(found, order, child, pool) if judged else None
        if bar is not None:
            found.barred[child.id, pool], barred = bar, True
            continue
        if order.by_rank:
            priority = order.priority(child, pool)
        else:
            usual = usual or order.priority(child, "")
            priority = order.priority(child, pool, usual) if pool in differs else usual
        if always or pool == present:
            priority = (1, *priority[1:])
            found.kept.setdefault(child.id, pool)
        found.priority[child.id, pool] = priority
    considered = (pool for pool in child.wishes if (child.id, pool) in found.priority)
    found.wishes[child.id] = tuple(considered) if barred else child.wishes


def _bar(found: Facts, order: Order, child: Child, pool: str) -> dict[str, Any] | None:
    """Why a wish is not considered."""
    told, rules = child.told, order.rules
    if told.get("barred"):
        return {"code": "barred"}
    if told.get("present") == pool:
        return None
    zones = found.pools[pool].get("zones")
    if zones and told.get("zone", "") not in zones and child.tags.isdisjoint(rules.get("zones_exempt", ())):
        return {"code": "zone"}
    if told.get("always"):
        return None
    for one in rules.get("thresholds", ()):
        value = order.number(one["component"], child, pool)
        low, high = one.get("at_least"), one.get("at_most")
        missed = low if low is not None and value < exact(low) else high
        if one.get("unless") in child.tags or missed is None or (missed is high and value <= exact(high)):
            continue
        return {"code": "threshold", "component": one["component"], "mine": value, "limit": exact(missed)}
    return None
