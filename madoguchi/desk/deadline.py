"""期限 - the next day a case must keep, laid ready for the list whenever something has happened in it."""

from __future__ import annotations

from madoguchi.core.case import Case
from madoguchi.core.clocks import Deadline, deadline, standard_of
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.proof import STANDING
from madoguchi.store import asks, cases


def renew(case: Case, edition: Edition) -> None:
    """Write the deadline of a case as it stands now."""
    found = of(case, edition)
    cases.set_deadline(case.id, found.day if found else None, found.of if found else "")


def of(case: Case, edition: Edition) -> Deadline | None:
    """The next day that a case must keep, if any. One that has ended keeps the days of its conditions."""
    known, received, status = asks.of_case(case.id), jst_date(case.received), edition.flow.by_status[case.status]
    if status.final:
        return deadline(None, received, tuple(one for one in known if one.kind in STANDING))
    # The period of processing ended with the first decision.
    return deadline(None if status.again else standard_of(edition.town), received, known)
