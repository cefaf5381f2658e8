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
    """Who fills in this draft, nobody but the family when both are blank; what is wrong, by input.

    What was begun at the counter keeps its clerk. Raises NoDraft, AlreadySubmitted.
    """
    draft = apply.open_draft(key, lock=True)
    helper, wrong = read(typed, relation)
    if not wrong and not (draft.helper and draft.helper.clerk):
        drafts.set_helper(key, helper)
    return wrong


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
