"""戻ったメール - a report of a mail that did not arrive is laid to the letter it told of; all else changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from madoguchi import settings
from madoguchi.core.bounce import Mark
from madoguchi.plugs import delivery
from madoguchi.store import errands, municipalities, notices, wall

from . import tell

# What becomes of a mail that was handed to us.
RETURNED: Final = "returned"  # its letter is on the clerks' list now
KNOWN: Final = "known"  # it was, already
NO_LETTER: Final = "no_letter"  # a mail of ours that told of no letter: a code, a receipt
PASSING: Final = "passing"  # it may still arrive, or has arrived
UNREAD: Final = "unread"  # no report of a mail server
UNKNOWN: Final = "unknown"  # not of a mail of ours, or not any more; or forged


@dataclass(frozen=True)
class Found:
    """What became of it, and whose letter it was."""

    what: str
    municipality: str = ""
    case: str = ""


def take(raw: bytes, now: datetime) -> Found:
    """Read a mail that came to the address for bounces, outside of every wall."""
    report = delivery.read(raw)
    if report is None:
        return Found(UNREAD)
    mark = report.mark
    if mark is None or municipalities.get(mark.municipality) is None:
        return Found(UNKNOWN)
    with wall.inside(mark.municipality, write=True):
        return _taken(mark, now, failed=report.failed)


def _taken(mark: Mark, now: datetime, *, failed: bool) -> Found:
    errand = errands.get(mark.errand)
    if errand is None or not mark.fits(settings.SECRET_KEY, errand.key):
        return Found(UNKNOWN)
    if not failed:
        return Found(PASSING, mark.municipality)
    number = tell.letter_of(errand)
    notice = notices.get(number) if number else None
    if notice is None:
        return Found(NO_LETTER, mark.municipality)
    fresh = tell.undelivered(notice.id, "bounced", now)
    return Found(RETURNED if fresh else KNOWN, mark.municipality, notice.case)
