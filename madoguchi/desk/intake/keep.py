"""封をする - bytes as they came lie in the database under the municipality's key, as files do in the storage."""

from __future__ import annotations

from madoguchi.core.intake import Row
from madoguchi.desk import attach
from madoguchi.plugs import vault
from madoguchi.store import wall


class Emptied(Exception):
    """The bytes of a row are no longer there: it was set aside, or left alone, for too long."""


def seal(key: bytes, digest: str, raw: bytes) -> bytes:
    """Bytes that open as those of this digest alone."""
    return vault.seal(key, ("intake", wall.current(), digest), raw)


def opened(row: Row) -> bytes:
    """The bytes of a row as they came. Raises Emptied, attach.Lost, Locked."""
    if not row.raw:
        raise Emptied(row.subject)
    return vault.unseal(attach.key_of(row.sealed_by), ("intake", wall.current(), row.digest), row.raw)
