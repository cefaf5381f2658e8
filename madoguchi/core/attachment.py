"""添付書類 - what may be handed in beside the answers: kinds, limits, and a sentence for each that may not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from .say import say

LARGEST: Final = 15_000_000  # bytes of one file
MOST_AT_ONCE: Final = 10  # files sent with one page
LARGEST_AT_ONCE: Final = 60_000_000  # bytes of them together
MOST_PIXELS: Final = 64_000_000  # the cameras of telephones end below; a hundred million would fill the memory
MOST_PAGES: Final = 30
LONGEST_EDGE: Final = 2_400  # pixels of a photo as it is kept: A4 at 200 dpi
ENOUGH_EDGE: Final = 1_900  # pixels; a photo that is decoded at a half or a quarter may stay so from here on
# What a script thinks of a photo while the paper still lies there; families are asked, nothing is refused by it.
# Calibrated on made-up papers (docs/reference/attachments.md).
DARK: Final = 50  # of 255: the mean brightness of green; white paper in good light has more than 200
SHARP: Final = 100  # the mean square of the Laplacian in the sharpest tile less that in the middle one, at 1,200 pixels
LONGEST_NAME: Final = 80
# A spreadsheet is a zip archive: what it may hold, so that nobody's memory bursts with it.
MOST_ENTRIES: Final = 2_000
LARGEST_UNPACKED: Final = 50_000_000  # bytes of all entries together

PHOTO, PDF, SHEET = "photo", "pdf", "sheet"
# How a kind is kept and handed out again: media type, and the end of its name.
TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "jpeg": ("image/jpeg", ".jpg"),
    "pdf": ("application/pdf", ".pdf"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "xls": ("application/vnd.ms-excel", ".xls"),
}
ACCEPT: Final = "image/*,application/pdf,.pdf,.xlsx,.xls"  # with image/*, telephones turn HEIC into JPEG by themselves

_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 22 + 65_535  # bytes: the last record of an archive, with the longest comment it can have

# What is told of a file that is not taken in, by the code of the reason.
SAYS: Final[Mapping[str, str]] = {
    "empty": "「{name}」は、中身がありません(0バイト)。別のファイルを選んでください。",
    "too_big": "「{name}」は、大きすぎます({size} MBまで)。写真に撮り直すか、ページを分けて選んでください。",
    "too_many": "「{name}」は、受け取れませんでした。"
    "一度に送れるのは{at_once}個、合わせて{together} MBまでです。分けて送ってください。",
    "too_many_here": "「{name}」は、受け取れませんでした。"
    "この欄に置けるのは{most}個までです。要らないものを取り消してください。",
    "kind": "「{name}」は、写真・PDF・Excelではありません。写真に撮って選んでください。",
    "program": "「{name}」は、プログラムです。受け取れません。書類を写真に撮って選んでください。",
    "photo_broken": "「{name}」は、写真として開けません。ファイルがこわれています。もう一度撮って選んでください。",
    "photo_cut": "「{name}」は、途中で切れています。もう一度撮るか、送り直してください。",
    "photo_huge": "「{name}」は、画素が多すぎます({pixels:,}万画素まで)。カメラの設定を下げて、撮り直してください。",
    "pdf_broken": "「{name}」は、PDFとして開けません。ファイルがこわれています。"
    "作り直すか、写真に撮って選んでください。",
    "pdf_password": "「{name}」には、パスワードがついています。"
    "パスワードを外したPDFを選ぶか、写真に撮って選んでください。",
    "pdf_pages": "「{name}」は、ページが多すぎます({pages}ページまで)。必要なページだけにして選んでください。",
    "pdf_active": "「{name}」には、プログラムか別のファイルが入っています。受け取れません。"
    "印刷したものを写真に撮って選んでください。",
    "mixed": "「{name}」には、別の種類のファイルがつながっています。受け取れません。写真に撮って選んでください。",
    "sheet_broken": "「{name}」は、Excelとして開けません。PDFにして選ぶか、写真に撮って選んでください。",
    "sheet_password": "「{name}」には、パスワードがついています。"
    "パスワードを外したファイルを選ぶか、写真に撮って選んでください。",
    "sheet_macro": "「{name}」には、マクロ(プログラム)が入っています。"
    "マクロのない形式(.xlsx)で保存し直すか、PDFにして選んでください。",
    "zip": "「{name}」は、まとめたファイル(zip)です。中の書類を1つずつ選んでください。",
    "zip_bomb": "「{name}」は、開くと大きくなりすぎます。受け取れません。PDFにして選ぶか、写真に撮って選んでください。",
    "word": "「{name}」は、Wordの文書です。PDFにして選ぶか、写真に撮って選んでください。",
    "too_heavy": "「{name}」は、開くのに時間がかかりすぎます。写真に撮って選んでください。",
    "not_now": "「{name}」を、いま受け取れませんでした。少し待って、もう一度選んでください。",
}
_LIMITS: Final[Mapping[str, int]] = {
    "size": LARGEST // 1_000_000,
    "at_once": MOST_AT_ONCE,
    "together": LARGEST_AT_ONCE // 1_000_000,
    "pixels": MOST_PIXELS // 10_000,
    "pages": MOST_PAGES,
}


class Unacceptable(Exception):
    """A file that is not taken in: a `code`, and what to `say` to the family, which names the file and what to do."""

    def __init__(self, code: str, name: str, most: int = 0) -> None:
        super().__init__(code)
        self.code, self.say = code, say(SAYS[code], name=name, most=most, **_LIMITS)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was opened and may be kept: `form` is a key of TYPES, `data` what is kept of it."""

    name: str
    kind: str
    form: str
    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """添付書類: a file of a draft or, with a `reference`, of an application, where it lies at `place` of the answers.

    `size` is in bytes; `digest` is the SHA-256 of the bytes as they lie encrypted under the key number `sealed_by`;
    `private` names the permission that staff need to open it.
    """

    key: str
    reference: str
    name: str
    kind: str
    form: str
    size: int
    pages: int
    sealed_by: int
    digest: str
    place: str
    private: str
    made: datetime
    says: Mapping[str, Any] = field(default_factory=dict, hash=False)  # what a reader made of it, by code

    @property
    def type(self) -> str:
        """Its media type."""
        return TYPES[self.form][0]

    @property
    def file_name(self) -> str:
        """Its name with the end that its content has, whatever it was called."""
        end = TYPES[self.form][1]
        stem, dot, last = self.name.rpartition(".")
        return (stem if dot and stem and len(last) <= 5 else self.name) + end


