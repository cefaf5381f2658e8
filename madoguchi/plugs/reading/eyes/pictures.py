"""絵の読み方 - what the box that reads PDFs and photos does: what they say, or the code of why nobody can read them.

Loaded by the keeper alone. The models are loaded here, before the fork; in the child, before anything hostile is read,
`ready` starts the second thread that reads. Without the extra `reading`, PDFs with text are read all the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any, Final

from PIL import Image, ImageOps

from madoguchi.core.attachment import MOST_PIXELS
from madoguchi.core.paper import read_kind
from madoguchi.plugs import openers as kept
from madoguchi.plugs.keeper import Refused

from . import pdf as pdfs
from . import warm
from .answer import Kinds, Made, answer
from .known import Known

try:
    from .eye import Eye
except ImportError:
    Eye = None  # type: ignore[assignment, misc] # - the extra is not installed

_LONGEST: Final = 3_000  # pixels: a larger photo is made smaller before it is read
# Printed between the squares of every form.
WORDS: Final = frozenset(
    {
        "",
        "年月日",
        "年",
        "月",
        "日",
        "時",
        "分",
        "時間",
        "うち休憩時間",
        "西暦",
        "令和",
        "平成",
        "昭和",
        "期間",
        "理由",
        "No",
        "利用中",
        "利用申込中",
    }
    | {"理由", "項目", "記載欄", "日月", "時間月", "分うち休憩時間", "時分"}
)
_eyes: list[Any] = []


def ready() -> None:
    """Start what reads with two threads: in the box, no thread can be started later."""
    if Eye is not None and not _eyes:
        _eyes.append(Eye())


def pdf(data: bytes, kinds: Kinds) -> Made:
    """What the pages of a PDF say."""
    told = pdfs.read(data, _eyes[0] if _eyes else None, _printed(kinds))
    return answer(told.pages, told.remarks, kinds)


def photo(data: bytes, kinds: Kinds) -> Made:
    """What the one page of a photo says."""
    if not _eyes:
        raise Refused("no_reader")
    return answer([_eyes[0].page(*leaf(data), _printed(kinds))], (), kinds)


def _printed(kinds: Kinds) -> Known:
    """What is printed on papers of these kinds, whatever is filled in."""
    told = tuple(read_kind(kind) for kind in kinds)
    words = frozenset(word for kind in told for word in (*kind.words, *kind.printed)) | WORDS
    return Known(words, frozenset(choice for kind in told for choice in kind.choices))


def leaf(data: bytes) -> tuple[Any, int, float]:
    """A photo as it is read: grey, upright, no larger than need be; its number, and how much finer it is than kept."""
    try:
        image: Any = Image.open(io.BytesIO(data), formats=kept.FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise Refused("photo_huge")
        image = ImageOps.exif_transpose(image).convert("L")
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError):
        raise Refused("photo_broken") from None
    wide = image.width
    image.thumbnail((_LONGEST, _LONGEST))
    return image, 1, image.width / wide


def _warm() -> None:
    """Read something of each kind once, with one thread, which is gone by then."""
    if Eye is not None:
        _eyes.append(Eye(alone=True))
        photo(warm.photo(), [])
    pdf(warm.pdf(), [])
    _eyes.clear()


_warm()
OPENERS: Final[Mapping[str, Callable[..., Made]]] = {"pdf": pdf, "photo": photo}
