"""審査を見る - what was compared of a case and agrees, what clerks have said of its findings, and how the rules do."""

from __future__ import annotations

from collections.abc import Iterable

from madoguchi.core.days import jst_date
from madoguchi.core.evidence import Evidence
from madoguchi.core.review import review

from .. import cases, errands, papers
from ..editions import opened
from ..reviews import blind_ones, clear_share, found_since, look_of, looks_of, said_since, verdicts
from .case import CasePage

__all__ = [
    "agreed",
    "blind_ones",
    "clear_share",
    "found_since",
    "look_of",
    "looks_of",
    "said_since",
    "shown_clear",
    "verdicts",
    "waiting",
]


def shown_clear(page: CasePage) -> bool:
    """Whether its viewer is told that one look is enough: never while it is to be looked at blind, nor of a case that
    is hidden from them, nor while something still waits to be read."""
    look = look_of(page.case.id)
    ended = opened(page.case.edition).flow.by_status[page.case.status].final
    return bool(look and look.shown_clear) and not page.hidden and not ended and not waiting([page.case.reference])


def waiting(references: Iterable[str]) -> frozenset[str]:
    """Those of these applications whose papers wait to be read."""
    return errands.undone("review", references)


def agreed(page: CasePage) -> tuple[Evidence, ...]:
    """What of a case's papers was compared and is the same: worked out anew from what was read of them and what
    their issuers stated. What its viewer may not see is left out."""
    application = cases.get_application(page.case.reference)
    if application is None:
        return ()
    edition, readings = opened(application.edition), papers.readings(application.reference)
    reviewed = review(edition, application.answers, readings, None, None, jst_date(application.received))
    lines = next((one.agreed for one in reviewed if one.branch == page.case.branch), ())
    return tuple(line for line in lines if not page.mask.over(line.field) and not page.mask.over(line.place))
