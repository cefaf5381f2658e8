"""支援措置 - whose address must not be learned: which applications, and the clerks who may still see them."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Document, Scoped


class Protection(Scoped):
    """支援措置. One that was lifted stays, so that it can be told when it was in force."""

    reference = models.CharField(max_length=REFERENCE)
    clerks = Document(default=list)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    lifted = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "reference"),
                condition=models.Q(lifted__isnull=True),
                name="protection_in_force",
            )
        ]
