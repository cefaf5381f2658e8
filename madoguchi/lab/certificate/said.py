"""書き方 - one value in the many ways in which papers write it: 西暦 and 和暦, 9時00分 and 9:00, one cell and many."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from .people import wide

ERAS: Final = ((date(2019, 5, 1), "令和", "R"), (date(1989, 1, 8), "平成", "H"), (date(1926, 12, 25), "昭和", "S"))


def era(day: date) -> tuple[str, str, int]:
    """The era, its letter, and the year of it."""
    first, name, letter = next(one for one in ERAS if day >= one[0])
    return name, letter, day.year - first.year + 1


def _era_text(day: date) -> str:
    name, _, year = era(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _era_dots(day: date) -> str:
    _, letter, year = era(day)
    return f"{letter}{year}.{day.month}.{day.day}"


def _era_padded(day: date) -> str:
    name, _, year = era(day)
    return f"{name}{year:2d}年{day.month:2d}月{day.day:2d}日"


# How a day is written in one cell.
DAYS: Final[Mapping[str, Callable[[date], str]]] = {
    "era": _era_text,
    "era_dots": _era_dots,
    "era_wide": lambda day: wide(_era_text(day)),
    "era_padded": _era_padded,
    "kanji": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "kanji_padded": lambda day: f"{day:%Y}年{day:%m}月{day:%d}日",
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "iso": lambda day: day.isoformat(),
}
# How Excel shows a day that it keeps as a number, and the same as text.
FORMATS: Final[Mapping[str, str]] = {
    "kanji": 'yyyy"年"m"月"d"日"',
    "slash": "yyyy/m/d",
    "era": '[$-411]ggge"年"m"月"d"日";@',
    "era_dots": "[$-411]ge.m.d;@",
}


def month(told: str, way: str) -> str:
    """A month of a year in one cell."""
    first = date.fromisoformat(f"{told}-01")
    name, _, year = era(first)
    return {
        "era": f"{name}{year}年{first.month}月",
        "slash": f"{first.year}/{first.month:02d}",
        "kanji": f"{first.year}年{first.month}月",
    }[way]


def length(minutes: int, way: str) -> str:
    """A span of time in one cell."""
    hours, rest = divmod(minutes, 60)
    return {
        "kanji": f"{hours}時間{rest}分" if rest else f"{hours}時間",
        "full": f"{hours}時間{rest:02d}分",
        "colon": f"{hours}:{rest:02d}",
    }[way]


def number(told: float) -> str:
    """5 or 5.5."""
    return f"{told:g}"


def clock(told: str, way: str) -> str:
    """A time of day in one cell."""
    hours, minutes = int(told[:2]), int(told[3:])
    return {"colon": f"{hours}:{minutes:02d}", "padded": told, "kanji": f"{hours}時{minutes:02d}分"}[way]


def phone(told: str, way: str) -> str:
    """A telephone number in one cell."""
    first, middle, last = told.split("-")
    return {"dash": told, "round": f"{first}({middle}){last}", "wide": wide(told)}[way]


# What becomes of a printed label.
def _spaced(text: str) -> str:
    return "　".join(text) if len(text) <= 4 else text


def _broken(text: str) -> str:
    """In two lines: before a bracket, or in the middle."""
    if len(text) <= 6 or "\n" in text:
        return text
    bracket = re.search("[(（]", text)
    cut = bracket.start() if bracket and bracket.start() > 1 else len(text) // 2
    return f"{text[:cut]}\n{text[cut:]}"


LABELS: Final[Mapping[str, Callable[[str], str]]] = {
    "plain": lambda text: text,
    "spaced": lambda text: _spaced(text).replace("(", " (").replace(")", ") "),
    "narrow": lambda text: " ".join(text) if len(text) <= 4 else text,
    "broken": lambda text: _broken(text) if len(text) > 6 else _spaced(text),
    "wide": lambda text: text.replace("(", "（").replace(")", "）"),
    "wide_broken": lambda text: _broken(text).replace("(", "（").replace(")", "）"),
}
