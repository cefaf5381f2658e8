"""様式と添付 - which files a document speaks of, and where."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import Field
from .shape import Form
from .walk import Answers, Stop, home, path


def files_of(form: Form, answers: Answers) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each file of a document: its key, then its path, the field's label and the permission its page asks for."""
    for stop, field in places_for_files(form, answers):
        said = home(stop, answers).get(field.id) or ()
        yield from ((key, (path(stop, field), field.label, stop.page.private)) for key in said)


def places_for_files(form: Form, answers: Answers) -> Iterator[tuple[Stop, Field]]:
    """Every field for files, of every item there is, whether it is asked now or not."""
    for page, field in form.fields():
        if field.kind == "files" and page.repeat:
            yield from ((Stop(page, index), field) for index in range(len(answers.get(page.repeat.group, ()))))
        elif field.kind == "files":
            yield Stop(page), field
