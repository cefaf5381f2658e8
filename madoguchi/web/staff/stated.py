"""勤め先の証明を見る - what issuers stated for a case, beside its papers, with the versions before."""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.core.case import Clerk
from madoguchi.core.days import jst_date
from madoguchi.core.document import Line
from madoguchi.core.statement import Statement, latest, place_of
from madoguchi.store import look
from madoguchi.store.look import CasePage

Blocks = tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class Stated:
    """A statement as a case shows it: about whom, by what it is known, its lines, and the ones before it."""

    statement: Statement
    about: str
    title: str
    blocks: Blocks
    earlier: tuple[Stated, ...] = ()


def listed(page: CasePage, clerk: Clerk) -> tuple[Stated, ...]:
    """What this clerk may read: nothing under 支援措置, for it says where somebody works."""
    application = page.application
    if look.hidden(application.reference, clerk):
        return ()
    came = look.statements_of("", application.reference)
    counting = {one.id for one in latest(came).values()}
    seen = [one for one in came if not page.mask.over(one.place)]
    earlier = {one.place: [old for old in seen if old.place == one.place and old.id not in counting] for one in seen}
    found = []
    for one in (one for one in seen if one.id in counting):
        olds = tuple(_shown(old, page) for old in reversed(earlier[one.place]))
        found.append(_shown(one, page, olds))
    return tuple(found)


def _shown(one: Statement, page: CasePage, earlier: tuple[Stated, ...] = ()) -> Stated:
    edition = look.opened(page.application.edition)
    document, place = edition.documents.get(one.document), place_of(edition.form, page.application.answers, one.place)
    title = f"勤め先から {jst_date(one.at)} {one.says.get('office_name', '')} ({one.domain} で確認)"
    blocks = document.lines(one.says) if document else ()
    return Stated(one, place.name if place else "", title, blocks, earlier)
