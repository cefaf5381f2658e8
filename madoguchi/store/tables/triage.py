"""優先の目安 - what was counted of each case, how it was ordered by it, and what was learned; only ever added to."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class Learned(Scoped):
    """学んだ式: one row for each time, the last one counts. `told` is all of it (core/triage.as_json)."""

    grants = ("SELECT", "INSERT")

    procedure = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    at = models.DateTimeField()
    told = Document()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "procedure", "id"), name="learned_procedure")]


class Triage(Scoped):
    """優先の目安: `counted` of a case at a moment, and the chance that the line `version` made of it ("": none)."""

    grants = ("SELECT", "INSERT")

    case = models.CharField(max_length=24)
    procedure = models.CharField(max_length=64)
    at = models.DateTimeField()
    counted = Document()
    version = models.CharField(max_length=40, default="", blank=True)
    chance = models.FloatField(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "case", "version", "id"), name="triage_case")]
