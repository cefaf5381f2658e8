"""申請の状況 - the family's way back: what it must do comes first, then where things stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.core.case import Application, Ask, Case, Notice
from madoguchi.core.flow import Flow, Status, Step, results, steps_open
from madoguchi.core.interview import MEETING, Slot, slot
from madoguchi.core.package.edition import Edition
from madoguchi.core.points import Score
from madoguchi.core.proof import PROOF
from madoguchi.core.say import Say, say
from madoguchi.core.selection import sentences
from madoguchi.core.statement import latest
from madoguchi.core.table import plain
from madoguchi.core.town import SAMPLE
from madoguchi.desk import deliver, follow, invite, nearby, status, vacancy
from madoguchi.desk.act import act
from madoguchi.desk.hearing import KIND as HEARING
from madoguchi.desk.refusals import NotFound
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.store.look.letters import made_of
from madoguchi.store.look.round import told as told_of
from madoguchi.store.look.score import scores_shown
from madoguchi.web import clock, kept, language, read, tries
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import assent, reading, showing

SHOWN: Final = "secrets"  # in the session: application -> which of its secrets was shown
NOBODY: Final = say("取り下げるお子さんを選んでください。")
WRONG: Final = say("受付番号か確認用の番号が違います。控えを見て、もう一度入力してください。")


@dataclass(frozen=True)
class Station:
    """One place on the line: past, now or later."""

    name: str
    when: str


@dataclass(frozen=True)
class Points:
    """The points of a case, where its city shows them: "" while there is a gap, and one sentence for each row."""

    total: str
    unit: str
    sample: bool
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A case as its family sees it."""

    case: Case
    status: Status
    stations: tuple[Station, ...]
    ask: Ask | None
    withdraw: Step | None
    letter: Notice | None
    points: Points | None = None
    wishes: tuple[Say, ...] = ()  # what became of each, where a round decided
    round: int = 0
    replies: tuple[Step, ...] = ()  # by which an offer is answered
    earlier: tuple[Notice, ...] = ()  # results that were read, and are not `letter`
    meeting: Slot | None = None  # when and where it comes to an interview

    @property
    def proof(self) -> bool:
        """Whether a paper is awaited that an approval rests on."""
        return self.ask is not None and self.ask.kind == PROOF

    @property
    def unread(self) -> bool:
        """Whether that is so, and the family does not know yet that it is approved: the letter comes first."""
        return self.proof and self.letter is not None and not self.letter.opened


def sign_in_again(request: HttpRequest, fault: Exception, *, city: str) -> HttpResponse:
    """The token was lost: type nothing anew."""
    return _sign_in(request, say("安全のための確認が切れました。もう一度「状況を見る」を押してください。"), 403)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(sign_in_again, Forged)
def enter(request: HttpRequest, city: str) -> HttpResponse:
    """Reference and secret; which of them was wrong is not told."""
    if request.method != "POST":
        return _sign_in(request)
    reference = request.POST.get("reference", "")
    if tries.spent(request, reference):
        return _sign_in(request, tries.SAY, 429)
    application = status.enter(reference, request.POST.get("secret", ""))
    if application is None:
        tries.count(request, reference)
        return _sign_in(request, WRONG, 422)
    known = request.session.get(SHOWN, {})
    request.session.cycle_key()
    request.session[SHOWN] = {**known, application.reference: status.generation(application)}
    if waiting := kept.unpack(request.POST.get("kept", ""), city):
        return render(request, "resident/kept.html", {"waiting": waiting, "reference": application.reference})
    answer = redirect("standing", city=city, reference=application.reference)
    return language.recalled(request, answer, application.language)


def _sign_in(
    request: HttpRequest, wrong: str = "", code: int = 200, packed: str = "", reference: str = ""
) -> HttpResponse:
    editions = [language.heard(one) for one in look.published()]
    context = {
        "mistakes": [showing.Said("reference", wrong)] if wrong else [],
        "kept": packed or request.POST.get("kept", ""),
        "reference": reference or request.POST.get("reference", "")[:80],
        "secret": request.POST.get("secret", "")[:80],
        "office": editions[0].town.office if editions else None,
    }
    return render(request, "resident/enter.html", context, status=code)


def shows(request: HttpRequest, reference: str) -> bool:
    """Whether this browser has shown the secret of an application, and it is still the one in force."""
    shown = request.session.get(SHOWN, {}).get(reference)
    application = look.application(reference) if shown else None
    # A secret that was renewed shuts every browser that had shown the old one.
    return application is not None and shown == status.generation(application)


