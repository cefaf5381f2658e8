"""在籍 - who has a place at which club from which day on, as decisions gave it, and what clubs tell each month."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

_MONTH: Final = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
MOST: Final = 500  # children of a club


@dataclass(frozen=True, slots=True)
class Stay:
    """在籍: a case has a place at a pool from `since` to `until` (both days included; without an end so far)."""

    case: str
    procedure: str
    pool: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the place is the child's on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Absence:
    """A child of a report that does not come; `code` is one of the procedure's (`selection.roster.absences`)."""

    case: str
    code: str


@dataclass(frozen=True, slots=True)
class Report:
    """月の報告: of a club for a month (2027-04): how many have a place, how many more could come, and who does not."""

    procedure: str
    pool: str
    month: str
    enrolled: int
    free: int
    who: str
    at: datetime
    absences: tuple[Absence, ...] = ()


def is_month(text: str) -> bool:
    """Whether it is a month as a report names it."""
    return bool(_MONTH.fullmatch(text))


def month_of(day: date) -> str:
    """The month of a day, as a report names it."""
    return f"{day:%Y-%m}"


def faults(free: str, marked: Mapping[str, str], enrolled: frozenset[str], codes: Collection[str]) -> dict[str, str]:
    """What is wrong with a report as it was typed, by its field: `free` as digits, one of `codes` by case."""
    wrong: dict[str, str] = {}
    if not (free.isascii() and free.isdecimal() and int(free) <= MOST):
        wrong["free"] = f"あと何人入れるかを、0から{MOST}までの数字で入力してください。"
    if set(marked) - enrolled or set(marked.values()) - set(codes):
        wrong["absence"] = "名簿が変わりました。もう一度選んでください。"
    return wrong
