"""升目 - a form as squares: cells with what is printed and what was filled in, whatever file it becomes.

A form is set bit by bit, from left to right in narrow columns, as the Excel files of city halls are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final, Literal

COLUMNS: Final = 73
COLUMN_MM: Final = 2.6
ROW_MM: Final = 4.6

# title: of the page. label: in grey, names what is beside it. say: other printed words. value: filled in.
# tick: a box, ticked or not. word: a choice to be ticked before or circled.
Kind = Literal["title", "label", "say", "value", "tick", "word"]


@dataclass(frozen=True, slots=True)
class Bit:
    """What takes so many columns of a row. `grow`: it takes what is left. `rise`: so many rows high."""

    text: str
    width: int
    kind: Kind = "say"
    codes: tuple[str, ...] = ()
    option: str = ""
    on: bool = False
    data: float | date | time | None = None  # as Excel keeps it, when that is no text
    shape: str = ""  # Excel's number format
    choices: tuple[str, ...] = ()  # of a drop-down
    grow: bool = False
    rise: int = 1
    left: bool = False  # text begins at the left side


@dataclass(frozen=True, slots=True)
class Row:
    """Bits beside each other. `joined`: no line to the row above. `lines`: so many times as high."""

    bits: Sequence[Bit]
    joined: bool = False
    lines: float = 1
    ruled: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A bit in its place; `edges` are the sides with a line, of `ltrb`."""

    row: int
    column: int
    rows: int
    columns: int
    bit: Bit
    edges: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A filled form. `heights` are the rows' in mm."""

    layout: str
    cells: tuple[Cell, ...]
    heights: tuple[float, ...]
    columns: int = COLUMNS
    column_mm: float = COLUMN_MM
    held_out: bool = False


@dataclass
class Setter:
    """Sets rows under each other."""

    cells: list[Cell] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # row -> columns taken from above, from the left

    def row(self, row: Row) -> None:
        """One row over the full width, less what rises into it from above. Raises ValueError when it does not fit."""
        if row.joined:
            self._open_below()
        at, start = len(self.heights), self.taken.get(len(self.heights), 0)
        bits = _spread(row.bits, COLUMNS - start)
        for place, bit in enumerate(bits):
            edges = _edges(bit, row, place == len(bits) - 1, place == 0)
            self.cells.append(Cell(at, start, bit.rise, bit.width, bit, edges))
            if bit.rise > 1 and place == sum(one.rise > 1 for one in bits[:place]):  # only from the left side
                for below in range(at + 1, at + bit.rise):
                    self.taken[below] = start + bit.width
            start += bit.width
        self.heights.append(ROW_MM * row.lines)

    def _open_below(self) -> None:
        """Takes away the line under the last row."""
        last = len(self.heights) - 1
        for place, cell in enumerate(self.cells):
            if cell.row == last and cell.rows == 1 and cell.bit.kind != "label":
                self.cells[place] = replace(cell, edges=cell.edges.replace("b", ""))

    def block(self, head: Sequence[Bit], rows: Sequence[Row]) -> None:
        """Rows that stand beside what names them all."""
        first, *rest = rows
        risen = [replace(bit, rise=len(rows)) for bit in head]
        self.row(replace(first, bits=[*risen, *first.bits]))
        for row in rest:
            self.row(row)


def _spread(bits: Sequence[Bit], width: int) -> list[Bit]:
    rest = width - sum(bit.width for bit in bits)
    if rest < 0:
        told = " ".join(f"{bit.text or '_'}:{bit.width}" for bit in bits)
        raise ValueError(f"{-rest} columns too many in: {told}")
    growing = next((place for place, bit in enumerate(bits) if bit.grow), None)
    if growing is None:
        return [*bits, Bit("", rest)] if rest else list(bits)
    return [replace(bit, width=bit.width + rest) if place == growing else bit for place, bit in enumerate(bits)]


def _edges(bit: Bit, row: Row, last: bool, first: bool) -> str:
    if not row.ruled:
        return "ltrb" if bit.kind == "label" else ""
    if bit.kind == "label" or bit.rise > 1:
        return "ltrb"
    return ("l" if first else "") + ("" if row.joined else "t") + ("r" if last else "") + "b"


def wrapped(bits: Sequence[Sequence[Bit]], width: int) -> list[Row]:
    """Groups of bits that stay together, on as many rows as they need."""
    rows: list[list[Bit]] = [[]]
    for group in bits:
        if sum(bit.width for bit in (*rows[-1], *group)) > width:
            rows.append([])
        rows[-1] += group
    return [Row(row, joined=place > 0) for place, row in enumerate(rows)]