def own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for who has shown the secret in this browser; others are asked for it."""

    @wraps(view)
    def guarded(request: HttpRequest, city: str, reference: str, **names: str) -> HttpResponse:
        if not shows(request, reference):
            if request.method != "POST":
                return redirect("status", city=city)
            return _sign_in(request, packed=kept.pack(request, city), reference=reference, code=401)
        return view(request, city, reference, **names)

    return guarded


def case_asked(request: HttpRequest, reference: str) -> Case | None:
    """Of an application the case that a page is about, by its branch (`child`)."""
    told = request.POST if request.method == "POST" else request.GET
    return next((one for one in look.cases_of(reference) if str(one.branch) == told.get("child", "")), None)


@require_safe
@own
def standing(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Where the application stands."""
    context = about(reference)
    context |= {"done": request.GET.get("done", ""), "second": assent.about(context["application"])}
    context |= {"employers": _employers(reference), **_near(context["application"], context["standings"])}
    context["following"] = [language.heard(edition).procedure for edition, _ in following(context["standings"])]
    return render(request, "resident/standing.html", context)


def following(standings: list[Standing]) -> list[tuple[Edition, list[Standing]]]:
    """The procedures that follow an admission, each with the children it may be about: the family has read of it."""
    found: dict[str, tuple[Edition, list[Standing]]] = {}
    for one in standings:
        for edition in follow.offered(one.case) if one.letter and one.letter.opened else ():
            found.setdefault(edition.procedure.id, (edition, []))[1].append(one)
    return list(found.values())


def _near(application: Application, standings: list[Standing]) -> dict[str, Any]:
    """Free places near the children that wait, once the family has read that they do."""
    waits = [one for one in standings if one.status.outcome and one.letter and one.letter.opened]
    found = [(one, clubs) for one in waits if (clubs := nearby.clubs(one.case, application))]
    edition = look.opened(application.edition) if found else None
    sample = edition is not None and edition.selection is not None and edition.selection.near_sampled(edition.town)
    return {"near": found, "near_sample": sample}


def _employers(reference: str) -> list[dict[str, Any]]:
    """Where an issuer of a paper may be asked, or has stated something."""
    whose, came = invite.of_application(reference), look.statements_of("", reference)
    known = latest(came)
    return [{"slug": one.stop.slug, "name": one.name, "came": known.get(one.path)} for one in whose.places]


