"""計測 - the bench of the form: what it measures is as valid or as wrong as it says, and what is slow is named."""

from __future__ import annotations

import pytest

from madoguchi.core import form
from madoguchi.lab.bench import form as bench


def figures(**changed: int) -> dict[str, object]:
    quick = {"valid": 2_000, "ten_errors": 2_000, "schema_small": 100_000, "schema_whole": 100_000} | changed
    pages = {name: {str(few): 1.0, str(many): float(bench.STEEPEST)} for name, (few, many) in bench.LISTS.items()}
    return {"documents": 1, "per_second": quick, "page_ms": pages}


def test_what_is_as_fast_as_promised_is_not_named() -> None:
    assert bench.too_slow(figures()) == []


@pytest.mark.parametrize("name", ["valid", "ten_errors", "schema_small", "schema_whole"])
def test_what_is_slower_than_promised_is_named(name: str) -> None:
    assert [told.partition(":")[0] for told in bench.too_slow(figures(**{name: 1_999}))] == [name]


def test_a_page_that_grows_faster_than_its_list_is_named() -> None:
    told = figures()
    told["page_ms"]["rows"]["200"] = bench.STEEPEST + 0.1  # type: ignore[index] # as made above
    assert [one.partition(":")[0] for one in bench.too_slow(told)] == ["rows"]


def test_the_families_are_valid_and_no_two_are_alike_and_ten_things_can_be_spoilt() -> None:
    edition = bench.after_school_club()
    base = edition.scope(bench.TODAY, {"start_date": "april"})
    one, other = bench.families(edition, 2)
    assert one != other
    assert form.mistakes_of(edition.form, one, base) == ()
    assert {m.path for m in form.mistakes_of(edition.form, bench.with_errors(one), base)} >= set(bench.ERRORS)


def test_the_bench_tells_every_figure() -> None:
    told = bench.measure(0.001, 1)
    assert set(told["per_second"]) == {"valid", "ten_errors", "schema_small", "schema_whole"}
    assert all(told["per_second"].values())
    assert "200 rows" in bench.table(told)
