"""勤め先の画面 - whoever issues a paper meets a name, proves a mail address, and answers page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core import form
from madoguchi.core.document import scope
from madoguchi.core.form import Cleaned, Form, Stop
from madoguchi.core.say import say
from madoguchi.desk import issuer
from madoguchi.desk.issuer import Opened
from madoguchi.web import clock, language, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

PROOFS: Final = "employer"  # in the session: by the number of an address of ours, the mail address that was proved
MAILED: Final = "employer-mailed"  # as above: to which one a code was sent
LONGEST: Final = 300
WRONG: Final = say("番号が違うか、期限が切れています。届いた番号を確かめるか、もう一度送ってください。")
LOST: Final = say("安全のための確認が切れました。もう一度押してください。")
GROWN: Final = say("質問が増えました。")


def forged(request: HttpRequest, fault: Exception, *, city: str, link: str) -> HttpResponse:
    """The token was lost: the page again, with what was typed."""
    found = _opened(request, link)
    return _start(request, found, link, 403, notice=LOST, notice_look="warn") if found else _gone(request)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def start(request: HttpRequest, city: str, link: str) -> HttpResponse:
    """Who it is about, and the way in; to whoever proved an address, what they have sent, or the next page."""
    found = _opened(request, link)
    if found is None:
        return _gone(request)
    if request.method == "POST":
        return _code(request, found, link) if request.POST.get("deed") == "code" else _mail(request, found, link)
    if not _sender(request, found, link):
        return _start(request, found, link)
    if found.invitation.answered and "edit" not in request.GET:
        return _sent(request, found, link)
    return _onward(city, link, found)


def forged_page(request: HttpRequest, fault: Exception, *, city: str, link: str, slug: str) -> HttpResponse:
    """The token was lost: the page as it was sent, nothing saved."""
    found = _opened(request, link)
    stop = _stop(found, slug) if found else None
    if found is None or stop is None or not _sender(request, found, link):
        return _gone(request)
    typed = {name: values[-1] for name, values in read.raw(request).items() if values}
    cleaned = Cleaned(dict(found.invitation.answers), (), typed)
    return _page(request, found, link, stop, cleaned, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged_page, Forged)
def page(request: HttpRequest, city: str, link: str, slug: str) -> HttpResponse:
    """One page of the questions."""
    found = _opened(request, link)
    if found is None:
        return _gone(request)
    sender, stop = _sender(request, found, link), _stop(found, slug)
    if not sender or stop is None:
        return redirect("employer", city=city, link=link)
    if request.method != "POST":
        return _page(
            request, found, link, stop, Cleaned(dict(found.invitation.answers), (), dict(found.invitation.typed))
        )
    cleaned = issuer.save(link, slug, read.raw(request), sender, clock.now(), language.current())
    after = _opened(request, link)
    if cleaned is None or after is None:
        return _gone(request)
    if not cleaned.ok:
        notice = {"notice": GROWN} if cleaned.fresh and not cleaned.mistakes else {}
        return _page(request, after, link, stop, cleaned, 422 if cleaned.mistakes else 200, **notice)
    following = "" if "check" in request.GET and not after.mistakes else form.after(after.stops, slug)
    if not following:
        return redirect("employer-check", city=city, link=link)
    return redirect("employer-page", city=city, link=link, slug=following)


def forged_check(request: HttpRequest, fault: Exception, *, city: str, link: str) -> HttpResponse:
    """The token was lost: nothing was sent."""
    found = _opened(request, link)
    if found is None or not _sender(request, found, link):
        return _gone(request)
    return _check(request, found, link, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged_check, Forged)
def check(request: HttpRequest, city: str, link: str) -> HttpResponse:
    """Everything once more; posted, it is stated."""
    found = _opened(request, link)
    if found is None:
        return _gone(request)
    sender = _sender(request, found, link)
    if not sender:
        return redirect("employer", city=city, link=link)
    if found.mistakes:
        return _onward(city, link, found)
    if request.method != "POST":
        return _check(request, found, link)
    if issuer.send(link, sender, clock.now()) is None:
        return _gone(request)
    return redirect("employer", city=city, link=link)


def _opened(request: HttpRequest, link: str) -> Opened | None:
    """The address, with what was answered by whoever proved theirs in this browser."""
    first = issuer.opened(link, "", clock.now())
    sender = _sender(request, first, link) if first else ""
    return issuer.opened(link, sender, clock.now()) if sender else first


def _sender(request: HttpRequest, found: Opened, link: str) -> str:
    return issuer.sender_of(request.session.get(PROOFS, {}).get(str(found.invitation.id), ""), link)


def _mail(request: HttpRequest, found: Opened, link: str) -> HttpResponse:
    typed = request.POST.get("contact", "")[:LONGEST]
    kept, wrong = issuer.send_code(typed, link, clock.now(), language.current())
    if wrong:
        return _start(request, found, link, 422, mistakes=[showing.Said("contact", wrong)], field="contact")
    request.session[MAILED] = {**request.session.get(MAILED, {}), str(found.invitation.id): kept}
    return redirect("employer", city=request.city.slug, link=link)


def _code(request: HttpRequest, found: Opened, link: str) -> HttpResponse:
    number = str(found.invitation.id)
    kept = request.session.get(MAILED, {}).get(number)
    proof = issuer.prove(kept, request.POST.get("code", "")[:40], link, clock.now()) if kept else ""
    if not proof:
        return _start(request, found, link, 422, mistakes=[showing.Said("code", WRONG)], field="code")
    rest = {key: one for key, one in request.session[MAILED].items() if key != number}
    request.session.cycle_key()
    request.session[MAILED] = rest
    request.session[PROOFS] = {**request.session.get(PROOFS, {}), number: proof}
    return redirect("employer", city=request.city.slug, link=link)


def _onward(city: str, link: str, found: Opened) -> HttpResponse:
    """To the first page that still wants something."""
    places = form.places(found.layout, found.invitation.answers, scope(found.today))
    wanted = next((places[one.path] for one in found.mistakes if one.path in places), None)
    if wanted is None:
        return redirect("employer-check", city=city, link=link)
    return redirect("employer-page", city=city, link=link, slug=wanted.slug)


def _stop(found: Opened, slug: str) -> Stop | None:
    return next((one for one in found.stops if one.slug == slug), None)


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for every address that opens nothing, whatever the reason."""
    return render(request, "resident/employer_gone.html", status=404)


