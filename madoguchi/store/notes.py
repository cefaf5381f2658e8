"""メモ - what clerks write beside a case, for colleagues; only ever added to."""

from __future__ import annotations

from madoguchi.core.case import Note

from . import tables

_PLAIN = ("case", "who", "words", "at")


def put(note: Note) -> Note:
    """Keep a new note; it comes back with its id."""
    return value(tables.Note.objects.create(**{name: getattr(note, name) for name in _PLAIN}))


def of_case(case: str) -> tuple[Note, ...]:
    """The notes of a case, the newest first."""
    return tuple(value(row) for row in tables.Note.objects.filter(case=case).order_by("-id"))


def value(row: tables.Note) -> Note:
    """A note from its row."""
    return Note(row.pk, **{name: getattr(row, name) for name in _PLAIN})
