"""上限 - the exact bounds: known values, and that they are bounds."""

import pytest

from madoguchi.core import bound


@pytest.mark.parametrize(
    ("seen", "of", "expected"),
    [(0, 1_000, 0.0029912), (0, 10, 0.2588656), (1, 1_000, 0.0047345), (3, 10, 0.6066242), (9, 10, 0.9948838)],
)
def test_the_upper_bound_is_that_of_the_tables(seen: int, of: int, expected: float) -> None:
    assert bound.upper(seen, of) == pytest.approx(expected, abs=2e-6)


def test_nothing_seen_of_nothing_bounds_nothing() -> None:
    assert bound.upper(0, 0) == 1.0
    assert bound.interval(0, 0) == (0.0, 1.0)


def test_all_of_all_may_be_all() -> None:
    assert bound.upper(7, 7) == 1.0
    assert bound.lower(7, 7) == pytest.approx(1 - bound.upper(0, 7))


def test_the_interval_is_the_two_sided_one() -> None:
    low, high = bound.interval(5, 10)
    assert (low, high) == (pytest.approx(0.187086, abs=2e-6), pytest.approx(0.812914, abs=2e-6))


@pytest.mark.parametrize("seen", [0, 1, 4, 9])
def test_at_the_bound_so_few_are_seen_in_one_of_twenty_times(seen: int) -> None:
    assert bound.at_most(seen, 10, bound.upper(seen, 10)) == pytest.approx(0.05)


@pytest.mark.parametrize(("seen", "of"), [(-1, 3), (4, 3)])
def test_more_than_all_is_refused(seen: int, of: int) -> None:
    with pytest.raises(ValueError, match="of"):
        bound.upper(seen, of)
