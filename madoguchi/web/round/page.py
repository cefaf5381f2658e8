"""選考回 - one round with its line: inputs, lint, places, proof, signatures, decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.case import Clerk, Event
from madoguchi.core.flow import Flow, steps_open
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import Pool, Round, Run, Stop, pools, spoken
from madoguchi.desk import select
from madoguchi.store.look import docket as dockets
from madoguchi.store.look import round as look
from madoguchi.web.kit import chart
from madoguchi.web.resident.status import line

from .guard import found, workers_only

LOOK_AGAIN: Final = "2"  # seconds, while the worker is at it
CHECKED: Final = {
    "children": "児童",
    "wishes": "希望",
    "reasons": "理由",
    "pools": "クラブ",
    "families": "きょうだいで選ぶ世帯",
}
COUNTED: Final = ("freeze", "run", "choose", "end")  # deeds whose count is of children
WORKING: Final = ("collecting", "deciding")


@dataclass(frozen=True)
class Row:
    """A pool on the page: its bar, and its limit in words."""

    pool: Pool
    bar: chart.Bar
    limit: str


@dataclass(frozen=True)
class Unstable:
    """A family that could have better: who, what they have and could have, and who signed."""

    family: str
    children: tuple[tuple[str, str, str, str], ...]  # case, name, has, could
    signed: Mapping[str, str] | None


@require_safe
@workers_only
def round_(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """One round."""
    return of_round(request, found(request, number))


def of_round(request: HttpRequest, seen: Round, status: int = 200, **more: Any) -> HttpResponse:
    """The page itself, with what stood in the way of a deed."""
    edition = look.opened(seen.edition)
    selection = edition.selection
    assert selection is not None  # or there would be no round
    made = look.run(seen.run)
    flow = selection.flow
    context = {
        **about(seen, edition),
        "line": line(flow, flow.by_status[seen.status]),
        "may": {step.id for step in steps_open(flow, seen.status, request.clerk.roles)},
        "steps": flow.by_step,
        "stops": [Stop(number, tuple(who)) for number, who in seen.progress.get("stops", {}).items()],
        "lint": _lint(seen),
        "counts": _counts(seen),
        "made": made,
        "rows": rows(made) if made else [],
        "worst": _worst(made) if made else None,
        "sums": _sums(made) if made else {},
        "exceptions": list(_exceptions(seen, made, request.clerk)) if made else [],
        "checked": [(label, seen.report.get("checked", {}).get(key, 0)) for key, label in CHECKED.items()]
        if seen.report
        else [],
        "unsigned": len(made.result["exceptions"]) - len(signed(seen, made)) if made else 0,
        "changes": _changes(made) if made else [],
        "docket": dockets.of_round(seen.id) if select.by_docket(seen) else None,
        "told": look.told_first(seen) if seen.decided else 0,
        "own": seen.proposer == request.clerk.username,
        "past": [_past(event, flow) for event in look.deeds(seen)],
        "done": flow.by_step[done].label if (done := request.GET.get("done", "")) in flow.by_step else "",
        **more,
    }
    answer = render(request, "round/round.html", context, status=status)
    if seen.status in WORKING:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def about(seen: Round, edition: Edition) -> dict[str, Any]:
    """What every page of a round shows."""
    window = edition.town.window(seen.window)
    assert edition.selection is not None  # or there would be no round
    return {
        "here": "rounds",
        "round": seen,
        "procedure": edition.procedure,
        "window": window.label if window else seen.window,
        "status": edition.selection.flow.by_status[seen.status],
        "sample": edition.selection.sampled(edition.town),
        "working": seen.status in WORKING,
    }


def _lint(seen: Round) -> list[dict[str, Any]]:
    """Remarks of a kind together, with whom or what each is about."""
    kinds: dict[tuple[str, str], dict[str, Any]] = {}
    for one in seen.progress.get("lint", ()):
        kinds.setdefault((one["code"], one["say"]), {**one, "about": []})["about"].append(one["at"])
    return list(kinds.values())


def _counts(seen: Round) -> dict[str, int]:
    document = seen.document
    return {key: len(document.get(key, ())) for key in ("applicants", "families", "pools")}


def rows(made: Run) -> list[Row]:
    """The pools of a run with their bars, all on one scale: who has a place, who waits, what is free."""
    told = pools(made.document, made.result)
    drawn = chart.bars([(("placed", one.placed), ("waits", len(one.waiting)), ("free", one.free)) for one in told])
    return [Row(one, bar, said(one.limit, one.closed)) for one, bar in zip(told, drawn, strict=True)]


def said(points: int | str | None, closed: bool) -> str:
    """The points of the last one taken, in words."""
    return f"{spoken(points)}点" if points is not None else "満員" if closed else "なし"


def _worst(made: Run) -> Pool | None:
    """Where most children wait."""
    most = max(pools(made.document, made.result), key=lambda one: len(one.waiting), default=None)
    return most if most and most.waiting else None


def _sums(made: Run) -> dict[str, int]:
    placements = made.result["placements"]
    placed = sum(one["pool"] is not None for one in placements)
    return {
        "入れる": placed,
        "第1希望に入れる": sum(one.get("wish") == 1 for one in placements),
        "入れない": len(placements) - placed,
        "例外の世帯": len(made.result["exceptions"]),
    }


def _exceptions(seen: Round, made: Run, clerk: Clerk) -> Iterator[Unstable]:
    told = made.result["exceptions"]
    names = look.named((child for one in told for child in one["children"]), clerk)
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    signatures = signed(seen, made)
    for one in told:
        places = zip(one["children"], one["has"], one["could"], strict=True)
        children = tuple(
            (child, names[child], labels.get(has, "なし"), labels.get(could, "なし"))
            for child, has, could in places
            if child in names
        )
        yield Unstable(one["family"], children, signatures.get(one["family"]))


def signed(seen: Round, made: Run) -> dict[str, Mapping[str, str]]:
    """The signatures that count for a run, by family."""
    return {one["of"]: one for one in seen.signed if one["result"] == made.result["digests"]["result"]}


def _changes(made: Run) -> list[tuple[str, str]]:
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    return [(labels[pool], f"{seats:+d}") for pool, seats in made.change.items()]


def _past(event: Event, flow: Flow) -> tuple[Event, str, str]:
    step = flow.by_step.get(event.step)
    count = f"{event.note['count']}件" if event.step in COUNTED and "count" in event.note else ""
    return event, step.label if step else event.step, count
