"""様式を歩く - which pages and fields are asked, given what has been answered so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ..fields import KINDS, Field, is_blank
from ..say import say
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
        """The page's title; where there are several items, with the name and number of its own."""
        if not self.many or self.index is None or self.page.repeat is None:
            return self.page.title
        label, title = self.page.repeat.label or self.page.title, self.page.title
        numbered = say("{label}{number}", label=label, number=self.index + 1)
        return numbered if label == title else say("{item}: {title}", item=numbered, title=title)


def path(stop: Stop, field: Field) -> str:
    """Where a field's value lives: `child_name`, `guardians.0.name`."""
    repeat = stop.page.repeat
    return field.id if repeat is None else f"{repeat.group}.{stop.index}.{field.id}"


def home(stop: Stop, full: Answers) -> Any:
    """Where the values of a stop's fields live in filled answers: the document, or one item of a group."""
    return full if stop.page.repeat is None else full[stop.page.repeat.group][stop.index or 0]


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
        scope |= {"this": home(stop, full), "index": stop.index}
    return scope


def asked_in(stop: Stop, scope: Scope) -> tuple[Field, ...]:
    """The fields asked at a stop, whose scope is at hand."""
    return tuple(field for field in stop.page.fields if field.when is None or field.when.holds(scope))


def steps(form: Form, full: Answers, base: Scope) -> Iterator[tuple[Stop, dict[str, object], tuple[Field, ...]]]:
    """Each stop that filled answers lead through, with its scope and the fields asked there."""
    for stop in _stops(form, full):
        scope = scope_at(stop, full, base)
        if stop.page.when is None or stop.page.when.holds(scope):
            asked = asked_in(stop, scope)
            if any(KINDS[field.kind].parts or not KINDS[field.kind].tells for field in asked):
                yield stop, scope, asked


def _stops(form: Form, full: Answers) -> Iterator[Stop]:
    """Page by page; pages of one group that follow each other are walked item by item."""
    for group, run in groupby(form.pages, key=lambda page: page.repeat.group if page.repeat else ""):
        pages: Iterable[Page] = tuple(run)
        if not group:
            yield from map(Stop, pages)
            continue
        items = len(full[group])
        yield from (Stop(page, index, many=items > 1) for index in range(items) for page in pages)


def places(form: Form, answers: Answers, base: Scope) -> dict[str, Stop]:
    """Which stop asks for which path."""
    asked = steps(form, fill(form, answers), base)
    return {path(stop, field): stop for stop, _, fields in asked for field in fields}


def walk(form: Form, answers: Answers, base: Scope) -> tuple[Stop, ...]:
    """The stops in order that these answers lead through."""
    return tuple(stop for stop, _, _ in steps(form, fill(form, answers), base))


def fields_of(form: Form, stop: Stop, answers: Answers, base: Scope) -> tuple[Field, ...]:
    """The fields asked at a stop."""
    return asked_in(stop, scope_at(stop, fill(form, answers), base))


def prefilled(form: Form, stop: Stop, answers: Answers, base: Scope) -> dict[str, Any]:
    """Filled answers to show a page with: what its fields come to, or begin with while none of them is answered."""
    full = fill(form, answers)
    here, scope = home(stop, full), scope_at(stop, full, base)
    begun = any(not is_blank(here[field.id]) for field in stop.page.fields)
    for field in stop.page.fields:
        if expression := field.value or (None if begun else field.prefill):
            here[field.id] = expression.value(scope)
    return full
