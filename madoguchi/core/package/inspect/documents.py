"""書類の種類の検査 - the kinds of paper a procedure names are there, and no code stands in one of them twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..faults import Fault
from ..parts import Parts, Row

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
    seen: set[str] = set()
    for row in (row for area in kind.rows("areas") for row in area.rows("fields")):
        for code in filter(None, (row.text("code"), row.text("other"), row.text("break"))):
            if code in seen:
                yield row.fault("duplicate-id", f"「{code}」が二度あります。別の名前にしてください。", "code")
            seen.add(code)
