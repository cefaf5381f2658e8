"""The checker: a true result is green; every kind of falsehood is found, wherever it stands."""

from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from madoguchi.core.allocation import allocate
from madoguchi.core.allocation.canon import digest
from madoguchi.core.verification import verify
from madoguchi.lab.market import made_up

Told = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Told:
    told = made_up(160, 8, seed=4)
    for one in told["pools"]:
        one["quotas"] = [{"id": "special", "tag": "special", "seats": 1}]
    for number, one in enumerate(told["applicants"]):
        if number % 9 == 0:
            one["tags"] = ["special"]
    return told


@pytest.fixture(scope="module")
def result(document: Told) -> Told:
    return allocate(document)


def test_a_true_result_is_found_true(document: Told, result: Told):
    report = verify(document, result)
    assert report.wrong == ()
    assert report.checked["children"] == 160
    assert report.checked["reasons"] > 40


def signed(result: Told) -> Told:
    """With a digest that is right again, so that only the falsehood itself can give it away."""
    digests = {name: one for name, one in result["digests"].items() if name != "result"}
    return {**result, "digests": digests | {"result": digest({**result, "digests": digests})}}


KINDS: dict[str, Any] = {}


def kind(change: Any) -> Any:
    KINDS[change.__name__] = change
    return change


def placed(result: Told) -> list[Told]:
    return [one for one in result["placements"] if one["pool"]]


def move(result: Told, one: Told, pool: str | None) -> None:
    numbers = {row["id"]: row for row in result["pools"]}
    if one["pool"]:
        numbers[one["pool"]]["placed"] -= 1
    if pool:
        numbers[pool]["placed"] += 1
    one["pool"] = pool


@kind
def swap(document: Told, result: Told, chance: Random) -> None:
    one = chance.choice(placed(result))
    other = chance.choice([row for row in placed(result) if row["pool"] != one["pool"]])
    one["pool"], other["pool"] = other["pool"], one["pool"]


@kind
def overfill(document: Told, result: Told, chance: Random) -> None:
    full = {row["id"] for row in result["pools"] if row["placed"] >= row["capacity"]}
    waiting = [(one, why["pool"]) for one in result["placements"] for why in one["reasons"] if why["pool"] in full]
    one, pool = chance.choice(waiting)
    move(result, one, pool)
    one["reasons"] = [why for why in one["reasons"] if why["wish"] < one.get("wish", 99)]


@kind
def unlisted(document: Told, result: Told, chance: Random) -> None:
    one = chance.choice(placed(result))
    wishes = next(row["wishes"] for row in document["applicants"] if row["id"] == one["applicant"])
    move(result, one, chance.choice([row["id"] for row in result["pools"] if row["id"] not in wishes]))


@kind
def wrong_reason(document: Told, result: Told, chance: Random) -> None:
    why = chance.choice([why for one in result["placements"] for why in one["reasons"] if "mine" in why])
    why[chance.choice(["mine", "cutoff"])] += chance.choice([-1, 1])


@kind
def another_code(document: Told, result: Told, chance: Random) -> None:
    why = chance.choice([why for one in result["placements"] for why in one["reasons"]])
    why["code"] = chance.choice(
        sorted({"below", "lot", "full", "quota", "zone", "exception", "sibling"} - {why["code"]})
    )


@kind
def left_out_reason(document: Told, result: Told, chance: Random) -> None:
    one = chance.choice([one for one in result["placements"] if one["reasons"]])
    one["reasons"].pop(chance.randrange(len(one["reasons"])))


@kind
def wrong_cutoff(document: Told, result: Told, chance: Random) -> None:
    limits = [limit for row in result["pools"] for limit in row["limits"].values() if "values" in limit]
    values = chance.choice(limits)["values"]
    values[chance.choice(sorted(values))] += chance.choice([-1, 1])


@kind
def lost_child(document: Told, result: Told, chance: Random) -> None:
    result["placements"].pop(chance.randrange(len(result["placements"])))


@kind
def doubled_child(document: Told, result: Told, chance: Random) -> None:
    result["placements"].append(deepcopy(chance.choice(result["placements"])))


@kind
def emptied_place(document: Told, result: Told, chance: Random) -> None:
    move(result, chance.choice(placed(result)), None)


