"""案件 - one child's case: what a person must see, the answers, what happened, and the steps that are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.assent import CONFIRM
from madoguchi.core.case import Case, Clerk, Event
from madoguchi.core.clocks import standing
from madoguchi.core.contact import shown
from madoguchi.core.docket import Halted
from madoguchi.core.flow import Flow, NotAllowed, Status, Step, steps_open, work_open
from madoguchi.core.form import Part
from madoguchi.core.package.edition import Edition
from madoguchi.core.verdict import unsettled
from madoguchi.core.words import BESIDE_THE_FLOW
from madoguchi.desk import review
from madoguchi.desk.act import act, only_by_docket
from madoguchi.desk.docket import draft
from madoguchi.desk.places import Choice, usual
from madoguchi.desk.refusals import Incomplete, NoStay, NotFound
from madoguchi.desk.unmet import unmet
from madoguchi.store import look
from madoguchi.store.look import CasePage, Stale, transcript
from madoguchi.store.look import review as looked
from madoguchi.web import clock, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import assent, reading, showing
from madoguchi.web.transcripts import shown as handed
from madoguchi.web.who import acting, staff_only

from . import (
    after,
    asking,
    clocks,
    document,
    keys,
    meeting,
    notes,
    placing,
    points,
    seen,
    stated,
    told,
    verdict,
    viewing,
)
from .keys import Key
from .sign import ask
from .views import looked as told_of

Rows = tuple[tuple[str, str], ...]

NEEDS: Final = {
    "reason": "理由を入力してください。",
    "fields": "直してもらう項目を選んでください。",
    "message": "申請者に伝える内容を入力してください。",
    "place": "入る所を選んでください。",
    **meeting.NEEDS,
}
MOVED: Final = "ほかの人がこの申請を先に動かしました。いまの状態を確かめてください。まだ何も送っていません。"
NOT_NOW: Final = "この操作は、いまの状態ではできません。いまの状態を確かめてください。"
NO_STAY: Final = (
    "届にある番号と名前の児童が、いまクラブに在籍していません。番号と名前を確かめてください。まだ何も送っていません。"
)
SHOWN: Final = 101  # of the viewings the last hundred
LOST: Final = "安全のための確認が切れました。まだ送っていません。もう一度押してください。"


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
    keys: tuple[str, ...] = ()
    spent: int = 0
    here: bool = False  # where the cursor shall stand
    places: tuple[Choice, ...] = ()  # of which one is given with it
    place: str = ""
    meeting: meeting.Typed = meeting.UNTYPED

    @property
    def gathers(self) -> bool:
        """Whether findings are gathered into it: it asks the family for something."""
        return bool(self.step.ask) and {"fields", "message"} <= set(self.step.needs)

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
    words = {Stale: MOVED, NotAllowed: NOT_NOW, Halted: NOT_NOW, NoStay: NO_STAY, Forged: LOST}
    status = 403 if isinstance(fault, Forged) else 409
    return _case(request, case_id, step, notice=words[type(fault)], notice_look="warn", status=status)


def _again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    return again(request, fault=fault, **names)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(_again, Incomplete, Stale, NotAllowed, Halted, NoStay, Forged)
@staff_only(ask)
def take(request: HttpRequest, city: str, case_id: str, step: str) -> HttpResponse:
    """Take a step; its address alone, from a reloaded page, leads back to the case."""
    if request.method != "POST":
        return redirect("case", city=city, case_id=case_id)
    if asking.changes(request):
        return _case(request, case_id, step)
    page, edition = _found(request, case_id)
    told = asking.sent(request)
    if (found := edition.flow.by_step.get(step)) and not meeting.may(request.clerk, found):
        raise NotAllowed(step)
    act(
        case_id,
        step,
        acting(request.clerk, edition.flow, step),
        clock.now(),
        reason=request.POST.get("reason", ""),
        fields=told.fields,
        message=told.message,
        place=request.POST.get("place", ""),
        meeting=meeting.typed(request).said,
        touch=told.spent if read.touch(request) is not None else None,
        version=read.version(request),
    )
    findings = asking.Writer(page.case.findings, edition).of(told.keys)
    review.asked(case_id, findings, request.clerk, clock.now())
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
    flow = edition.flow
    # How many children there are is settled: their cases have begun.
    rows = tuple(row for row in _rows(parts) if row[0] != edition.settled)
    said = looked.verdicts(case_id)
    bad = frozenset(path for one in unsettled(found.findings, said) for path in one.fields)
    steps, routed = _open(found, edition, request.clerk)
    writer = asking.Writer(found.findings, edition, application.language)
    lacking = {need: NEEDS[need] for need in wrong}
    offers = [_placed(_offer(request, step, rows, bad, lacking, writer), page, edition) for step in steps]
    done = flow.by_step.get(request.GET.get("done", ""))
    context = {
        "here": "case",
        "procedure": edition.procedure,
        "status": flow.by_status[found.status],
        "case": found,
        **_beside(page, edition, request.clerk),
        **notes.context(case_id, request.clerk),
        **_reviewed(page, parts, offers, said, request.clerk, edition),
        "parts": parts,
        "bad": bad,
        "offers": offers,
        "routed": routed,
        "writer": writer,
        "key_list": _keys(offers),
        "keys": keys.by_id(keys.CASE),
        "unsent": [] if tried in [step.id for step in steps] else read.written(request),
        "mistakes": [showing.Said(_anchor(tried, need), NEEDS[need]) for need in wrong],
        "done": done.label if done else "",
        "next": _next(request.clerk, found, flow),
        **more,
    }
    return render(request, "staff/case.html", context, status=status)


def _anchor(tried: str, need: str) -> str:
    """Where a mistake is mended; an interview is none of the step's own fields."""
    return need if need == "interview" else f"{tried}-{need}"


