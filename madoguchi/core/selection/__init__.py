"""選考 - a round of a procedure: what its package and its city declare, its document, and its result in plain words."""

from .declared import POLICIES, Selection, read_selection
from .inputs import TOTAL, Child, document, lacking
from .pools import Change, Pool, admitted, change, limit, pools
from .round import STOPS, Round, Run, Stop, Stopped
from .told import LATER, PLACED, sentences, spoken, wishes

__all__ = [
    "LATER",
    "PLACED",
    "POLICIES",
    "STOPS",
    "TOTAL",
    "Change",
    "Child",
    "Pool",
    "Round",
    "Run",
    "Selection",
    "Stop",
    "Stopped",
    "admitted",
    "change",
    "document",
    "lacking",
    "limit",
    "pools",
    "read_selection",
    "sentences",
    "spoken",
    "wishes",
]
