"""職員 - accounts inside one city hall, and sessions of whoever is signed in or has opened an application."""

from __future__ import annotations

from django.db import models

from .scoped import Document, Scoped, Words


class Clerk(Scoped):
    """職員の利用者. The name in events is `username`; accounts are switched off, never deleted."""

    username = models.CharField(max_length=40)
    name = Words()
    roles = Document(default=list)
    active = models.BooleanField(default=True)
    password = models.CharField(max_length=200)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "username"), name="clerk_username")]


class Session(Scoped):
    """Session. `key_hash` is the SHA-256 of the cookie: the table lets nobody in."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key_hash = models.CharField(max_length=64)
    data = models.TextField()
    expires = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key_hash"), name="session_key")]
        indexes = [models.Index(fields=("expires",), name="session_expires")]
