"""見える範囲 - which cases a clerk may see at all, and of which only the number; asked here and nowhere else."""

from __future__ import annotations

from madoguchi.core.account import CLUB
from madoguchi.core.case import Clerk
from madoguchi.core.package.edition import Edition

from .. import clerks, editions, protections


def procedures_of(clerk: Clerk | None) -> frozenset[str]:
    """The procedures whose cases a clerk sees: those of their sections. Nobody sees none; where the town's file names
    no sections, the city hall is one. A club sees no cases: its children stand on its own pages (look/clubs.py)."""
    if clerk is None or not clerk.active or CLUB in clerk.roles:
        return frozenset()
    in_force = (editions.current_edition(procedure) for procedure in editions.procedures())
    return frozenset(edition.procedure.id for edition in in_force if edition and _works_on(clerk, edition))


def _works_on(clerk: Clerk, edition: Edition) -> bool:
    named = [section for section in edition.town.sections if section.id in clerk.sections]
    return not edition.town.sections or any(edition.procedure.id in section.procedures for section in named)


def editions_of(clerk: Clerk | None) -> tuple[Edition, ...]:
    """The editions in force of the procedures a clerk sees, in the order of their ids."""
    found = (editions.current_edition(procedure) for procedure in sorted(procedures_of(clerk)))
    return tuple(edition for edition in found if edition)


def colleagues() -> tuple[Clerk, ...]:
    """The accounts that a case may be given to."""
    return tuple(one for one in clerks.all_() if one.active and {"clerk", "decider"} & set(one.roles))


def veiled_from(clerk: Clerk | None) -> frozenset[str]:
    """The references of protected applications (支援措置) that this clerk is not named for."""
    return frozenset(one.reference for one in protections.in_force() if one.hides_from(clerk))
