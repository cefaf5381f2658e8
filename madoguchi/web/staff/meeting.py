"""面談を書く - the times that a clerk offers and what came of an interview, as typed; and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, Final

from django.http import HttpRequest

from madoguchi.core.account import HEALTH
from madoguchi.core.case import Ask, Case, Clerk
from madoguchi.core.days import JST
from madoguchi.core.flow import Step
from madoguchi.core.interview import LONGEST, MEETING, MOST, RESULTS, SLOTS, Meeting, Result, Slot, result, slot
from madoguchi.core.package.edition import Edition
from madoguchi.core.words import INTERVIEWS
from madoguchi.desk.meeting import lacks, needed
from madoguchi.store.look import CasePage

NEEDS: Final = {
    "slots": "これからの日時と、場所を、そろえて入力してください。",
    "until": "返事の期限は、今日から、最初の面談の日までの日にしてください。",
    "result": "面談の結果を選んでください。",
    "words": "内容を入力してください。",
    "interview": "面談の結果か、面談が要らない理由がないので、進められません。",
}
KINDS: Final = (SLOTS, MEETING)
LONGEST_PLACE: Final = 100


@dataclass(frozen=True)
class Row:
    """A time as it was typed."""

    day: str = ""
    time: str = ""
    place: str = ""

    @property
    def slot(self) -> Slot | None:
        """The time; None where a part is missing or is none."""
        try:
            at = datetime.strptime(f"{self.day} {self.time}", "%Y-%m-%d %H:%M").replace(tzinfo=JST)
        except ValueError:
            return None
        return Slot(at, self.place) if self.place else None


@dataclass(frozen=True)
class Typed:
    """What was typed for a step of an interview."""

    filled: tuple[Row, ...] = ()
    until: str = ""
    result: str = ""
    words: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """As many as can be offered, the last of them blank."""
        return (*self.filled, *[Row()] * (MOST - len(self.filled)))

    @property
    def results(self) -> list[tuple[str, str]]:
        """How an interview can come out."""
        return [(code, INTERVIEWS[code]) for code in RESULTS]

    @property
    def said(self) -> Meeting:
        """The same as the deed wants it."""
        slots = [row.slot for row in self.filled]
        whole = tuple(one for one in slots if one)
        return Meeting(whole, _day(self.until), self.result, self.words, blank=len(whole) < len(slots))


@dataclass(frozen=True)
class Known:
    """An ask of an interview as a clerk reads it: its times, and what was answered."""

    ask: Ask
    slots: tuple[Slot, ...]
    said: Result | None

    @property
    def held(self) -> bool:
        """Whether it is of the interview itself, not of its time."""
        return self.ask.kind == MEETING


UNTYPED: Final = Typed()


def typed(request: HttpRequest) -> Typed:
    """What was sent with a step."""
    told = request.POST
    names = ("slot-day", "slot-time", "slot-place")
    each = zip_longest(*(told.getlist(name)[:MOST] for name in names), fillvalue="")
    rows = (Row(day.strip(), time.strip()[:5], " ".join(place.split())[:LONGEST_PLACE]) for day, time, place in each)
    words = told.get("words", "").replace("\r\n", "\n").strip()[:LONGEST]
    filled = tuple(row for row in rows if row != Row())
    return Typed(filled, told.get("until", ""), told.get("result", ""), words)


def may(clerk: Clerk, step: Step) -> bool:
    """Whether a clerk may take a step: what is said at an interview is 要配慮, for who writes it too."""
    return "result" not in step.needs or HEALTH in clerk.permits


def idle(case: Case, edition: Edition, step: Step) -> bool:
    """Whether there is no use in a step: a case that lacks a result cannot take it, or one that lacks none needs no
    reason why."""
    if step.deed == "note" and step.meets:
        return not needed(case, edition)
    return lacks(case, step, edition)


def about(page: CasePage, edition: Edition) -> dict[str, Any]:
    """What is known of the interviews of a case, the last first; and why it cannot go on without one."""
    stopped = any(lacks(page.case, step, edition) for step in edition.flow.steps)
    return {"meetings": list(_known(page)), "unmet_interview": NEEDS["interview"] if stopped else ""}


def _known(page: CasePage) -> Iterator[Known]:
    for ask in reversed(page.asks):
        if ask.kind in KINDS and (ask.answer or ask.state == "open"):
            slots = tuple(one for text in ask.fields if (one := slot(text)))
            yield Known(ask, slots, result(ask.answer) if ask.answer else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
