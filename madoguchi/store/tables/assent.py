"""もう一人の保護者の確認 - the address that was given to another guardian, and the yes that came back."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Scoped


class Assent(Scoped):
    """確認. `token_hash` is the SHA-256 of what stands in the address: the table says yes for nobody."""

    grants = ("SELECT", "INSERT", "UPDATE (state, confirmed)")

    reference = models.CharField(max_length=REFERENCE)
    item = models.PositiveSmallIntegerField()
    token_hash = models.CharField(max_length=64)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    confirmed = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "token_hash"), name="assent_token")]
        indexes = [models.Index(fields=("municipality", "reference"), name="assent_reference")]
