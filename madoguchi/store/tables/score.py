"""点数 - the points of each case, with the rows that gave them, as they were reckoned last."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped


class Score(Scoped):
    """点数: `total` as people write it, "" where there is a gap; `told` is all of it (core/points/result.as_json)."""

    reference = models.CharField(max_length=24)
    branch = models.PositiveSmallIntegerField()
    procedure = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    at = models.DateTimeField()
    total = models.CharField(max_length=24, default="", blank=True)
    told = Document()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "reference", "branch"), name="score_case")]
