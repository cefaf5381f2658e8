"""Rounds for tests: written by hand in one line, or drawn by hypothesis, small and with every feature."""

import os
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from madoguchi.core.allocation import allocate
from madoguchi.core.allocation.values import POLICIES
from madoguchi.core.verification import Report, verify
from madoguchi.lab.market import draw

Told = dict[str, Any]

# bin/prove asks for 300 and more.
EXAMPLES = settings(
    max_examples=int(os.environ.get("MADOGUCHI_TEST_EXAMPLES", "20")),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

POINTS = {"id": "points", "label": "合計指数", "better": "higher"}
LOT = {"id": "lot", "label": "抽選", "better": "lower", "from": "lot"}


def child(name: str, wishes: str, points: int | str = 0, **more: Any) -> Told:
    """`child("a", "x y", 18)` wishes for x, then y."""
    values = {"points": points, **more.pop("values", {})}
    return {"id": name, "wishes": wishes.split(), "values": values, **more}


def pool(name: str, capacity: int, **more: Any) -> Told:
    return {"id": name, "capacity": capacity, **more}


def round_of(pools: list[Told], children: list[Told], *, priority: Any = (POINTS,), **more: Any) -> Told:
    """A round; with a lottery when the priority asks for lots. `rules` are added to the priority."""
    rules = {"priority": list(priority), **more.pop("rules", {})}
    told = {"schema": 1, "id": "r", "rules": rules, "pools": pools, "applicants": children, **more}
    if any(one.get("from") == "lot" for one in priority) and "lottery" not in told:
        told["lottery"] = draw("r", [one["id"] for one in children], Random(1))
    return told


def places(result: Told) -> dict[str, str | None]:
    return {one["applicant"]: one["pool"] for one in result["placements"]}


def reasons(result: Told, name: str) -> list[Told]:
    return next(one["reasons"] for one in result["placements"] if one["applicant"] == name)


def codes(result: Told, name: str) -> list[str]:
    return [one["code"] for one in reasons(result, name)]


def rank(document: Told, result: Told, name: str) -> int:
    """The number of the wish that came true; one more than there are when none did."""
    wishes = next(one["wishes"] for one in document["applicants"] if one["id"] == name)
    at = places(result)[name]
    return wishes.index(at) if at in wishes else len(wishes)


def checked(document: Told) -> Told:
    """The result of a round, which the checker finds true."""
    result = allocate(document)
    assert report(document, result).wrong == ()
    return result


def report(document: Told, result: Told) -> Report:
    return verify(document, result)


@st.composite
def rounds(draw_: Any, families: bool = True, kept: bool = True) -> Told:
    """Every feature; `families` choose together, some children are `kept` where they are."""
    names = [f"p{n}" for n in range(draw_(st.integers(1, 4)))]
    pools = [draw_(_pools(name)) for name in names]
    houses = draw_(st.lists(st.integers(1, 3), min_size=1, max_size=5)) if families else [1] * draw_(st.integers(1, 8))
    rows, policies = [], []
    for number, size in enumerate(houses):
        if size > 1:
            policies.append({"id": f"f{number}", "policy": draw_(st.sampled_from(POLICIES))})
        for n in range(size):
            row = draw_(_children(f"c{number}-{n}", names, kept))
            rows.append(row | ({"family": f"f{number}"} if size > 1 else {}))
    rules = {"thresholds": [{"id": "t", "label": "基準", "component": "points", "at_least": 3, "unless": "special"}]}
    priority = [
        {"id": "tier", "label": "区分", "better": "lower", "default": 1},
        {"id": "points", "label": "合計指数", "better": "higher", "of": ["points", "district"], "default": 0},
        LOT,
    ]
    more = {"rules": rules} if draw_(st.booleans()) else {}
    return round_of(pools, rows, priority=priority, families=policies, **more)


@st.composite
def _pools(draw_: Any, name: str) -> Told:
    capacity = draw_(st.integers(0, 3))
    told = pool(name, capacity)
    if capacity and draw_(st.integers(0, 2)) == 0:
        seats = draw_(st.integers(1, capacity))
        told["quotas"] = [{"id": "special", "tag": "special", "seats": seats, "release": draw_(st.booleans())}]
    if draw_(st.integers(0, 5)) == 0:
        told["over"] = {"seats": 1, "reason": "見本の理由", "by": "見本の市長"}
    if draw_(st.integers(0, 5)) == 0:
        told["zones"] = ["north"]
    if draw_(st.integers(0, 2)) == 0:
        told["site"] = "site"
    return told


@st.composite
def _children(draw_: Any, name: str, pools: list[str], kept: bool) -> Told:
    wishes = draw_(st.permutations(pools))[: draw_(st.integers(1, len(pools)))]
    told = child(name, " ".join(wishes), draw_(st.integers(0, 6)))
    if draw_(st.booleans()):
        told["values"]["tier"] = draw_(st.integers(1, 2))
    if draw_(st.integers(0, 2)) == 0:
        told["values_at"] = {wishes[0]: {"district": draw_(st.sampled_from([1, 2, "0.5"]))}}
    if draw_(st.integers(0, 3)) == 0:
        told["tags"] = ["special"]
    if draw_(st.integers(0, 2)):
        told["zone"] = draw_(st.sampled_from(["north", "south"]))
    odd = draw_(st.integers(0, 11))
    if odd == 0:
        told["barred"] = "見本の理由"
    elif odd == 1 and kept:
        told["always"] = "見本の理由"
    elif odd <= 3 and kept:
        told["present"] = draw_(st.sampled_from(pools))
    return told
