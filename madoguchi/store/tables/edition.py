"""版 - packages as they were in force, and which of them is."""

from __future__ import annotations

from django.db import models

from .scoped import Scoped


class Edition(Scoped):
    """版: canonical bytes named by their digest; immutable."""

    grants = ("SELECT", "INSERT")

    procedure = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()
    made = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "digest"), name="edition_digest")]


class Publication(Scoped):
    """公開: the last row of a procedure names the edition in force; those before it say what was, and when."""

    grants = ("SELECT", "INSERT")

    procedure = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "procedure", "id"), name="publication_last")]
