"""条件の計算 - a condition as plain Python functions, many times as fast as CEL; whatever is doubtful is left to CEL.

Only what both surely answer alike is answered here. For everything else, errors among it, `Doubt` is raised, and the
condition is asked of CEL itself, whose answer or failure counts.
"""

from .parser import plain
from .parts import Doubt, Run

__all__ = ["Doubt", "Run", "plain"]
