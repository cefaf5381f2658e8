"""保存と廃棄 - what must be kept beyond its day, what has gone after it, and the certificates that say so."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Document, Scoped


class Hold(Scoped):
    """廃棄の停止. `reason` is a code; as long as one is not lifted, the application cannot be deleted."""

    grants = ("SELECT", "INSERT", "UPDATE (lifted, lifted_by)")

    reference = models.CharField(max_length=REFERENCE)
    reason = models.CharField(max_length=20)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    lifted = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=40, default="", blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "reference"), condition=models.Q(lifted__isnull=True), name="hold_in_force"
            )
        ]


class Disposal(Scoped):
    """廃棄した申請: its number, and how much went. `remaining` are the keys of files still to be removed."""

    grants = ("SELECT", "INSERT", "UPDATE (remaining, certificate)")

    reference = models.CharField(max_length=REFERENCE)
    procedure = models.CharField(max_length=64)
    release = models.DateField()
    at = models.DateTimeField()
    rows = Document(default=dict)
    files = models.PositiveIntegerField(default=0)
    remaining = Document(default=list)
    certificate = models.PositiveIntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "reference"), name="disposal_reference")]
        indexes = [models.Index(fields=("municipality", "certificate"), name="disposal_certificate")]


class Certificate(Scoped):
    """廃棄の記録: one for each night and procedure; `digest` is that of the whole text with its numbers."""

    grants = ("SELECT", "INSERT")

    number = models.PositiveIntegerField()
    procedure = models.CharField(max_length=64)
    at = models.DateTimeField()
    rule = Document()
    count = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "number"), name="certificate_number")]
