"""指数 - what a family's answers are worth by a city's tables, and which rows say so."""

from .result import Gap, Line, Part, Saw, Score, as_json, rank, score_of
from .rules import Extra, Quota, Reference, Rules, Threshold, Tie, read_rules
from .score import score

__all__ = [
    "Extra",
    "Gap",
    "Line",
    "Part",
    "Quota",
    "Reference",
    "Rules",
    "Saw",
    "Score",
    "Threshold",
    "Tie",
    "as_json",
    "rank",
    "read_rules",
    "score",
    "score_of",
]
