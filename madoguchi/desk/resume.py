"""あとで続ける - a draft's address sent to who asks for it, once; and a draft thrown away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from madoguchi.core.case import Draft
from madoguchi.core.contact import read
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import drafts

from . import need, unknown
from .apply import open_draft


def send(key: str, typed: str, now: datetime) -> str:
    """Leave the errand that sends the way back to a draft; what is in the way of it, "" when it was left.

    The address is nobody's we know, so it hears of one draft once a day, and says nothing of what is in it. It is kept
    sealed, for it is not the family's contact. Raises NoDraft, AlreadySubmitted.
    """
    draft = open_draft(key)
    to, say = read(typed)
    if say:
        return say
    if say := unknown.heard("resume", str(draft.id), to, now):
        return say
    unknown.leave("resume", str(draft.id), to, {"key": key}, "sealed", now)
    return ""


def discard(key: str) -> None:
    """Throw a draft away. Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key, lock=True)
    drafts.remove(key)
    need.left([draft])


def kept_until(edition: Edition, draft: Draft) -> date | None:
    """The last day of a draft nobody writes in any more; None when they stay."""
    retention = edition.town.retention
    return jst_date(draft.updated) + timedelta(days=retention.drafts) if retention and retention.drafts else None
