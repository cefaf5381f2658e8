"""職員 - accounts inside one city hall, and sessions of whoever is signed in or has opened an application."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from .scoped import Document, Scoped, Words


class Clerk(AbstractBaseUser, Scoped):
    """職員の利用者. The name in events is `username`; accounts are switched off, never deleted.

    `seal` stands in every session of the account: whoever changes it ends them all. `initial`: the password was
    given by somebody else, and must be changed first.
    """

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ()
    last_login = None  # signing in leaves an event; a row that changes with it says no more

    username = models.CharField(max_length=40)
    name = Words()
    roles = Document(default=list)
    sections = Document(default=list)
    permits = Document(default=list)
    posts = Document(default=list, db_default=[])
    active = models.BooleanField(default=True)
    initial = models.BooleanField(default=False)
    password = models.CharField(max_length=200)
    seal = models.CharField(max_length=40, default="")

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "username"), name="clerk_username")]

    @property
    def is_active(self) -> bool:
        """What Django calls it."""
        return self.active


class Lock(Scoped):
    """締出し: wrong passwords and codes of one account. `times`: how often it was shut; `key_hash` of its name."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key_hash = models.CharField(max_length=64)
    wrong = models.PositiveIntegerField(default=0)
    times = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key_hash"), name="lock_key")]


class Session(Scoped):
    """Session. `key_hash` is the SHA-256 of the cookie: the table lets nobody in."""

    grants = ("SELECT", "INSERT", "UPDATE", "DELETE")

    key_hash = models.CharField(max_length=64)
    data = models.TextField()
    expires = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [models.UniqueConstraint(fields=("municipality", "key_hash"), name="session_key")]
        indexes = [models.Index(fields=("expires",), name="session_expires")]
