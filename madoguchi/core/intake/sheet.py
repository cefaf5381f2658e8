"""届いた表 - the bytes of a CSV as records that each keep their own; one broken record breaks no other.

Records are cut as bytes: in UTF-8 and in cp932 no quote, comma or line break is part of another letter.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..fields.text import tidy

BOM: Final = b"\xef\xbb\xbf"
ENCODINGS: Final[dict[str, str]] = {
    "utf-8-sig": "UTF-8(BOMあり)",
    "utf-8": "UTF-8",
    "cp932": "Shift_JIS(Windows、cp932)",
}
MOST: Final = 20_000  # records of one file
LONGEST: Final = 1_000_000  # bytes of one record: behind an open quote the whole file could follow
_ENDS: Final = re.compile(rb'"|\r\n|\n|\r')
_BREAK: Final = re.compile(rb"\r\n|\n|\r")
_NO_LETTER: Final = re.compile("[\x80\uf8f0-\uf8f3]")  # 0x80, 0xa0, 0xfd, 0xfe, 0xff
_NEITHER: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")
WRONG: Final[dict[str, str]] = {
    "empty": "ファイルに行がありません。",
    "kind": "CSVではありません。申込フォームから、CSV(UTF-8かShift_JIS)で書き出してください。",
    "encoding": "文字コードがわかりません。UTF-8でもShift_JISでも読めない文字があります。文字コードを選んでください。",
    "headers": "1行目が見出しとして読めません。見出しのあるCSVを選んでください。",
    "twice": "同じ見出しが2つあります: {names}。申込フォームで、見出しを別の名前にしてください。",
    "many": f"行が多すぎます({MOST:,}行まで)。分けて取り込んでください。",
}


class Unreadable(Exception):
    """A file of which not even the header can be used; nothing of it is kept. `code` is a key of WRONG."""

    def __init__(self, code: str, **names: str) -> None:
        super().__init__(code)
        self.code, self.say = code, WRONG[code].format(**names)


@dataclass(frozen=True)
class Record:
    """One row: which it is (from 1), its bytes as they came, its cells, or why there are none (a key of REASONS)."""

    number: int
    raw: bytes
    cells: tuple[str, ...] = ()
    wrong: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, in hex."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class Sheet:
    """A file: how its letters are coded, its headers, its records."""

    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    records: tuple[Record, ...]


def open_sheet(data: bytes, encoding: str = "") -> Sheet:
    """Read a file strictly; what cannot be decoded is told, never guessed. `encoding` is what somebody says it is,
    where not all of it is of one.

    Raises Unreadable.
    """
    if not data.strip():
        raise Unreadable("empty")
    if data.startswith(_NEITHER):
        raise Unreadable("kind")
    encoding = encoding_of(data) or encoding
    if not encoding:
        raise Unreadable("encoding")
    body = data.removeprefix(BOM)
    end = _end(body, 0)
    head = body[:end]
    delimiter = "\t" if b"\t" in head and b"," not in head else ","
    headers, wrong = cells_of(head, encoding, delimiter)
    if wrong or not any(headers):
        raise Unreadable("headers")
    if again := sorted({name for name in headers if name and headers.count(name) > 1}):
        raise Unreadable("twice", names="、".join(again))
    records = tuple(_records(body, end, encoding, delimiter, len(headers)))
    if not records:
        raise Unreadable("empty")
    return Sheet(encoding, delimiter, headers, records)


def encoding_of(data: bytes) -> str:
    """How the letters of a whole file are coded; "" when it is none of ours from its first byte to its last."""
    if data.startswith(BOM):
        return "utf-8-sig"
    return next((name for name in ("utf-8", "cp932") if _decodes(data, name)), "")


def cells_of(raw: bytes, encoding: str, delimiter: str = ",", *, anyhow: bool = False) -> tuple[tuple[str, ...], str]:
    """The cells of one record and what is wrong with it, a key of REASONS; `anyhow` shows also what cannot be read."""
    try:
        text = _decoded(raw, encoding)
    except UnicodeDecodeError:
        if not anyhow:
            return (), "encoding"
        text = raw.decode(encoding.removesuffix("-sig"), "replace")
    try:
        found = next(csv.reader([text.rstrip("\r\n")], delimiter=delimiter, strict=not anyhow), [])
    except csv.Error:
        return (), "quotes"
    return tuple(_cell(one) for one in found), ""


def _records(body: bytes, at: int, encoding: str, delimiter: str, width: int) -> Iterator[Record]:
    number = 0
    while at < len(body):
        end = _end(body, at)
        raw = body[at:end]
        cells, wrong = cells_of(raw, encoding, delimiter)
        wrong = wrong or ("columns" if len(cells) != width else "")
        line = _BREAK.search(raw)
        if wrong and line and _takes_along(raw[line.end() :], encoding, delimiter, width):
            # An open quote takes the rows behind it along: it is the first line that is broken, not they.
            end, wrong = at + line.end(), "quotes"
            raw = body[at:end]
        if raw.strip():
            number += 1
            if number > MOST:
                raise Unreadable("many")
            yield Record(number, raw, () if wrong else cells, wrong)
        at = end


def _takes_along(rest: bytes, encoding: str, delimiter: str, width: int) -> bool:
    """Whether there is a whole row among the lines behind the first one."""
    lines = _BREAK.split(rest)
    return width > 1 and any(len(cells_of(one, encoding, delimiter)[0]) == width for one in lines)


def _end(body: bytes, at: int) -> int:
    quoted, last = False, min(len(body), at + LONGEST)
    for found in _ENDS.finditer(body, at, last):
        if found.group() == b'"':
            quoted = not quoted
        elif not quoted:
            return found.end()
    return last


def _cell(text: str) -> str:
    """Kana in two pieces joined, outer space gone; line breaks stay, for they may separate choices."""
    return "\n".join(tidy(line) for line in text.splitlines()).strip()


def _decoded(data: bytes, encoding: str) -> str:
    """Strictly: Python's cp932 lets bytes through that are no letter there. Raises UnicodeDecodeError."""
    text = data.decode(encoding.removesuffix("-sig"))
    if encoding == "cp932" and (found := _NO_LETTER.search(text)):
        raise UnicodeDecodeError("cp932", data, 0, len(data), f"U+{ord(found.group()):04X}")
    return text


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        _decoded(data, encoding)
    except UnicodeDecodeError:
        return False
    return True
