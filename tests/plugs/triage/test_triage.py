"""What every way to learn keeps to."""

import sys
from math import inf
from typing import cast

import pytest

from madoguchi import plugs
from madoguchi.core.plug import PlugError
from madoguchi.plugs.triage import Learner

ROWS = [[0, 7], [0, 7], [1, 7], [1, 7]] * 30
ASKED = [False, False, True, True] * 29 + [True, False, False, True]


def opened(name: str) -> Learner:
    return cast(Learner, plugs.open_plug(f"triage/{name}", {"triage": "logistic"}))


@pytest.fixture(params=["logistic", "fake"])
def learner(request: pytest.FixtureRequest) -> Learner:
    return opened(request.param)


def test_a_line_has_a_plain_number_for_each_column(learner: Learner) -> None:
    start, weights = learner.fit(ROWS, ASKED)
    assert [type(number) for number in (start, *weights)] == [float] * 3
    assert all(-inf < number < inf for number in (start, *weights))
    assert learner.fit(ROWS, ASKED) == (start, weights), "the same rows, the same line"


def test_what_goes_with_requests_weighs_and_what_never_changes_does_not() -> None:
    start, (expired, days) = opened("logistic").fit(ROWS, ASKED)
    assert expired > 2
    assert days == 0
    assert start < 0


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(PlugError, match=r"madoguchi\[triage\]") as told:
        opened("logistic").fit(ROWS, ASKED)
    assert told.value.permanent


def test_another_way_than_those_known_is_refused() -> None:
    with pytest.raises(ValueError, match="triage"):
        plugs.open_plug("triage/logistic", {"triage": "oracle"})