def _open(found: Case, edition: Edition, clerk: Clerk) -> tuple[tuple[Step, ...], bool]:
    """The steps that are open, and whether only a docket decides this case: then no step here does."""
    steps = [one for one in steps_open(edition.flow, found.status, clerk.roles) if meeting.may(clerk, one)]
    routed = only_by_docket(found.procedure) and draft.open_to(found)
    asked = {ask.kind for ask in look.open_asks(found.id)}
    idle = {step.id for step in steps if step.deed == "pass" and step.ends and not asked.intersection(step.ends)}
    idle |= {step.id for step in steps if (routed and step.decides) or meeting.idle(found, edition, step)}
    return tuple(step for step in steps if step.id not in idle), routed


def _beside(page: CasePage, edition: Edition, clerk: Clerk) -> dict[str, Any]:
    """What belongs to the case besides its answers and steps."""
    flow = edition.flow
    return {
        **meeting.about(page, edition),
        "clocks": clocks.shown(page.case, edition, page.asks, clock.today()),
        "about": after.about(page, edition, clerk),
        "siblings": [Sibling(one, look.opened(one.edition).flow.by_status[one.status]) for one in page.siblings],
        "protection": page.protection,
        "hidden": page.hidden,
        "contact": shown(page.application.contact) if page.application.contact_confirmed else "",
        "offered": page.offered,
        "asks": [
            (ask, standing(ask.due, clock.today()))
            for ask in page.asks
            if ask.state == "open" and ask.kind not in (CONFIRM, *meeting.KINDS)
        ],
        "answered": [ask for ask in page.asks if ask.answer and ask.kind not in meeting.KINDS],
        "helper": page.application.helper,
        "second": {} if page.hidden else assent.about(page.application),
        "past": [_past(event, flow) for event in page.events],
        "viewings": [told_of(event) for event in page.viewings[:-SHOWN:-1]],
        "notices": told.told(page.notices, flow),
        "points": points.shown(page),
        "handed": handed.rows(transcript.of_case(page.case.id, clerk)),
    }


def _reviewed(
    page: CasePage,
    parts: tuple[Part, ...],
    offers: list[Offer],
    said: Mapping[tuple[str, str], str],
    clerk: Clerk,
    edition: Edition,
) -> dict[str, Any]:
    """The findings, and whether one look is enough; with it, what was compared, and what was not."""
    ended = edition.flow.by_status[page.case.status].final
    documents = document.listed(page, clerk)
    gathering = next((offer for offer in offers if offer.gathers), None)
    clear = looked.shown_clear(page)
    waiting = bool(looked.waiting([page.case.reference]))
    shown = seen.shown(page.case.findings, parts, documents, said, gathering.keys if gathering else ())
    return {
        "documents": documents,
        "stated": stated.listed(page, clerk),
        "findings": shown,
        "open": sum(not one.settled for one in shown),
        "gathering": gathering,
        "judges": verdict.ROLE in clerk.roles,
        "clear": clear,
        "agreed": looked.agreed(page) if clear else (),
        "waiting": waiting,
        "unmet": () if waiting or ended else unmet(page.case, page.application, edition),
    }


def _keys(offers: list[Offer]) -> tuple[Key, ...]:
    """The keys of the page and those of the steps that are open."""
    steps = (Key(one.step.id, one.step.key, one.step.label) for one in offers if one.step.key and not one.gathers)
    return (*keys.CASE[:-1], *steps, keys.CASE[-1])


def _offer(
    request: HttpRequest, step: Step, rows: Rows, bad: frozenset[str], wrong: Mapping[str, str], writer: asking.Writer
) -> Offer:
    """What was typed before stays; at first the fields are ticked that something was found about."""
    sent = request.POST if request.resolver_match.kwargs.get("step") == step.id else None
    told = asking.sent(request) if sent is not None else asking.Asking((), tuple(bad), "")
    gathers = sent is not None and asking.changes(request)
    told = asking.changed(told, writer, request, bad) if gathers else told
    ticked = frozenset(told.fields)
    fields = [Ticked(path, label, path in ticked) for path, label in rows]
    flagged, others = (tuple(one for one in fields if (one.path in bad) is found) for found in (True, False))
    if sent is None:
        return Offer(step, flagged, others)
    reason = sent.get("reason", "")
    words = (reason, told.message, wrong, True, told.keys, told.spent, gathers)
    return Offer(step, flagged, others, *words, place=sent.get("place", ""), meeting=meeting.typed(request))


def _placed(offer: Offer, page: CasePage, edition: Edition) -> Offer:
    """With the places of which one is given, the usual one chosen at first."""
    places = placing.asked(page, edition, offer.step)
    return replace(offer, places=places, place=offer.place if offer.open else usual(places))


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
    going = (status.id for status in flow.statuses if not status.final)
    statuses = tuple(one for one in going if work_open(flow, one, clerk.roles))
    return look.next_case(clerk, statuses, found.id) if statuses else ""
