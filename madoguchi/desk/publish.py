"""公開 - a checked package becomes an edition, and the pointer moves to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from madoguchi.core.package.edition import digest_of, open_edition, pack
from madoguchi.store import editions

from . import catalogue


def publish(files: Mapping[str, Any], now: datetime) -> str:
    """Put parsed files in force as the edition of their procedure; its digest comes back. Applications keep theirs;
    the row of the catalogue is online from now on."""
    data = pack(files)
    edition = open_edition(data)
    editions.put(edition.procedure.id, digest_of(data), data, now)
    editions.publish(edition.procedure.id, edition.digest, now)
    catalogue.published(edition.procedure.id, edition.procedure.name, now)
    return edition.digest
