"""手続カタログ - every procedure of a city hall: what it is, where it stands, what to do next, and how it is found."""

from .columns import COLUMNS, FIVE, Column, by_key
from .diff import Change, Diff, compare
from .entry import CHANNELS, KINDS, STATES, Entry, circle, count, year_of
from .find import Found, Index, Synonyms, synonyms
from .near import Alike, alike
from .plan import GROUPS, Progress, Ranked, Weights, progress, ranked, what_if
from .sheet import Brought, Mapped, guess, read
from .state import of_survey

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "FIVE",
    "GROUPS",
    "KINDS",
    "STATES",
    "Alike",
    "Brought",
    "Change",
    "Column",
    "Diff",
    "Entry",
    "Found",
    "Index",
    "Mapped",
    "Progress",
    "Ranked",
    "Synonyms",
    "Weights",
    "alike",
    "by_key",
    "circle",
    "compare",
    "count",
    "guess",
    "of_survey",
    "progress",
    "ranked",
    "read",
    "synonyms",
    "what_if",
    "year_of",
]
