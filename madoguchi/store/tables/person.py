"""申請した人 - who signed in, by a name that tells nobody who it is, and which applications are theirs."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Scoped


class Person(Scoped):
    """本人. `sub_hash` is a keyed digest of what the provider `way` calls them; neither name nor number is kept."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    way = models.CharField(max_length=20)
    sub_hash = models.CharField(max_length=64)
    since = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "way", "sub_hash"), name="person_sub")]


class Tie(Scoped):
    """本人の申請: an application that a person handed in. It goes with the application."""

    grants = ("SELECT", "INSERT")

    person = models.BigIntegerField()
    reference = models.CharField(max_length=REFERENCE)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "reference"), name="tie_reference")]
        indexes = [models.Index(fields=("municipality", "person"), name="tie_person")]
