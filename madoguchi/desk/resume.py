"""あとで続ける - a draft's address sent to who asks for it, once; and a draft thrown away."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from madoguchi.core.case import Draft
from madoguchi.core.contact import read, way_of
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.store import drafts, errands, tries

from . import need, seal
from .apply import open_draft

MOST: Final = 3  # messages about one draft, and to one address, in a day
A_DAY: Final = timedelta(days=1)
SPENT: Final = say("今日はもう送れません。アドレスを控えるか、あしたもう一度送ってください。")
SENT: Final = say("このあて先には、もう送りました。届かないときは、あて先を確かめてください。")


def send(key: str, typed: str, now: datetime) -> str:
    """Leave the errand that sends the way back to a draft; what is in the way of it, "" when it was left.

    The address is nobody's we know, so it hears of one draft once a day, and says nothing of what is in it. It is kept
    sealed, for it is not the family's contact. Raises NoDraft, AlreadySubmitted.
    """
    draft = open_draft(key)
    to, say = read(typed)
    if say:
        return say
    name, until = seal.digest(to), now + A_DAY
    pair, of_draft, of_address = (f"resume/{which}" for which in (f"{draft.id}/{name}", str(draft.id), name))
    if tries.counted(pair, now):
        return SENT
    if max(tries.counted(of_draft, now), tries.counted(of_address, now)) >= MOST:
        return SPENT
    for lock in (pair, of_draft, of_address):
        tries.add(lock, now, until)
    way = way_of(to)
    told = {"sealed": seal.sealed({"to": to, "key": key})}
    errands.leave(way, f"{pair}/{jst_date(now):%Y%m%d}", told, "", now, lane=way)
    return ""


def discard(key: str) -> None:
    """Throw a draft away. Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key, lock=True)
    drafts.remove(key)
    need.left([draft])


def kept_until(edition: Edition, draft: Draft) -> date | None:
    """The last day of a draft nobody writes in any more; None when they stay."""
    retention = edition.town.retention
    return jst_date(draft.updated) + timedelta(days=retention.drafts) if retention and retention.drafts else None
