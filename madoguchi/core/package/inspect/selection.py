"""選考の検査 - what procedure.yaml says of rounds is there: places, wishes, steps, and the flow of a round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..faults import Fault
from ..parts import Parts, Row

YES: Final = ("together", "waits")
STEPS: Final = ("placed", "waiting", "declined")


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `selection` in procedure.yaml."""
    told = parts.about.row("selection")
    if not told.data:
        return
    path = f"standard/{told.text('flow')}.yaml"
    if told.text("flow") and not parts.has(path) and path not in parts.lost:
        yield told.fault("missing-file", f"標準の業務フロー {path} がありません。", "flow")
    places = told.text("places")
    if places not in {name for _, name in parts.about.texts("choices")}:
        yield told.fault("unknown-list", f"選択肢「{places}」は choices にありません。", "places")
    elif parts.has("form.yaml"):
        yield from _fields(parts, told, places)
        yield from _roster(parts, told.row("roster"))
    if parts.has(parts.flow_path) and parts.sure("flow.yaml"):
        steps = {row.text("id") for row in parts.flow_rows("steps")}
        for name in STEPS:
            if (step := told.text(name)) and step not in steps:
                yield told.fault("unknown-step", f"手順「{step}」は業務フローにありません。", name)


def _roster(parts: Parts, roster: Row) -> Iterator[Fault]:
    """A club reads answers by their paths: of a list with its group, children.name."""
    for key in ("columns", "fields"):
        for place, path in roster.texts(key):
            group, _, name = path.rpartition(".")
            if parts.field(name, group) is None:
                yield roster.fault("field-on-no-page", f"「{path}」は、どの画面にもありません。", key, place)


def _fields(parts: Parts, told: Row, places: str) -> Iterator[Fault]:
    group = parts.about.text("subjects")
    for place, name in told.texts("wishes"):
        asked = parts.field(name, group)
        if asked is None:
            yield told.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", "wishes", place)
        elif asked.kind != "choice" or asked.row.row("options").text("from") != places:
            yield told.fault("wrong-field", f"「{name}」は「{places}」から選ぶ項目ではありません。", "wishes", place)
    for key in YES:
        if not (name := told.text(key)):
            continue
        asked = parts.field(name, group)
        if asked is None:
            yield told.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", key)
        elif asked.kind != "yesno":
            yield told.fault("wrong-field", f"「{name}」は yesno の項目ではありません。", key)
