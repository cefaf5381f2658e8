"""入ったあとを見る - the child that a follow-up is about, its places, and what was handed in about a child since."""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.core import follow
from madoguchi.core.case import Case, Clerk
from madoguchi.core.enrolment import Stay
from madoguchi.core.search import normalise

from .. import cases, editions, enrolments, tables
from .protected import masked
from .reach import editions_of, procedures_of, veiled_from

__all__ = ["Meant", "meant", "since"]


@dataclass(frozen=True, slots=True)
class Meant:
    """The admitted case that a follow-up names, and the places it had or has (each with its name)."""

    case: Case
    same: bool  # called the same as the child of the follow-up
    stays: tuple[tuple[Stay, str], ...]


def meant(found: Case, by: Case, viewer: Clerk | None) -> Meant | None:
    """The case `found` that the follow-up `by` names; None when this viewer has nothing to do with it."""
    if found.procedure not in procedures_of(viewer):
        return None
    (shown,) = masked([found], viewer)
    veiled = found.reference in veiled_from(viewer)
    return Meant(shown, follow.about(by, found), () if veiled else places(found))


def places(case: Case) -> tuple[tuple[Stay, str], ...]:
    """The stays of a case in order, each with what its place is called."""
    edition = editions.opened(case.edition)
    options = edition.town.choices.get(edition.selection.places, ()) if edition.selection else ()
    labels = {one.id: str(one.label) for one in options}
    return tuple((stay, labels.get(stay.pool, stay.pool)) for stay in enrolments.of_case(case.id))


def since(case: Case, viewer: Clerk | None) -> tuple[Case, ...]:
    """What was handed in since about the child of a case, the newest first; without what is hidden from the viewer."""
    mine = [one.procedure for one in editions_of(viewer)]
    later = [one.id for one in mine if one.follows and one.follows.procedure == case.procedure]
    rows = tables.Case.objects.filter(procedure__in=later, search__contains=normalise(case.id)).order_by("-received")
    return tuple(cases.value(row) for row in rows.exclude(reference__in=veiled_from(viewer))) if later else ()
