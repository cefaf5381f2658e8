"""転記の様子 - whether the robot of a back office works, how far it is, what it sees, and what a person must do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.handed import Evidence, Run
from madoguchi.core.handover import Handover
from madoguchi.desk import robots, view
from madoguchi.store.look import glance
from madoguchi.store.look import robot as looked
from madoguchi.store.look import transcript as look
from madoguchi.web import clock
from madoguchi.web.kit import chart
from madoguchi.web.round.guard import workers_only

from . import shown
from .guard import actor, handed, may
from .one import USUAL, screen

LOOK_AGAIN: Final = "5"  # seconds, while the robot is at it
MOST: Final = 10  # rows of what is to do and of what is done
WHY: Final[Mapping[str, str]] = {
    "screen": "画面が変わったので、入力する前に止まりました。",
    "faults": "うまくいかないことが続いたので、止まりました。",
}
# What can be pressed: deed, words, and the look of the button.
RUNNING: Final = (("pause", "止める", "danger"),)
PAUSED: Final = (("resume", "続ける", ""), ("step", "1件だけ進める", "second"))
DONE: Final[Mapping[str, str]] = {
    "pause": "ロボットを止めました。いまの1件は、切りのよい所まで進みます。",
    "resume": "ロボットを動かしました。",
    "step": "1件だけ進めます。",
    "look": "画面の点検を頼みました。",
}
DEEDS: Final[Mapping[str, Callable[..., Any]]] = {
    "pause": robots.pause,
    "resume": robots.resume,
    "step": robots.step,
    "look": robots.ask_look,
}


@require_safe
@workers_only
def transcripts(request: HttpRequest, city: str) -> HttpResponse:
    """The procedures that hand over; where there is but one, its page."""
    editions = look.with_handover(request.clerk)
    if len(editions) == 1:
        return redirect("transcripts-of", city=city, procedure=editions[0].procedure.id)
    return render(request, "transcripts/transcripts.html", {"here": "transcripts", "editions": editions})


@require_safe
@workers_only
def run(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """One procedure."""
    edition, handover = handed(request, procedure)
    by_robot, now = handover.way == "robot", clock.now()
    told = looked.progress(now, handover.system.id)
    going = looked.run(handover.system.id)
    open_ = told.waiting
    context = {
        "here": "transcripts",
        "procedure": edition.procedure,
        "several": len(look.with_handover(request.clerk)) > 1,
        "system": handover.system,
        "way": shown.WAYS[handover.way],
        "may": may(request),
        "done": DONE.get(request.GET.get("done", ""), ""),
        **_counted(told),
        "needs": _rows(request, looked.people(handover.system.id)),
        "to_do": shown.rows(look.recent(procedure, "waiting", MOST, request.clerk)),
        "latest": shown.rows(look.recent(procedure, "done", MOST, request.clerk)),
        **(_of_robot(request, handover, going, now, open_) if by_robot else {}),
        "pace": round(told.per_minute, 1),
        "left": shown.spoken(told.left) if told.left and open_ else "",
    }
    answer = render(request, "transcripts/run.html", context)
    if context.get("looking"):
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def _counted(told: looked.Progress) -> dict[str, Any]:
    needs, free = told.refused + told.taken, told.waiting
    whole = told.done + needs + free
    rows = (
        *(("済んだ", told.done), ("入力中", told.running), ("待っている", told.waiting - told.running)),
        *(("人の判断を待つ", told.refused), ("人が入力中", told.taken)),
    )
    headline = f"{whole}件のうち{told.done}件が済みました" if whole else "転記するものは、まだありません"
    return {
        "headline": headline,
        "tally": {"done": told.done, "whole": whole, "needs": needs, "rows": rows},
        "bar": chart.bars([(("placed", told.done), ("waits", needs), ("free", free))])[0],
    }


def _of_robot(request: HttpRequest, handover: Handover, going: Run, now: datetime, open_: int) -> dict[str, Any]:
    """What only a robot has."""
    paused = going.state == "paused"
    resting = not handover.works_at(now)
    return {
        "robot": going,
        "paused": paused,
        "idle": not open_,
        "why": WHY.get(going.why, "") + going.say,
        "resting": _hours(handover) if resting else "",
        "deeds": (("resume", "続ける", ""), ("step", "1件だけ進める", "second"))
        if paused
        else (("pause", "止める", "danger"),),
        "changed": _changed(request, handover, going) if paused and going.why == "screen" else None,
        "shot": _shot(request, handover),
        "looking": bool(open_) and not resting and (not paused or going.one_step),
        "saved": _saved(looked.saved(handover.system.id, handover.by_hand)),
    }


def _saved(told: looked.Saved) -> dict[str, Any]:
    """Both the answer and how it was reckoned."""
    return {"told": told, "spoken": shown.spoken(timedelta(seconds=told.seconds))}


def _hours(handover: Handover) -> str:
    assert handover.hours  # or it would always work
    return "から".join(f"{one:%H:%M}" for one in handover.hours) + "まで"


def _changed(request: HttpRequest, handover: Handover, going: Run) -> shown.Changed:
    picture = ""
    if (seen := look.evidence(going.picture)) and seen.pictured and _open_to(request, seen.transcript):
        names = {"city": request.city.slug, "case_id": seen.case, "number": seen.transcript, "picture": seen.id}
        picture = reverse("transcript-picture", kwargs=names)
    return shown.Changed(going.page, going.say, shown.beside(going.expected, going.found), picture=picture)


def _shot(request: HttpRequest, handover: Handover) -> dict[str, Any] | None:
    last = _last(request, handover)
    if last is None:
        return None
    return {"id": last.id, "case": last.case, "transcript": last.transcript, "at": last.at, "label": shown.label(last)}


def _last(request: HttpRequest, handover: Handover) -> Evidence | None:
    """What the robot has seen last, where this clerk may see its picture; a protected case is nobody's passing look."""
    last = looked.last_pictured(handover.system.id)
    case = glance(last.case, request.clerk) if last else None
    return last if last and case and not case.protected and _open_to(request, last.transcript) else None


