"""入ったあとの手続の検査 - the fields that name the child and its last day are there, and the step that ends a stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..faults import Fault
from ..parts import Parts, Row
from .selection import of_kind

TOGETHER: Final = ("ends", "step")  # one is of no use without the other


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `follows` in procedure.yaml."""
    told = parts.about.row("follows")
    if not told.data:
        return
    if parts.has("form.yaml"):
        yield from _fields(parts, told)
    for key, other in (TOGETHER, TOGETHER[::-1]):
        if told.text(key) and other not in told.data:
            yield told.fault("missing-key", f"「{other}」がありません。", key)
    if (step := told.text("step")) and parts.has(parts.flow_path) and parts.sure("flow.yaml"):
        known = {row.text("id") for row in parts.flow_rows("steps")}
        if step not in known:
            yield told.fault("unknown-step", f"手順「{step}」は業務フローにありません。", "step")


def _fields(parts: Parts, told: Row) -> Iterator[Fault]:
    for key, kind in (("number", "text"), ("ends", "date")):
        if name := told.text(key):
            yield from of_kind(parts, told, name, "", kind, key)
    for name in told.row("carry").data:
        if parts.field(name) is None:
            yield told.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", "carry", name)
