"""版 - immutable packages by their digest, and which one is in force."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from madoguchi.core.package.edition import Edition, open_edition

from . import tables, wall


def put(procedure: str, digest: str, data: bytes, now: datetime) -> None:
    """Keep an edition; a digest that is known already is the same edition."""
    row = tables.Edition(procedure=procedure, digest=digest, data=data, made=now)
    tables.Edition.objects.bulk_create([row], ignore_conflicts=True)


def get(digest: str) -> bytes:
    """The canonical bytes of an edition. Raises LookupError."""
    row = tables.Edition.objects.filter(digest=digest).first()
    if row is None:
        raise LookupError(digest)
    return bytes(row.data)


def opened(digest: str) -> Edition:
    """The edition of a digest, as values. Raises LookupError."""
    return _opened(wall.current(), digest)


@lru_cache(maxsize=256)
def _opened(municipality: str, digest: str) -> Edition:
    """Never stale, since a digest names its bytes; by municipality, so that the cache has a wall too."""
    return open_edition(get(digest))


def publish(procedure: str, digest: str, now: datetime) -> None:
    """Put an edition in force. Raises LookupError when it was never kept."""
    if not tables.Edition.objects.filter(digest=digest, procedure=procedure).exists():
        raise LookupError(digest)
    if current(procedure) != digest:
        tables.Publication.objects.create(procedure=procedure, digest=digest, at=now)
        tables.Municipality.objects.filter(slug=wall.current()).update(open=True)


def current(procedure: str) -> str | None:
    """The digest of the edition in force."""
    row = tables.Publication.objects.filter(procedure=procedure).order_by("-id").first()
    return row.digest if row else None


def published(procedure: str) -> tuple[tuple[str, datetime], ...]:
    """Every edition that was put in force, the first first, and when."""
    rows = tables.Publication.objects.filter(procedure=procedure).order_by("id")
    return tuple(rows.values_list("digest", "at"))


def current_edition(procedure: str) -> Edition | None:
    """The edition in force, as values."""
    digest = current(procedure)
    return opened(digest) if digest else None


def procedures() -> tuple[str, ...]:
    """The procedures that have an edition in force, in the order of their ids."""
    return tuple(sorted(set(tables.Publication.objects.values_list("procedure", flat=True))))
