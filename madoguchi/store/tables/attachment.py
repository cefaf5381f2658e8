"""添付書類 - what is known of each file; the file itself lies sealed in the storage, under the municipality's key."""

from __future__ import annotations

from django.db import models

from .case import REFERENCE
from .scoped import Document, Scoped, Words


class Attachment(Scoped):
    """A file. `owner` is the SHA-256 of its draft's key, or the reference it was sent to; bound by its `reference`."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key = models.CharField(max_length=22)
    owner = models.CharField(max_length=64)
    reference = models.CharField(max_length=REFERENCE, default="", blank=True)
    name = Words()
    kind = models.CharField(max_length=10)
    form = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    sealed_by = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=100, default="", blank=True)
    private = models.CharField(max_length=40, default="", blank=True)
    made = models.DateTimeField()
    says = Document(default=dict, db_default={})

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key"), name="attachment_key")]
        indexes = [
            models.Index(fields=("municipality", "owner"), name="attachment_owner"),
            models.Index(fields=("municipality", "reference"), name="attachment_reference"),
        ]


class StorageKey(Scoped):
    """保管の鍵: the municipality's key of this number, wrapped under the master key; worth nothing without it."""

    serial = models.PositiveIntegerField()
    wrapped = models.TextField()
    made = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "serial"), name="storagekey_serial")]
