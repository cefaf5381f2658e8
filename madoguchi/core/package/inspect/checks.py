"""指摘の検査 - checks have names of their own, known sources, and slots that can be filled."""

from __future__ import annotations

from collections.abc import Iterator

from ...condition import Names
from ...finding import names_at
from ...papers import ANY
from ..faults import Fault
from ..parts import Parts, Questions, Row, repeated
from .letters import slots_of

_NAMED = ("blank", "missing")  # lists that a sentence may name


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of checks.yaml that is not one of its conditions."""
    checks = parts.file("checks.yaml").rows("checks")
    yield from repeated(checks)
    if not parts.has("form.yaml", "procedure.yaml"):
        return
    groups = {asked.group for asked in parts.asked}
    for check in checks:
        if check.text("each") in groups:
            for key in ("say", "ask"):
                yield from check_slots(parts, check, check, check.text(key), key)
            yield from _papers(parts, check)
    questions = Questions(parts.sources, parts.lost)
    for rule in parts.form.row("eligibility").rows("rules"):
        yield from slot_faults(questions, rule, "", rule.text("say"), "say")


def check_slots(parts: Parts, check: Row, row: Row, text: str, *at: str) -> Iterator[Fault]:
    """The slots of a check's sentence, in whatever language it stands in `row`, that nothing can fill."""
    paper, group = check.text("paper"), check.text("each")
    names = names_at(parts.names(), group, paper, parts.items) | dict.fromkeys(_NAMED)
    yield from _slots(names, group, row, text, *at)


def _papers(parts: Parts, check: Row) -> Iterator[Fault]:
    """The paper that a check is about, and what it lays side by side, are known."""
    kind, group = check.text("paper"), check.text("each")
    if kind and kind not in (ANY, *parts.items) and parts.sure("procedure.yaml"):
        yield check.fault("unknown-paper", f"書類「{kind}」は procedure.yaml の papers にありません。", "paper")
        return
    items = parts.items_of(kind) if kind else {}
    rules = {row.text("id") for row in parts.file("checks.yaml").rows("across")}
    for place, code in check.texts("blank"):
        if code not in items:
            yield check.fault("unknown-name", f"「{code}」は、この書類の項目ではありません。", "blank", place)
    for side in check.rows("evidence"):
        typed, code, rule = side.text("typed"), side.text("paper"), side.text("seen")
        if typed and parts.field(typed, group) is None and parts.field(typed) is None:
            yield side.fault("field-on-no-page", f"「{typed}」は、どの画面にもありません。", "typed")
        if code and code not in items:
            yield side.fault("unknown-name", f"「{code}」は、この書類の項目ではありません。", "paper")
        if rule and rule not in rules:
            yield side.fault("unknown-name", f"突合の規則「{rule}」は across にありません。", "seen")


def slot_faults(parts: Parts, row: Row, group: str, text: str, *at: str) -> Iterator[Fault]:
    """The slots of a text that no answer and no value of the town can fill."""
    names = parts.names()
    if group:
        around = {"parent": names.get(group.rpartition(".")[0])} if "." in group else {}
        names = {**names, **around, "this": names.get(group)}  # a group that no page has is told elsewhere
    yield from _slots(names, group, row, text, *at)


def _slots(names: Names, group: str, row: Row, text: str, *at: str) -> Iterator[Fault]:
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