@kind
def broken_sibling_wish(document: Told, result: Told, chance: Random) -> None:
    together = {one["id"] for one in document["families"] if one["policy"] in ("together_or_none", "together_first")}
    family = {row["id"]: row.get("family") for row in document["applicants"]}
    one = chance.choice([row for row in placed(result) if family[row["applicant"]] in together])
    move(result, one, None)


@kind
def wrong_lot(document: Told, result: Told, chance: Random) -> None:
    one, other = chance.sample(result["placements"], 2)
    one["lot"], other["lot"] = other["lot"], one["lot"]


@kind
def wrong_waiting_list(document: Told, result: Told, chance: Random) -> None:
    row = chance.choice([row for row in result["pools"] if len(row["waiting"]) > 1])
    place = chance.randrange(len(row["waiting"]) - 1)
    row["waiting"][place : place + 2] = reversed(row["waiting"][place : place + 2])


@kind
def invented_exception(document: Told, result: Told, chance: Random) -> None:
    named = {one["family"] for one in result["exceptions"]}
    pairs: dict[str, list[str]] = {}
    for row in document["applicants"]:
        pairs.setdefault(row.get("family", ""), []).append(row["id"])
    joint = {one["id"] for one in document["families"] if one["policy"] != "independent"} - named
    family = chance.choice(sorted(name for name in joint if len(pairs.get(name, ())) > 1))
    where = {one["applicant"]: one["pool"] for one in result["placements"]}
    has = [where[one] for one in pairs[family]]
    result["exceptions"].append({"family": family, "children": pairs[family], "has": has, "could": has})


@kind
def wrong_numbers(document: Told, result: Told, chance: Random) -> None:
    chance.choice(result["pools"])[chance.choice(["capacity", "placed", "over"])] += 1


@pytest.mark.parametrize("name", KINDS)
def test_every_falsehood_is_found(document: Told, result: Told, name: str):
    for seed in range(8):
        false = deepcopy(result)
        KINDS[name](document, false, Random(seed))
        assert verify(document, signed(false)).wrong, seed


@pytest.mark.parametrize("name", ["input", "rules", "result"])
def test_a_changed_digest_is_found(document: Told, result: Told, name: str):
    digests = {**result["digests"], name: "0" * 64}
    assert [one.code for one in verify(document, {**result, "digests": digests}).wrong][:1] == ["digest"]


def test_a_result_of_another_round_is_found(document: Told, result: Told):
    other = {**document, "pools": [{**one, "capacity": one["capacity"] + 1} for one in document["pools"]]}
    assert "digest" in {one.code for one in verify(other, result).wrong}


@pytest.mark.parametrize("broken", [{}, {"placements": 3}, {"digests": {}}])
def test_what_is_no_result_is_red_and_no_crash(document: Told, broken: Told):
    assert not verify(document, broken).decidable


def test_nothing_that_stands_in_a_result_makes_the_checker_fall_over(document: Told, result: Told):
    for seed in range(60):
        chance, false = Random(seed), deepcopy(result)
        place: Any = false
        while isinstance(place, dict | list) and place:
            key = chance.choice(sorted(place) if isinstance(place, dict) else range(len(place)))
            if chance.random() < 0.3 or not (isinstance(place[key], dict | list) and place[key]):
                place[key] = chance.choice([None, -1, "", "1/0", "x", [], {}, True, "0.5"])
                break
            place = place[key]
        if false != result:
            assert not verify(document, false).decidable, seed


def test_a_hidden_exception_is_found_and_a_signature_makes_it_decidable():
    document = made_up(1_000, 20, seed=3)
    result = allocate(document)
    families = [one["family"] for one in result["exceptions"]]
    assert families, "this seed has exceptions"
    report = verify(document, result)
    assert report.wrong == ()
    assert (report.green, report.decidable) == (False, False)
    signatures = [{"of": one, "result": result["digests"]["result"], "by": "k", "reason": "r"} for one in families]
    assert verify(document, result, signatures).decidable
    assert not verify(document, result, [{**one, "result": "0" * 64} for one in signatures]).decidable
    assert not verify(document, signed({**result, "exceptions": result["exceptions"][1:]})).decidable


def test_the_report_of_a_clean_round_is_green(document: Told, result: Told):
    clean = verify(document, result)
    assert replace(clean, exceptions=(), unsigned=()).green
