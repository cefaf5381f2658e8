"""審査 - what was seen of a case when its papers were read, by what it is found across applications, and who judged."""

from __future__ import annotations

from django.db import models

from .scoped import Scoped


class Mark(Scoped):
    """突合の印: a digest of what another application may have too, and the item it is of."""

    grants = ("SELECT", "INSERT", "DELETE")

    reference = models.CharField(max_length=24)
    what = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    at = models.CharField(max_length=60, default="", blank=True)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "what", "key"), name="mark_key"),
            models.Index(fields=("municipality", "reference"), name="mark_reference"),
        ]


class Review(Scoped):
    """審査: the latest look at a case by rules and reading. `blind`: it was clear, and was drawn to be looked at
    without saying so; `looked` when, and whether something was `found` after all."""

    case = models.CharField(max_length=24)
    procedure = models.CharField(max_length=64)
    at = models.DateTimeField()
    clear = models.BooleanField()
    blind = models.BooleanField(default=False)
    looked = models.DateTimeField(null=True)
    found = models.BooleanField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "case"), name="review_case")]
        indexes = [models.Index(fields=("municipality", "procedure", "blind", "looked"), name="review_blind")]


class Verdict(Scoped):
    """判断: what a clerk said of a finding. `place` are its fields, so that it is known when it is found again."""

    grants = ("SELECT", "INSERT")

    case = models.CharField(max_length=24)
    procedure = models.CharField(max_length=64)
    code = models.CharField(max_length=40)
    place = models.CharField(max_length=400, default="", blank=True)
    verdict = models.CharField(max_length=10)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "case"), name="verdict_case"),
            models.Index(fields=("municipality", "procedure", "code"), name="verdict_code"),
        ]
