"""転記のファイル - one case, many cases with their manifest, and what the back office says of them, as CSV.

The look of each file is the `files` of system.yaml.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

from ..handover import Handover
from .office import System
from .sheet import Sheet

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
DEEDS: Final = ("new", "change", "cancel")


class Unreadable(ValueError):
    """A file of the back office that is not as system.yaml says; the sentence says to a clerk what is wrong."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Many cases in one file, and the manifest (送付票) that goes with it."""

    name: str
    data: bytes
    manifest_name: str
    manifest: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case of a batch: `row` from 1; of a mistake its code, the field's label and the sentence."""

    row: int
    key: str
    ok: bool
    code: str
    label: str
    say: str
    number: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the back office's own list: what it kept, by label."""

    number: str
    cancelled: bool
    values: dict[str, str]


def case_file(handover: Handover, sheet: Sheet) -> bytes:
    """The file by which one case fills an input screen in."""
    return _written(handover.system, [_labels(handover), list(sheet.typed.values())])


def batch(handover: Handover, name: str, rows: Sequence[tuple[str, Sheet]]) -> Batch:
    """The file `name` of many cases, each with what is to be done with it (DEEDS), and its manifest."""
    system = handover.system
    deed, told = system.files["deed"], system.files["manifest"]
    lines = [[deed["label"], *_labels(handover)]]
    lines += [[deed[what], *sheet.typed.values()] for what, sheet in rows]
    data = _written(system, lines)
    cells = {"name": name, "count": str(len(rows)), "sha256": hashlib.sha256(data).hexdigest()}
    manifest = _written(system, [[told[key] for key in cells], list(cells.values())])
    return Batch(name, data, told["file"].format(name=name.removesuffix(".csv")), manifest)


def read_results(handover: Handover, data: bytes) -> tuple[Result, ...]:
    """The file in which the back office says what became of a batch. Raises Unreadable."""
    told = handover.system.files["results"]
    heads = [told[key] for key in ("row", "key", "result", "code", "label", "say", "number")]
    found: list[Result] = []
    for row in _read(handover.system, data, heads):
        number, key, result, *rest = (row[head] for head in heads)
        if not (number.isascii() and number.isdecimal()) or result not in (told["ok"], told["wrong"]):
            raise Unreadable(f"結果ファイルの{len(found) + 1}件目を読めません。")
        found.append(Result(int(number), key, result == told["ok"], *rest))
    return tuple(found)


def read_export(handover: Handover, data: bytes) -> tuple[Record, ...]:
    """Every record of the back office's own list. Raises Unreadable."""
    told = handover.system.files["export"]
    labels = _labels(handover)
    return tuple(
        Record(row[told["number"]], row[told["state"]] == told["cancelled"], {label: row[label] for label in labels})
        for row in _read(handover.system, data, [told["number"], told["state"], *labels])
    )


def _labels(handover: Handover) -> list[str]:
    return [field.label for field in handover.transcript.fields]


def _written(system: System, rows: Iterable[Iterable[str]]) -> bytes:
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(rows)
    return "".join(lines).encode(system.encoding)


def _read(system: System, data: bytes, heads: list[str]) -> list[dict[str, Any]]:
    try:
        lines = list(csv.reader(_LINE.findall(data.decode(system.encoding)), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{system.encoding}のCSVとして読めません。") from error
    if not lines or lines[0] != heads:
        raise Unreadable(f"見出しが違います。{'、'.join(heads)} のファイルを選んでください。")
    if wrong := next((at for at, line in enumerate(lines) if len(line) != len(heads)), None):
        raise Unreadable(f"{wrong + 1}行目の列の数が違います。")
    return [dict(zip(heads, line, strict=True)) for line in lines[1:]]
