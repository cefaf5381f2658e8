"""直接もらう書類の検査 - a paper that its issuer may state is of a known kind, and asks what stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from ...condition import ConditionFault
from ...document import ASKS, FOLDER, read_document
from ..faults import Fault
from ..parts import Asked, Parts, Row


def of_field(parts: Parts, asked: Asked) -> Iterator[Fault]:
    """Every fault of `direct` at a field for files."""
    row = asked.row.row("direct")
    kind = row.text("document")
    if not parts.has(f"{FOLDER}{kind}.yaml", f"{ASKS}{kind}.yaml"):
        yield row.fault("unknown-document", f"documents/ と documents/asks/ に「{kind}」がありません。", "document")
    else:
        yield from _unbuilt(parts, row, kind)
    for key, wanted in (("name", "text"), ("later", "consent")):
        name = row.text(key)
        beside = parts.field(name, asked.group)
        if not name:
            continue
        if beside is None:
            yield row.fault("field-on-no-page", f"「{name}」は、どの画面にもありません。", key)
        elif beside.kind != wanted:
            yield row.fault("wrong-field", f"「{name}」は {wanted} の項目ではありません。", key)
    if "." in asked.group:
        yield row.fault("wrong-field", "繰り返しの中の繰り返しには書けません。")


def _unbuilt(parts: Parts, row: Row, kind: str) -> Iterator[Fault]:
    """What shows only when the two files are put together."""
    asks = parts.file(f"{ASKS}{kind}.yaml")
    try:
        read_document(parts.file(f"{FOLDER}{kind}.yaml").data, asks.data)
    except ConditionFault as error:
        yield asks.fault(error.code, f"{error}。", "pages")
    except (LookupError, TypeError, ValueError) as error:
        yield asks.fault("unbuilt", f"書類の問いにできません({error})。", "pages")
