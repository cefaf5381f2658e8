"""通知の経過 - what happened to each letter of a case, and until when its family may ask for a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from madoguchi.core.arrival import review_ends
from madoguchi.core.case import Notice
from madoguchi.core.days import jst_date
from madoguchi.core.flow import Flow, decisions

LABELS: Final = {
    "sent": "お知らせ",
    "returned": "お知らせが届かなかった",
    "reminded": "もう一度お知らせ",
    "opened": "開封",
    "downloaded": "PDFを保存",
    "posted": "郵送のために印刷",
}


@dataclass(frozen=True)
class Time:
    """One of them."""

    label: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """A letter; `known` and `review` are days, None where it decides nothing or the family has not opened it."""

    title: str
    body: str
    made: datetime
    times: tuple[Time, ...]
    known: date | None = None
    review: date | None = None


def told(letters: Iterable[Notice], flow: Flow) -> list[Told]:
    """The letters of a case, the oldest first."""
    known = decisions(flow)
    return [_told(one, decides=one.kind in known) for one in letters]


def _told(letter: Notice, *, decides: bool) -> Told:
    times = sorted(
        (Time(label, at) for name, label in LABELS.items() if (at := getattr(letter, name))), key=lambda one: one.at
    )
    known = jst_date(letter.opened) if decides and letter.opened else None
    return Told(letter.title, letter.body, letter.made, tuple(times), known, review_ends(known) if known else None)
