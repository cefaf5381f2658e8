"""試算 - another round beside this one: other capacities, other values, another bonus; who gains, who loses.

A variant is a document like any other, so that whatever can be written can be tried. Nothing is kept here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from .result import allocate
from .scale import digits_of, exact, shown
from .values import Number

Told = Mapping[str, Any]
# What a table of points says of a child.
JUDGED: Final = ("values", "values_at", "changes", "tags", "always", "barred", "condition")


def with_capacity(document: Told, changes: Mapping[str, int]) -> dict[str, Any]:
    """So many places more (or less) at some pools. Raises KeyError for a pool that is not there."""
    known = {one["id"] for one in document["pools"]}
    if strange := sorted(changes.keys() - known):
        raise KeyError(strange[0])
    pools = [{**one, "capacity": max(0, one["capacity"] + changes.get(one["id"], 0))} for one in document["pools"]]
    return {**document, "pools": pools}


def with_rules(document: Told, other: Told) -> dict[str, Any]:
    """Rules, and what they say of each child, as in another document of the same children: another table of points."""
    values = {one["id"]: one for one in other["applicants"]}
    rows = []
    for one in document["applicants"]:
        kept = {key: value for key, value in one.items() if key not in JUDGED}
        theirs = values.get(one["id"], one)
        rows.append(kept | {key: theirs[key] for key in JUDGED if key in theirs})
    return {**document, "rules": other["rules"], "applicants": rows}


def with_sibling_bonus(document: Told, value: str, bonus: Number) -> dict[str, Any]:
    """`bonus` more on one of the values of every child with a brother or sister in the round."""
    families = Counter(one.get("family", "") for one in document["applicants"])
    several = {family for family, count in families.items() if family and count > 1}
    rows = [_raised(one, value, bonus) if one.get("family") in several else one for one in document["applicants"]]
    return {**document, "applicants": rows}


def _raised(one: Told, value: str, bonus: Number) -> dict[str, Any]:
    before: Number = one.get("values", {}).get(value, 0)
    digits = digits_of((before, bonus))
    return {
        **one,
        "values": {**one.get("values", {}), value: shown(exact(before, digits) + exact(bonus, digits), digits)},
    }


def compare(before: Told, after: Told) -> dict[str, Any]:
    """Of two results: children who gain or lose, exceptions that come and go, and limits that move."""
    ranks = {one["applicant"]: one for one in after["placements"]}
    gains: list[dict[str, Any]] = []
    loses: list[dict[str, Any]] = []
    for one in before["placements"]:
        other = ranks.get(one["applicant"])
        if other is None or one["pool"] == other["pool"]:
            continue
        told = {"applicant": one["applicant"], "from": one["pool"], "to": other["pool"]}
        (gains if other.get("wish", _NOWHERE) < one.get("wish", _NOWHERE) else loses).append(told)
    families = [{one["family"] for one in result["exceptions"]} for result in (before, after)]
    limits = {one["id"]: one["limits"] for one in after["pools"]}
    return {
        "gain": gains,
        "lose": loses,
        "placed": [sum(one["pool"] is not None for one in result["placements"]) for result in (before, after)],
        "exceptions": {"before": sorted(families[0]), "after": sorted(families[1])},
        "limits": [
            {"pool": one["id"], "before": one["limits"], "after": limits[one["id"]]}
            for one in before["pools"]
            if one["id"] in limits and one["limits"] != limits[one["id"]]
        ],
    }


_NOWHERE = 1_000  # stands behind every wish


def what_if(document: Told, variant: Told) -> dict[str, Any]:
    """`compare` of a round and a variant of it. Raises Refused."""
    return compare(allocate(document), allocate(variant))
