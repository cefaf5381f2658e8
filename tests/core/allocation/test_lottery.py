"""The lottery: what was committed to, drawn again by other code, and no seed or list exchanged unseen."""

import hashlib
import hmac
from random import Random
from typing import Any

import pytest

from madoguchi.core.allocation import Refused, allocate, lottery
from madoguchi.core.verification.draw import wrong_with
from madoguchi.lab.market import draw
from tests.core.allocation.rounds import LOT, checked, child, places, pool, round_of

IDS = [f"c{n}" for n in range(40)]


@pytest.fixture
def record() -> dict[str, Any]:
    told = {"round": "r", **draw("r", IDS, Random(5))}
    return {"lottery": told, "lots": lottery.lots(lottery.read_draw(told, "r"), IDS)}


def test_a_true_record_is_drawn_again_and_agrees(record: dict[str, Any]):
    assert wrong_with(record) == []
    assert wrong_with(record, record["lottery"]["commitment"]) == []
    assert sorted(record["lots"].values()) == list(range(1, 41))


def test_lots_are_as_the_reference_says(record: dict[str, Any]):
    told = record["lottery"]
    key = hmac.new(bytes.fromhex(told["seed"]), f"public\n{told['public']['value']}".encode(), hashlib.sha256).digest()
    order = sorted(IDS, key=lambda one: hmac.new(key, f"r\n{one}".encode(), hashlib.sha256).hexdigest())
    assert [record["lots"][one] for one in order] == list(range(1, 41))


@pytest.mark.parametrize("name", ["seed", "salt", "commitment", "list_digest"])
def test_what_was_exchanged_is_found(record: dict[str, Any], name: str):
    record["lottery"][name] = "ab" * 32
    assert wrong_with(record)


def test_another_public_value_gives_other_lots(record: dict[str, Any]):
    record["lottery"]["public"]["value"] += "0"
    assert len(wrong_with(record)) > 20


def test_a_commitment_that_was_published_otherwise_is_found(record: dict[str, Any]):
    assert wrong_with(record, "0" * 64)


def test_a_lot_that_was_changed_or_a_child_that_was_left_out_is_found(record: dict[str, Any]):
    lots = record["lots"]
    lots["c1"], lots["c2"] = lots["c2"], lots["c1"]
    assert len(wrong_with(record)) == 2
    del lots["c3"]
    assert len(wrong_with(record)) > 2


@pytest.mark.parametrize(("name", "code"), [("seed", "commitment"), ("list_digest", "list")])
def test_a_round_with_another_draw_than_was_committed_to_is_refused(name: str, code: str):
    told = round_of([pool("x", 1)], [child("a", "x"), child("b", "x")], priority=(LOT,))
    told["lottery"][name] = "ab" * 32
    with pytest.raises(Refused) as refused:
        allocate(told)
    assert [one.code for one in refused.value.faults] == [code]


def test_lots_without_a_record_are_refused():
    told = round_of([pool("x", 1)], [child("a", "x")], priority=(LOT,))
    del told["lottery"]
    with pytest.raises(Refused, match="抽選の記録"):
        allocate(told)


def test_the_first_lot_gets_the_place():
    told = round_of([pool("x", 1)], [child(name, "x") for name in "abcde"], priority=(LOT,))
    result = checked(told)
    (winner,) = [name for name, place in places(result).items() if place]
    assert next(one["lot"] for one in result["placements"] if one["applicant"] == winner) == 1
