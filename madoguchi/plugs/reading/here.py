"""読み取りの箱 - the way to the box that reads papers: with more memory and time than the one that takes them in."""

from __future__ import annotations

import atexit
from functools import cache
from typing import Final

from madoguchi.plugs.box import Box, Broke, Limits

from .told import Told, unpack

LIMITS: Final = Limits(memory=1_500_000_000, cpu=60, seconds=60.0, answer=10_000_000, at_once=2)


class Unread(Exception):
    """A paper that nobody can read here; the text is a code of `told.SAYS` or of core/attachment."""


@cache
def ours() -> Box:
    """The box of this process that reads; its keeper starts with the first paper."""
    box = Box("madoguchi.plugs.reading.openers", LIMITS)
    atexit.register(box.close)
    return box


def read(box: Box, kind: str, data: bytes) -> Told:
    """What stands on a paper (`kind`: photo, pdf). Raises Unread, and Broke when the file breaks the box."""
    opened = box.open(kind, data)
    if opened.refused:
        raise Unread(opened.refused)
    try:
        return unpack(opened.data)
    except ValueError:
        raise Broke("broken") from None
