"""What holds of every table and every family: order does not matter, sums are exact, and nothing comes to nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.core.points import as_json, score_of
from tests.core.points.small import GUARDIAN, compared, document, first, guardian, rows_of, table, tables, whole

FEW = settings(max_examples=40, deadline=None)
POINTS = st.decimals(min_value=-99, max_value=99, places=2).map(str)
GUARDIANS = st.lists(
    st.fixed_dictionaries(
        {
            "reasons": st.lists(st.sampled_from(["work", "home", "birth", "seeking"]), unique=True, max_size=3),
            "work_days": st.none() | st.integers(0, 31),
            "hours": st.none() | st.integers(0, 24),
            "on_leave": st.none() | st.booleans(),
            "week": st.sampled_from([{}, GUARDIAN["week"], {"mon": {"start": "22:00", "end": "06:00"}, "tue": {}}]),
        }
    ).map(lambda changes: guardian(**changes)),
    max_size=3,
)
FAMILIES = st.builds(
    document,
    guardians=GUARDIANS,
    single=st.sampled_from(["none", "single", "nobody"]),
    arrears=st.none() | st.booleans(),
    members=st.lists(st.fixed_dictionaries({"birth": st.sampled_from(["", "1950-01-01", "2024-02-29"])}), max_size=3),
)
TAKES = st.sampled_from([("one", "lowest"), ("highest", "lowest"), ("lowest", "highest"), ("all", "sum")])


@st.composite
def apart(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows on the days of work that do not overlap, with what they are worth."""
    ends = sorted(draw(st.sets(st.integers(1, 31), max_size=4)))
    spans = [f"{low}以上{high}未満" for low, high in zip([0, *ends], [*ends, 32], strict=True)]
    return rows_of(*({"when": {"work_days": span}, "points": draw(POINTS)} for span in spans))


@FEW
@given(apart(), TAKES, FAMILIES, st.randoms(use_true_random=False))
def test_the_order_of_rows_that_do_not_overlap_never_matters(
    rows: list[dict[str, Any]], how: tuple[str, str], family: dict[str, Any], dice: Any
) -> None:
    shuffled = dice.sample(rows, len(rows))
    results = [
        first(table(each=["guardians"], take=how[0], over=how[1], rows=found), family) for found in (rows, shuffled)
    ]
    assert as_json(results[0][0]) == as_json(results[1][0])


@FEW
@given(st.lists(POINTS, min_size=1, max_size=12))
def test_sums_are_exact(points: list[str]) -> None:
    own = table(take="all", rows=rows_of(*({"points": one} for one in points)))
    total = first(own, document())[0].total
    assert total is not None
    assert Fraction(total) == sum(map(Fraction, points))


@FEW
@given(apart(), TAKES, FAMILIES)
def test_every_family_gets_a_score_or_a_named_gap_and_both_computations_agree(
    rows: list[dict[str, Any]], how: tuple[str, str], family: dict[str, Any]
) -> None:
    own = table(each=["guardians"], take=how[0], over=how[1], rows=rows)
    adjust = {
        "id": "adjust",
        "label": "調整",
        "take": "all",
        "rows": rows_of({"when": {"single": True}, "points": "2.5"}),
    }
    own = whole(*own["tables"], adjust, *tables("akishima")["tables"][:0])
    own["ties"] = [{"column": "work_days", "first": "highest", "over": "lowest", "source": "own"}]
    assert compared(own, family) == ()
    (found,) = first(own, family)
    assert (found.total is None) is bool(found.gaps)
    assert all(gap.table and gap.say for gap in found.gaps)
    if found.total is not None:
        assert found.total == sum((part.points for part in found.parts if part.points is not None), Decimal())
    assert score_of(as_json(found)) == found


@FEW
@given(FAMILIES)
def test_rows_that_were_read_of_a_city_leave_a_gap_or_give_points(family: dict[str, Any]) -> None:
    assert compared(tables("akishima"), family) == ()
    (found,) = first(tables("akishima"), family)
    assert (found.total is None) is bool(found.gaps)
