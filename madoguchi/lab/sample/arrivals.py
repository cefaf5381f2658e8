"""見本の到着 - when made-up applications come in: many on the first and last days, at noon and late in the evening."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.days import JST
from madoguchi.core.town import Town
from madoguchi.core.window import Window

from .dice import Dice

TENTHS: Final = {"0": 300, **{str(place): 50 for place in range(1, 9)}, "9": 300}  # 「届く日」の仮定
MINUTE: Final = timedelta(minutes=1)


class NoWindow(Exception):
    """Nothing can have arrived: no window has been open yet."""


def main_window(town: Town, now: datetime) -> Window:
    """The window most families apply for: the one whose service begins last, of those open now, or else of the last
    that were. Raises NoWindow."""
    begun = [window for window in town.windows if window.begins < now]
    if not begun:
        raise NoWindow
    open_ones = [window for window in begun if window.open_at(now)] or [max(begun, key=lambda window: window.ends)]
    return max(open_ones, key=lambda window: window.start)


def arrivals(window: Window, number: int, seed: int, now: datetime) -> tuple[datetime, ...]:
    """So many moments of the window that have passed, in their order."""
    until = min(now, window.ends) - MINUTE
    return tuple(sorted(_moment(window, until, Dice(seed, "arrival", place)) for place in range(number)))


def _moment(window: Window, until: datetime, dice: Dice) -> datetime:
    days = max(1, (until.astimezone(JST).date() - window.opens).days + 1)
    part = (int(dice.weighed(TENTHS)) * 100 + dice.between(0, 99)) * days // 1000
    clock = timedelta(hours=int(dice.assumed("hour")), seconds=dice.between(0, 3599))
    day = datetime(window.opens.year, window.opens.month, window.opens.day, tzinfo=JST) + timedelta(days=part)
    moment = max(window.begins, day + clock)
    # What would come later today than it is now came yesterday.
    while moment > until and moment - timedelta(days=1) >= window.begins:
        moment -= timedelta(days=1)
    return min(moment, until)


def other_window(town: Town, main: Window, moment: datetime, dice: Dice) -> Window:
    """Now and then a family applies for another window that is open at the time."""
    others = [window for window in town.windows if window != main and window.open_at(moment)]
    return dice.one_of(others) if others and dice.happens("window") else main
