"""読む - a handed-in document as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from madoguchi.core import form
from madoguchi.core.attachment import Attachment
from madoguchi.core.case import Application
from madoguchi.core.days import jst_date
from madoguchi.core.form import Form, Part, Row
from madoguchi.core.mask import NOTHING, PROTECTED, Mask, covered
from madoguchi.core.package.edition import Edition
from madoguchi.store import look


def answers(application: Application, edition: Edition, mask: Mask = NOTHING, branch: int = 0) -> tuple[Part, ...]:
    """Page by page, as it was asked on the day it came in; what is masked has its words instead.

    With `branch` only what is about that case: of the pages about each child its own, and those about all.
    """
    base = edition.scope(jst_date(application.received), application.answers)
    parts = form.summary(edition.form, application.answers, base)
    if PROTECTED not in mask.words.values():  # what somebody called a file may say who they are
        parts = named(parts, edition.form, application.answers, look.application_files(application.reference))
    parts = covered(parts, mask)
    subjects = edition.procedure.subjects
    return tuple(part for part in parts if not branch or _concerns(part, subjects, branch))


def named(
    parts: Iterable[Part], layout: Form, answers: Mapping[str, Any], known: Mapping[str, Attachment]
) -> tuple[Part, ...]:
    """The same lines, those of files with the names of the files."""
    names: dict[str, list[str]] = {}
    for key, (place, _, _) in form.files_of(layout, answers):
        if key in known:
            names.setdefault(place, []).append(known[key].name)
    return tuple(replace(part, rows=tuple(_named(row, names.get(row.path, ())) for row in part.rows)) for part in parts)


def _named(row: Row, names: Sequence[str]) -> Row:
    return replace(row, shown="、".join(names)) if names else row


def _concerns(part: Part, subjects: str, branch: int) -> bool:
    return part.stop.about(subjects) in (None, branch - 1)
