"""知らない宛先 - an address that somebody typed may be anybody's: it hears of one thing once a day, and little else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.contact import way_of
from madoguchi.core.days import jst_date
from madoguchi.core.say import say
from madoguchi.store import errands, tries

from . import seal

MOST: Final = 3  # messages about one thing, and to one address, in a day
A_DAY: Final = timedelta(days=1)
SPENT: Final = say("今日はもう送れません。アドレスを控えるか、あしたもう一度送ってください。")
SENT: Final = say("このあて先には、もう送りました。届かないときは、あて先を確かめてください。")


def heard(use: str, about: str, to: str, now: datetime) -> str:
    """Why nothing more is sent to this address now; "" when it may be, which then counts."""
    pair, of_thing, of_address = _locks(use, about, to)
    if tries.counted(pair, now):
        return SENT
    if max(tries.counted(of_thing, now), tries.counted(of_address, now)) >= MOST:
        return SPENT
    for lock in (pair, of_thing, of_address):
        tries.add(lock, now, now + A_DAY)
    return ""


def leave(use: str, about: str, to: str, told: dict[str, str], mark: str, now: datetime) -> None:
    """Leave the errand: all that it must carry is sealed, under the mark by which its letter is found."""
    way, pair = way_of(to), _locks(use, about, to)[0]
    carried = {mark: seal.sealed({"to": to, **told})}
    errands.leave(way, f"{pair}/{jst_date(now):%Y%m%d}", carried, "", now, lane=way)


def _locks(use: str, about: str, to: str) -> tuple[str, str, str]:
    name = seal.digest(to)
    return f"{use}/{about}/{name}", f"{use}/{about}", f"{use}/{name}"
