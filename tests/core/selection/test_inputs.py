"""What goes into a round, and in what order: the points as they were reckoned, the city's places, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from madoguchi.core.allocation import allocate, lottery
from madoguchi.core.package.check import examine_edition
from madoguchi.core.package.edition import Edition, build
from madoguchi.core.points import Extra, Line, Part, Quota, Score, Threshold, rank
from madoguchi.core.round import faults
from madoguchi.core.selection import Child, document, lacking
from madoguchi.core.verification import verify

DAY = date(2027, 4, 1)
SEED, SALT = "ab" * 32, "cd" * 32


@pytest.fixture
def edition(gakudo: dict[str, Any]) -> Edition:
    return build(gakudo)


def score(total: str, grade: int = 1, days: int = 20, **gives: Mapping[str, Any]) -> Score:
    """Points, the two ties of the sample town, and what tables give besides."""
    parts = tuple(
        Part(kind, kind, kind, None, (Line(kind, "", None, f"{kind}です。", gives=told),))
        for kind, told in gives.items()
    )
    return Score(1, Decimal(total), DAY, parts, order=(Decimal(grade), Decimal(-days)))


def child(case: str, told: Score, reference: str = "", **answers: Any) -> Child:
    return Child(case, reference or case, {"club_1": "daini", "club_2": "aiwa", **answers}, told)


def drawn(told: dict[str, Any]) -> dict[str, Any]:
    """The document with a draw."""
    ids = [one["id"] for one in told["applicants"]]
    record = {
        "list_digest": lottery.list_digest(ids),
        "commitment": lottery.commitment(told["id"], SEED, SALT),
        "seed": SEED,
        "salt": SALT,
        "public": {"value": "12345"},
    }
    return {**told, "lottery": record}


def made(edition: Edition, *children: Child) -> dict[str, Any]:
    assert edition.selection
    return drawn(document("gakudo/april/1", edition, edition.selection, children))


def placed(told: dict[str, Any]) -> dict[str, str | None]:
    """Where each child is, in a round that is sound and proved."""
    assert faults(told) == ()
    result = allocate(told)
    assert verify(told, result).green
    return {one["applicant"]: one["pool"] for one in result["placements"]}


def narrow(told: dict[str, Any], seats: int = 1) -> dict[str, Any]:
    return {**told, "pools": [{**one, "capacity": seats if one["id"] == "daini" else 0} for one in told["pools"]]}


@pytest.mark.parametrize(
    "better",
    [score("20.5"), score("20", grade=1), score("20", grade=2, days=21)],
    ids=["points", "a lower grade", "more days"],
)
def test_the_order_is_that_of_the_points_and_their_ties(edition: Edition, better: Score) -> None:
    worse = score("20", grade=2, days=20)
    assert rank(better) < rank(worse)
    told = narrow(made(edition, child("a", worse), child("b", better)))
    assert placed(told) == {"a": None, "b": "daini"}


def test_an_earlier_phase_goes_before_any_points(edition: Edition) -> None:
    late, early = score("30", phase={"phase": 2}), score("1")
    assert rank(early) < rank(late)
    assert placed(narrow(made(edition, child("a", late), child("b", early)))) == {"a": None, "b": "daini"}


def test_equal_children_are_drawn_and_never_ordered_by_their_numbers(edition: Edition) -> None:
    told = narrow(made(edition, *(child(name, score("20")) for name in "abcd")))
    lots = lottery.lots(lottery.read_draw(told["lottery"], told["id"]), "abcd")
    first = min(lots, key=lambda one: lots[one])
    assert [name for name, pool in placed(told).items() if pool] == [first]


def test_what_tables_say_besides_points_stands_in_the_document(edition: Edition) -> None:
    assert edition.points
    rules = replace(
        edition.points,
        threshold=Threshold(Decimal("10.5"), "10.5点未満"),
        quotas=(Quota("special", "特別な配慮", 2),),
        extra=Extra(10),
    )
    told = made(
        replace(edition, points=rules),
        child("a", score("10")),
        child("b", score("30", refusal={})),
        child("c", score("1", admission={})),
        child("d", score("11", quota={"quota": "special"}, condition={"awaits": "x"})),
    )
    rows = {one["id"]: one for one in told["applicants"]}
    assert told["rules"]["thresholds"][0]["at_least"] == "10.5"
    assert told["rules"]["over_one_in"] == 10
    assert (rows["b"]["barred"], rows["c"]["always"], rows["d"]["condition"]) == (
        "refusalです。",
        "admissionです。",
        "conditionです。",
    )
    assert rows["d"]["tags"] == ["special"]
    assert {one["quotas"][0]["seats"] for one in told["pools"] if one["capacity"] > 1} == {2}
    assert placed(told) == {"a": None, "b": None, "c": "daini", "d": "daini"}


def test_a_family_has_the_policy_of_the_town_and_an_only_child_none(edition: Edition) -> None:
    told = made(
        edition,
        child("r-1", score("20"), "r", same_as_sibling=True),
        child("r-2", score("20"), "r", same_as_sibling=False),
        child("s-1", score("20"), "s", same_as_sibling=False),
        child("s-2", score("20"), "s", same_as_sibling=False),
        child("t-1", score("20"), "t"),
    )
    assert told["families"] == [{"id": "r", "policy": "together_first"}, {"id": "s", "policy": "independent"}]
    assert "family" not in told["applicants"][-1]


def test_a_wish_that_stands_twice_or_nowhere_is_one_or_none(edition: Edition) -> None:
    told = made(edition, child("a", score("20"), club_2="daini", club_3=""))
    assert told["applicants"][0]["wishes"] == ["daini"]


def test_a_pool_without_a_capacity_and_an_empty_round_are_named(edition: Edition) -> None:
    assert edition.selection
    clubs = edition.town.choices["club"]
    blank = (replace(clubs[0], capacity=None), *clubs[1:])
    town = replace(edition.town, choices={**edition.town.choices, "club": blank})
    stops = list(lacking(replace(edition, town=town), edition.selection, 0))
    assert [(stop.number, stop.who) for stop in stops] == [("S05", ()), ("S03", (str(clubs[0].label),))]
    assert list(lacking(edition, edition.selection, 1)) == []


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("flow", "nothing", "missing-file"),
        ("places", "schools", "unknown-list"),
        ("places", "school", "unknown-option wrong-field"),
        ("wishes", ["club_9"], "field-on-no-page"),
        ("wishes", ["school"], "wrong-field"),
        ("together", "club_1", "wrong-field"),
        ("waits", "nothing", "field-on-no-page"),
        ("present", "school", "wrong-field"),
        ("earlier", "child_count", "wrong-field"),
        ("nearby", {"table": "nothing", "by": "school", "step": "add_wish"}, "unknown-list"),
        ("nearby", {"table": "club_by_school", "by": "nothing", "step": "add_wish"}, "field-on-no-page"),
        ("nearby", {"table": "club_by_school", "by": "school", "step": "nothing"}, "unknown-step"),
        ("nearby", {"table": "school_by_postcode", "by": "school", "step": "add_wish"}, "unknown-option"),
        ("placed", "nothing", "unknown-step"),
        ("declined", "nothing", "unknown-step"),
    ],
)
def test_a_package_whose_rounds_speak_of_what_is_not_there_is_refused(
    gakudo: dict[str, Any], key: str, value: Any, code: str
) -> None:
    about = gakudo["procedure.yaml"]
    files = {**gakudo, "procedure.yaml": {**about, "selection": {**about["selection"], key: value}}}
    assert {fault.code for fault in examine_edition(files).faults} == set(code.split())
