"""勤め先の証明 - the addresses that were given to issuers of papers, and what came back by them."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Document, Scoped


class Invitation(Scoped):
    """勤め先への依頼. `token_hash` is the SHA-256 of what stands in the address: the table opens none.

    `owner` is the SHA-256 of its draft's key, or nothing; `answers` and `typed` are what the issuer fills in, and
    `sender` a keyed digest of their address.
    """

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    owner = models.CharField(max_length=64, default="", blank=True)
    reference = models.CharField(max_length=REFERENCE, default="", blank=True)
    place = models.CharField(max_length=100)
    document = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    answered = models.DateTimeField(null=True)
    sender = models.CharField(max_length=64, default="", blank=True)
    answers = Document(default=dict)
    typed = Document(default=dict)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "token_hash"), name="invitation_token")]
        indexes = [
            models.Index(fields=("municipality", "owner"), name="invitation_owner"),
            models.Index(fields=("municipality", "reference"), name="invitation_reference"),
        ]


class Statement(Scoped):
    """証明: said once; only whose it is may be written later, when its draft is handed in."""

    grants = ("SELECT", "INSERT", "UPDATE (reference)", "DELETE")

    owner = models.CharField(max_length=64, default="", blank=True)
    reference = models.CharField(max_length=REFERENCE, default="", blank=True)
    place = models.CharField(max_length=100)
    document = models.CharField(max_length=64)
    invitation = models.BigIntegerField()
    version = models.PositiveIntegerField()
    says = Document()
    at = models.DateTimeField()
    domain = models.CharField(max_length=254)
    free = models.BooleanField(default=False)
    source = models.CharField(max_length=20)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=("municipality", "owner"), name="statement_owner"),
            models.Index(fields=("municipality", "reference"), name="statement_reference"),
        ]
