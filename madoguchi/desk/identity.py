"""本人確認 - somebody goes to a provider and comes back; who it was is kept sealed until they have confirmed it.

Providers are asked outside of every wall: no transaction is open while a plug works.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Final, cast

from madoguchi import plugs, settings
from madoguchi.core.identity import LASTS, STATE, Identity, Proof, Trip, Unproven
from madoguchi.core.package.edition import Edition
from madoguchi.store import persons, wall
from madoguchi.store.errors import OutsideTheWall

from . import seal

KIND: Final = "identity"
MYNA: Final = "myna"
FIRMS: Final = "gbizid"  # for procedures that have a place for a firm
MAIL: Final = "mail"  # no provider: a code by mail (desk/mailcode.py)


@cache
def providers() -> Mapping[str, Identity]:
    """The providers this office has settings for, by their names. Raises ValueError for a setting that cannot work."""
    told = {
        **({"myna": settings.MYNA, "myna_client": settings.MYNA_CLIENT} if settings.MYNA else {}),
        **({"myna_key": settings.MYNA_KEY} if settings.MYNA else {}),
        **({"gbizid": settings.GBIZID, "gbizid_client": settings.GBIZID_CLIENT} if settings.GBIZID else {}),
        **({"gbizid_secret": settings.GBIZID_SECRET} if settings.GBIZID else {}),
        "identity_timeout": settings.IDENTITY_TIMEOUT,
    }
    opened = plugs.open_plugs(told)
    return {
        name.removeprefix(f"{KIND}/"): cast(Identity, plug)
        for name, plug in opened.items()
        if name.startswith(f"{KIND}/")
    }


def ways(edition: Edition) -> tuple[str, ...]:
    """The ways in which somebody may sign in for a procedure, the fullest first; none where it has no use for it."""
    person = edition.procedure.person
    if not person:
        return ()
    found = [name for name in (MYNA, FIRMS) if name in providers() and (name != FIRMS or "firm" in person)]
    return (*found, *((MAIL,) if settings.SMTP else ()))


def trip(back: str) -> Trip:
    """The secrets of one way out: a state and a nonce of 256 bits, and a verifier (RFC 7636) of 64 letters."""
    return Trip(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), back)


def unasked() -> Unproven:
    """An answer to nothing that this browser has asked."""
    return Unproven(STATE, "行きの記録がありません。")


def leave(way: str, out: Trip) -> str:
    """The provider's address with our question. Raises Unproven."""
    return _provider(way).leave(out)


def arrive(way: str, out: Trip, answer: Mapping[str, str], since: datetime, now: datetime) -> Proof:
    """Who came back, if they did in time. Raises Unproven."""
    if not since <= now <= since + LASTS:
        raise Unproven(STATE, "時間がたちすぎました。")
    return _provider(way).arrive(out, answer, now)


def sealed(proof: Proof) -> str:
    """Who it was, for a session; readable by us alone, and inside of this municipality."""
    return seal.sealed(asdict(proof))


def opened(text: str) -> Proof:
    """Who it was."""
    return Proof(**seal.opened(text))


def recognise(way: str, sub: str, now: datetime) -> int:
    """The number of somebody who has confirmed who they are. What the provider calls them is kept as a digest that
    is worth nothing in another municipality, nor without the server's key."""
    return persons.known(way, _digest(way, sub), now)


def known(way: str, sub: str) -> int | None:
    """The number of somebody who confirmed who they are at an earlier visit; None of anybody else."""
    return persons.seen(way, _digest(way, sub))


def _digest(way: str, sub: str) -> str:
    return seal.digest(f"person/{way}/{sub}")


def _provider(way: str) -> Identity:
    try:
        wall.current()
    except OutsideTheWall:
        return providers()[way]
    raise AssertionError("a provider is asked while a wall is open")
