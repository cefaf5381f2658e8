"""The document of a round: its schema is sound, and every fault is told, all at once."""

from typing import Any

import jsonschema_rs
import pytest

from madoguchi.core.round import faults, schema
from madoguchi.lab.market import hard, made_up
from tests.core.allocation.rounds import Told, child, pool, round_of


def test_the_schema_is_a_valid_one_and_knows_every_key_by_a_title():
    assert jsonschema_rs.meta.is_valid(schema())
    parts: list[Any] = [schema()]
    while parts:
        part = parts.pop()
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert "additionalProperties" in part
                assert all({"title", "$ref"} & one.keys() for one in part.get("properties", {}).values())
            parts += part.values()


def test_made_up_rounds_have_no_faults():
    from random import Random

    assert faults(made_up(300, 6, seed=1)) == ()
    assert faults(hard(Random(1), 5, 3)) == ()


@pytest.mark.parametrize(
    ("change", "at", "say"),
    [
        ({"pools": [{"id": "x", "capacity": -1}]}, "pools/0/capacity", "形が違います"),
        (
            {"applicants": [{"id": "a", "wishes": ["x"], "values": {"points": 0.5}}]},
            "applicants/0/values/points",
            "引用符",
        ),
        ({"strange": 1}, "/", "strange"),
        ({"rules": {"priority": []}}, "rules/priority", "形が違います"),
    ],
)
def test_a_fault_of_the_shape_is_told_with_its_place(change: Told, at: str, say: str):
    (fault,) = faults({**round_of([pool("x", 1)], [child("a", "x")]), **change})
    assert (fault.at, fault.code) == (at, "shape")
    assert say in fault.say


def test_all_faults_of_what_it_says_come_at_once():
    quotas = [{"id": "q", "tag": "t", "seats": 2}]
    children = [
        child("a", "x nowhere"),
        child("a", "x"),
        {"id": "b", "wishes": ["x"], "values": {}},
        child("c", "x", family="g"),
    ]
    rule = {"id": "t", "label": "基準", "component": "nothing", "at_least": 1}
    told = round_of([pool("x", 1, quotas=quotas)], children, rules={"thresholds": [rule]})
    assert sorted(one.code for one in faults(told)) == sorted(
        ["twice", "unknown-component", "quota-over-capacity", "unknown-pool", "missing-value", "unknown-family"]
    )
