"""項目の種類 - what can be asked: one file per kind, each turning what was typed into one value."""

from typing import Final

from . import (
    address,
    choice,
    computed,
    consent,
    date,
    email,
    files,
    kana,
    money,
    multi,
    note,
    number,
    phone,
    postcode,
    text,
    time,
    week,
    yesno,
)
from .kind import Direct, Field, Kind, Option, Parsed, Raw, is_blank

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        text.KIND,
        kana.KIND,
        number.KIND,
        date.KIND,
        time.KIND,
        choice.KIND,
        yesno.KIND,
        phone.KIND,
        email.KIND,
        postcode.KIND,
        address.KIND,
        consent.KIND,
        note.KIND,
        multi.KIND,
        week.KIND,
        computed.KIND,
        files.KIND,
        money.KIND,
    )
}

__all__ = ["KINDS", "Direct", "Field", "Kind", "Option", "Parsed", "Raw", "is_blank"]
