"""受付 - what came by another service: its rows, how their columns become answers, and what is lacking in them."""

from .came import CHANNELS, REASONS, Came, Intake, Reason, Row
from .lacking import BY_FORM, found_of, still
from .match import Changes, Line, Match, as_json, changes, faults, read_match
from .propose import propose
from .reading import Halt, Reading, agree, read
from .sheet import ENCODINGS, Record, Sheet, Unreadable, cells_of, open_sheet

__all__ = [
    "BY_FORM",
    "CHANNELS",
    "ENCODINGS",
    "REASONS",
    "Came",
    "Changes",
    "Halt",
    "Intake",
    "Line",
    "Match",
    "Reading",
    "Reason",
    "Record",
    "Row",
    "Sheet",
    "Unreadable",
    "agree",
    "as_json",
    "cells_of",
    "changes",
    "faults",
    "found_of",
    "open_sheet",
    "propose",
    "read",
    "read_match",
    "still",
]
