"""計測 - the bench of scoring: families differ, both computations agree on all of them, and what is slow is named."""

from __future__ import annotations

import pytest

from madoguchi.lab.bench import score as bench
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.prove import score as topic


def figures(families: int, seconds: float) -> dict[str, float]:
    return {"families": families, "seconds": seconds}


@pytest.mark.parametrize(
    ("families", "seconds", "slow"),
    [(2_000, 2.0, False), (2_000, 2.01, True), (60_000, 60.0, False), (60_000, 60.1, True)],
)
def test_what_is_slower_than_promised_is_named(families: int, seconds: float, slow: bool) -> None:
    assert bool(bench.too_slow(figures(families, seconds))) is slow


def test_nothing_is_promised_of_more() -> None:
    with pytest.raises(Disproved):
        bench.too_slow(figures(60_001, 1.0))


def test_both_computations_agree_on_families_that_differ() -> None:
    (told,) = topic.run(full=False)["runs"]
    assert told["families"] == 40
    assert told["cases"] > 40
    assert 0 < told["gaps"] < told["cases"]
    assert bench.table(told)
