"""受付期間 - when an application may arrive: to the second, in Japan, and how long that still is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from .days import JST, jst_date, spoken
from .say import Say, say

MIDNIGHT: Final = "24:00"
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_WEEK: Final = 7  # days before the end, from which on they are counted


@dataclass(frozen=True)
class Window:
    """受付期間: both days are included, as days in Japan. `start` is the day the service begins.

    `opens_at` and `closes_at` are clock times (HH:MM) of the first and of the last day. The moment of `closes_at` is
    too late: without one, the last in time is 23:59:59 of the last day. `kind` is what conditions know it by.
    """

    id: str
    label: str
    opens: date
    closes: date
    start: date
    status: str
    source: str = ""
    opens_at: str = "00:00"
    closes_at: str = MIDNIGHT
    kind: str = ""

    @property
    def begins(self) -> datetime:
        """The first moment that is in time."""
        return _moment(self.opens, self.opens_at)

    @property
    def ends(self) -> datetime:
        """The first moment that is too late."""
        return _moment(self.closes, self.closes_at)

    def open_at(self, at: datetime) -> bool:
        """Whether an application that arrives at this moment is in time."""
        return self.begins <= at < self.ends

    def open_on(self, day: date) -> bool:
        """Whether any moment of `day` is in time."""
        return self.opens <= day <= self.closes

    @property
    def said(self) -> Say:
        """As people read it: 10月28日(水)〜11月26日(木), with clock times where there are any."""
        return say("{first}〜{last}", first=_at(self.opens, self.opens_at, "00:00"), last=self.last)

    @property
    def last(self) -> Say:
        """Until when, as people read it: 11月26日(木)."""
        return _at(self.closes, self.closes_at, MIDNIGHT)


@dataclass(frozen=True)
class Closing:
    """締切: what a family that still writes is told. `look`: quiet, day (the last 24 hours), hour, or over."""

    window: Window
    look: str
    say: str


def closing(window: Window, now: datetime) -> Closing:
    """How long a window is still open, in words that grow louder."""
    left = window.ends - now
    if left <= timedelta(0):
        words = say("{window}の受付は、{last}で終わりました。", window=window.label, last=window.last)
        return Closing(window, "over", words)
    today, clock = jst_date(now), say("23時59分") if window.closes_at == MIDNIGHT else _spoken(window.closes_at)
    days = (window.closes - today).days
    day = {0: say("今日"), 1: say("あす")}.get(days, spoken(window.closes))
    if left <= _HOUR:
        minutes = max(1, int(left.total_seconds() // 60))
        words = say(
            "締切まであと{minutes}分です。{day}の{clock}までに「申請する」を押してください。",
            minutes=minutes,
            day=day,
            clock=clock,
        )
        return Closing(window, "hour", words)
    if left <= _DAY:
        words = say("締切は{day}の{clock}です。それまでに「申請する」を押してください。", day=day, clock=clock)
        return Closing(window, "day", words)
    if days <= _WEEK:
        return Closing(window, "quiet", say("締切 {last}(あと{days}日)", last=window.last, days=days))
    return Closing(window, "quiet", say("{day}まで", day=window.last))


def following(windows: Iterable[Window], at: datetime, besides: Window | None = None) -> Window | None:
    """The next window an application could come in: open now, or the first that will be."""
    later = (window for window in windows if at < window.ends and window != besides)
    return min(later, key=lambda window: (window.begins, window.ends), default=None)


def _moment(day: date, clock: str) -> datetime:
    if clock == MIDNIGHT:
        return datetime.combine(day + _DAY, time(), JST)
    return datetime.combine(day, time.fromisoformat(clock), JST)


def _at(day: date, clock: str, plain: str) -> Say:
    """A day, with its clock time if that is not the plain one."""
    return spoken(day) if clock == plain else say("{day}{clock}", day=spoken(day), clock=clock)


def _spoken(clock: str) -> Say:
    hour, _, minute = clock.partition(":")
    if int(minute):
        return say("{hour}時{minute}分", hour=int(hour), minute=int(minute))
    return say("{hour}時", hour=int(hour))
