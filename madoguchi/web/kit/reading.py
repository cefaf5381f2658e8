"""読む - a handed-in document as people read it."""

from __future__ import annotations

from madoguchi.core import form
from madoguchi.core.case import Application
from madoguchi.core.days import jst_date
from madoguchi.core.form import Part
from madoguchi.core.package.edition import Edition


def answers(application: Application, edition: Edition) -> tuple[Part, ...]:
    """Page by page, as it was asked on the day it came in."""
    base = edition.scope(jst_date(application.received), application.answers)
    return form.summary(edition.form, application.answers, base)
