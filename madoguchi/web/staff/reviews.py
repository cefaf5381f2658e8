"""審査の様子 - how the rules of the review do: what clerks said of each, how many cases want one look, and the bound.

Everybody who works on a procedure may read it: there is nobody in it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi import settings
from madoguchi.core.bound import upper
from madoguchi.core.days import JST, jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.verdict import ASKED, FINE, WRONG
from madoguchi.core.words import BESIDE_THE_CHECKS
from madoguchi.store import look
from madoguchi.store.look import review as looked
from madoguchi.web import clock
from madoguchi.web.kit import chart
from madoguchi.web.who import staff_only

from .improve import SLOT
from .sign import ask

PERIODS: Final = {"30": "30日", "90": "90日", "365": "1年"}
USUAL: Final = "90"
AIM: Final = 0.003  # of clear cases: more must not be wrongly clear
POINTS: Final = 60  # of the line: more are nearer than a pixel
WIDE, HIGH = 600, 240


@dataclass(frozen=True)
class Rule:
    """A check: what it says, in how many cases it was found, and what was said of it."""

    code: str
    say: str
    found: int
    fine: int
    wrong: int
    asked: int
    bar: chart.Bar = ()

    @property
    def said(self) -> int:
        """Of how many a clerk said something."""
        return self.fine + self.wrong + self.asked

    @property
    def share(self) -> float:
        """How often it was called wrong, of what was said."""
        return self.wrong / self.said if self.said else 0.0

    @property
    def percent(self) -> str:
        """The same as people read it."""
        return f"{self.share:.0%}" if self.said else "―"


@dataclass(frozen=True)
class Mark:
    """A place on the line: after how many looks, how many found, the bound, and where it is drawn."""

    looks: int
    found: int
    bound: str
    day: str
    x: str
    y: str


@require_safe
@staff_only(ask)
def reviews(request: HttpRequest, city: str) -> HttpResponse:
    """The page; the filters stand in its address."""
    editions = {edition.procedure.id: edition for edition in look.editions_of(request.clerk)}
    edition = editions.get(request.GET.get("procedure", "")) or next(iter(editions.values()), None)
    days = request.GET.get("days", "")
    days = days if days in PERIODS else USUAL
    context: dict[str, Any] = {"here": "reviews", "editions": editions.values(), "periods": PERIODS, "days": days}
    context["triage"] = settings.TRIAGE
    if edition:
        context |= _of(edition, days)
    return render(request, "staff/reviews.html", context)


def _of(edition: Edition, days: str) -> dict[str, Any]:
    procedure = edition.procedure.id
    morning = datetime.combine(clock.today(), datetime.min.time(), JST)
    rules = rules_of(edition, morning - timedelta(days=int(days)))
    reviewed, clear = looked.clear_share(procedure)
    blind = looked.blind_ones(procedure)
    found = sum(one for _, one in blind)
    return {
        "procedure": edition.procedure,
        "rules": rules,
        "reviewed": reviewed,
        "clear": clear,
        "share": f"{clear / reviewed:.0%}" if reviewed else "",
        "looks": len(blind),
        "found": found,
        "bound": said(upper(found, len(blind))) if blind else "",
        "good": bool(blind) and upper(found, len(blind)) <= AIM,
        "aim": said(AIM),
        "marks": marks_of(blind),
        "aim_y": _y(AIM),
        "grid": [(said(share), _y(share)) for share in SCALE],
        "wide": WIDE,
        "high": HIGH,
    }


def rules_of(edition: Edition, since: datetime) -> list[Rule]:
    """The checks that found something since then, or of which something was said; the most often wrong first."""
    found: set[tuple[str, str]] = set()
    for case, codes in looked.found_since(edition.procedure.id, since):
        found |= {(case, code) for code in codes}
    told: Counter[tuple[str, str]] = Counter()
    for case, code, verdict in looked.said_since(edition.procedure.id, since):
        found.add((case, code))
        told[code, verdict] += 1
    says = {**BESIDE_THE_CHECKS, **{check.id: SLOT.sub("…", check.say) for check in edition.checks}}
    times = Counter(code for _, code in found)
    rules = [
        Rule(code, says.get(code, code), count, told[code, FINE], told[code, WRONG], told[code, ASKED])
        for code, count in times.items()
    ]
    rules.sort(key=lambda one: (-one.share, -one.wrong, -one.found, one.code))
    rows = [[("asked", one.asked), ("fine", one.fine), ("wrong", one.wrong)] for one in rules]
    bars = chart.bars(rows, max((one.said for one in rules), default=0))
    return [Rule(**{**vars(one), "bar": bar}) for one, bar in zip(rules, bars, strict=True)]


def marks_of(blind: Iterable[tuple[datetime, bool]]) -> list[Mark]:
    """The bound after each look, as many of them as can be seen, the last always."""
    looks = list(blind)
    every = max(1, -(-len(looks) // POINTS))
    return [mark for mark in _marks(looks) if mark.looks % every == 0 or mark.looks == len(looks)]


def _marks(looks: list[tuple[datetime, bool]]) -> Iterator[Mark]:
    found = 0
    for number, (at, one) in enumerate(looks, start=1):
        found += one
        bound = upper(found, number)
        x = f"{WIDE * number / len(looks):.1f}"
        yield Mark(number, found, said(bound), jst_date(at).isoformat(), x, _y(bound))


# The line falls by the hundredfold: each tenth part has as much room.
SCALE: Final = (1.0, 0.1, 0.01, 0.001)


def _y(share: float) -> str:
    low, high = math.log10(SCALE[-1]), math.log10(SCALE[0])
    at = (high - math.log10(max(share, SCALE[-1]))) / (high - low)
    return f"{HIGH * at:.1f}"


def said(share: float) -> str:
    """A share as people read it: 0.30 %, 4.2 %, 100 %."""
    percent = share * 100
    return f"{percent:.2f}%" if percent < 1 else f"{percent:.1f}%" if percent < 10 else f"{percent:.0f}%"
