"""記録 - one row for each deed, never changed; the ledger knows the last of them."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class Ledger(Scoped):
    """台帳: last event of a municipality, and last serial of each year. Whoever appends holds this row."""

    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)
    serials = Document(default=dict)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality",), name="ledger_once")]


class Event(Scoped):
    """記録. On PostgreSQL our role may only insert; on SQLite triggers refuse the rest."""

    grants = ("SELECT", "INSERT")

    seq = models.BigIntegerField()
    at = models.DateTimeField()
    deed = models.CharField(max_length=80)
    step = models.CharField(max_length=80)
    who = models.CharField(max_length=80)
    role = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    source = models.CharField(max_length=80)
    to = models.CharField(max_length=80)
    channel = models.CharField(max_length=80)
    touch = models.PositiveIntegerField(null=True)
    edition = models.CharField(max_length=80)
    note = Document(default=dict)
    digest = models.CharField(max_length=64)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "seq"), name="event_seq")]
        indexes = [
            models.Index(fields=("municipality", "subject", "seq"), name="event_subject"),
            models.Index(fields=("municipality", "step", "seq"), name="event_step"),
        ]
