"""様式を見せる - answers as people read them, and the JSON Schema of the answer document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field
from ..say import say
from .shape import Form
from .walk import Answers, Scope, Stop, fill, home, listed, path, steps

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Row:
    """One answered line: where, the field's label, the value as read; `free` when it is the family's own words."""

    path: str
    label: str
    shown: str
    free: bool = False
    kind: str = ""


@dataclass(frozen=True)
class Part:
    """The lines of one stop."""

    stop: Stop
    rows: tuple[Row, ...]

    @property
    def blank(self) -> tuple[Row, ...]:
        """Those of questions that were left open."""
        return tuple(row for row in self.rows if not row.shown)


def summary(form: Form, answers: Answers, base: Scope, *, brief: bool = False) -> tuple[Part, ...]:
    """All that was asked, in order; blank answers are shown as blank. `brief`: for whoever has just answered."""
    full = fill(form, answers)
    found = steps(form, full, base)
    return tuple(Part(stop, tuple(rows(stop, asked, full, brief=brief))) for stop, _, asked in found)


def rows(stop: Stop, asked: tuple[Field, ...], full: Answers, *, brief: bool = False) -> Iterator[Row]:
    """The lines of one stop."""
    here = home(stop, full)
    if lists := stop.page.lists:
        label = say("{label}の数", label=lists.label or stop.page.title)
        yield Row(listed(stop), label, say("{n}件", n=len(here[lists.name])))
    for field in asked:
        kind = KINDS[field.kind]
        if kind.parts or kind.tells:
            said = kind.brief if brief else kind.show
            yield Row(path(stop, field), field.label, said(field, here[field.id]), kind.free, kind.name)


def answer_schema(form: Form, identity: str, title: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a handed-in document: all declared fields, nothing else."""
    return {"$schema": DIALECT, "$id": identity, "title": title, **_object(form, "")}


def _object(form: Form, group: str) -> dict[str, Any]:
    fields = form.grouped[group] if group else form.flat
    properties: dict[str, Any] = {
        key: {"title": field.label, **KINDS[field.kind].schema(field)} for key, field in fields.items()
    }
    for repeat in form.inner[group]:
        most = {} if repeat.max is None else {"maxItems": repeat.max}
        properties[repeat.name] = {"type": "array", **most, "items": _object(form, repeat.group)}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
