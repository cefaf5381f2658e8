"""申請した人 - what somebody has confirmed of themselves stands in their draft, and the draft is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from madoguchi.core.cut import Cut, cut
from madoguchi.core.identity import Proof
from madoguchi.core.package.edition import Edition
from madoguchi.core.suggestion import laid
from madoguchi.store import drafts, editions

from .address import towns
from .apply import open_draft


def useful(edition: Edition, proof: Proof) -> dict[str, str]:
    """What was told and has a place in this form, by its name."""
    return {name: value for name, value in proof.told.items() if name in edition.procedure.person}


def apart(proof: Proof) -> Cut:
    """The address in parts, with a postcode where the directory knows just one."""
    found = cut(proof.address, towns(proof.address))
    return Cut(found.prefecture, found.city, found.rest, proof.postcode or found.postcode)


def fill(key: str, person: int, known: Mapping[str, str], now: datetime) -> None:
    """Lay what is known into the blanks of a draft; what was typed stays. Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key, lock=True)
    edition = editions.opened(draft.edition)
    answers = laid(edition.form, edition.procedure.person, known, draft.answers)
    if answers != draft.answers:
        drafts.save(key, answers, draft.typed, draft.version, draft.seconds, now)
    drafts.belongs(key, person, draft.earlier)
