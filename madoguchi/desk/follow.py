"""入ったあとの手続 - begun from the status page of an admitted child, so that who is meant is known."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core import follow, form
from madoguchi.core.case import Application, Case
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import cases, drafts, editions, protections

from . import enrol, protect
from .apply import open_draft, start
from .refusals import NotFound


def offered(case: Case) -> tuple[Edition, ...]:
    """The procedures in force that are about a child admitted by this case, while it is."""
    if not enrol.admitted(case):
        return ()
    found = (editions.current_edition(procedure) for procedure in editions.procedures())
    mine = (one for one in found if one and one.procedure.follows)
    return tuple(one for one in mine if one.procedure.follows and one.procedure.follows.procedure == case.procedure)


def begin(case_id: str, procedure: str, person: int | None, now: datetime) -> str:
    """A draft of a procedure about the child of a case, with what is known of it; the key. It waits to be confirmed.

    Raises NotFound when the child is not admitted, or nothing of that name follows.
    """
    case = cases.get_case(case_id)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None or procedure not in {one.procedure.id for one in offered(case)}:
        raise NotFound(case_id)
    key = start(procedure, now)
    draft = open_draft(key)
    edition = editions.opened(draft.edition)
    answers = follow.carried(edition, case, application, editions.opened(application.edition))
    drafts.save(key, answers, {}, draft.version, {}, now)
    drafts.belongs(key, person)
    here = {stop.slug for stop in form.walk(edition.form, answers, edition.scope(jst_date(now), answers))}
    known = {page.id for page in edition.form.pages if any(one.id in answers for one in page.fields)}
    drafts.unconfirmed(key, sorted(here & known))
    return key


def handed_in(application: Application, edition: Edition, now: datetime) -> None:
    """Whoever is protected (支援措置) in the application by which the child was admitted is so in what follows it."""
    first = cases.cases_of(application.reference)[0] if edition.procedure.follows else None
    found = enrol.target(first, edition) if first else None
    if found and (known := protections.of(found.reference)):
        protect.alike(application.reference, known, now)
