"""代わりに入力する - somebody helps a family, at home or at the counter; both names are kept with what is handed in."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core.case import Clerk
from madoguchi.core.flow import NotAllowed
from madoguchi.core.helper import LONGEST, Aide, read
from madoguchi.store import drafts

from . import apply
from .refusals import Incomplete

ROLE = "clerk"


def name(key: str, typed: str, relation: str) -> dict[str, str]:
    """Who fills in this draft; what is wrong with it, by input. Raises NoDraft, AlreadySubmitted."""
    helper, wrong = read(typed, relation)
    if not wrong:
        _set(key, helper)
    return wrong


def alone(key: str) -> None:
    """Nobody but the family fills it in. Raises NoDraft, AlreadySubmitted."""
    _set(key, None)


def _set(key: str, helper: Aide | None) -> None:
    """What was begun at the counter keeps its clerk."""
    draft = apply.open_draft(key, lock=True)
    if not (draft.helper and draft.helper.clerk):
        drafts.set_helper(key, helper)


def begin(procedure: str, clerk: Clerk, resident: str, now: datetime) -> str:
    """Begin a draft at the counter, with whoever sits there; its key.

    Raises NotAllowed, Incomplete(("resident",)) without a name, NoDraft without such a procedure.
    """
    if ROLE not in clerk.roles:
        raise NotAllowed(f"counter: {clerk.roles}")
    called = " ".join(resident.split())[:LONGEST]
    if not called:
        raise Incomplete(("resident",))
    return apply.start(procedure, now, helper=Aide(clerk.name, ROLE, clerk.username, called))
