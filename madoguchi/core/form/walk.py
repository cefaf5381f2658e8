"""様式を歩く - which pages and fields are asked, given what has been answered so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field
from .shape import Form, Page

Answers = Mapping[str, Any]
Scope = Mapping[str, object]


@dataclass(frozen=True)
class Stop:
    """One page as it is met on the way; a repeated page is one stop per item, `index` from 0."""

    page: Page
    index: int | None = None
    many: bool = False

    @property
    def slug(self) -> str:
        """Its name in an address: `child`, or `guardian-2` (counted from 1)."""
        return self.page.id if self.index is None else f"{self.page.id}-{self.index + 1}"

    @property
    def title(self) -> str:
        """The page's title, numbered where there are several of it."""
        return f"{self.page.title}{self.index + 1}" if self.many and self.index is not None else self.page.title


def path(stop: Stop, field: Field) -> str:
    """Where a field's value lives: `child_name`, `guardians.0.name`."""
    repeat = stop.page.repeat
    return field.id if repeat is None else f"{repeat.group}.{stop.index}.{field.id}"


def fill(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers with every declared field given a value: blank where unanswered.

    A group has exactly as many items as its count says, none while that is unanswered.
    """
    full: dict[str, Any] = {key: answers.get(key, KINDS[field.kind].blank) for key, field in form.flat.items()}
    for group, fields in form.grouped.items():
        given = answers.get(group, [])
        wanted = _count(form, group, full)
        items = [given[index] if index < len(given) else {} for index in range(wanted)]
        full[group] = [{key: item.get(key, KINDS[field.kind].blank) for key, field in fields.items()} for item in items]
    return full


def _count(form: Form, group: str, full: Answers) -> int:
    repeat = form.groups[group][0].repeat
    assert repeat is not None  # groups are made of repeated pages only
    said = full.get(repeat.count)
    return min(int(said), repeat.max) if said not in (None, "") and str(said).isdigit() else 0


def scope_at(stop: Stop, full: Answers, base: Scope) -> dict[str, object]:
    """What a condition at this stop sees: filled answers, the base (town, today), and `this` in a repeat."""
    scope: dict[str, object] = {**full, **base}
    if stop.page.repeat is not None and stop.index is not None:
        scope |= {"this": full[stop.page.repeat.group][stop.index], "index": stop.index}
    return scope


def walk(form: Form, answers: Answers, base: Scope) -> tuple[Stop, ...]:
    """The stops in order that these answers lead through."""
    full = fill(form, answers)
    scope = {**full, **base}
    stops: list[Stop] = []
    for page in form.pages:
        if page.when is not None and not page.when.holds(scope):
            continue
        if page.repeat is None:
            stops.append(Stop(page))
        else:
            items = len(full[page.repeat.group])
            stops += [Stop(page, index, many=items > 1) for index in range(items)]
    return tuple(stop for stop in stops if fields_of(form, stop, full, base))


def fields_of(form: Form, stop: Stop, answers: Answers, base: Scope) -> tuple[Field, ...]:
    """The fields asked at a stop."""
    scope = scope_at(stop, fill(form, answers), base)
    return tuple(field for field in stop.page.fields if field.when is None or field.when.holds(scope))
