"""様式と添付 - which files a document speaks of, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..fields import KINDS, Field, is_blank
from .shape import Form, Page
from .walk import Answers, Stop, home, path

# What a reader made of each file, by its key (plugs/reading).
Says = Mapping[str, Mapping[str, Any]]
_NOTHING: Final[Mapping[str, Any]] = {}


def files_of(form: Form, answers: Answers) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each file of a document: its key, then its path, the field's label and the permission its page asks for."""
    for stop, field in places_for_files(form, answers):
        said = home(stop, answers).get(field.id) or ()
        yield from ((key, (path(stop, field), field.label, stop.page.private)) for key in said)


def places_for_files(form: Form, answers: Answers) -> Iterator[tuple[Stop, Field]]:
    """Every field for files, of every item there is, whether it is asked now or not."""
    for page, field in form.fields():
        if field.kind == "files":
            yield from ((stop, field) for stop in _stops(page, answers))


def _stops(page: Page, answers: Answers) -> Iterator[Stop]:
    repeat = page.repeat
    if repeat is None:
        yield Stop(page)
    elif repeat.within is None:
        yield from (Stop(page, index) for index, _ in enumerate(answers.get(repeat.name, ())))
    else:
        for above, item in enumerate(answers.get(repeat.within.name, ())):
            yield from (Stop(page, index, above=above) for index, _ in enumerate(item.get(repeat.name, ())))


def offered(stop: Stop, full: Answers, says: Says, stated: Says = _NOTHING) -> dict[str, Any]:
    """What papers say about the fields of a stop, by the fields' ids, while none of these is answered: to be confirmed,
    never taken. A value that is none of its kind is left out; of several papers the one that came last is heard, and
    before all of them what its issuer stated, by the path of the field for files (`guardians.0.evidence`)."""
    here = home(stop, full)
    asked = [field for field in stop.page.fields if field.reads]
    if any(not is_blank(here[field.id]) for field in asked):
        return {}
    found: dict[str, Any] = {}
    for field in asked:
        paper, code = field.reads or ("", "")
        for key in here.get(paper) or full.get(paper) or ():
            value = says.get(key, {}).get("fields", {}).get(code, {}).get("value")
            if not is_blank(value) and not KINDS[field.kind].check(field, value):
                found[field.id] = value
    return found | states(stop, full, stated)


def states(stop: Stop, full: Answers, stated: Says) -> dict[str, Any]:
    """What issuers stated about the fields of a stop, by the fields' ids; as `offered`."""
    here = home(stop, full)
    asked = [field for field in stop.page.fields if field.reads]
    if any(not is_blank(here[field.id]) for field in asked):
        return {}
    found: dict[str, Any] = {}
    for field in asked:
        paper, code = field.reads or ("", "")
        value = (stated.get(stop.at + paper) or stated.get(paper) or _NOTHING).get(code)
        if not is_blank(value) and not KINDS[field.kind].check(field, value):
            found[field.id] = value
    return found
