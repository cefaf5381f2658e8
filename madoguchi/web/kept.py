"""取り置き - what was sent when a session was over: signed, carried by the sign-in page, offered again behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.http import HttpRequest

from . import read
from .faults import TOKEN

SALT: Final = "madoguchi.kept"
A_DAY: Final = 24 * 60 * 60


@dataclass(frozen=True)
class Kept:
    """A form on its way: where it was going, and all its inputs."""

    path: str
    pairs: tuple[tuple[str, str], ...]


def pack(request: HttpRequest, city: str) -> str:
    """What this request sent, for a hidden input; "" when it sent nothing. Bound to the city it was sent to."""
    if request.method != "POST":
        return ""
    sent = {name: values for name, values in read.raw(request).items() if name != TOKEN}
    return signing.dumps({"city": city, "path": request.path, "sent": sent}, salt=SALT, compress=True)


def unpack(packed: str, city: str) -> Kept | None:
    """What was kept; None when there is nothing, or it is a day old, altered, or another city's."""
    try:
        kept = signing.loads(packed, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    if kept["city"] != city:
        return None
    return Kept(kept["path"], tuple((name, value) for name, values in kept["sent"].items() for value in values))
