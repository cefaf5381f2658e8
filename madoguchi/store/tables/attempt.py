"""試行 - wrong tries at a lock, counted for all processes and servers together."""

from __future__ import annotations

from django.db import models

from .scoped import Scoped


class Try(Scoped):
    """Wrong tries at one lock by one caller until a moment. `key_hash` is a digest: no address, no number, no name."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key_hash = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=1)
    until = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key_hash"), name="try_key")]