def opener_of(name: str, data: bytes) -> str:
    """Which opener shall look at a file, by its content alone. Raises Unacceptable."""
    if not data:
        raise Unacceptable("empty", name)
    if len(data) > LARGEST:
        raise Unacceptable("too_big", name)
    opener = _by_magic(data)
    if opener is None:
        raise Unacceptable("program" if data.startswith(_PROGRAMS) else "kind", name)
    if opener in (PDF, "ole") and _goes_on(opener, data):
        raise Unacceptable("mixed", name)
    return opener


def _by_magic(data: bytes) -> str | None:
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[4:8] == b"ftyp" and data[8:12] in _HEIC):
        return PHOTO
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    return "ole" if data.startswith(_OLE) else None


def _goes_on(opener: str, data: bytes) -> bool:
    """Whether something else hangs on a file's end: it would be opened as that by whoever calls it so."""
    if opener == PDF:
        end = data.rfind(b"%%EOF")
        if end >= 0 and data[end + 5 :].strip(b"\0\t\n\f\r ") != b"":
            return True
    tail = data[-_ZIP_TAIL:]
    at = tail.rfind(_ZIP_END)
    while at >= 0:
        if int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail) - at - 22:
            return True
        at = tail.rfind(_ZIP_END, 0, at)
    return False


def tidy(name: str) -> str:
    """A file's name as it may be shown: its last step, without what controls writing, not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    if len(plain) > LONGEST_NAME:
        stem, dot, end = plain.rpartition(".")
        plain = f"{stem[: LONGEST_NAME - 8]}….{end}" if dot and len(end) <= 5 else f"{plain[: LONGEST_NAME - 1]}…"
    return plain or "ファイル"


def spoken_size(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1_000)):,} KB"