@require_http_methods(["GET", "HEAD", "POST"])
@own
def result(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The outcome. Opened by a deed of the family: from then on it knows."""
    context = about(reference)
    letters = [one for one in context["standings"] if one.letter]
    if request.method == "POST":
        wanted = _children(request)
        for one in letters:
            if one.letter and (not wanted or one.case.branch in wanted):
                deliver.opened(one.case.id, clock.now())
        return redirect("result", city=city, reference=reference)
    opened = [one for one in letters if one.letter and one.letter.opened]
    if not opened:
        return redirect("standing", city=city, reference=reference)
    made = made_of(one.case.id for one in opened)
    return render(request, "resident/result.html", {**context, "standings": opened, "made": made})


@require_safe
@own
def earlier(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The results that the family has read and that are no longer the newest; nothing that was sent is taken away."""
    context = about(reference)
    made = made_of(one.case.id for one in context["standings"])
    return render(request, "resident/before.html", {**context, "made": made})


@require_http_methods(["GET", "HEAD", "POST"])
@own
def withdraw(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Take the application back for one child or for all, after one more question."""
    context = about(reference)
    open_ones = [one for one in context["standings"] if one.withdraw]
    if not open_ones:
        return redirect("standing", city=city, reference=reference)
    wanted = _children(request)
    chosen = [one for one in open_ones if one.case.branch in wanted]
    context |= {"open": open_ones, "chosen": wanted or {one.case.branch for one in open_ones}}
    if request.method != "POST":
        return render(request, "resident/withdraw.html", context)
    if len(open_ones) == 1:
        chosen = open_ones
    if not chosen:
        context |= {"chosen": set(), "mistakes": [showing.Said("child", NOBODY)]}
        return render(request, "resident/withdraw.html", context, status=422)
    touch = read.touch(request)
    for one in chosen:
        act(one.case.id, one.withdraw.id, RESIDENT, clock.now(), touch=touch and touch // len(chosen), channel="web")
    return redirect("standing", city=city, reference=reference)


@require_POST
@own
def reply(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Answer an offer for one child: by one of the steps that its page shows."""
    wanted, step = _children(request), request.POST.get("step", "")
    for one in about(reference)["standings"]:
        if one.case.branch in wanted and step in {reply.id for reply in one.replies}:
            act(one.case.id, step, RESIDENT, clock.now(), touch=read.touch(request), channel="web")
    return redirect("standing", city=city, reference=reference)


def _children(request: HttpRequest) -> set[int]:
    """The children an address or a form names, by their branch."""
    named = (request.POST if request.method == "POST" else request.GET).getlist("child")
    return {int(text) for text in named if text.isascii() and text.isdecimal() and len(text) < 4}


def about(reference: str) -> dict[str, Any]:
    """What every page of an application shows. Raises NotFound."""
    application = look.application(reference)
    if application is None:
        raise NotFound(reference)
    edition = language.opened(application.edition)
    scores = scores_shown(application.reference)
    standings = [_standing(case, edition, scores.get(case.branch)) for case in look.cases_of(application.reference)]
    return {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "letters": edition.town.letters,
        "application": application,
        "window": edition.window_of(application.answers),
        "standings": standings,
        "todo": sorted(standings, key=lambda one: one.ask is None),  # what must be done by a day comes first
        "any_withdraw": _all_withdraw(standings),
        "any_earlier": any(one.earlier for one in standings),
        "parts": reading.answers(application, edition),
    }


def _all_withdraw(standings: list[Standing]) -> Step | None:
    """The step that takes all back at once; None when only one of several children is left to take back."""
    steps = [one.withdraw for one in standings if one.withdraw]
    return steps[0] if len(steps) > 1 or (steps and len(standings) == 1) else None


def _points(score: Score, edition: Edition) -> Points:
    """What a family reads of its points; the sentences are the city's own, and Japanese."""
    lines = (*score.why, *(line.say for line in score.given("refusal")), *(gap.say for gap in score.gaps))
    sample = edition.points is not None and edition.points.status == SAMPLE
    total = "" if score.total is None else plain(score.total)
    return Points(total, score.unit, sample, lines)


def _standing(case: Case, edition: Edition, score: Score | None) -> Standing:
    flow, now = edition.flow, edition.flow.by_status[case.status]
    known = look.open_asks(case.id)
    asks = sorted(
        (ask for ask in known if ask.to == RESIDENT.role),
        key=lambda one: (one.kind != HEARING, one.due),
    )
    open_steps = steps_open(flow, case.status, [RESIDENT.role])
    steps = [step for step in open_steps if step.deed == "withdraw"]
    # Of the letters those that tell a result: an offer that was answered is none.
    kinds = results(flow)
    letters = [one for one in look.notices_of(case.id) if one.kind in kinds]
    letter = letters[-1] if letters and (now.final or now.outcome) else None
    offered = bool(asks) and asks[0].kind == vacancy.KIND
    return Standing(
        case,
        now,
        line(flow, now),
        asks[0] if asks else None,
        steps[0] if steps else None,
        letter,
        _points(score, edition) if score else None,
        *(_wishes(case, edition) if now.outcome and letter else ((), 0)),
        tuple(step for step in open_steps if step.deed != "withdraw") if offered else (),
        tuple(one for one in letters if one is not letter and one.opened),
        next((slot(ask.fields[0]) for ask in known if ask.kind == MEETING and ask.fields), None),
    )


def _wishes(case: Case, edition: Edition) -> tuple[tuple[Say, ...], int]:
    """A sentence for each wish, and the round; for a protected family without names, as in its letter. None where the
    round is no longer what decided: somebody who waited was given a place that came free."""
    told, selection = told_of(case.id), edition.selection
    if told is None or selection is None:
        return (), 0
    placed = case.status in selection.given(edition.flow)
    if placed != bool(told["pool"]):
        return (), 0
    return tuple(sentences(told["wishes"], look.protection(case.reference) is None)), told["round"]


def line(flow: Flow, now: Status) -> tuple[Station, ...]:
    """The stations, as seen from where the case stands."""
    here = flow.stations.index(now.station)
    names = {-1: "past", 0: "now", 1: "later"}
    return tuple(Station(name, names[(place > here) - (place < here)]) for place, name in enumerate(flow.stations))
