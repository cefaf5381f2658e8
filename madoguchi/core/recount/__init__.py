"""検算 - the same tables once more, as SQL: a second way to the same points, which shares no code with the first.

It begins at the parsed files of an edition (town/points.yaml and what it speaks of) and at the answers as they are
stored, reads formulas and cells by itself, and leaves the reckoning to a database. What only one of the two does wrong
shows as a difference. store/recount.py runs it; desk/score.py lays both results side by side.
"""

from .counted import Counted, Counts
from .formula import NotInSql, sql_of
from .script import Script, script

__all__ = ["Counted", "Counts", "NotInSql", "Script", "script", "sql_of"]
