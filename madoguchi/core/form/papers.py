"""様式と添付 - which files a document speaks of, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    never taken. What is none of its field's kind is left out, and what a reader has a note about; of several papers the
    one that came last is heard, and before all of them what its issuer stated, by the path of the field for files
    (`guardians.0.evidence`)."""
    here = home(stop, full)

    def read(paper: str, code: str) -> Iterator[Any]:
        told = (says.get(key, {}).get("fields", {}).get(code, {}) for key in here.get(paper) or full.get(paper) or ())
        return (one.get("value") for one in told if not one.get("note"))

    return _unanswered(stop, here, read) | states(stop, full, stated)


def states(stop: Stop, full: Answers, stated: Says) -> dict[str, Any]:
    """What issuers stated about the fields of a stop, by the fields' ids; as `offered`."""

    def heard(paper: str, code: str) -> Iterator[Any]:
        yield (stated.get(stop.at + paper) or stated.get(paper) or _NOTHING).get(code)

    return _unanswered(stop, home(stop, full), heard)


def _unanswered(stop: Stop, here: Answers, told: Callable[[str, str], Iterator[Any]]) -> dict[str, Any]:
    """By the ids of the fields that papers may fill in what is told of each, the last; {} once one is answered."""
    asked = [(field, *field.reads) for field in stop.page.fields if field.reads]
    if any(not is_blank(here[field.id]) for field, *_ in asked):
        return {}
    values = ((field.id, _typed(field, value)) for field, paper, code in asked for value in told(paper, code))
    return {name: value for name, value in values if not is_blank(value)}


def _typed(field: Field, value: Any) -> Any:
    """A paper's value as if it had been typed: 042-000-1111 is a telephone number. None where none of the kind."""
    kind = KINDS[field.kind]
    if isinstance(value, str) and kind.parts == ("",):
        parsed = kind.parse(field, {"": [value]}, "")
        return None if parsed.say else parsed.value
    return None if is_blank(value) or kind.wrong(field, value) else value
