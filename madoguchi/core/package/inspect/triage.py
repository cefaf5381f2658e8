"""優先の目安の検査 - what is counted exists, and touches nothing of who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...triage import touches
from ..faults import Fault
from ..parts import Parts, Row

_PERSONAL = ("kana", "address", "postcode", "phone", "email")  # kinds of field that say who somebody is
_WORD = re.compile(r"[A-Za-z_]\w*")


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `triage` in checks.yaml."""
    if not parts.has("form.yaml") or not parts.sure("procedure.yaml"):
        return
    checks = parts.file("checks.yaml")
    known = {row.text("id"): row for row in checks.rows("checks")}
    labels = {row.text("id"): row.text("label") for row in parts.papers}
    told = checks.row("triage")
    for place, code in told.texts("checks"):
        if code not in known:
            yield told.fault("unknown-name", f"「{code}」という指摘はありません。", "checks", place)
        elif about := _about(parts, known[code]):
            yield told.fault("wrong-field", f"「{code}」は{about}にふれます。並べ替えには数えません。", "checks", place)
    for place, kind in told.texts("papers"):
        if kind not in labels:
            yield told.fault(
                "unknown-paper", f"書類「{kind}」は procedure.yaml の papers にありません。", "papers", place
            )
        elif about := touches(labels[kind]):
            yield told.fault("wrong-field", f"「{kind}」は{about}にふれます。並べ替えには数えません。", "papers", place)


def _about(parts: Parts, check: Row) -> str:
    """What of a person a check touches: by its words, and by every field, item, paper and group that it names.

    A name counts wherever in the form it stands: rather one check too many is refused.
    """
    told = [*_WORD.findall(check.text("when")), *(text for key in ("fields", "blank") for _, text in check.texts(key))]
    told += [side.text(key) for side in check.rows("evidence") for key in ("typed", "paper")]
    named = {*told, check.text("paper")}
    if named & {asked.group for asked in parts.asked if asked.group}:
        return "家族の形"
    words = [check.text("say"), check.text("when"), *_of_fields(parts, named), *_of_papers(parts, check, named)]
    return next((about for text in words if (about := touches(text))), "")


def _of_fields(parts: Parts, named: set[str]) -> Iterator[str]:
    for asked in parts.asked:
        if asked.id in named:
            personal = asked.kind in _PERSONAL or asked.page.text("private")
            yield "氏名や健康" if personal else asked.row.text("label")
            yield from (option.text("label") for option in asked.row.rows("options"))


def _of_papers(parts: Parts, check: Row, named: set[str]) -> Iterator[str]:
    kind = check.text("paper")
    for row in parts.papers:
        if row.text("id") in named:
            yield row.text("label")
    for code, item in parts.items_of(kind).items() if kind else ():
        if code in named:
            yield item.text("label")
