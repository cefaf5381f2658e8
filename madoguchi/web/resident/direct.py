"""勤め先に頼む画面 - the family makes an address for the issuer of a paper, forwards it, and may take it back."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from madoguchi.core.say import say
from madoguchi.core.statement import Place
from madoguchi.desk import invite
from madoguchi.desk.invite import Whose
from madoguchi.desk.tell import employer_link
from madoguchi.store import look
from madoguchi.web import clock, language, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .later import picture
from .status import own

AGAIN: Final = say("安全のための確認が切れました。まだ何もしていません。もう一度押してください。")
LINE: Final = "https://line.me/R/share?text="


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """The token was lost: the page as it was."""
    whose = invite.of_draft(key, clock.now())
    return _page(request, whose, whose.place(slug), _of_draft(request, procedure, key, slug), 403, lost=True)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def of_draft(request: HttpRequest, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """From the page for the papers."""
    whose = invite.of_draft(key, clock.now())
    place = whose.place(slug)
    if request.POST.get("deed") == "make":
        invite.later(key, place, clock.now())
    return _answer(request, whose, place, _of_draft(request, procedure, key, slug))


@own
def forged_later(request: HttpRequest, city: str, reference: str, slug: str) -> HttpResponse:
    """The token was lost: the page as it was."""
    whose = invite.of_application(reference)
    return _page(request, whose, whose.place(slug), reverse("standing", args=[city, reference]), 403, lost=True)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged_later(request, **names), Forged)
@own
def of_application(request: HttpRequest, city: str, reference: str, slug: str) -> HttpResponse:
    """From the status page."""
    whose = invite.of_application(reference)
    return _answer(request, whose, whose.place(slug), reverse("standing", args=[city, reference]))


def _of_draft(request: HttpRequest, procedure: str, key: str, slug: str) -> str:
    return reverse("page", args=[request.city.slug, procedure, key, slug])


def _answer(request: HttpRequest, whose: Whose, place: Place, back: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, whose, place, back)
    if request.POST.get("deed") == "withdraw":
        number = read.number(request, "number")
        if number is not None:
            invite.withdraw(whose, number, clock.now())
        return redirect(request.get_full_path())
    token, wrong = invite.offer(whose, place, clock.now())
    if wrong:
        return _page(request, whose, place, back, 422, mistakes=[showing.Said("open", wrong)])
    return _page(request, whose, place, back, link=employer_link(token))


def _page(
    request: HttpRequest, whose: Whose, place: Place, back: str, status: int = 200, link: str = "", **more: Any
) -> HttpResponse:
    edition = language.heard(whose.edition)
    asked = invite.asked(whose, place)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "back": back,
        "name": place.name,
        "paper": whose.edition.documents[place.document].label,
        "open": [one for one in asked if one.open_at(clock.now())],
        "came": [one for one in _stated(whose) if one.place == place.path],
        "link": link,
        **(_to_forward(whose, place, link) if link else {}),
        **more,
    }
    if more.get("lost"):
        context |= {"notice": AGAIN, "notice_look": "warn"}
    return render(request, "resident/direct.html", context, status=status)


def _stated(whose: Whose) -> Any:
    return reversed(look.statements_of(whose.owner, whose.reference))


def _to_forward(whose: Whose, place: Place, link: str) -> dict[str, str]:
    """The text that goes with the address, in Japanese whatever the family reads in, and its ways."""
    paper, procedure, town = whose.edition.documents[place.document].label, whose.edition.procedure, whose.edition.town
    name = place.name or say("本人")
    lines = (
        say("{name}の{paper}について、お願いします。", name=name, paper=paper),
        say(
            "{town}の「{procedure}」に使います。次のページを開いて答えると、紙の代わりになります。",
            town=town.name,
            procedure=procedure.name,
        ),
        link,
        say("このアドレスは{name}の分だけに使えます。ほかの人に渡さないでください。", name=name),
    )
    text, subject = "\n".join(lines), str(say("{paper}のお願い", paper=paper))
    return {
        "text": text,
        "picture": picture(link),
        "mail": f"mailto:?subject={quote(subject)}&body={quote(text)}",
        "line": LINE + quote(text),
    }
