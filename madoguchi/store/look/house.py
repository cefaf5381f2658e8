"""入口を見る - which procedures a municipality has in force, and how the whole house is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from madoguchi.core.package.edition import Edition

from .. import errands, municipalities, wall
from ..editions import current_edition, opened, procedures

__all__ = ["Health", "current_edition", "health", "opened", "procedures", "published"]


@dataclass(frozen=True, slots=True)
class Health:
    """The house as a whole: how many errands could be taken up, how long the first has waited, how many failed."""

    municipalities: int
    waiting: int
    oldest_waiting_seconds: int | None
    failed: int


def published() -> tuple[Edition, ...]:
    """The editions in force, in the order of their procedures' ids."""
    editions = (current_edition(procedure) for procedure in procedures())
    return tuple(edition for edition in editions if edition)


def health(now: datetime | None = None) -> Health:
    """How the house is, from outside of every wall. `now` is the house's clock, where it plays another day.

    Raises DatabaseError when the database does not answer.
    """
    moment = now or datetime.now(UTC)
    towns = municipalities.all_()
    waiting, failed, oldest = 0, 0, moment
    for town in towns:
        with wall.inside(town.slug):
            waiting += errands.waiting_count(moment)
            failed += errands.failed_count()
            oldest = min(oldest, errands.oldest_due(moment) or moment)
    seconds = int((moment - oldest).total_seconds()) if waiting else None
    return Health(len(towns), waiting, seconds, failed)
