"""計測 - the bench of letters: each is another family's, on one page, and what is slow is named."""

from __future__ import annotations

import pytest

from madoguchi.lab.bench import letters as bench
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.lab.prove import letters as topic


@pytest.mark.parametrize(
    ("one", "many", "slow"), [(150.0, 0.0, False), (90.0, 150.0, False), (149.9, 149.9, True), (1.0, 2.0, True)]
)
def test_what_is_slower_than_promised_by_both_ways_is_named(one: float, many: float, slow: bool) -> None:
    assert bool(bench.too_slow({"one_by_one": one, "many_at_once": many})) is slow


def test_no_two_families_are_alike() -> None:
    edition = edition_in(HOME, "gakudo", "tama")
    letters = [str(bench.one(edition, place)) for place in range(50)]
    assert len(set(letters)) == 50
    assert letters[7] == str(bench.one(edition, 7))


def test_the_bench_sets_signs_and_tells_of_both_presses() -> None:
    told = topic.run(full=False)
    assert told["sizes"] == {"letters": 4, "at_once": 4}
    assert all(told[name] > 0 for name in ("one_by_one", "many_at_once", "signing"))
    assert told["weasyprint"] is None or told["weasyprint"] > 0
    figures = {"letters": 4, "at_once": 4, **told}
    assert "WeasyPrint" in bench.table(figures)
