"""見える範囲 - which cases a clerk may see at all, and of which only the number; asked here and nowhere else."""

from __future__ import annotations

from madoguchi.core.case import Clerk

from .. import editions, tables


def procedures_of(clerk: Clerk | None) -> frozenset[str]:
    """The procedures whose cases a clerk sees. Nobody sees none."""
    return frozenset(editions.procedures()) if clerk and clerk.active else frozenset()


def veiled_from(clerk: Clerk | None) -> frozenset[str]:
    """The references of protected applications (支援措置) that this clerk is not named for."""
    rows = tables.Protection.objects.filter(lifted=None).values_list("reference", "clerks")
    return frozenset(reference for reference, named in rows if clerk is None or clerk.username not in named)
