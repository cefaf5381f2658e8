"""住民ニーズ - what a form costs its families, in counts, and what they say of it. No row belongs to anybody."""

from __future__ import annotations

from django.db import models

from .scoped import Scoped, Words

SAID = 200  # characters of a sentence's pattern that are kept


class Tally(Scoped):
    """集計: counts of one day at one page, and for a mistake at one field. Added up, never listed one by one."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    procedure = models.CharField(max_length=64)
    day = models.DateField()
    version = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    page = models.CharField(max_length=40, default="", blank=True)
    field = models.CharField(max_length=100, default="", blank=True)
    say = models.CharField(max_length=SAID, default="", blank=True)
    count = models.PositiveIntegerField(default=0)
    timed = models.PositiveIntegerField(default=0)
    seconds = models.PositiveBigIntegerField(default=0)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "procedure", "day", "version", "kind", "page", "field", "say"),
                name="tally_once",
            )
        ]


class Voice(Scoped):
    """声. Which application it came with is not written anywhere. Only ever added; goes when its years are over."""

    grants = ("SELECT", "INSERT", "DELETE")

    procedure = models.CharField(max_length=64)
    version = models.CharField(max_length=40)
    day = models.DateField()
    channel = models.CharField(max_length=20)
    lang = models.CharField(max_length=20)
    ease = models.PositiveSmallIntegerField(null=True)
    time = models.PositiveSmallIntegerField(null=True)
    again = models.PositiveSmallIntegerField(null=True)
    words = Words(default="", blank=True)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=("municipality", "procedure", "day", "id"), name="voice_day")]
