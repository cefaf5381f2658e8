"""Two computations that share no code: what one of them does wrong is seen, and nothing else is."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.core.points.small import child, compared, document, guardian, rows_of, table, whole

ROWS = rows_of(
    {"when": {"reason": "work", "work_days": "20以上"}, "points": 20, "from": "2027-04-01"},
    {"when": {"reason": "work", "work_days": "20未満"}, "points": "16.5"},
    {"when": {"reason": "work 以外"}, "points": 8},
)
OWN = whole(
    *table(each=["guardians"], over="lowest", rows=ROWS)["tables"],
    {
        "id": "adjust",
        "label": "調整",
        "take": "all",
        "most": 5,
        "rows": rows_of({"when": {"single": True}, "points": 3}),
    },
    ties=[{"column": "grade", "first": "lowest", "source": "own"}],
)
FAMILIES = (
    document(guardians=[guardian(work_days=21)], single="single"),
    document(guardians=[guardian(work_days=12)]),
    document(guardians=[guardian(reasons=["birth"]), guardian()], children=[child(grade=2), child(grade=4)]),
)


def changed(table: int, row: int | None, **changes: Any) -> dict[str, Any]:
    """The tables with one thing in them different."""
    own = deepcopy(OWN)
    target = own["tables"][table] if row is None else own["tables"][table]["rows"][row]
    target.update(changes)
    return own


CHANGES = [
    changed(0, 0, points=19),
    changed(0, 1, points="16.4"),
    changed(0, 0, when={"reason": "work", "work_days": "21超"}),
    changed(0, 1, when={"reason": "work", "work_days": "12未満"}),
    changed(0, 2, when={"reason": "birth 以外"}),
    changed(0, 0, **{"from": "2027-04-02"}),
    changed(0, 1, to="2027-03-31"),
    changed(0, 0, id="other"),
    changed(0, None, over="highest"),
    changed(0, None, rows=ROWS[:2]),
    changed(1, None, most=2),
    changed(1, 0, when={"single": False}),
]


def test_unchanged_the_two_agree() -> None:
    assert compared(OWN, *FAMILIES) == ()


@pytest.mark.parametrize("other", CHANGES)
def test_a_row_that_is_different_in_either_computation_is_seen(other: dict[str, Any]) -> None:
    assert compared(OWN, *FAMILIES, other=other)
    assert compared(other, *FAMILIES, other=OWN)


def test_a_chain_that_is_different_is_seen() -> None:
    other = {**OWN, "ties": [{"column": "grade", "first": "highest", "source": "own"}]}
    assert {one.table for one in compared(OWN, *FAMILIES, other=other)} == {"order"}


def test_a_difference_names_the_case_the_table_the_points_and_the_rows() -> None:
    told = compared(OWN, *FAMILIES, other=changed(0, 1, points="16.4"))
    assert [str(one) for one in told] == [
        "1-1 base: 16.5 [r1 (guardians.0)] / 16.4 [r1 (guardians.0)]",
        "1-1 total: 16.5 / 16.4",
    ]


def test_a_case_that_only_one_computation_knows_is_a_difference() -> None:
    own = {**OWN, "tables": [{**OWN["tables"][0], "only": {"adult": True}}, OWN["tables"][1]]}
    assert compared(own, *FAMILIES) == ()
    none = document(children=[])
    assert compared(OWN, none) == ()
