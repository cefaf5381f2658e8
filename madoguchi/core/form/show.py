"""様式を見せる - answers as people read them, and the JSON Schema of the answer document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field
from .shape import Form
from .walk import Answers, Scope, Stop, fields_of, fill, path, scope_at, walk

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Row:
    """One answered line: where, the field's label, the value as read."""

    path: str
    label: str
    shown: str


@dataclass(frozen=True)
class Part:
    """The lines of one stop."""

    stop: Stop
    rows: tuple[Row, ...]


def summary(form: Form, answers: Answers, base: Scope) -> tuple[Part, ...]:
    """All that was asked, in order; blank answers are shown as blank."""
    full = fill(form, answers)
    return tuple(Part(stop, tuple(_rows(form, stop, full, base))) for stop in walk(form, answers, base))


def _rows(form: Form, stop: Stop, full: Answers, base: Scope) -> list[Row]:
    scope = scope_at(stop, full, base)
    home = scope["this"] if stop.page.repeat else scope
    assert isinstance(home, dict)
    asked = [field for field in fields_of(form, stop, full, base) if KINDS[field.kind].parts]
    return [Row(path(stop, field), field.label, KINDS[field.kind].show(field, home[field.id])) for field in asked]


def answer_schema(form: Form, identity: str, title: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a handed-in document: all declared fields, nothing else."""
    properties: dict[str, Any] = {key: _property(field) for key, field in form.flat.items()}
    for group, fields in form.grouped.items():
        item = _object({key: _property(field) for key, field in fields.items()})
        repeat = form.groups[group][0].repeat
        assert repeat is not None  # groups are made of repeated pages only
        properties[group] = {"type": "array", "maxItems": repeat.max, "items": item}
    return {"$schema": DIALECT, "$id": identity, "title": title, **_object(properties)}


def _property(field: Field) -> dict[str, Any]:
    return {"title": field.label, **KINDS[field.kind].schema(field)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
