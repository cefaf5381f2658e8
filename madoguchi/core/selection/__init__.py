"""選考 - a round of a procedure: what its package and its city declare, its document, and its result in plain words."""

from .declared import POLICIES, Nearby, Selection, read_selection
from .inputs import TOTAL, Child, document, lacking, with_table
from .pools import Change, Pool, admitted, change, limit, pools
from .round import OFFER, RERANK, STOPS, Round, Run, Stop, Stopped
from .told import KEPT, LATER, PLACED, considered, sentences, spoken, wishes

__all__ = [
    "KEPT",
    "LATER",
    "OFFER",
    "PLACED",
    "POLICIES",
    "RERANK",
    "STOPS",
    "TOTAL",
    "Change",
    "Child",
    "Nearby",
    "Pool",
    "Round",
    "Run",
    "Selection",
    "Stop",
    "Stopped",
    "admitted",
    "change",
    "considered",
    "document",
    "lacking",
    "limit",
    "pools",
    "read_selection",
    "sentences",
    "spoken",
    "wishes",
    "with_table",
]
