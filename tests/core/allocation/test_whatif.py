"""What-if: who gains and who loses is told, and nothing of the round is touched."""

from copy import deepcopy

import pytest

from madoguchi.core.allocation import what_if, with_capacity, with_rules, with_sibling_bonus
from tests.core.allocation.rounds import Told, child, pool, round_of


@pytest.fixture
def document() -> Told:
    children = [
        child("a", "x y", 9),
        child("b", "x y", 8),
        child("c", "x", 7, family="f"),
        child("d", "y", 1, family="f"),
    ]
    return round_of([pool("x", 1), pool("y", 1)], children, families=[{"id": "f", "policy": "independent"}])


def test_one_place_more_and_one_less(document: Told):
    before = deepcopy(document)
    told = what_if(document, with_capacity(document, {"x": 1}))
    assert told["gain"] == [{"applicant": "b", "from": "y", "to": "x"}, {"applicant": "d", "from": None, "to": "y"}]
    assert told["lose"] == []
    assert told["placed"] == [2, 3]
    assert [one["pool"] for one in told["limits"]] == ["x", "y"]
    less = what_if(document, with_capacity(document, {"y": -1}))
    assert less["lose"] == [{"applicant": "b", "from": "y", "to": None}]
    assert document == before


def test_another_table_of_points(document: Told):
    other = deepcopy(document)
    other["applicants"][2]["values"]["points"] = 20
    told = what_if(document, with_rules(document, other))
    assert told["gain"] == [{"applicant": "c", "from": None, "to": "x"}]
    assert [one["applicant"] for one in told["lose"]] == ["a", "b"]


def test_another_bonus_for_brothers_and_sisters(document: Told):
    told = what_if(document, with_sibling_bonus(document, "points", "2.5"))
    assert [one["applicant"] for one in told["gain"]] == ["c"]
    assert what_if(document, with_sibling_bonus(document, "points", 0))["gain"] == []


def test_a_pool_nobody_knows(document: Told):
    with pytest.raises(KeyError):
        with_capacity(document, {"z": 1})
