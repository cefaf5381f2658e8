"""在籍 - places as decisions gave them, and what clubs tell of them each month."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Scoped


class Stay(Scoped):
    """在籍: a case has a place from a day on; `until` once it has ended. It goes with its application."""

    case = models.CharField(max_length=REFERENCE)
    procedure = models.CharField(max_length=64)
    pool = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "case", "since"), name="stay_case")]
        indexes = [models.Index(fields=("municipality", "procedure", "pool"), name="stay_pool")]


class ClubReport(Scoped):
    """月の報告: numbers of a club in a month; whom they are about is in Nonattendance. Sent again, it is replaced."""

    procedure = models.CharField(max_length=64)
    pool = models.CharField(max_length=64)
    month = models.CharField(max_length=7)
    enrolled = models.PositiveSmallIntegerField()
    free = models.PositiveSmallIntegerField()
    who = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=("municipality", "procedure", "pool", "month"), name="clubreport_month")
        ]


class Nonattendance(Scoped):
    """利用の少ない児童: a child that a club's report names, and why. It goes with its application."""

    grants = ("SELECT", "INSERT", "DELETE")

    case = models.CharField(max_length=REFERENCE)
    procedure = models.CharField(max_length=64)
    pool = models.CharField(max_length=64)
    month = models.CharField(max_length=7)
    code = models.CharField(max_length=20)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "procedure", "pool", "month"), name="nonattendance_month"),
            models.Index(fields=("municipality", "case"), name="nonattendance_case"),
        ]
