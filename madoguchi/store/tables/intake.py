"""受付 - files of other services, their rows as they came, and how their columns become answers."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Document, Scoped, Words


class IntakeMatch(Scoped):
    """列の対応: one row for each time that it was changed, the last one counts. `told` is core/intake/match.as_json."""

    grants = ("SELECT", "INSERT")

    procedure = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    form = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    told = Document()
    at = models.DateTimeField()
    who = models.CharField(max_length=40)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "procedure", "channel", "form", "version"), name="intakematch_version"
            )
        ]


class Intake(Scoped):
    """届いたファイル: `match` as it is being made, the counts of its rows by their state."""

    procedure = models.CharField(max_length=64)
    channel = models.CharField(max_length=20)
    form = models.CharField(max_length=100)
    name = Words()
    digest = models.CharField(max_length=64)
    encoding = models.CharField(max_length=10)
    delimiter = models.CharField(max_length=1)
    headers = Document()
    match = Document(default=dict)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    who = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    ended = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField()
    filed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    aside = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "id"), name="intake_last")]


class IntakeRow(Scoped):
    """届いた行: `raw` are its bytes, sealed; `told` digests of its cells. Bound to its application by `reference`."""

    intake = models.BigIntegerField()
    line = models.PositiveIntegerField()
    channel = models.CharField(max_length=20)
    procedure = models.CharField(max_length=64)
    came = models.CharField(max_length=100, default="", blank=True)
    digest = models.CharField(max_length=64)
    raw = models.BinaryField()
    sealed_by = models.PositiveIntegerField()
    told = Document(default=dict)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=20, default="", blank=True)
    words = Words(default="", blank=True)
    reference = models.CharField(max_length=REFERENCE, default="", blank=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=40, default="", blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "channel", "procedure", "came"),
                condition=models.Q(state="filed"),
                name="intakerow_once",
            )
        ]
        indexes = [
            models.Index(fields=("municipality", "intake", "state", "line"), name="intakerow_state"),
            models.Index(fields=("municipality", "reference"), name="intakerow_reference"),
            models.Index(fields=("municipality", "state", "at"), name="intakerow_waiting"),
        ]
