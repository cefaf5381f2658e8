"""メールでの本人確認 - six digits sent to an address; whoever types them in is who reads its mails.

The code is made from the server's key whenever it is needed; only the errand that brings it has it, sealed.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

from madoguchi import settings
from madoguchi.core.contact import MAIL, read, way_of
from madoguchi.core.fields.text import narrow
from madoguchi.core.language import JA
from madoguchi.core.reference import code_for
from madoguchi.store import errands, tries, wall

from . import seal

VALID: Final = timedelta(minutes=30)
TRIES: Final = 5  # of one code
SENDS: Final = 5  # codes to one address in a day: it may be somebody else's
A_DAY: Final = timedelta(days=1)
WRONG: Final = "メールアドレスを入力してください。"
SPENT: Final = "今日はもう番号を送れません。本人確認をしないで始めるか、あしたもう一度送ってください。"
SIGN_IN: Final = "sign-in"  # what a code is for, where nothing else is said


def send(
    typed: str, procedure: str, now: datetime, language: str = JA, use: str = SIGN_IN, letter: str = "proof"
) -> tuple[dict[str, str], str]:
    """Leave the errand that brings a code, in a letter of this kind. What a session keeps of it, and "" or what is in
    the way. Codes of one `use` to one address are counted together."""
    to, say = read(typed)
    if say or way_of(to) != MAIL:
        return {}, say or WRONG
    to = to.casefold()
    name = seal.digest(f"{use}/{to}")
    if tries.counted(f"{use}/{name}", now) >= SENDS:
        return {}, SPENT
    tries.add(f"{use}/{name}", now, now + A_DAY)
    once = secrets.token_urlsafe(16)
    told = {"to": to, "number": _code(to, once), "procedure": procedure, "language": language, "letter": letter}
    errands.leave(MAIL, f"proof/{seal.digest(once)}", {"proof": seal.sealed(told)}, "", now, lane=MAIL)
    return {"sealed": seal.sealed({"to": to, "once": once}), "until": (now + VALID).isoformat()}, ""


def proved(kept: dict[str, str], typed: str, now: datetime) -> str:
    """The address that was proved; "" when the code is wrong, late, or was tried too often."""
    told = seal.opened(kept["sealed"])
    lock = f"proof/{seal.digest(told['once'])}"
    if now > datetime.fromisoformat(kept["until"]) or tries.counted(lock, now) >= TRIES:
        return ""
    given = narrow(typed).replace(" ", "").encode()
    if not hmac.compare_digest(_code(told["to"], told["once"]).encode(), given):
        tries.add(lock, now, now + VALID)
        return ""
    return str(told["to"])


def _code(to: str, once: str) -> str:
    return code_for(settings.SECRET_KEY, f"{wall.current()}/sign-in/{to}/{once}", 1)
