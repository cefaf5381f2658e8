"""面談の検査 - the steps of an interview are there for a city to take, and a city takes all of them or none."""

from __future__ import annotations

from collections.abc import Iterator

from ..faults import Fault
from ..parts import Parts


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `interview` in procedure.yaml, and of a city that takes only some of its steps."""
    told = parts.about.row("interview")
    if not told.data or not parts.has(parts.flow_path) or not parts.sure("flow.yaml"):
        return
    optional = {row.text("id") for row in parts.flow_rows("steps") if row.data.get("optional") is True}
    steps = told.texts("steps")
    for place, name in steps:
        if name not in optional:
            say = f"手順「{name}」は、業務フローの、市が選べる手順(optional)ではありません。"
            yield told.fault("unknown-step", say, "steps", place)
    chosen = {name for _, name in parts.town.texts("steps")}
    left = [name for _, name in steps if name not in chosen]
    if left and len(left) < len(steps):
        say = f"面談の手順は、まとめて使います。「{left[0]}」も書くか、全部消してください。"
        yield parts.town.fault("missing-value", say, "steps")
