"""計測 - the bench of typing: what is too slow is told, too few cases say nothing, and another robot types as ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.lab.bench._selenium import Hand, Wrong, hand
from madoguchi.lab.bench.robot import ENOUGH, spread, table, too_slow
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.ledger import judge
from madoguchi.lab.office import STAFF, Office, office
from madoguchi.lab.transcripts import made


def figures(cases: int, pace: float) -> dict[str, object]:
    return {"cases": cases, "load": 0.1, "cores": 2, "robot": {"per_minute": pace, "median_s": 1.0, "p95_s": 2.0}}


def test_what_is_slower_than_promised_is_told() -> None:
    assert too_slow(figures(ENOUGH, 30.0)) == ""
    assert "29.9" in too_slow(figures(ENOUGH, 29.9))


def test_few_cases_say_nothing() -> None:
    with pytest.raises(Disproved):
        too_slow(figures(ENOUGH - 1, 60.0))
    assert "no proof" in table(figures(ENOUGH - 1, 60.0))
    assert "no proof" not in table(figures(ENOUGH, 60.0))


def test_cases_in_a_minute_are_those_typed_one_after_the_other() -> None:
    assert spread([1.0] * 19 + [41.0]) == {"per_minute": 20.0, "median_s": 1.0, "p95_s": 3.0}
    assert spread([2.0])["per_minute"] == 30.0


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def other(it: Office, tmp_path: Path) -> Iterator[Hand]:
    with hand(tmp_path) as opened:
        opened.log_in(it.url, STAFF, it.password)
        yield opened


def test_the_other_robot_does_the_same_work(it: Office, other: Hand, tmp_path: Path) -> None:
    (case,) = made(1)
    number = other.one(case.key, list(case.fields))
    assert judge(it.records(), {case.key: case.typed}).right
    assert [record["number"] for record in it.records()] == [number]
    assert len(list(tmp_path.glob("*.png"))) == 3
    with pytest.raises(Wrong):
        other.one(case.key, list(case.fields))
