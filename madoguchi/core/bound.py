"""上限 - how often something may happen at most, when it was seen so seldom: the exact bounds of Clopper and Pearson.

C. J. Clopper, E. S. Pearson (1934), Biometrika 26. Of the binomial tail, by bisection: no table, no approximation.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

SURE: Final = 0.95
_STEPS: Final = 60  # halves of an interval: beyond what a float can tell apart


def upper(seen: int, of: int, sure: float = SURE) -> float:
    """The one-sided upper bound of a share: were it larger, so few would be seen less often than 1 - `sure`.

    Raises ValueError unless 0 <= seen <= of.
    """
    _checked(seen, of)
    if seen == of:  # also of none: nothing is known
        return 1.0
    return _where(lambda share: at_most(seen, of, share) > 1 - sure)


def lower(seen: int, of: int, sure: float = SURE) -> float:
    """The one-sided lower bound."""
    return 1 - upper(of - seen, of, sure)


def interval(seen: int, of: int, sure: float = SURE) -> tuple[float, float]:
    """The two-sided interval: both bounds, each with half of the doubt."""
    half = (1 + sure) / 2
    return lower(seen, of, half), upper(seen, of, half)


def at_most(seen: int, of: int, share: float) -> float:
    """The chance to see so many or fewer of `of`, each with the chance `share`."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return float(seen >= of)
    return min(1.0, math.fsum(math.exp(_log_chance(one, of, share)) for one in range(seen + 1)))


def _log_chance(seen: int, of: int, share: float) -> float:
    ways = math.lgamma(of + 1) - math.lgamma(seen + 1) - math.lgamma(of - seen + 1)
    return ways + seen * math.log(share) + (of - seen) * math.log1p(-share)


def _where(holds: Callable[[float], bool]) -> float:
    """The largest share for which something holds that holds for none and not for all."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high


def _checked(seen: int, of: int) -> None:
    if not 0 <= seen <= of:
        raise ValueError(f"{seen} of {of}")
