"""書類を読む差込 - reads papers on this machine, in a box of their own without network or files."""

from __future__ import annotations

import atexit
import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

from madoguchi.core.attachment import PDF, PHOTO, SHEET, Unacceptable, opener_of
from madoguchi.core.plug import Health, PlugError
from madoguchi.plugs import box as boxes
from madoguchi.plugs.box import Box, Broke, Limits

from . import Kinds

SHEETS: Final = Limits(memory=500_000_000, cpu=10, seconds=15.0, answer=8_000_000)
PICTURES: Final = Limits(memory=1_500_000_000, cpu=60, seconds=60.0, answer=8_000_000, at_once=1)
NAME: Final = "paper"
_FORMS: Final = {"photo": PHOTO, "pdf": PDF, "zip": SHEET, "ole": SHEET}  # by the opener that knows it
# Why nothing could be read, by what the box says.
_QUALITY: Final[Mapping[str, str]] = {"memory": "heavy", "time": "heavy", "broken": "broken"}


class Plug:
    """`reading` is its own name, as the office's settings say who reads."""

    slowest = timedelta(seconds=PICTURES.seconds + 2)

    def __init__(self, settings: Mapping[str, str]) -> None:
        if settings["reading"] != NAME:
            raise KeyError("reading")

    def read(self, form: str, data: bytes, kinds: Kinds, patience: float | None = None) -> Mapping[str, Any]:
        """As the protocol says. A file that breaks the box says so in its `quality`, and breaks nothing else."""
        try:
            opened = _box(form).open(form, data, patience=patience, kinds=list(kinds))
        except Broke as broke:
            if broke.why == "busy":
                return {}
            if broke.why == "away":
                raise PlugError("読み取りの箱が動いていません。") from None
            return unread(_QUALITY.get(broke.why, "broken"))
        if opened.refused:
            return unread(opened.refused)
        told: Mapping[str, Any] = json.loads(opened.data)
        return told

    def health(self) -> Health:
        """Whether its box starts, and whether it is cut off from the network."""
        alone = sheets().alone_now()
        if alone is None:
            return Health(ok=False, say="読み取りの箱が動きません。", do="madoguchi doctor で確かめてください。")
        return Health(ok=True, say="読み取れます。" if alone else "読み取れます(箱は通信を断たれていません)。")


def look(name: str, data: bytes, kinds: Kinds) -> dict[str, Any]:
    """What stands on a file as it was handed over; `quality` has the reason when it cannot be opened."""
    try:
        opener = opener_of(name, data)
        opened = boxes.ours().open(opener, data)
        if opened.refused:
            return unread(opened.refused)
        return dict(Plug({"reading": NAME}).read(_FORMS[opener], opened.data or data, kinds))
    except Unacceptable as fault:
        return unread(fault.code)
    except Broke as broke:
        return unread(broke.why)
    except PlugError:
        return unread("away")


def unread(quality: str) -> dict[str, Any]:
    """What is told of a paper that could not be read."""
    return {"kind": "", "page": 0, "pages": 0, "quality": quality, "remarks": [], "fields": {}}


def _box(form: str) -> Box:
    return sheets() if form == SHEET else pictures()


@cache
def sheets() -> Box:
    """The box of this process for workbooks; its keeper starts with the first one."""
    return _ours("madoguchi.plugs.reading.eyes.openers", SHEETS)


@cache
def pictures() -> Box:
    """The one for PDFs and photos, which holds the models: it is heavy, and one paper at a time is read in it."""
    return _ours("madoguchi.plugs.reading.eyes.pictures", PICTURES)


def _ours(openers: str, limits: Limits) -> Box:
    box = Box(openers, limits)
    atexit.register(box.close)
    return box
