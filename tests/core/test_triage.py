"""Triage counts a closed list, learns a line, and keeps silent until it has been better than the base rate."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from madoguchi.core.finding import Finding
from madoguchi.core.papers import Reading
from madoguchi.core.triage import (
    ALWAYS,
    FEW,
    FORBIDDEN,
    NO_BETTER,
    NONE,
    Countable,
    Example,
    Held,
    Line,
    Seen,
    abstains,
    as_json,
    counts,
    examples,
    learn,
    learned_of,
    touches,
)
from madoguchi.plugs.triage.logistic import Plug

NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)
MAY = Countable(("expired", "blank"), ("certificate",))


def found(code: str, level: str = "ask") -> Finding:
    return Finding(code, level, "形式審査", (), "見て")


def at(day: int) -> datetime:
    return NOW + timedelta(days=day)


def example(number: int, asked: bool, expired: int = 0, child: int = 1) -> Example:
    return Example(f"2026-{number:06}-A-{child}", at(number), {"check.expired": expired, "days": 5}, asked)


def many(share: float, noise: float, count: int = 400) -> list[Example]:
    """Made-up cases: an expired paper means a request, but for the noise."""
    dice = Random(1)
    drawn = [dice.random() < share for _ in range(count)]
    return [example(n, old if dice.random() > noise else dice.random() < share, old) for n, old in enumerate(drawn)]


def test_only_findings_and_papers_that_are_named_count_even_in_sums() -> None:
    findings = [found("expired"), found("expired"), found("blank", "block"), found("handicap", "block")]
    papers = [Reading("certificate", unsure=frozenset("ab")), Reading("notebook", unsure=frozenset("c")), Reading("")]
    told = counts(MAY, findings, papers, "counter", 4, corrected=True)
    assert {name: number for name, number in told.items() if number} == {
        "level.ask": 2,
        "level.block": 1,
        "check.expired": 2,
        "check.blank": 1,
        "paper.certificate": 1,
        "unsure": 2,
        "unread": 1,
        "channel.counter": 1,
        "days": 4,
        "corrected": 1,
    }
    assert tuple(told) == MAY.features, "the list is closed"


@pytest.mark.parametrize(("days", "counted"), [(None, 0), (-400, -60), (400, 60), (7, 7)])
def test_a_day_far_away_is_a_day_far_away(days: int | None, counted: int) -> None:
    assert counts(MAY, (), (), "web", days, corrected=False)["days"] == counted


def test_a_channel_that_nobody_knew_is_none() -> None:
    told = counts(MAY, (), (), "owl", None, corrected=False)
    assert not any(told.values())


def test_nothing_that_is_always_counted_touches_who_somebody_is() -> None:
    assert {label: touches(label) for label in ALWAYS.values() if touches(label)} == {}
    assert {touches(words[0]) for words in FORBIDDEN.values()} == set(FORBIDDEN)


def test_each_request_and_the_decision_teach_what_was_seen_last_before() -> None:
    seen = [Seen("c", at(day), {"corrected": day}) for day in (1, 2, 5, 9)]
    told = [(one.counted["corrected"], one.asked) for one in examples(seen, [at(6), at(3)])]
    assert told == [(2, True), (5, True), (9, False)]


def test_a_case_that_was_only_placed_anew_teaches_nothing_more() -> None:
    seen = [Seen("c", at(day), {"expired": 1}) for day in (1, 4)]
    assert [(one.at, one.asked) for one in examples(seen, [at(2)])] == [(at(1), True)]
    assert list(examples([], [at(2)])) == []


def test_a_chance_is_one_whatever_the_counts() -> None:
    line = Line(-1.0, {"a": 2.0})
    assert line.chance({}) == pytest.approx(0.2689, abs=1e-4)
    assert line.chance({"a": 1, "b": 99}) == pytest.approx(0.7311, abs=1e-4)
    assert 0 < line.chance({"a": -(10**6)}) < line.chance({"a": 10**6}) <= 1


def test_what_is_learned_is_kept_as_plain_numbers_and_named_by_them() -> None:
    learned = learn("gakudo", ("check.expired", "days"), many(0.4, 0.1), 50, Plug({"triage": "logistic"}).fit, NOW)
    stored = json.loads(json.dumps(as_json(learned)))
    again = learned_of(stored)
    assert again == learned
    assert again.version == learned.version
    stored["line"]["start"] += 0.001
    assert learned_of(stored).version != learned.version
    assert abstains(again, 50) == ""
    assert again.line
    old, new = ({"check.expired": expired, "days": 5} for expired in (1, 0))
    assert again.line.chance(old) > 0.8 > 0.2 > again.line.chance(new)
    assert again.held
    assert again.held.cases == 100, "the latest quarter was not learned from"
    assert again.held.said == pytest.approx(again.held.true, abs=0.1)


def test_nothing_is_ordered_until_there_are_enough_decisions_of_both_outcomes() -> None:
    never = pytest.fail
    few = learn("gakudo", ("days",), many(0.1, 0.0), 60, lambda rows, asked: never("asked to learn"), NOW)
    assert (few.line, few.held) == (None, None)
    assert few.asked < 60 <= few.passed
    assert (abstains(None, 1), abstains(few, 1)) == (NONE, FEW)
    one_sided = [example(n, asked=n >= 300) for n in range(400)]
    assert learn("gakudo", ("days",), one_sided, 50, lambda rows, asked: never("one outcome alone"), NOW).line is None


def test_nothing_is_ordered_by_what_is_no_better_than_the_base_rate() -> None:
    chance = learn("gakudo", ("check.expired",), many(0.4, 1.0), 50, Plug({"triage": "logistic"}).fit, NOW)
    assert chance.line
    assert abstains(chance, 50) == NO_BETTER
    assert abstains(chance, 5_000) == FEW, "whoever asks for more decisions later has them waited for"


@pytest.mark.parametrize(("loss", "error", "better"), [(0.2, 0.01, True), (0.24, 0.01, False), (0.3, 0.001, False)])
def test_better_means_surely_better(loss: float, error: float, better: bool) -> None:
    assert Held(100, 0.5, 0.5, loss, 0.25, error).better is better


def test_children_of_one_application_stand_on_one_side() -> None:
    known = [example(n, asked=bool(n % 2), child=child) for n in range(40) for child in (1, 2)]
    rows: list[object] = []

    def fit(seen: object, asked: list[bool]) -> tuple[float, list[float]]:
        rows.extend(asked)
        return 0.0, [0.0]

    learned = learn("gakudo", ("days",), reversed(known), 10, fit, NOW)
    assert learned.held
    assert (len(rows), learned.held.cases) == (60, 20)
    assert (learned.since, learned.until) == ("2026-11-16", "2026-12-25")
