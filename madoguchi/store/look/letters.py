"""通知の確認を見る - what anybody may learn of a letter that they hold: whose it is, of what kind, of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.core.days import jst_date
from madoguchi.core.flow import decisions
from madoguchi.core.letter import Kept, replaced
from madoguchi.core.notice import SLOT

from ..cases import get_case
from ..editions import opened
from ..letters import by_check, by_digest, made_of
from ..letters import pdf as letter_pdf
from ..notices import get as notice
from ..notices import of_case

__all__ = ["Checked", "letter_by_digest", "letter_by_number", "letter_pdf", "made_of", "notice"]

_OPEN = frozenset({"procedure", "municipality"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A letter of this municipality. `replaced`: a later one decides anew; `signer`: as its certificate says."""

    kind: str
    date: date
    replaced: bool
    signer: str


def letter_by_number(number: str) -> Checked | None:
    """The letter with this 確認番号, as core/reference tidies it."""
    return _told(by_check(number))


def letter_by_digest(digest: str) -> Checked | None:
    """The letter of which these are the bytes (SHA-256, 64 hex digits)."""
    return _told(by_digest(digest))


def _told(kept: Kept | None) -> Checked | None:
    found = notice(kept.notice) if kept else None
    case = get_case(kept.case) if kept else None
    if kept is None or found is None or case is None:
        return None
    edition = opened(case.edition)
    outcomes = decisions(edition.flow)
    template = edition.letter(found.kind, found.lang)
    # A title that names a child is nobody else's to read.
    kind = found.title if set(SLOT.findall(template.title)) <= _OPEN else edition.procedure.name
    return Checked(kind, jst_date(found.made), replaced(found, of_case(case.id), outcomes), kept.signer)
