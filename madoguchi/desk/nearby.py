"""近くのクラブ - free places near a child that waits, which its family has not asked for and may add to its wishes.

An added wish stands behind those who had it in the application, whatever their points; among added ones points, ties
and lots of the round decide, as ever.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from madoguchi.core.case import Actor, Application, Case
from madoguchi.core.fields import is_blank
from madoguchi.store import cases, protections, rounds

from . import places, select
from .act import act
from .refusals import NotFound
from .settle import answers


@dataclass(frozen=True)
class Near:
    """A club with `free` places, or one that was `added` already."""

    pool: str
    label: str
    free: int
    added: bool


def clubs(case: Case, application: Application) -> tuple[Near, ...]:
    """Nearest first; none but for a child that waits after a round. A protected family (支援措置) reads none: what is
    near would tell whoever opens its page where it lives."""
    told = rounds.told(case.id)
    found = rounds.get(told["round"]) if told else None
    made = rounds.run(found.run) if found else None
    if found is None or made is None or protections.of(case.reference):
        return ()
    edition, selection = select.declared(found)
    if selection.nearby is None or case.status != edition.flow.by_step[selection.waiting].to:
        return ()
    said = answers(edition, application, case.branch)
    stand = places.stands(found, made).get(case.id, places.Stand())
    listed = {str(said[name]) for name in selection.wishes if not is_blank(said.get(name))} | stand.no
    if stand.present:
        return ()  # whoever has a place asks for another on a new application
    taken = Counter(pool for _, pool in places.seats(found.procedure, places.year_of(found)))
    added = rounds.wished([case.id]).get(case.id, ())
    options = {one.id: one for one in edition.town.choices[selection.places]}
    near = [options[pool] for pool in selection.near(edition.town, said) if pool in options and pool not in listed]
    rows = [
        Near(one.id, str(one.label), (one.capacity or 0) + made.change.get(one.id, 0) - taken[one.id], one.id in added)
        for one in near
    ]
    return tuple(one for one in rows if one.added or one.free > 0)


def add(case_id: str, pool: str, by: Actor, now: datetime) -> None:
    """The family adds one of these clubs. Raises NotFound (it is none of them), NotAllowed."""
    case = cases.get_case(case_id, lock=True)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None:
        raise NotFound(case_id)
    near = next((one for one in clubs(case, application) if one.pool == pool), None)
    if near is None:
        raise NotFound(pool)
    told = rounds.told(case_id)
    found = rounds.get(told["round"]) if told else None
    assert found is not None  # or there were no clubs
    _, selection = select.declared(found)
    assert selection.nearby is not None  # as above
    if rounds.wish(case_id, pool, now):
        act(case_id, selection.nearby.step, by, now, channel="web")
