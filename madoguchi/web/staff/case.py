"""案件 - one child's case: what a person must see, the answers, what happened, and the steps that are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.assent import CONFIRM
from madoguchi.core.case import Case, Clerk, Event
from madoguchi.core.finding import Finding
from madoguchi.core.flow import Flow, NotAllowed, Status, Step, steps_open
from madoguchi.core.form import Part
from madoguchi.core.package.edition import Edition
from madoguchi.core.words import BESIDE_THE_FLOW
from madoguchi.desk.act import act
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import look
from madoguchi.store.look import CasePage, Stale
from madoguchi.web import clock, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import assent, reading, showing
from madoguchi.web.who import acting, staff_only

from . import clocks, document, notes, stated, viewing
from .sign import ask
from .views import looked

Rows = tuple[tuple[str, str], ...]

LEVELS: Final = {"block": "要件を満たさない", "ask": "確認が必要", "condition": "条件つき", "info": "参考"}
NEEDS: Final = {
    "reason": "理由を入力してください。",
    "fields": "直してもらう項目を選んでください。",
    "message": "申請者に伝える内容を入力してください。",
}
MOVED: Final = "ほかの人がこの申請を先に動かしました。いまの状態を確かめてください。まだ何も送っていません。"
NOT_NOW: Final = "この操作は、いまの状態ではできません。いまの状態を確かめてください。"
SHOWN: Final = 101  # of the viewings the last hundred
LOST: Final = "安全のための確認が切れました。まだ送っていません。もう一度押してください。"


@dataclass(frozen=True)
class Seen:
    """A finding beside the answers it speaks of, as (label, answer)."""

    finding: Finding
    level: str
    answers: tuple[tuple[str, str], ...]
    stated: bool = False  # it speaks of a paper whose issuer has stated what stands on it


@dataclass(frozen=True)
class Ticked:
    """A field that may be sent back to the family."""

    path: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class Offer:
    """A step the clerk may take, with what was already typed for it."""

    step: Step
    flagged: tuple[Ticked, ...]
    others: tuple[Ticked, ...]
    reason: str = ""
    message: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    open: bool = False

    @property
    def more(self) -> bool:
        """Whether one of the fields that nothing was found about is ticked."""
        return any(one.ticked for one in self.others)


@dataclass(frozen=True)
class Past:
    """One event of the case in words."""

    event: Event
    label: str
    to: str


@dataclass(frozen=True)
class Sibling:
    """Another case of the same application."""

    case: Case
    status: Status


@require_safe
@staff_only(ask)
def case(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """The case."""
    return _case(request, case_id)


@staff_only(ask)
def again(request: HttpRequest, city: str, case_id: str, step: str, fault: Exception) -> HttpResponse:
    """The case as it is now, with what was typed for the step that could not be taken."""
    if isinstance(fault, Incomplete):
        return _case(request, case_id, step, wrong=fault.needs, status=422)
    if isinstance(fault, Stale | NotAllowed) and _sent_twice(request, case_id, step):
        return _done(city, case_id, step)
    words = {Stale: MOVED, NotAllowed: NOT_NOW, Forged: LOST}
    status = 403 if isinstance(fault, Forged) else 409
    return _case(request, case_id, step, notice=words[type(fault)], notice_look="warn", status=status)


def _again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    return again(request, fault=fault, **names)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(_again, Incomplete, Stale, NotAllowed, Forged)
@staff_only(ask)
def take(request: HttpRequest, city: str, case_id: str, step: str) -> HttpResponse:
    """Take a step; its address alone, from a reloaded page, leads back to the case."""
    if request.method != "POST":
        return redirect("case", city=city, case_id=case_id)
    _, edition = _found(request, case_id)
    act(
        case_id,
        step,
        acting(request.clerk, edition.flow, step),
        clock.now(),
        reason=request.POST.get("reason", ""),
        fields=tuple(request.POST.getlist("fields")),
        message=request.POST.get("message", ""),
        touch=read.touch(request),
        version=read.version(request),
    )
    return _done(city, case_id, step)


def _done(city: str, case_id: str, step: str) -> HttpResponse:
    answer = redirect("case", city=city, case_id=case_id)
    answer["Location"] += f"?done={step}"
    return answer


def _sent_twice(request: HttpRequest, case_id: str, step: str) -> bool:
    """Whether this very clerk has just taken this very step with these words: an impatient finger, a broken line."""
    page, _ = _found(request, case_id)
    last = page.events[-1]
    reason, message = (request.POST.get(name, "").strip() for name in ("reason", "message"))
    said = (not reason or reason == page.case.reason) and (not message or message in [one.message for one in page.asks])
    return said and (last.who, last.step) == (request.clerk.username, step)


def _found(request: HttpRequest, case_id: str) -> tuple[CasePage, Edition]:
    found = look.case_page(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    return found, look.opened(found.case.edition)


def _case(
    request: HttpRequest, case_id: str, tried: str = "", wrong: tuple[str, ...] = (), status: int = 200, **more: Any
) -> HttpResponse:
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    page, edition = _found(request, case_id)
    found, application = page.case, page.application
    parts = reading.answers(application, edition, page.mask, found.branch)
    flow, roles = edition.flow, request.clerk.roles
    came = stated.places(page, request.clerk)
    # How many children there are is settled: their cases have begun.
    rows = tuple(row for row in _rows(parts) if row[0] != edition.settled)
    bad = frozenset(path for finding in found.findings for path in finding.fields)
    steps = steps_open(flow, found.status, roles)
    done = flow.by_step.get(request.GET.get("done", ""))
    context = {
        "here": "case",
        "procedure": edition.procedure,
        "status": flow.by_status[found.status],
        "case": found,
        **_beside(page, edition, request.clerk),
        **notes.context(case_id, request.clerk),
        "findings": [_seen(finding, parts, came) for finding in found.findings],
        "parts": parts,
        "bad": bad,
        "offers": [_offer(request, step, rows, bad, {need: NEEDS[need] for need in wrong}) for step in steps],
        "unsent": [] if tried in [step.id for step in steps] else read.written(request),
        "mistakes": [showing.Said(f"{tried}-{need}", NEEDS[need]) for need in wrong],
        "done": done.label if done else "",
        "next": _next(request.clerk, found, flow),
        **more,
    }
    return render(request, "staff/case.html", context, status=status)


def _beside(page: CasePage, edition: Edition, clerk: Clerk) -> dict[str, Any]:
    """What belongs to the case besides its answers and steps."""
    flow = edition.flow
    return {
        "clocks": clocks.shown(page.case, edition, page.asks, clock.today()),
        "siblings": [Sibling(one, look.opened(one.edition).flow.by_status[one.status]) for one in page.siblings],
        "protection": page.protection,
        "contact": page.application.contact if page.application.contact_confirmed else "",
        "asks": [ask for ask in page.asks if ask.state == "open" and ask.kind != CONFIRM],
        "helper": page.application.helper,
        "second": {} if page.hidden else assent.about(page.application),
        "past": [_past(event, flow) for event in page.events],
        "viewings": [looked(event) for event in page.viewings[:-SHOWN:-1]],
        "notices": page.notices,
        "documents": document.listed(page, clerk),
        "stated": stated.listed(page, clerk),
    }


def _seen(finding: Finding, parts: tuple[Part, ...], came: frozenset[str]) -> Seen:
    shown = {row.path: row.shown for part in parts for row in part.rows}
    answers = tuple((label, shown[path]) for path, label in _rows(parts) if path in finding.fields)
    return Seen(finding, LEVELS[finding.level], answers, not came.isdisjoint(finding.fields))


def _offer(request: HttpRequest, step: Step, rows: Rows, bad: frozenset[str], wrong: Mapping[str, str]) -> Offer:
    """What was typed before stays; at first the fields are ticked that something was found about."""
    sent = request.POST if request.resolver_match.kwargs.get("step") == step.id else None
    ticked = bad if sent is None else frozenset(sent.getlist("fields"))
    fields = [Ticked(path, label, path in ticked) for path, label in rows]
    flagged, others = (tuple(one for one in fields if (one.path in bad) is found) for found in (True, False))
    if sent is None:
        return Offer(step, flagged, others)
    return Offer(step, flagged, others, sent.get("reason", ""), sent.get("message", ""), wrong, True)


def _rows(parts: tuple[Part, ...]) -> Rows:
    """Every answered field by its path, with the name of its item where there are several."""
    return tuple(
        (row.path, f"{part.stop.title} {row.label}" if part.stop.many else row.label)
        for part in parts
        for row in part.rows
    )


def _past(event: Event, flow: Flow) -> Past:
    step, to = flow.by_step.get(event.step), flow.by_status.get(event.to)
    label = step.label if step else BESIDE_THE_FLOW.get(event.step, event.step)
    return Past(event, label, to.label if to else "")


def _next(clerk: Clerk, found: Case, flow: Flow) -> str:
    """Another case that waits for this clerk, the longest waiting first; "" when none does."""
    statuses = tuple(status.id for status in flow.statuses if steps_open(flow, status.id, clerk.roles))
    return look.next_case(clerk, statuses, found.id) if statuses else ""
