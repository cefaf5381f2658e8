"""声 - what families said after handing in; kept without a way back to them."""

from __future__ import annotations

from datetime import date
from typing import Final

from madoguchi.core.voice import Voice

from . import tables

_PLAIN: Final = ("procedure", "version", "day", "channel", "lang", "ease", "time", "again", "words")


def put(voice: Voice) -> None:
    """Keep a voice."""
    tables.Voice.objects.create(**{name: getattr(voice, name) for name in _PLAIN})


def since(procedure: str, day: date, version: str = "") -> tuple[Voice, ...]:
    """What was said from a day on, of one version or of all, the newest first."""
    rows = tables.Voice.objects.filter(procedure=procedure, day__gte=day).order_by("-day", "-id")
    rows = rows.filter(version=version) if version else rows
    return tuple(Voice(**{name: getattr(row, name) for name in _PLAIN}) for row in rows)


def forget(procedure: str, before: date) -> int:
    """Take away what was said before a day; how many."""
    return int(tables.Voice.objects.filter(procedure=procedure, day__lt=before).delete())
