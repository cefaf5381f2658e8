"""改正案 - drafts of a procedure's tables, and each row that was changed in one."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class Revision(Scoped):
    """改正案: `own` is the municipality's points.yaml as changed; of a procedure one alone is on its way."""

    procedure = models.CharField(max_length=64)
    base = models.CharField(max_length=64)
    own = Document()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="open")
    made = models.DateTimeField()
    editors = Document(default=list)
    proposer = models.CharField(max_length=40, default="", blank=True)
    publisher = models.CharField(max_length=40, default="", blank=True)
    published = models.DateTimeField(null=True)
    edition = models.CharField(max_length=64, default="", blank=True)
    trial = Document(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "procedure"),
                condition=models.Q(state__in=("open", "proposed")),
                name="revision_on_its_way",
            )
        ]
        indexes = [models.Index(fields=("municipality", "procedure", "id"), name="revision_last")]


class Edit(Scoped):
    """改正の記録: one row of a table, before and after; `version` is that of the draft behind it."""

    grants = ("SELECT", "INSERT")

    revision = models.BigIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=40)
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=40)
    before = Document(null=True)
    after = Document(null=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "revision", "id"), name="edit_of_revision")]
