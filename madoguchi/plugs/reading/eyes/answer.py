"""箱の答え - what leaves the reading box: the page that says most, by the kind of paper it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from madoguchi.core.paper import Page, PaperKind, Value, read, read_kind, titled

Made = tuple[dict[str, Any], bytes]
Kinds = Sequence[Mapping[str, Any]]


def answer(pages: Sequence[Page], remarks: Sequence[str], kinds: Kinds) -> Made:
    """As JSON: {"kind", "page", "pages", "quality", "remarks", "fields": {code: {value, text, where, sure, note}}}."""
    kind, page, values = best(pages, tuple(read_kind(one) for one in kinds))
    fields = {code: _as_json(value) for code, value in values.items()}
    told = {"kind": kind, "page": page, "pages": len(pages), "quality": "", "remarks": [*remarks], "fields": fields}
    return {}, json.dumps(told, ensure_ascii=False).encode()


def _as_json(value: Value) -> dict[str, Any]:
    """As dataclasses.asdict, which would copy all of it."""
    return {"value": value.value, "text": value.text, "where": value.where, "sure": value.sure, "note": value.note}


def best(pages: Sequence[Page], kinds: Sequence[PaperKind]) -> tuple[str, int, dict[str, Value]]:
    """The page that says most, its kind, and what it says. An example of how to fill one in is only read alone."""
    told = []
    for page in pages:
        kind = titled(kinds, page)
        values = read(kind, page) if kind else {}
        told.append((not page.example, bool(kind), len(values), kind.id if kind else "", page.number, values))
    return max(told, key=lambda one: one[:3])[3:] if told else ("", 0, {})