def _about(found: Opened, link: str) -> dict[str, Any]:
    edition = language.heard(found.edition)
    return {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "name": found.name,
        "link": link,
        "paper": found.document.label,
        "until": found.invitation.expires,
    }


def _start(request: HttpRequest, found: Opened, link: str, status: int = 200, **more: Any) -> HttpResponse:
    sent = str(found.invitation.id) in request.session.get(MAILED, {})
    context = {
        **_about(found, link),
        "sent": sent and "again" not in request.GET and more.get("field") != "contact",
        "typed": request.POST.get("contact", "")[:LONGEST],
        **more,
    }
    return render(request, "resident/employer.html", context, status=status)


def _sent(request: HttpRequest, found: Opened, link: str) -> HttpResponse:
    context = {**_about(found, link), "answered": found.invitation.answered}
    return render(request, "resident/employer_sent.html", context)


def _page(
    request: HttpRequest, found: Opened, link: str, stop: Stop, cleaned: Cleaned, status: int = 200, **more: Any
) -> HttpResponse:
    layout, base = found.spoken(language.current()), scope(found.today)
    stops = form.walk(layout, cleaned.answers, base)
    here = next((one for one in stops if one.slug == stop.slug), stop)
    filled, asks = form.prefilled(layout, here, cleaned.answers, base)
    fields = showing.shown([(here, one) for one in asks], filled, _kept(found, cleaned), cleaned.mistakes)
    fields = tuple(replace(one, field=replace(one.field, autocomplete="off")) for one in fields)
    context = {
        **_about(found, link),
        "stop": here,
        "fields": fields,
        "mistakes": showing.said(cleaned.mistakes, fields),
        "place": stops.index(here) + 1 if here in stops else 1,
        "places": len(stops) + 1,
        "before": form.before(stops, here.slug),
        "check": "check" in request.GET,
        **more,
    }
    return render(request, "resident/employer_page.html", context, status=status)


def _kept(found: Opened, cleaned: Cleaned) -> Mapping[str, str]:
    """What was typed and refused; of a page that was just sent, all that was typed."""
    return {**found.invitation.typed, **cleaned.typed} if cleaned.mistakes or cleaned.fresh else cleaned.typed


def _check(request: HttpRequest, found: Opened, link: str, status: int = 200, **more: Any) -> HttpResponse:
    layout: Form = found.spoken(language.current())
    parts = form.summary(layout, found.invitation.answers, scope(found.today), brief=True)
    context = {**_about(found, link), "parts": parts, "again": bool(found.invitation.answered), **more}
    return render(request, "resident/employer_check.html", context, status=status)
