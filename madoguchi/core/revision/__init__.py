"""改正 - a change of a city's tables before it is published: rows as words, faults at rows, and whom it changes."""

from .beside import Part, of_file, of_table, read_parts, with_file, with_table
from .differ import ALL, Change, changes, name_of
from .faults import Faults, faults_of
from .grid import OWN, Grid, Head, grid_of, open_grid
from .merge import Merged, merged
from .revision import DROPPED, OPEN, PROPOSED, PUBLISHED, STATES, Edit, Revision
from .rows import Typed, free, raw_edits, raw_row, read_row, with_row, with_sources, without_row
from .sheet import Sheet, lines_of, read_lines

__all__ = [
    "ALL",
    "DROPPED",
    "OPEN",
    "OWN",
    "PROPOSED",
    "PUBLISHED",
    "STATES",
    "Change",
    "Edit",
    "Faults",
    "Grid",
    "Head",
    "Merged",
    "Part",
    "Revision",
    "Sheet",
    "Typed",
    "changes",
    "faults_of",
    "free",
    "grid_of",
    "lines_of",
    "merged",
    "name_of",
    "of_file",
    "of_table",
    "open_grid",
    "raw_edits",
    "raw_row",
    "read_lines",
    "read_parts",
    "read_row",
    "with_file",
    "with_row",
    "with_sources",
    "with_table",
    "without_row",
]
