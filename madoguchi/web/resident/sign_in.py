"""本人確認の行き帰り - to a provider and back; whatever fails there, the way on without it is one press away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core import identity as why
from madoguchi.core.identity import Trip, Unproven
from madoguchi.core.say import say
from madoguchi.desk import identity
from madoguchi.store import look
from madoguchi.web.faults import otherwise
from madoguchi.web.middleware import around
from madoguchi.web.uploads import Later

from . import index, signed

TRIPS: Final = "trips"  # in the session: those on their way, by their state
PROOF: Final = "proof"  # in the session: who came back, sealed, until they confirm it
MOST: Final = 4  # ways out at a time: of so many tabs each finds its way back
LONGEST: Final = 2_000  # characters of one parameter of an answer

log = logging.getLogger("madoguchi.identity")

# What happened, and what to do, for whoever wanted to be known.
SAY: Final = {
    why.CANCELLED: (say("本人確認を取りやめました"), say("本人確認をしなくても申請できます。")),
    why.STATE: (
        say("本人確認の時間が切れました"),
        say("時間がたったか、ほかの画面の答えが届きました。もう一度やり直してください。"),
    ),
    why.REFUSED: (
        say("本人確認ができませんでした"),
        say("確認サービスが受け付けませんでした。もう一度やり直してください。"),
    ),
    why.AWAY: (
        say("確認サービスにつながりません"),
        say("いま混んでいるか、止まっています。しばらくたってから試してください。"),
    ),
    why.UNTRUSTED: (
        say("本人確認ができませんでした"),
        say("届いた答えを確かめられないので、使いませんでした。もう一度やり直してください。"),
    ),
    why.NOTHING: (
        say("名前や住所が届きませんでした"),
        say("もう一度行うときは、名前などを渡すことに同意してください。"),
    ),
}
STATUS: Final = {why.CANCELLED: 200, why.NOTHING: 200, why.AWAY: 503}


class Going(Later):
    """A redirect whose address is found when the wall is closed: a provider is asked on the way."""

    status_code = 302

    def __init__(self, find: Callable[[], str]) -> None:
        super().__init__(lambda: b"", "text/html")
        self.find = find

    @property
    def url(self) -> str:
        """Where it leads, as Django calls it."""
        return str(self["Location"])

    def fetch(self) -> None:
        """Find it. Raises Unproven."""
        self["Location"] = self.find()


def failed(request: HttpRequest, fault: Unproven, *, city: str, procedure: str = "", way: str = "") -> HttpResponse:
    """Why nobody was proved. Nothing that was typed is lost: it lies in the draft."""
    trip = getattr(request, "trip", None) or _last(request)
    way, procedure = way or trip.get("way", ""), procedure or trip.get("procedure", "")
    draft = request.GET.get("draft", "") or trip.get("draft", "")
    log.warning("nobody was proved", extra={"way": way, "reason": fault.reason})
    edition = look.current_edition(procedure) if procedure else None
    title, say = SAY[fault.reason]
    context = {
        "title": title,
        "say": say,
        "procedure": edition.procedure if edition else None,
        "office": edition.town.office if edition else None,
        "way": way,
        "draft": draft if edition and own(draft, procedure) else "",
    }
    return render(request, "resident/unproven.html", context, status=STATUS.get(fault.reason, 400))


@require_safe
def ways(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """How one may show who one is, and that one need not."""
    edition = index.current(procedure)
    told = signed.about(request, edition)
    if not told["ways"]:
        return redirect("procedure", city=city, procedure=procedure)
    draft = request.GET.get("draft", "")
    context = {"procedure": edition.procedure, "office": edition.town.office, **told}
    return render(request, "resident/ways.html", context | {"draft": draft if own(draft, procedure) else ""})


@require_safe
@otherwise(failed, Unproven)
def go(request: HttpRequest, city: str, procedure: str, way: str) -> HttpResponse:
    """To the provider. A link and no form: no page of ours may send a form to another house."""
    if way not in identity.ways(index.current(procedure)) or way == identity.MAIL:
        raise Http404
    out = identity.trip(request.build_absolute_uri(reverse("sign-in-back", kwargs={"city": city})))
    draft = request.GET.get("draft", "")
    about = {"way": way, "procedure": procedure, "draft": draft if own(draft, procedure) else ""}
    known = list(request.session.get(TRIPS, {}).items())[1 - MOST :]
    request.session[TRIPS] = {**dict(known), out.state: {**asdict(out), **about, "since": _clock().isoformat()}}
    return Going(lambda: identity.leave(way, out))


@require_safe
@otherwise(failed, Unproven)
def back(request: HttpRequest, city: str) -> HttpResponse:
    """From the provider. The way out is good for one way back, whatever comes of it."""
    answer = {name: value[:LONGEST] for name, value in request.GET.items()}
    trips = dict(request.session.get(TRIPS, {}))
    request.trip = trips.pop(answer.get("state", ""), None)
    if request.trip is None:
        raise identity.unasked()
    request.session[TRIPS] = trips
    return Going(lambda: _arrived(request, request.trip, answer))


@require_POST
def out(request: HttpRequest, city: str) -> HttpResponse:
    """Nobody is signed in any more; drafts stay."""
    signed.leave(request)
    wanted = request.POST.get("procedure", "")
    if look.current_edition(wanted):
        return redirect("procedure", city=city, procedure=wanted)
    return redirect("city", city=city)


def own(key: str, procedure: str) -> bool:
    """Whether a key is that of a draft of this procedure that was not handed in."""
    draft = look.draft(key) if key else None
    return draft is not None and not draft.submitted and draft.procedure == procedure


def _arrived(request: HttpRequest, trip: dict[str, str], answer: dict[str, str]) -> str:
    ours = Trip(trip["state"], trip["nonce"], trip["verifier"], trip["back"])
    proof = identity.arrive(trip["way"], ours, answer, datetime.fromisoformat(trip["since"]), _clock())
    about = {name: trip[name] for name in ("way", "procedure", "draft")}
    with around(request, write=True):
        request.session[PROOF] = {**about, "sealed": identity.sealed(proof), "since": _clock().isoformat()}
        request.session.save()
    return reverse("person", kwargs={"city": request.city.slug, "procedure": trip["procedure"]})


def _last(request: HttpRequest) -> dict[str, Any]:
    """The newest way out that is still open: most likely the one that went wrong."""
    trips = list(request.session.get(TRIPS, {}).values())
    return dict(trips[-1]) if trips else {}


def _clock() -> datetime:
    """The true time, whatever day the counter plays: providers sign what they say by it."""
    return datetime.now(UTC)
