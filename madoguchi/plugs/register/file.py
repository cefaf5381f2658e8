"""台帳のファイル - a city's residents and unpaid fees from the CSV files that its own systems write out.

`FOLDER/TOWN/residents.csv` and `arrears.csv`, or without a town `FOLDER/residents.csv`: UTF-8 or Shift_JIS (cp932),
exactly these columns, days as YYYY-MM-DD. A file with a fault is not used at all: half a register would say of people
that they do not live here. A newer file is read as soon as it lies there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from madoguchi.core.paper.fold import blocks
from madoguchi.core.plug import Health, PlugError
from madoguchi.core.register import ARREARS, RESIDENTS, Debt, Resident, Who, could_be

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    RESIDENTS: ("name", "kana", "birth", "postal", "address", "since", "until"),
    ARREARS: ("name", "kana", "birth", "address", "amount", "months"),
}
LARGEST: Final = 200_000_000  # bytes: of a city of a million people there are fewer
TOLD: Final = 5  # faults of one file that are told at once
_LONGEST: Final = 200  # signs of a cell
_TOWN: Final = re.compile(r"[a-z][a-z0-9-]{0,39}|")
_WHOLE: Final = re.compile(r"[0-9]{1,9}")
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f]")

Row = tuple[str, ...]
Index = Mapping[str, list[Row]]


@dataclass(frozen=True)
class _Loaded:
    """A register as it was read: when its file was written, its rows by birth, debts also by the numbers of their
    address, or what is wrong with it."""

    stamp: tuple[int, int]
    by_birth: Index
    by_blocks: Index
    fault: str = ""


class Plug:
    """`registers` of the settings is the folder."""

    slowest = timedelta(minutes=1)  # the largest file, read anew

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.folder = Path(settings["registers"])
        self._loaded: dict[Path, _Loaded] = {}

    def registers(self, town: str) -> tuple[str, ...]:
        """Those that have a file."""
        return tuple(name for name in COLUMNS if self._path(town, name).is_file())

    def residents(self, town: str, who: Who) -> tuple[Resident, ...]:
        """Rows of that birth that could be theirs."""
        rows = self._rows(town, RESIDENTS).by_birth.get(who.birth, ())
        return tuple(row for row in map(_resident, rows) if could_be(who, row))

    def arrears(self, town: str, who: Who) -> tuple[Debt, ...]:
        """Debts of somebody of that birth, or at that address."""
        loaded = self._rows(town, ARREARS)
        near = loaded.by_blocks.get(blocks(who.address), ()) if who.address else ()
        rows = dict.fromkeys((*loaded.by_birth.get(who.birth, ()), *near))
        return tuple(row for row in map(_debt, rows) if could_be(who, row))

    def health(self) -> Health:
        """Reads every file that lies there."""
        files = [
            path for name in COLUMNS for path in (*self.folder.glob(f"{name}.csv"), *self.folder.glob(f"*/{name}.csv"))
        ]
        faults = [loaded.fault for path in sorted(files) if (loaded := self._load(path)).fault]
        if faults:
            return Health(ok=False, say=faults[0], do="台帳のファイルを、もう一度書き出してください。")
        if not files:
            return Health(ok=False, say="台帳のファイルがありません。", do=f"{' と '.join(COLUMNS)} を置いてください。")
        return Health(ok=True, say=f"台帳のファイルを読めます({len(files)}件)。")

    def _path(self, town: str, name: str) -> Path:
        if not _TOWN.fullmatch(town):
            raise PlugError("自治体の名前が違います。", permanent=True)
        return self.folder / town / f"{name}.csv"

    def _rows(self, town: str, name: str) -> _Loaded:
        loaded = self._load(self._path(town, name))
        if loaded.fault:
            raise PlugError(loaded.fault, permanent=True)
        return loaded

    def _load(self, path: Path) -> _Loaded:
        try:
            told = path.stat()
            stamp = (told.st_mtime_ns, told.st_size)
            known = self._loaded.get(path)
            if known and known.stamp == stamp:
                return known
            found = _read(path, stamp)
        except OSError:
            raise PlugError(f"{path.name} を開けません。") from None
        self._loaded[path] = found  # whoever reads it at the same time comes to the same
        return found


def _read(path: Path, stamp: tuple[int, int]) -> _Loaded:
    if stamp[1] > LARGEST:
        return _Loaded(stamp, {}, {}, f"{path.name} が大きすぎます({LARGEST:,}バイトまで)。")
    try:
        rows, faults = _parsed(path.stem, _text(path.read_bytes()))
    except (UnicodeDecodeError, csv.Error):
        return _Loaded(stamp, {}, {}, f"{path.name} を読めません。UTF-8かShift_JISのCSVで書き出してください。")
    if faults:
        more = f"ほか{len(faults) - TOLD}件。" if len(faults) > TOLD else ""
        return _Loaded(stamp, {}, {}, f"{path.name}: {' '.join(faults[:TOLD])}{more}")
    columns = COLUMNS[path.stem]
    by_birth, by_blocks = _indexed(rows, lambda row: row[columns.index("birth")]), {}
    if path.stem == ARREARS:
        by_blocks = _indexed(rows, lambda row: blocks(row[columns.index("address")]))
    return _Loaded(stamp, by_birth, by_blocks)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


def _indexed(rows: list[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _parsed(name: str, text: str) -> tuple[list[Row], list[str]]:
    """The rows, and what is wrong with them, line by line; nobody is named."""
    columns = COLUMNS[name]
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    head = tuple(cell.strip() for cell in next(lines, []))
    if head != columns:
        return [], [f"1行目は {','.join(columns)} にしてください。"]
    rows: list[Row] = []
    faults: list[str] = []
    for cells in lines:
        if not cells:
            continue
        row = tuple(cell.strip() for cell in cells)
        wrong = list(_wrong(columns, row))
        faults += (f"{lines.line_num}行目: {say}" for say in wrong)
        if not wrong:
            rows.append(row)
    if not rows and not faults and name == RESIDENTS:
        faults = ["一人も載っていません。"]
    return rows, faults


def _wrong(columns: tuple[str, ...], row: Row) -> Iterator[str]:
    if len(row) != len(columns):
        yield f"列が{len(row)}個あります({len(columns)}個にしてください)。"
        return
    cells = dict(zip(columns, row, strict=True))
    for column, cell in cells.items():
        if len(cell) > _LONGEST or _STRANGE.search(cell):
            yield f"{column} に使えない文字があるか、長すぎます。"
        elif column in ("name", "birth") and not cell:
            yield f"{column} がありません。"
        elif column in ("birth", "since", "until") and cell and not _is_day(cell):
            yield f"{column} を YYYY-MM-DD で書いてください。"
        elif column == "amount" and not _WHOLE.fullmatch(cell):
            yield "amount を円の整数で書いてください。"
    if cells.get("since") and cells.get("until") and cells["until"] < cells["since"]:
        yield "until が since より前です。"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _resident(row: Row) -> Resident:
    name, kana, birth, postal, address, since, until = row
    return Resident(name, kana, birth, postal, address, since or None, until or None)


def _debt(row: Row) -> Debt:
    name, kana, birth, address, amount, months = row
    return Debt(name, kana, birth, address, int(amount), months)
