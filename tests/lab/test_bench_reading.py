"""読み取りの計測 - papers made up by the bench are read in the box, and what is short of the promise is named."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.lab.bench.reading import measure, table
from madoguchi.lab.prove import reading

pytest.importorskip("openpyxl")


def figures(photo: float, digits: float, refused: float, ms: float) -> dict[str, Any]:
    def share(percent: float) -> dict[str, Any]:
        return {"percent": percent, "n": 1, "of": 1, "interval": [0, 100]}

    fields = {
        "xlsx": {"all": share(100), "digits": share(100)},
        "photo": {"all": share(photo), "digits": share(digits)},
    }
    gate = {"refused": share(refused), "accepted": share(0)}
    return {"fields": fields, "gate": gate, "ms": {"xlsx": {"p50": 9, "p95": 9}, "photo": {"p50": ms, "p95": ms}}}


@pytest.mark.parametrize(
    ("photo", "digits", "refused", "ms", "named"),
    [(98.5, 99.9, 5, 2_000, 0), (98.4, 99.9, 5, 2_000, 1), (98.4, 99.8, 5.1, 2_001, 4)],
)
def test_what_is_short_of_the_promise_is_named(
    photo: float, digits: float, refused: float, ms: float, named: int
) -> None:
    assert len(reading.short_of(figures(photo, digits, refused, ms))) == named


def test_the_bench_reads_its_own_workbook() -> None:
    told = measure(1, 1, ("xlsx",))
    assert told["fields"]["xlsx"]["all"]["percent"] == 100
    assert "xlsx: ms" in table(told)
