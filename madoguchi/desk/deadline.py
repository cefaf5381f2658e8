"""期限 - the next day a case must keep, laid ready for the list whenever something has happened in it."""

from __future__ import annotations

from madoguchi.core.case import Case
from madoguchi.core.clocks import Deadline, deadline, standard_of
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import asks, cases


def renew(case: Case, edition: Edition) -> None:
    """Write the deadline of a case as it stands now; a case that has ended has none."""
    found = of(case, edition)
    cases.set_deadline(case.id, found.day if found else None, found.of if found else "")


def of(case: Case, edition: Edition) -> Deadline | None:
    """The next day that a case must keep; None when it has ended, or has none."""
    status = edition.flow.by_status[case.status]
    standard = None if status.again else standard_of(edition.town)  # its period ended with the first decision
    return None if status.final else deadline(standard, jst_date(case.received), asks.of_case(case.id))
