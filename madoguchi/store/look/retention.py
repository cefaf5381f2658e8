"""保存と廃棄を見る - what is kept beyond its day, and the certificates of what went, for those who answer for it."""

from __future__ import annotations

from madoguchi.core.retention import HOLDS, Certificate, Gone, printed

from .. import disposals, holds, municipalities, wall
from ..editions import current_edition

__all__ = ["HOLDS", "Certificate", "Gone", "certificate", "certificates", "held", "text"]

certificates = disposals.certificates
certificate = disposals.certificate


def held() -> tuple[tuple[holds.Hold, str], ...]:
    """What is kept, with the reason in words."""
    return tuple((it, HOLDS.get(it.reason, it.reason)) for it in holds.all_())


def named(procedure: str) -> str:
    """A procedure as people call it."""
    edition = current_edition(procedure)
    return edition.procedure.name if edition else procedure


def text(number: int) -> str | None:
    """A certificate as a text."""
    found, town = disposals.certificate(number), municipalities.get(wall.current())
    if found is None or town is None:
        return None
    return printed(town.name, named(found[0].procedure), *found)
