"""受付 - what came by another service: its rows, how their columns become answers, and what is lacking in them."""

from .came import CHANNELS, REASONS, Came, Reason
from .lacking import BY_FORM, found_of, still
from .match import Changes, Line, Match, as_json, changes, faults, read_match
from .propose import propose
from .reading import Halt, Reading, read
from .sheet import ENCODINGS, Record, Sheet, Unreadable, cells_of, open_sheet, same_cells

__all__ = [
    "BY_FORM",
    "CHANNELS",
    "ENCODINGS",
    "REASONS",
    "Came",
    "Changes",
    "Halt",
    "Line",
    "Match",
    "Reading",
    "Reason",
    "Record",
    "Sheet",
    "Unreadable",
    "as_json",
    "cells_of",
    "changes",
    "faults",
    "found_of",
    "open_sheet",
    "propose",
    "read",
    "read_match",
    "same_cells",
    "still",
]
