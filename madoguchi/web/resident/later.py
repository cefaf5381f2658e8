"""あとで続けるの画面 - the way back to a draft: on paper, by mail or short message, and on this device."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import qrcode
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from madoguchi.core.say import say
from madoguchi.desk import resume as desk
from madoguchi.desk.refusals import NoDraft
from madoguchi.desk.tell import resume_link
from madoguchi.store import look
from madoguchi.web import clock, language, who
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .form import Walk, walk_of

COOKIE: Final = "drafts"  # keys of the drafts begun on this device, signed; nothing of what is in them
SALT: Final = "madoguchi.drafts"
MOST: Final = 8
AGE: Final = 180 * 24 * 60 * 60
LONGEST: Final = 300


@dataclass(frozen=True)
class Begun:
    """A draft as the procedure's page lists it: when it was saved, until when it is kept."""

    key: str
    saved: datetime
    until: date | None


@require_safe
def resume(request: HttpRequest, city: str, key: str) -> HttpResponse:
    """Where the family left off; from now on this device knows the draft."""
    draft = look.draft(key)
    if draft is None:
        raise NoDraft
    names = {"city": city, "procedure": draft.procedure, "key": key}
    if draft.submitted:
        return redirect("done", **names)
    stop = Walk(key, draft, look.opened(draft.edition)).first_mistake()
    answer = redirect("page", **names, slug=stop.slug) if stop else redirect("check", **names)
    return language.recalled(request, remembered(request, answer, key), draft.language)


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    notice = say("安全のための確認が切れました。まだ送っていません。もう一度「送る」を押してください。")
    return _page(request, procedure, key, 403, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def later(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """The address of the draft; posted, it is sent to the address typed."""
    if request.method != "POST":
        return remembered(request, _page(request, procedure, key, sent="sent" in request.GET), key)
    walk_of(key, procedure)
    if wrong := desk.send(key, request.POST.get("contact", "")[:LONGEST], clock.now()):
        return _page(request, procedure, key, 422, mistakes=[showing.Said("contact", wrong)])
    answer = redirect("later", city=city, procedure=procedure, key=key)
    answer["Location"] += "?sent=1"
    return answer


@require_POST
def discard(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """Thrown away, after the question on the page before."""
    walk_of(key, procedure)
    desk.discard(key)
    return redirect("procedure", city=city, procedure=procedure)


def begun(request: HttpRequest, procedure: str) -> tuple[Begun, ...]:
    """The drafts of a procedure begun on this device that are still the family's own, the newest first."""
    found = []
    for key in _keys(request):
        draft = look.draft(key)
        if draft and not draft.submitted and draft.procedure == procedure:
            found.append(Begun(key, draft.updated, desk.kept_until(look.opened(draft.edition), draft)))
    return tuple(sorted(found, key=lambda one: one.saved, reverse=True))


def remembered(request: HttpRequest, answer: HttpResponse, key: str) -> HttpResponse:
    """The answer, with which this device learns the draft; the one at the counter does not, for the next family
    sits before it."""
    if who.present(request):
        return answer
    keys = [key, *(known for known in _keys(request) if known != key)][:MOST]
    answer.set_cookie(
        COOKIE,
        signing.dumps(keys, salt=SALT),
        max_age=AGE,
        path=f"/{request.city.slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _keys(request: HttpRequest) -> list[str]:
    try:
        return [str(key) for key in signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)]
    except signing.BadSignature:
        return []


def _page(request: HttpRequest, procedure: str, key: str, status: int = 200, **more: Any) -> HttpResponse:
    walk = walk_of(key, procedure)
    link = resume_link(key)
    context = {
        "procedure": walk.edition.procedure,
        "office": walk.edition.town.office,
        "key": key,
        "link": link,
        "picture": picture(link),
        "saved": walk.draft.updated,
        "until": desk.kept_until(walk.edition, walk.draft),
        "typed": request.POST.get("contact", "")[:LONGEST],
        **more,
    }
    return render(request, "resident/later.html", context, status=status)


def picture(link: str) -> str:
    """The address as a QR code, for the camera of a telephone."""
    code = qrcode.QRCode(border=4, image_factory=SvgPathImage)
    code.add_data(link)
    out = io.BytesIO()
    code.make_image().save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
