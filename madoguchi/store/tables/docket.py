"""起案 - dockets on their way to a decision, the cases of each, and the days on which somebody does not sign."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped, Words


class Docket(Scoped):
    """起案: what was found before anybody signs, and who has signed; numbers of cases, no names."""

    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    made = models.DateTimeField()
    drafter = models.CharField(max_length=40)
    round = models.BigIntegerField(default=0)
    progress = Document(default=dict)
    report = Document(default=dict)
    guarded = Document(default=dict)
    explained = Words(default="", blank=True)
    signed = Document(default=list)
    number = models.CharField(max_length=60, default="", blank=True)
    decided = models.DateField(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "status", "id"), name="docket_status")]


class DocketLine(Scoped):
    """起案の案件: the step that decides a case, and why. It goes with its application."""

    grants = ("SELECT", "INSERT")

    docket = models.BigIntegerField()
    case = models.CharField(max_length=24)
    step = models.CharField(max_length=40)
    reason = Words()
    seen = models.CharField(max_length=40)
    place = models.CharField(max_length=40, null=True)  # with a default SQLite would make the table anew

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "docket", "case"), name="docket_line")]
        indexes = [models.Index(fields=("municipality", "case"), name="docket_line_case")]


class Absence(Scoped):
    """不在: the days, first and last, on which an account does not sign."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    username = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    by = models.CharField(max_length=40)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "until"), name="absence_until")]
