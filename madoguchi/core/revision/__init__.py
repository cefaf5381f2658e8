"""改正 - a change of a city's tables before it is published: rows as words, faults at rows, and whom it changes."""

from .differ import Change, changes
from .faults import Faults, faults_of
from .grid import OWN, Grid, Head, grid_of, open_grid
from .revision import DROPPED, OPEN, PROPOSED, PUBLISHED, STATES, Edit, Revision
from .rows import Typed, free, raw_edits, raw_row, read_row, with_row, with_sources, without_row
from .sheet import Sheet, lines_of, read_lines

__all__ = [
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
    "Revision",
    "Sheet",
    "Typed",
    "changes",
    "faults_of",
    "free",
    "grid_of",
    "lines_of",
    "open_grid",
    "raw_edits",
    "raw_row",
    "read_lines",
    "read_row",
    "with_row",
    "with_sources",
    "without_row",
]
