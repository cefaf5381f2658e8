"""てびき - the clerks' manual names every button of the flow, and its key."""

from pathlib import Path

import pytest

from madoguchi.core.flow import Step, inherit, read_flow
from madoguchi.core.package.read import read_all

STANDARD, OWN = Path("procedures/standard/application.yaml"), Path("procedures/gakudo/flow.yaml")
MANUAL = Path("docs/howto/clerks.ja.md").read_text(encoding="utf-8")
FILES = [read_all({"flow.yaml": path.read_bytes()})[0]["flow.yaml"] for path in (STANDARD, OWN)]
FLOW = read_flow(inherit(*FILES))
STAFF = [step for step in FLOW.steps if step.role in ("clerk", "decider")]


@pytest.mark.parametrize("step", STAFF, ids=lambda step: step.id)
def test_the_manual_names_every_step_of_the_staff_with_its_key(step: Step) -> None:
    lines = [line for line in MANUAL.splitlines() if step.label in line]
    assert any(f"({step.key})" in line or f"| {step.key} |" in line for line in lines)
