"""読む - a handed-in document as people read it."""

from __future__ import annotations

from madoguchi.core import form
from madoguchi.core.case import Application
from madoguchi.core.days import jst_date
from madoguchi.core.form import Part
from madoguchi.core.mask import NOTHING, Mask, covered
from madoguchi.core.package.edition import Edition


def answers(application: Application, edition: Edition, mask: Mask = NOTHING, branch: int = 0) -> tuple[Part, ...]:
    """Page by page, as it was asked on the day it came in; what is masked has its words instead.

    With `branch` only what is about that case: of the pages about each child its own, and those about all.
    """
    base = edition.scope(jst_date(application.received), application.answers)
    parts = covered(form.summary(edition.form, application.answers, base), mask)
    subjects = edition.procedure.subjects
    return tuple(part for part in parts if not branch or _concerns(part, subjects, branch))


def _concerns(part: Part, subjects: str, branch: int) -> bool:
    repeat = part.stop.page.repeat
    return repeat is None or repeat.group != subjects or part.stop.index == branch - 1
