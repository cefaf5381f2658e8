"""計測 - the bench of the list: what is too slow is named, and its made-up rows are found by the real pages."""

import json
import os
import subprocess
import sys

import pytest

from madoguchi.lab.bench import inbox, page
from madoguchi.lab.evidence import HOME, Disproved, topics

WORDS = ("bench", "inbox", "--cases", "60", "--rounds", "2", "--database", "sqlite", "--json")


def figures(cases: int, p95: int) -> dict[str, object]:
    return {"cases": cases, "rounds": 1, "sqlite": {"all": {"p50": 1, "p95": p95, "rows": cases}}}


@pytest.mark.parametrize(
    ("cases", "p95", "named"),
    [(2_000, 200, 0), (2_000, 201, 1), (60_000, 201, 0), (60_000, 300, 0), (60_000, 301, 1), (200, 201, 1)],
)
def test_a_page_that_is_too_slow_for_its_size_is_named(cases: int, p95: int, named: int) -> None:
    assert len(inbox.too_slow(figures(cases, p95))) == named


def test_for_more_cases_nothing_is_promised() -> None:
    with pytest.raises(Disproved):
        inbox.too_slow(figures(60_001, 1))


def test_the_table_names_each_page() -> None:
    assert "all" in inbox.table(figures(200, 7))


def test_the_bench_asks_the_real_pages_and_finds_its_rows() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "madoguchi", *WORDS],
        cwd=HOME,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["sqlite"]
    assert told["all"]["rows"] == 60
    assert told["search nothing found"]["rows"] == 0
    assert 0 < told["one status"]["rows"] < 60


def paged(times: float) -> dict[str, object]:
    ways = {"plain": 2.0, "cut": 1.0}
    worst = {"page": "home", "times": times}
    return {
        "rounds": 1,
        "pages": 2,
        "plain_us": 600,
        "cut_us": 100,
        "times": times,
        "worst": worst,
        "requests": {"look": ways},
    }


def test_pages_that_are_not_fast_enough_are_told() -> None:
    page.fast_enough(paged(6.0))
    with pytest.raises(Disproved):
        page.fast_enough(paged(5.9))
    assert "6.0 times" in page.table(paged(6.0))


def test_the_bench_makes_every_page_both_ways() -> None:
    figures = topics()["page"].run(False)
    assert figures["sizes"]["pages"] > 10
    assert figures["times"] > 1
    assert figures["requests"]["look"]["cut"] > 0
