"""Interviews by steps that no city can choose, or a city that takes only half of them: exactly that fault."""

from __future__ import annotations

import pytest

from tests.core.package.good import broken, line_of, plain
from tests.core.package.test_faults import APPROVE, PROCEDURE, SIMPLE, TOWN, told

INTERVIEW = """
interview:
  steps: [invite, waive]
  when: 'reason == "care"'
"""
MORE = """
  - {id: invite, deed: note, role: clerk, from: [received], to: received, label: 招く, optional: true}
  - {id: waive, deed: note, role: clerk, from: [received], to: received, label: 要らない, optional: true}"""


def files(*chosen: str) -> dict[str, bytes]:
    """The good package with interviews, and a city that takes these steps."""
    with_steps = broken(plain(), SIMPLE, APPROVE, APPROVE + MORE)
    steps = f"steps: [{', '.join(chosen)}]\n".encode() if chosen else b""
    return {
        **with_steps,
        PROCEDURE: with_steps[PROCEDURE] + INTERVIEW.encode(),
        TOWN: with_steps[TOWN] + steps,
    }


@pytest.mark.parametrize("chosen", [(), ("invite", "waive")])
def test_a_city_takes_all_steps_of_interviews_or_none(chosen: tuple[str, ...]) -> None:
    assert told(files(*chosen)) == []


def test_a_city_that_takes_one_without_the_other_is_told() -> None:
    half = files("invite")
    assert told(half) == [(TOWN, line_of(half, TOWN, "steps: [invite]"), "missing-value")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("steps: [invite, waive]", "steps: [invite, approve]", "unknown-step"),
        ("when: 'reason == \"care\"'", "when: 'cause == \"care\"'", "unknown-name"),
        ("when: 'reason == \"care\"'", "when: 'reason == \"cure\"'", "unknown-option"),
        ("when: 'reason == \"care\"'", "when: 'reason'", "condition-fails"),
    ],
)
def test_an_interview_rests_on_steps_and_answers_that_are_there(old: str, new: str, code: str) -> None:
    wrong = broken(files(), PROCEDURE, old, new)
    assert told(wrong) == [(PROCEDURE, line_of(wrong, PROCEDURE, new), code)]
