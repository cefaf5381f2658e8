"""職員の一日 - what clerks write beside a case, and the filters they keep for the list."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Scoped, Words


class Note(Scoped):
    """メモ. Its words are here alone; the event beside it has none. Never changed, never taken back."""

    grants = ("SELECT", "INSERT")

    case = models.CharField(max_length=REFERENCE)
    who = models.CharField(max_length=40)
    words = Words()
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "case", "id"), name="note_case")]


class SavedFilter(Scoped):
    """保存した絞込. `query` is what stands behind the ? of the list's address; with a `section` it is shared there."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    owner = models.CharField(max_length=40)
    name = Words()
    query = Words()
    usual = models.BooleanField(default=False)
    section = models.CharField(max_length=64, default="", blank=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "owner"), name="savedfilter_owner")]
