"""用務 - what must happen outside; the row alone is the truth."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped, Words


class Errand(Scoped):
    """用務. `worker` holds it until `lease_until`; whoever comes later finds another lease and keeps quiet."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    payload = Document(default=dict)
    lane = models.CharField(max_length=40, default="", blank=True)
    due = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, default="", blank=True)
    stage = models.CharField(max_length=20, default="", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = Words(default="", blank=True)
    state = models.CharField(max_length=10, default="waiting")
    subject = models.CharField(max_length=40, default="", blank=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key"), name="errand_key")]
        indexes = [models.Index(fields=("municipality", "state", "due"), name="errand_due")]
