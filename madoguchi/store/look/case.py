"""案件を見る - one case with all that belongs to it, as one clerk may see it; and who has looked."""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.core.case import Application, Ask, Case, Clerk, Event, Notice, Protection
from madoguchi.core.mask import NOTHING, Mask
from madoguchi.core.selection import OFFER

from .. import asks, cases, events, notices
from ..editions import opened
from ..viewings import STEP as VIEW
from .protected import asks_seen, hidden, letters_seen, mask, masked, protection, seen
from .reach import procedures_of

__all__ = ["CasePage", "Glance", "case_page", "glance", "timeline"]


@dataclass(frozen=True, slots=True)
class Glance:
    """What must be known of a case before it is shown: nothing of anybody's."""

    id: str
    reference: str
    status: str
    edition: str
    protected: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with all that belongs to it; what is hidden from its viewer is not in here.

    `mask` says which answers those were, `hidden` whether 支援措置 hides the rest from them too, `protection` which
    one is in force; `siblings` are the other cases of the application, `viewings` the events of those who looked,
    `offered` the place that it was offered and has not been decided on, by its name.
    """

    case: Case
    application: Application
    asks: tuple[Ask, ...]
    notices: tuple[Notice, ...]
    events: tuple[Event, ...]
    viewings: tuple[Event, ...] = ()
    siblings: tuple[Case, ...] = ()
    mask: Mask = NOTHING
    hidden: bool = False
    protection: Protection | None = None
    offered: str = ""


def glance(case_id: str, viewer: Clerk | None) -> Glance | None:
    """A case before it is shown; the number of an application means its first case. None when there is none that this
    clerk has to do with."""
    case = cases.get_case(case_id) or next(iter(cases.cases_of(case_id)), None)
    if case is None or case.procedure not in procedures_of(viewer):
        return None
    return Glance(case.id, case.reference, case.status, case.edition, protection(case.reference) is not None)


def case_page(case_id: str, viewer: Clerk | None) -> CasePage | None:
    """Everything about a case that its viewer may see; None when there is none of that number among those that the
    viewer has to do with."""
    case = cases.get_case(case_id)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None or case.procedure not in procedures_of(viewer):
        return None
    veiled = hidden(case.reference, viewer)
    mine, *others = masked([case, *(one for one in cases.cases_of(case.reference) if one.id != case_id)], viewer)
    happened = timeline(case_id, case.reference)
    return CasePage(
        mine,
        seen(application, viewer),
        asks_seen(asks.of_case(case_id), veiled, viewer),
        letters_seen(notices.of_case(case_id), veiled),
        tuple(event for event in happened if event.step != VIEW),
        tuple(event for event in happened if event.step == VIEW),
        tuple(others),
        mask(case.reference, application.edition, viewer),
        veiled,
        protection(case.reference),
        "" if veiled else _offered(case),
    )


def _offered(case: Case) -> str:
    """By the name that the family's letter keeps to itself where 支援措置 is in force."""
    edition = opened(case.edition)
    offers = [ask for ask in asks.of_case(case.id) if ask.kind == OFFER and ask.fields]
    if edition.selection is None or not offers or edition.flow.by_status[case.status].final:
        return ""
    options = edition.town.choices[edition.selection.places]
    return next((str(one.label) for one in options if one.id == offers[-1].fields[0]), "")


def timeline(*subjects: str) -> tuple[Event, ...]:
    """What happened with these numbers, the oldest first."""
    found = [event for subject in subjects for event in events.read(subject=subject)]
    return tuple(sorted(found, key=lambda event: event.seq))
