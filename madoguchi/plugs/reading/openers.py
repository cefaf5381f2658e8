"""読み取りの開け方 - what the box that reads does with a paper: its pages as pieces, or the code of why nobody can.

Loaded by the keeper alone. The models are loaded here, before the fork; in the child, before anything hostile is read,
`ready` starts the second thread that reads. Without the extra `reading`, PDFs with text are read all the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from PIL import Image, ImageOps

from madoguchi.core.attachment import MOST_PIXELS
from madoguchi.plugs import openers as kept
from madoguchi.plugs.keeper import Refused

from . import pdf as pdfs
from . import warm
from .told import Told, pack

try:
    from .eye import Eye
except ImportError:
    Eye = None  # type: ignore[assignment, misc] # - the extra is not installed

Made = tuple[dict[str, Any], bytes]
_LONGEST: Final = 3_000  # pixels: a larger photo is made smaller before it is read
_eyes: list[Any] = []


def ready() -> None:
    """Start what reads with two threads: in the box, no thread can be started later."""
    if Eye is not None and not _eyes:
        _eyes.append(Eye())


def pdf(data: bytes) -> Made:
    """The pages of a PDF."""
    return _made(pdfs.read(data, _eyes[0] if _eyes else None), "pdf")


def photo(data: bytes) -> Made:
    """The one page of a photo."""
    if not _eyes:
        raise Refused("no_reader")
    try:
        image: Any = Image.open(io.BytesIO(data), formats=kept.FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise Refused("photo_huge")
        image = ImageOps.exif_transpose(image).convert("L")
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError):
        raise Refused("photo_broken") from None
    wide = image.width
    image.thumbnail((_LONGEST, _LONGEST))
    page, turn = _eyes[0].page(image, 1, image.width / wide)
    return _made(Told((page,), (), (turn,)), "photo")


def _made(told: Told, form: str) -> Made:
    return {"form": form, "pages": len(told.pages)}, pack(told)


def _warm() -> None:
    """Read something of each kind once, with one thread, which is gone by then."""
    if Eye is not None:
        _eyes.append(Eye(alone=True))
        photo(warm.photo())
    pdf(warm.pdf())
    _eyes.clear()


_warm()
OPENERS: Final[Mapping[str, Callable[..., Made]]] = {"pdf": pdf, "photo": photo}
