"""The lint of rules: who would gain by lying is a child of the round, and really would; doubts about capacities."""

from typing import Any

import pytest

from madoguchi.core.allocation import allocate, lint, unsigned
from tests.core.allocation.rounds import POINTS, child, places, pool, round_of

WISH = {"id": "wish", "label": "希望順位", "better": "lower", "from": "wish_rank"}
LONG = {"id": "long", "label": "希望の数", "better": "higher", "from": "list_length"}
ORDER = {"id": "order", "label": "順番", "better": "lower"}


def crowd(priority: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """Three want x, one of them y behind it, and another wants y first."""
    children = [child("a", "x", 9), child("b", "x y", 8), child("c", "y x", 1), child("d", "x", 2)]
    for number, one in enumerate(children):
        one["values"]["order"] = number
    return round_of([pool("x", 1), pool("y", 1), pool("z", 1)], children, priority=(*priority, POINTS, ORDER), **more)


@pytest.mark.parametrize("source", ["wish_rank", "list_length"])
def test_a_rule_that_rewards_lying_is_shown_with_a_child_that_would_gain(source: str):
    told = crowd((WISH if source == "wish_rank" else LONG,))
    (remark,) = [one for one in lint(told) if one.level == "stop"]
    assert remark.code == source
    example = remark.example
    assert places(allocate(told))[example["applicant"]] == example["gets"] != example["then"]
    rows = [
        {**one, "wishes": example["lie"]} if one["id"] == example["applicant"] else one for one in told["applicants"]
    ]
    assert places(allocate({**told, "applicants": rows}))[example["applicant"]] == example["then"]
    better = example["wishes"].index
    assert example["gets"] is None or better(example["then"]) < better(example["gets"])


def test_an_honest_rule_has_nothing_to_stop():
    assert lint(crowd(())) == ()
    assert unsigned(crowd(())) == ()


def test_a_decider_may_sign_for_a_rule_that_is_law():
    signature = {"of": "wish_rank", "by": "見本 課長", "on": "2027-01-05", "reason": "見本条例第5条"}
    assert [one.code for one in unsigned(crowd((WISH,)))] == ["wish_rank"]
    assert unsigned(crowd((WISH,), signatures=[signature])) == ()


def test_a_wish_to_be_together_that_clashes_with_the_weighting_is_named():
    children = [
        child("elder", "x", 1, family="f"),
        child("younger", "x", 9, family="f"),
        child("c", "x", 5),
        child("d", "x", 6),
    ]
    families = [{"id": "f", "policy": "together_or_none"}]
    (remark,) = lint(round_of([pool("x", 2)], children, families=families))
    assert (remark.code, remark.level, remark.at) == ("siblings", "note", "f")
    assert remark.example == {
        "admitted": "younger", "refused": "elder", "pool": "x", "component": "points", "mine": 1, "cutoff": 6,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"area": "66", "staff": 2, "last_year": 40}, []),
        ({"area": "65.9", "staff": 2, "last_year": 40}, ["area"]),
        ({"area": "66", "staff": 1, "last_year": 40}, ["staff"]),
        ({"area": "66", "staff": 2, "last_year": 4}, ["change"]),
    ],
)
def test_a_capacity_is_held_against_floor_staff_and_last_year(facts: dict[str, Any], codes: list[str]):
    checks = {"area_per_child": "1.65", "children_per_unit": 40, "staff_per_unit": 2, "change_percent": 20}
    told = round_of([pool("x", 40, facts=facts)], [child("a", "x")], rules={"capacity_checks": checks})
    assert [one.code for one in lint(told)] == codes
