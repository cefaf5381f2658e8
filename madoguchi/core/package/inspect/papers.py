"""書類の検査 - needs, people, what lies across applications and what is shown speak of fields and items that exist."""

from __future__ import annotations

from collections.abc import Iterator

from ..faults import Fault
from ..parts import Parts, Row, repeated

_PERSONAL = ("kana", "address", "postcode", "phone", "email", "files")  # kinds of field that say who somebody is


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `needs`, `people`, `across` and `advice` in checks.yaml, but for the conditions."""
    if not parts.has("form.yaml"):
        return
    checks = parts.file("checks.yaml")
    for need in checks.rows("needs"):
        yield from _need(parts, need)
    yield from _across(parts, checks)
    yield from _advice(parts, checks.row("advice"))


def _need(parts: Parts, need: Row) -> Iterator[Fault]:
    group, _, name = need.text("at").rpartition(".")
    asked = parts.field(name, group)
    if asked is None:
        yield need.fault("field-on-no-page", f"「{need.text('at')}」は、どの画面にもありません。", "at")
    elif asked.kind != "files":
        yield need.fault("wrong-field", f"「{need.text('at')}」は files の項目ではありません。", "at")
    for place, kind in need.texts("one_of"):
        if kind not in parts.items:
            yield need.fault("unknown-paper", f"書類「{kind}」は papers にありません。", "one_of", place)


def _across(parts: Parts, checks: Row) -> Iterator[Fault]:
    people = checks.rows("people")
    yield from repeated(people, "group")
    yield from repeated(checks.rows("across"))
    for row in people:
        for key in ("name", "kana", "birth", "address"):
            name = row.text(key)
            here = parts.field(name, row.text("group")) or (parts.field(name) if key == "address" else None)
            if name and here is None:
                yield row.fault("field-on-no-page", f"「{row.text('group')}」に「{name}」がありません。", key)
    groups = {row.text("group") for row in people}
    for rule in checks.rows("across"):
        yield from _rule(parts, rule, groups)


def _rule(parts: Parts, rule: Row, groups: set[str]) -> Iterator[Fault]:
    group, kind = rule.text("people"), rule.text("paper")
    if group and group not in groups:
        yield rule.fault("field-on-no-page", f"「{group}」は people にありません。", "people")
    for place, name in rule.texts("compare"):
        if group and parts.field(name, group) is None:
            yield rule.fault("field-on-no-page", f"「{group}」に「{name}」がありません。", "compare", place)
    if kind and kind not in parts.items and parts.sure("procedure.yaml"):
        yield rule.fault("unknown-paper", f"書類「{kind}」は procedure.yaml の papers にありません。", "paper")
    for place, code in rule.texts("by"):
        if kind in parts.items and code not in parts.items[kind]:
            yield rule.fault("unknown-name", f"「{code}」は、この書類の項目ではありません。", "by", place)


def _advice(parts: Parts, advice: Row) -> Iterator[Fault]:
    people = parts.file("checks.yaml").rows("people")
    who = {f"{row.text('group')}.{row.text(key)}" for row in people for key in ("name", "kana", "birth", "address")}
    for place, path in advice.texts("fields"):
        group, _, name = path.rpartition(".")
        asked = parts.field(name, group)
        if asked is None:
            yield advice.fault("field-on-no-page", f"「{path}」は、どの画面にもありません。", "fields", place)
        elif path in who or asked.kind in _PERSONAL:
            yield advice.fault("wrong-field", f"「{path}」は人を示します。言語モデルには見せません。", "fields", place)
    for place, item in advice.texts("items") if parts.sure("procedure.yaml") else ():
        kind, _, code = item.partition(".")
        if code not in parts.items.get(kind, {}):
            yield advice.fault("unknown-name", f"「{item}」は、どの書類の項目でもありません。", "items", place)
