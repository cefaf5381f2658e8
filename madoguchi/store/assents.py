"""もう一人の保護者の確認 - which addresses were given out, of which we keep the digest, and whether a yes came."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from madoguchi.core.assent import Assent

from . import tables

_PLAIN: Final = ("reference", "item", "made", "expires", "state", "confirmed")


def put(token: str, assent: Assent) -> None:
    """Keep a new one under a token of at least 128 random bits."""
    tables.Assent.objects.create(token_hash=_hash(token), **{name: getattr(assent, name) for name in _PLAIN})


def get(token: str, lock: bool = False) -> Assent | None:
    """That of a token. With `lock` nobody else gives it before our transaction ends."""
    rows = tables.Assent.objects.filter(token_hash=_hash(token))
    row = (rows.select_for_update() if lock else rows).first()
    return value(row) if row else None


def of(reference: str) -> Assent | None:
    """The last one of an application."""
    row = tables.Assent.objects.filter(reference=reference).order_by("-id").first()
    return value(row) if row else None


def revoke(reference: str) -> None:
    """Those that are open open nothing any more."""
    tables.Assent.objects.filter(reference=reference, state="open").update(state="revoked")


def confirm(token: str, now: datetime) -> None:
    """A yes has come."""
    tables.Assent.objects.filter(token_hash=_hash(token), state="open").update(state="done", confirmed=now)


def value(row: tables.Assent) -> Assent:
    """An assent from its row."""
    return Assent(**{name: getattr(row, name) for name in _PLAIN})


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
