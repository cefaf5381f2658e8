"""前回の内容 - what of an earlier application fits the form of today, and what must be said anew.

An answer goes where it stood: to the field of the same id, in the same group, if that is of the same kind and still
takes it. Files are never taken over: they lie with the application they were sent with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from . import form
from .fields import KINDS, Field, is_blank
from .form import Form, Page, Stop
from .package.edition import Edition

_GIVEN: Final = frozenset({"consent", "files"})  # kinds that are given anew
_NEVER: Final = _GIVEN | {"computed", "note"}  # and those that follow from others


@dataclass(frozen=True)
class Back:
    """What comes back. `answers` wait for confirmation, on the pages `slugs`; `before` are earlier answers by their
    path, to be looked at and said anew; `lost` counts answers that the form of today has no place for."""

    answers: dict[str, Any]
    slugs: tuple[str, ...]
    before: Mapping[str, Any]
    lost: int = 0


def carried(old: Form, answers: Mapping[str, Any], now: Edition) -> Back:
    """What of these answers, given on the form `old`, comes back on the edition `now`."""
    full = form.fill(old, answers)
    new: dict[str, Any] = {}
    slugs: dict[str, None] = {}
    before: dict[str, Any] = {}
    fitting = tuple(_fitting(old, full, now.form))
    for stop, field, value in fitting:
        if field.fresh or field.id == now.procedure.window:
            before[form.path(stop, field)] = value
            continue
        form.put(new, stop, field, value)
        slugs[stop.slug] = None
    return Back(new, tuple(slugs), before, _said(old, full) - len(fitting))


def pending(unconfirmed: tuple[str, ...], stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The pages on the way that nobody has confirmed yet."""
    return tuple(stop for stop in stops if stop.slug in unconfirmed)


def onward(
    edition: Edition, answers: Mapping[str, Any], base: form.Scope, unconfirmed: tuple[str, ...], slug: str
) -> str:
    """The first page from `slug` on that still wants something: "" when none does.

    A page of which everything came back, and was confirmed with all the others, is not asked a second time.
    """
    stops, places = form.walk(edition.form, answers, base), form.places(edition.form, answers, base)
    wrong = {stop.slug for one in form.mistakes_of(edition.form, answers, base) if (stop := places.get(one.path))}
    wanted = wrong.union(unconfirmed)
    begun = False
    for stop in stops:
        begun = begun or stop.slug == slug
        if begun and (stop.slug in wanted or _anew(edition, stop, answers, base)):
            return stop.slug
    return ""


def _anew(edition: Edition, stop: Stop, answers: Mapping[str, Any], base: form.Scope) -> bool:
    asked = form.fields_of(edition.form, stop, answers, base)
    return bool(stop.page.lists) or any(field.fresh or field.kind in _GIVEN for field in asked)


def blanks(stop: Stop, full: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[tuple[str, Field, Any]]:
    """The blank fields of a page that were answered before: path, field, earlier answer. `full` is of `form.fill`."""
    here = form.home(stop, full)
    for field in stop.page.fields:
        path = form.path(stop, field)
        if path in before and is_blank(here[field.id]):
            yield path, field, before[path]


def unasked(layout: Form, answers: Mapping[str, Any], stops: tuple[Stop, ...], base: form.Scope) -> dict[str, Any]:
    """The answers without those that these pages hold and do not ask: nobody saw them, so nobody confirmed them."""
    full = form.fill(layout, answers)
    new = dict(answers)
    for stop in stops:
        asked = {field.id for field in form.fields_of(layout, stop, answers, base)}
        for field in stop.page.fields:
            if field.id not in asked and not is_blank(form.home(stop, full)[field.id]):
                form.put(new, stop, field, KINDS[field.kind].blank)
    return new


def _fitting(old: Form, full: Mapping[str, Any], now: Form) -> Iterator[tuple[Stop, Field, Any]]:
    """Every answer that a field of today takes, with its page."""
    for page, field in now.fields():
        known = old.grouped.get(page.group, {}) if page.repeat else old.flat
        was = known.get(field.id)
        if was is None or was.kind != field.kind or field.kind in _NEVER:
            continue
        for stop in _stops(page, full):
            value = form.home(stop, full)[field.id]
            if not is_blank(value) and not KINDS[field.kind].check(field, value):
                yield stop, field, value


def _stops(page: Page, full: Mapping[str, Any]) -> Iterator[Stop]:
    repeat = page.repeat
    if repeat is None:
        yield Stop(page)
        return
    within = repeat.within
    arounds = enumerate(full.get(within.group, ())[: within.max]) if within else ((None, full),)
    for above, around in arounds:
        items = around.get(repeat.name, ())[: repeat.max]
        yield from (Stop(page, index, len(items) > 1, above) for index in range(len(items)))


def _said(old: Form, full: Mapping[str, Any]) -> int:
    """How many answers there were that could come back at all."""
    return sum(
        not is_blank(form.home(stop, full)[field.id])
        for page, field in old.fields()
        if field.kind not in _NEVER
        for stop in _stops(page, full)
    )
