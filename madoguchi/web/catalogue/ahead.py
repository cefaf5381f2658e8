"""先を見る画面 - what to take on next, with its arithmetic; and how far the road is, drawn square by square."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.catalogue import GROUPS, STATES, Weights, progress, ranked, what_if
from madoguchi.core.catalogue.entry import KINDS
from madoguchi.core.catalogue.plan import GOAL
from madoguchi.web.kit import chart
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

from .guard import HERE, own

SHOWN: Final = 50
HOURS: Final = 400  # of work that one may have, where nobody says
# Column by column, so that a state is a block of its own; squares of 6 with a gap of 2.
ROWS, STEP, SIDE = 25, 8, 6
LOOKS: Final = {"online": "done", "work": "work", "planned": "plan", "unsuitable": "not", "": "open"}
LABELS: Final = {
    "resident": "住民の1分を職員の何%と数えるか",
    "paper": "原本の書類があると引く%",
    "fee": "手数料があると引く%",
    "card": "マイナンバーカードが要ると引く%",
    "blocker": "懸念点1つで引く%",
    "hours": "1つを作る時間(時間)",
}


@require_safe
@staff_only(ask)
def ahead(request: HttpRequest, city: str) -> HttpResponse:
    """What next; the weights stand in the address."""
    weights = Weights.of(request.GET.dict())
    told, unknown = ranked(own(), weights)
    typed = request.GET.get("work", "")
    hours = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else HOURS
    taken, saved = what_if(told, hours, weights)
    drawn = chart.bars([("done" if at < len(taken) else "open", one.score)] for at, one in enumerate(told[:SHOWN]))
    lines = [
        (one, bar, KINDS[one.entry.text("minutes_kind")], f"{one.volume:,}", f"{one.score:,}", f"{one.staff_hours:,}")
        for one, bar in zip(told, drawn, strict=False)
    ]
    context = {
        "here": HERE,
        "lines": lines,
        "rest": max(len(told) - SHOWN, 0),
        "unknown": unknown[:SHOWN],
        "unknown_count": len(unknown),
        "weights": [(name, LABELS[name], value) for name, value in asdict(weights).items()],
        "share": weights.resident,
        "work": hours,
        "taken": len(taken),
        "saved": f"{saved:,}",
    }
    return render(request, "catalogue/ahead.html", context)


@require_safe
@staff_only(ask)
def far(request: HttpRequest, city: str) -> HttpResponse:
    """Progress to the goal, by department, life event, channel or year."""
    by = request.GET.get("by", "")
    by = by if by in GROUPS else next(iter(GROUPS))
    told = progress(own(), by)
    rows = [[(LOOKS[code], counts.get(code, 0)) for code in STATES] for _, counts in told.groups]
    groups = [
        (label, bar, [counts.get(code, 0) for code in STATES], sum(counts.values()))
        for (label, counts), bar in zip(told.groups, chart.bars(rows), strict=True)
    ]
    context = {
        "here": HERE,
        "goal": f"{GOAL:,}",
        "told": told,
        "online": told.states["online"],
        "missing": f"{max(GOAL - told.total, 0):,}" if told.total < GOAL else "",
        "states": [(LOOKS[code], label, told.states[code]) for code, label in STATES.items()],
        "squares": squares([(LOOKS[code], told.states[code]) for code in STATES]),
        "wide": -(-max(GOAL, told.total) // ROWS) * STEP,
        "high": ROWS * STEP,
        "groups": groups,
        "by": by,
        "ways": GROUPS,
    }
    return render(request, "catalogue/far.html", context)


def squares(counts: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """(look, path) of one square for each procedure; what is not listed yet stays empty, up to the goal."""
    known = sum(count for _, count in counts)
    at, drawn = 0, list[tuple[str, str]]()
    for look, count in [*counts, ("void", max(GOAL - known, 0))]:
        places = ((one // ROWS * STEP, one % ROWS * STEP) for one in range(at, at + count))
        drawn.append((look, "".join(f"M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z" for x, y in places)))
        at += count
    return [(look, path) for look, path in drawn if path]
