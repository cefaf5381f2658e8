"""選考の検査 - what procedure.yaml says of rounds is there: places, wishes, steps, and the flow of a round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..faults import Fault
from ..parts import Parts, Row

YES: Final = ("together", "waits")
STEPS: Final = ("placed", "provisional", "waiting", "declined")


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
        named = [(told, name) for name in STEPS] + [(told.row("nearby"), "step")]
        for row, name in named:
            if (step := row.text(name)) and step not in steps:
                yield row.fault("unknown-step", f"手順「{step}」は業務フローにありません。", name)


def _roster(parts: Parts, roster: Row) -> Iterator[Fault]:
    """A club reads answers by their paths: of a list with its group, children.name."""
    for key in ("columns", "fields"):
        for place, path in roster.texts(key):
            group, _, name = path.rpartition(".")
            if parts.field(name, group) is None:
                yield roster.fault("field-on-no-page", f"「{path}」は、どの画面にもありません。", key, place)


def _fields(parts: Parts, told: Row, places: str) -> Iterator[Fault]:
    for place, name in told.texts("wishes"):
        yield from _choice(parts, told, name, places, "wishes", place)
    if name := told.text("present"):
        yield from _choice(parts, told, name, places, "present")
    for key in YES:
        if name := told.text(key):
            yield from of_kind(parts, told, name, parts.about.text("subjects"), "yesno", key)
    if name := told.text("earlier"):
        yield from of_kind(parts, told, name, "", "text", "earlier")
    near = told.row("nearby")
    if (table := near.text("table")) and table not in parts.tables:
        yield near.fault("unknown-list", f"表「{table}」は tables にありません。", "table")
    if name := near.text("by"):
        yield from of_kind(parts, near, name, parts.about.text("subjects"), "choice", "by")
    yield from _near(parts, near.text("table"), places)


def _choice(parts: Parts, told: Row, name: str, places: str, *at: str | int) -> Iterator[Fault]:
    """A field of the subject by which one of the places is chosen."""
    asked = parts.field(name, parts.about.text("subjects"))
    if asked is None:
        yield told.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", *at)
    elif asked.kind != "choice" or asked.row.row("options").text("from") != places:
        yield told.fault("wrong-field", f"「{name}」は「{places}」から選ぶ項目ではありません。", *at)


def of_kind(parts: Parts, told: Row, name: str, group: str, kind: str, key: str) -> Iterator[Fault]:
    """A field that is not there, or of another kind."""
    asked = parts.field(name, group)
    if asked is None:
        yield told.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", key)
    elif asked.kind != kind:
        yield told.fault("wrong-field", f"「{name}」は {kind} の項目ではありません。", key)


def _near(parts: Parts, table: str, places: str) -> Iterator[Fault]:
    """The town's table of what is near speaks of its places."""
    known = {row.text("id") for row in parts.town.row("choices").row(places).rows("options")}
    rows = parts.town.row("tables").row(table).row("rows") if table and known else None
    for key, value in rows.data.items() if rows else ():
        for name in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
            if rows and name not in known:
                yield rows.fault("unknown-option", f"「{name}」は「{places}」の選択肢にありません。", key)
