"""通知書 - the PDF of a notice, and the two ways by which anyone finds it: its number and its digest."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Scoped


class Letter(Scoped):
    """通知書(PDF): written once. `digest` is the SHA-256 of `pdf`, `check_number` stands on the paper."""

    grants = ("SELECT", "INSERT")

    notice = models.BigIntegerField()
    case = models.CharField(max_length=REFERENCE)
    check_number = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    signer = models.CharField(max_length=200, default="", blank=True)
    made = models.DateTimeField()
    pdf = models.BinaryField()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=("municipality", "notice"), name="letter_notice"),
            models.UniqueConstraint(fields=("municipality", "check_number"), name="letter_check"),
        ]
        indexes = [
            models.Index(fields=("municipality", "digest"), name="letter_digest"),
            models.Index(fields=("municipality", "case"), name="letter_case"),
        ]
