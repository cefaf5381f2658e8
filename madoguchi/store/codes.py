"""確認コード - which of the codes mailed for an application counts, and how often it was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from madoguchi.core.reference import code_for

from . import tables, wall


@dataclass(frozen=True, slots=True)
class Code:
    """The `serial`-th code of an application; the code itself is made from the server's key, and stored nowhere."""

    reference: str
    serial: int
    expires: datetime
    tries: int
    used: bool


def get(reference: str) -> Code | None:
    """The code that counts, if one was mailed. Inside a wall opened to write nobody else tries it meanwhile."""
    row = tables.Code.objects.filter(reference=reference).select_for_update().first()
    return Code(row.reference, row.serial, row.expires, row.tries, row.used) if row else None


def made(key: str, reference: str, serial: int) -> str:
    """The code itself, made anew when it is needed; another city's case of the same number has another."""
    return code_for(key, f"{wall.current()}/{reference}", serial)


def put(reference: str, serial: int, expires: datetime) -> None:
    """From now on this code counts, and none before it."""
    row = tables.Code(reference=reference, serial=serial, expires=expires)
    tables.Code.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["municipality", "reference"],
        update_fields=["serial", "expires", "tries", "used"],
    )


def tried(reference: str) -> None:
    """Count a wrong try."""
    tables.Code.objects.filter(reference=reference).update(tries=F("tries") + 1)


def used(reference: str) -> None:
    """It was right; it counts no more."""
    tables.Code.objects.filter(reference=reference).update(used=True)
