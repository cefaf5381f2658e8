"""When an ask is due: by days or by the conditions of an approval, which go on past their day."""

import pytest

from tests.core.package.good import broken, line_of, plain
from tests.core.package.test_faults import FLOW, LAPSE, SIMPLE, told


@pytest.mark.parametrize("kind", ["proof", "look"])
def test_what_an_approval_awaits_needs_no_step_for_its_day(kind: str) -> None:
    files = broken(plain(), SIMPLE, LAPSE + "\n", "")
    assert told(broken(files, FLOW, "kind: correction", f"kind: {kind}")) == []


@pytest.mark.parametrize(("old", "new"), [("days: days", "days: days, by: conditions"), (", days: days}", "}")])
def test_an_ask_is_due_by_days_or_by_conditions_and_not_by_both(old: str, new: str) -> None:
    files = broken(plain(), FLOW, old, new)
    assert told(files) == [(FLOW, line_of(files, FLOW, "ask: "), "missing-key")]
