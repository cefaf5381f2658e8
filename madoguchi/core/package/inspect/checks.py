"""指摘の検査 - checks have names of their own, known sources, and slots that can be filled."""

from __future__ import annotations

from collections.abc import Iterator

from ..faults import Fault
from ..parts import Parts, Questions, Row, repeated
from .letters import slots_of


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of checks.yaml that is not one of its conditions."""
    checks = parts.file("checks.yaml").rows("checks")
    yield from repeated(checks)
    if not parts.has("form.yaml", "procedure.yaml"):
        return
    groups = {asked.group for asked in parts.asked}
    for check in checks:
        if check.text("each") in groups:
            yield from slot_faults(parts, check, check.text("each"), check.text("say"), "say")
    questions = Questions(parts.sources, parts.lost)
    for rule in parts.form.row("eligibility").rows("rules"):
        yield from slot_faults(questions, rule, "", rule.text("say"), "say")


def slot_faults(parts: Parts, row: Row, group: str, text: str, *at: str) -> Iterator[Fault]:
    """The slots of a text that no answer and no value of the town can fill."""
    names = parts.names()
    if group:
        around = {"parent": names.get(group.rpartition(".")[0])} if "." in group else {}
        names = {**names, **around, "this": names.get(group)}  # a group that no page has is told elsewhere
    slots, broken = slots_of(text)
    for slot in slots:
        owner, dot, member = slot.partition(".")
        members = names.get(owner, frozenset())
        if owner == "this" and group and members is None:
            continue
        if owner not in names or (members is None) == bool(dot) or (members is not None and member not in members):
            yield row.fault("unknown-slot", f"差し込み名 {{{slot}}} は使えません。", *at)
    if broken:
        yield row.fault("unknown-slot", "差し込みの括弧 { } が閉じていません。", *at)