def _open_to(request: HttpRequest, transcript: int) -> bool:
    seen = look.seen(transcript, request.clerk)
    return seen is not None and look.pictured(seen.row, request.clerk)


def _rows(request: HttpRequest, rows: Any) -> list[shown.Row]:
    return shown.rows(look.listed(rows, request.clerk))


@require_POST
@workers_only
def deed(request: HttpRequest, city: str, procedure: str, deed: str) -> HttpResponse:
    """Pause, resume, one step, or a look at the screens."""
    _, handover = handed(request, procedure)
    if deed not in DEEDS or handover.way != "robot":
        raise Http404
    DEEDS[deed](handover.system.id, actor(request), clock.now())
    answer = redirect("robot-health" if deed == "look" else "transcripts-of", city=city, procedure=procedure)
    answer["Location"] += f"?done={deed}"
    return answer


@require_safe
@workers_only
def health(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The last look at the live screens, page by page."""
    edition, handover = handed(request, procedure)
    if handover.way != "robot":
        raise Http404
    told = looked.run(handover.system.id).health
    pages = shown.pages(told)
    context = {
        "here": "transcripts",
        "procedure": edition.procedure,
        "system": handover.system,
        "version": handover.script.get("version", ""),
        "health": told if told.get("at") else None,
        "at": datetime.fromisoformat(told["at"]) if told.get("at") else None,
        "asked": bool(told.get("asked")),
        "pages": pages,
        "ok": told.get("ok"),
        "wrong": sum(not one.ok for one in pages),
        "may": may(request),
    }
    answer = render(request, "transcripts/health.html", context)
    if context["asked"]:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


@require_safe
@workers_only
def shot(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The last picture itself."""
    _, handover = handed(request, procedure)
    last = _last(request, handover)
    if last is None:
        raise Http404
    view.viewed(last.case, request.clerk, USUAL, clock.now(), "screen", last.id)
    return screen(last)
