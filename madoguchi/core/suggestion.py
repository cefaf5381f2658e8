"""本人確認の値 - what a provider told and a person confirmed, laid into the form where procedure.yaml says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from . import form
from .fields import KINDS, Field, is_blank
from .form import Form, Stop


def laid(
    layout: Form, places: Mapping[str, str], told: Mapping[str, Any], answers: Mapping[str, Any], *, over: bool = False
) -> dict[str, Any]:
    """The answers with what was told in its `places`; what somebody typed stays, unless `over`.

    What its field would not take (a letter it refuses, a name too long) is left for the person to type.
    """
    new = deepcopy(dict(answers))
    for name, stop, field in fields(layout, places):
        path = form.path(stop, field)
        kind = KINDS[field.kind]
        inputs = kind.inputs(field, told.get(name, ""), path)
        parsed = kind.parse(field, {one: [text] for one, text in inputs.items()}, path)
        if not parsed.say and not is_blank(parsed.value) and (over or is_blank(_there(new, stop, field))):
            form.put(new, stop, field, parsed.value)
    return new


def fields(layout: Form, places: Mapping[str, str]) -> Iterator[tuple[str, Stop, Field]]:
    """Each name with the page and the field it has its place in."""
    for name, place in places.items():
        group, _, member = place.rpartition(".")
        group, _, index = group.partition(".")
        for page, field in layout.fields():
            if field.id == member and group == (page.repeat.group if page.repeat else ""):
                yield name, Stop(page, int(index) if group else None), field


def _there(answers: Mapping[str, Any], stop: Stop, field: Field) -> Any:
    if stop.page.repeat is None or stop.index is None:
        return answers.get(field.id)
    items = answers.get(stop.page.repeat.group, [])
    return items[stop.index].get(field.id) if stop.index < len(items) else None
