"""書類の種類の検査 - the kinds of paper a procedure names are there, and no code stands in one of them twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...paper.kind import STATUS, item_of
from ...papers import ANY
from ..faults import Fault
from ..parts import Parts, Row, repeated

FOLDER = "documents/"


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of `papers` in procedure.yaml, and of the files it names."""
    for place, name in parts.about.texts("papers"):
        path = f"{FOLDER}{name}.yaml"
        if parts.has(path):
            yield from _kind(parts.file(path), name)
        elif path not in parts.lost:
            yield parts.about.fault(
                "unknown-paper", f"書類の種類「{name}」のファイル {path} がありません。", "papers", place
            )


def _kind(kind: Row, name: str) -> Iterator[Fault]:
    if kind.text("id") not in ("", name):
        yield kind.fault("paper-id", f"id は、ファイルの名前と同じ「{name}」にしてください。", "id")
    if name == ANY:
        yield kind.fault("reserved-id", f"「{ANY}」は、どの書類でもという意味です。別の名前にしてください。", "id")
    items = kind.rows("items")
    yield from repeated(items)
    known = {item.text("id"): item for item in items}
    for area in kind.rows("areas"):
        yield from _area(area, known)


def _area(area: Row, known: Mapping[str, Row]) -> Iterator[Fault]:
    """One label leads to each code once. Two labels may lead to the same: papers print one or the other."""
    seen: set[str] = set()
    for row in area.rows("fields"):
        for code in _codes(row):
            if code in seen:
                yield row.fault("duplicate-id", f"「{code}」が二度あります。別の名前にしてください。", "code")
            elif code not in known:
                yield row.fault("unknown-name", f"「{code}」は items にありません。", "code")
            seen.add(code)
        yield from _choices(row, known)


def _choices(row: Row, known: Mapping[str, Row]) -> Iterator[Fault]:
    """Of words to tick none could be read without knowing them."""
    chosen = {"choice": row.text("code"), "many": row.text("code"), "children": f"{row.text('code')}_1_{STATUS}"}
    item = known.get(chosen.get(row.text("type"), ""))
    if item is not None and not item.texts("options"):
        yield item.fault("no-options", "選択肢がありません。", "id")


def _codes(row: Row) -> list[str]:
    """The codes that a field gives values to; none while its shape is wrong, which is told elsewhere."""
    try:
        return [code for code, _ in item_of(row.data, {}).codes()]
    except (KeyError, TypeError, ValueError):
        return []
