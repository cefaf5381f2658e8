"""期限 - the next day a case must keep, laid ready for the list whenever something has happened in it."""

from __future__ import annotations

from madoguchi.core.case import Case
from madoguchi.core.clocks import deadline, standard_of
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import asks, cases


def renew(case: Case, edition: Edition) -> None:
    """Write the deadline of a case as it stands now; a case that has ended has none."""
    ended = edition.flow.by_status[case.status].final
    found = None if ended else deadline(standard_of(edition.town), jst_date(case.received), asks.of_case(case.id))
    cases.set_deadline(case.id, found.day if found else None, found.of if found else "")
