"""認証の要素 - allauth's table of passkeys, one-time codes and recovery codes, put behind our wall.

It has no municipality of its own: a row belongs to where its account belongs. On PostgreSQL its policy says the same.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator, AuthenticatorManager
from django.db import models

from .. import wall
from ..errors import OutsideTheWall
from .scoped import Rows
from .staff import Clerk


def enclose() -> None:
    """Every way to the table goes through the wall: none outside of it, inside only those of our accounts."""
    AuthenticatorManager.get_queryset = _rows
    Authenticator.claim, Authenticator.save, Authenticator.delete = _claim, _save, _delete
    Authenticator.grants = ("SELECT", "INSERT", "UPDATE", "DELETE")
    Authenticator.unscoped = "Its rows belong to accounts, and so to their municipality: the wall asks for the account."
    # Django's own machinery (saving, refreshing, relations) must not find a way around.
    Authenticator._meta.base_manager_name = "objects"
    Authenticator._meta._expire_cache()


def _rows(manager: Any) -> models.QuerySet:
    wall.current()
    return Rows(manager.model, using=manager._db).filter(user__in=Clerk.objects.all())


def _claim(row: Any) -> None:
    wall.writing()
    if not Clerk.objects.filter(pk=row.user_id).exists():
        raise OutsideTheWall("a factor of another municipality's account")


def _save(row: Any, *args: Any, **kwargs: Any) -> None:
    _claim(row)
    models.Model.save(row, *args, **kwargs)


def _delete(row: Any, *args: Any, **kwargs: Any) -> Any:
    _claim(row)
    return Authenticator.objects.filter(pk=row.pk).delete()
