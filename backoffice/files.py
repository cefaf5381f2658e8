"""ファイル - what comes in and goes out as CSV: cp932, CRLF, the labels of the forty fields as its head."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Final

from backoffice.fields import FIELDS
from backoffice.records import Record

LABELS: Final = tuple(field.label for field in FIELDS)
DEED: Final = "処理区分"
MANIFEST: Final = ("ファイル名", "件数", "SHA-256")
RESULT: Final = ("行", "申請番号", "結果", "エラーコード", "項目", "メッセージ", "整理番号")


class Unreadable(Exception):
    """A file that is refused whole, with the sentence that says why."""


def _rows(data: bytes, head: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        lines = list(csv.reader(io.StringIO(data.decode("cp932"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Unreadable("ファイルの文字コードまたは形式が正しくありません") from None
    if not lines or tuple(lines[0]) != head:
        raise Unreadable("見出し行が正しくありません")
    if any(len(line) != len(head) for line in lines):
        raise Unreadable("列の数が正しくありません")
    return [dict(zip(head, line, strict=True)) for line in lines[1:]]


def write(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([head, *rows])
    return text.getvalue().encode("cp932", "xmlcharrefreplace")


def read_case(data: bytes) -> dict[str, str]:
    """The one case of a file, by label."""
    rows = _rows(data, LABELS)
    if len(rows) != 1:
        raise Unreadable("１件のファイルではありません")
    return rows[0]


def read_batch(data: bytes, manifest: bytes) -> list[dict[str, str]]:
    """The cases of a file that is whole, as its manifest says; each by label, with its 処理区分."""
    told = _rows(manifest, MANIFEST)
    if len(told) != 1:
        raise Unreadable("送付票が正しくありません")
    if told[0]["SHA-256"].lower() != hashlib.sha256(data).hexdigest():
        raise Unreadable("ハッシュ値が送付票と一致しません")
    rows = _rows(data, (DEED, *LABELS))
    if told[0]["件数"] != str(len(rows)):
        raise Unreadable("件数が送付票と一致しません")
    return rows


def ledger(records: Iterable[Record]) -> bytes:
    """台帳: every record with all its fields."""
    rows = ([record.number, record.state, *values_of(record.values)] for record in records)
    return write(("整理番号", "状態", *LABELS), rows)


def values_of(values: Mapping[str, str]) -> list[str]:
    return [values[field.id] for field in FIELDS]
