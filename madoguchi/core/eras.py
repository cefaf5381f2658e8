"""和暦 - the years of the eras, for those who count in them; kept and reckoned with is always the Western year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .days import spoken


@dataclass(frozen=True)
class Era:
    """元号: its name, the letter of forms, its first day (the day of the change belongs to the new era)."""

    name: str
    letter: str
    first: date

    @property
    def last(self) -> date | None:
        """Its last day; None of the present one."""
        later = [era.first for era in ERAS if era.first > self.first]
        return min(later) - timedelta(days=1) if later else None

    def year(self, day: date) -> int:
        """Which of its years a day is in, from 1."""
        return day.year - self.first.year + 1

    def said(self, day: date) -> str:
        """A day in its years: 昭和64年1月7日."""
        return f"{self.name}{self.year(day)}年{day.month}月{day.day}日"


# 改元の詔書・政令(明治は太陰暦の1月1日にさかのぼる)
ERAS: Final = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)
_TYPED: Final = re.compile(r"([A-Za-z]|[一-鿿]{1,2}?)[.\s]*(元|[0-9]{1,2})")


def typed_year(text: str) -> tuple[Era, int] | None:
    """The era and its year, typed in half width for a year: 令和2, 令2, R2, 平成元. None of anything else."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    word, number = found.groups()
    era = next((era for era in ERAS if word.upper() == era.letter or word in (era.name, era.name[0])), None)
    return (era, 1 if number == "元" else int(number)) if era else None


def era_of(day: date) -> Era | None:
    """The era a day is in; None before the first of ours."""
    return next((era for era in ERAS if era.first <= day), None)


def spoken_both(day: date) -> str:
    """A date with both its years: 2020年(令和2年)6月14日(日). The first year of an era is 元年."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年{spoken(day)}"
    number = era.year(day)
    return f"{day.year}年({era.name}{'元' if number == 1 else number}年){spoken(day)}"
