"""様式を見せる - answers as people read them, and the JSON Schema of the answer document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field
from .shape import Form
from .walk import Answers, Scope, Stop, fill, home, path, steps

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Row:
    """One answered line: where, the field's label, the value as read; `free` when it is the family's own words."""

    path: str
    label: str
    shown: str
    free: bool = False


@dataclass(frozen=True)
class Part:
    """The lines of one stop."""

    stop: Stop
    rows: tuple[Row, ...]


def summary(form: Form, answers: Answers, base: Scope) -> tuple[Part, ...]:
    """All that was asked, in order; blank answers are shown as blank."""
    full = fill(form, answers)
    return tuple(Part(stop, tuple(_rows(stop, asked, scope, full))) for stop, scope, asked in steps(form, full, base))


def _rows(stop: Stop, asked: tuple[Field, ...], scope: Scope, full: Answers) -> Iterator[Row]:
    for field in asked:
        kind = KINDS[field.kind]
        if kind.parts or kind.tells:
            value = home(stop, full)[field.id] if field.value is None else field.value.value(scope)
            yield Row(path(stop, field), field.label, kind.show(field, value), kind.free)


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
