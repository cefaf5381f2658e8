"""サインイン - and what a clerk had just sent when the session was over: kept, signed, offered again."""

from __future__ import annotations

import json
import time
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.core.case import Clerk
from madoguchi.core.days import JST
from madoguchi.desk import factor, office
from madoguchi.desk.office import Shut
from madoguchi.store.look import accounts
from madoguchi.web import clock, kept, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kept import Kept
from madoguchi.web.kit import showing
from madoguchi.web.who import address, present

WRONG: Final = "利用者名かパスワードが違います。もう一度入力してください。"
WRONG_CODE: Final = "確認コードが違うか、一度使ったものです。新しい番号を入力してください。"
WRONG_KEY: Final = "このパスキーではサインインできません。この市に登録したパスキーを使ってください。"
LOST: Final = "安全のための確認が切れました。もう一度サインインしてください。"
HALF_WAY: Final = 10 * 60  # seconds between the password and the second factor


def ask(request: HttpRequest, city: str, say: str = "", status: int = 401) -> HttpResponse:
    """The sign-in page instead of the page asked for; a form that was sent rides along."""
    return _page(request, next_path=request.get_full_path(), packed=kept.pack(request, city), status=status)


def ask_again(request: HttpRequest, fault: Exception, *, city: str) -> HttpResponse:
    """The token was lost."""
    return _page(request, request.POST.get("next", ""), request.POST.get("kept", ""), say=LOST, status=403)


def prove(request: HttpRequest, city: str) -> HttpResponse:
    """What was sent needs a second factor shown lately: it is asked for, and what was sent is offered behind it."""
    back = request.get_full_path() if request.method == "GET" else ""
    return _code_page(request, request.clerk, back, kept.pack(request, city), status=403)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(ask_again, Forged)
def sign_in(request: HttpRequest, city: str) -> HttpResponse:
    """Name and password; then the second factor if the account has one, and on to where the clerk was going."""
    if request.method != "POST":
        return redirect("inbox", city=city) if present(request) else _page(request, status=200)
    name, following, packed = (request.POST.get(key, "") for key in ("username", "next", "kept"))
    found = office.sign_in(name, request.POST.get("password", ""), address(request), clock.now())
    if isinstance(found, Shut):
        return _page(request, following, packed, say=_shut(found), status=429)
    if found is None:
        return _page(request, following, packed, say=WRONG, status=422)
    if found.asks:
        _forget_others(request, found.clerk)
        request.session.cycle_key()
        request.session["half"] = [found.clerk.id, office.seal_of(found.clerk), int(time.time())]
        return _code_page(request, found.clerk, following, packed)
    return _enter(request, city, found.clerk, proved=False)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(ask_again, Forged)
def code(request: HttpRequest, city: str) -> HttpResponse:
    """The second factor, typed: behind a password, or before something that wants it fresh."""
    clerk = _half(request) or present(request)
    if request.method != "POST" or clerk is None:
        return redirect("sign-in", city=city) if request.method != "POST" else ask_again(request, Forged(), city=city)
    following, packed = (request.POST.get(key, "") for key in ("next", "kept"))
    found = office.show_code(clerk, request.POST.get("code", ""), address(request), clock.now())
    if isinstance(found, Shut):
        return _code_page(request, clerk, following, packed, say=_shut(found), status=429)
    if not found:
        return _code_page(request, clerk, following, packed, say=WRONG_CODE, status=422)
    return _enter(request, city, clerk, proved=True)


@require_POST
def passkey_begin(request: HttpRequest, city: str) -> HttpResponse:
    """What a browser is asked so that it shows a passkey."""
    clerk = _half(request) or present(request)
    options, request.session["passkey"] = factor.begin_proof(clerk, request.get_host())
    return JsonResponse(options)


@require_POST
@otherwise(ask_again, Forged)
def passkey(request: HttpRequest, city: str) -> HttpResponse:
    """A passkey was shown: alone, behind a password, or before something that wants it fresh."""
    clerk = _half(request) or present(request)
    following, packed = (request.POST.get(key, "") for key in ("next", "kept"))
    asked, shown = request.session.pop("passkey", {}), _answer(request)
    number = clerk.id if clerk else None
    found = office.show_passkey(number, request.get_host(), asked, shown, clock.now())
    if found:
        return _enter(request, city, found, proved=True)
    if clerk:
        return _code_page(request, clerk, following, packed, say=WRONG_KEY, status=422)
    return _page(request, following, packed, say=WRONG_KEY, status=422)


@require_POST
def sign_out(request: HttpRequest, city: str) -> HttpResponse:
    """Leave nothing behind on a shared machine."""
    request.session.flush()
    return redirect("sign-in", city=city)


def let_in(request: HttpRequest, clerk: Clerk, *, proved: bool) -> None:
    """From now on this browser is the clerk's, under a new cookie."""
    _forget_others(request, clerk)
    request.session.cycle_key()
    request.session.pop("half", None)
    request.session["clerk"] = clerk.id
    request.session["seal"] = office.seal_of(clerk)
    request.session["proved"] = int(time.time()) if proved else 0
    rotate_token(request)


def _forget_others(request: HttpRequest, clerk: Clerk) -> None:
    if request.session.get("clerk", clerk.id) != clerk.id:
        request.session.flush()


def _enter(request: HttpRequest, city: str, clerk: Clerk, *, proved: bool) -> HttpResponse:
    following, packed = (request.POST.get(key, "") for key in ("next", "kept"))
    let_in(request, clerk, proved=proved)
    if waiting := kept.unpack(packed, city):
        return _offer(request, waiting)
    home = f"/{city}/staff/"
    known = url_has_allowed_host_and_scheme(following, allowed_hosts=None) and following.startswith(home)
    return redirect(following if known else home)


def _half(request: HttpRequest) -> Clerk | None:
    """Whose password was right, a moment ago."""
    told = request.session.get("half")
    if not told or not 0 <= time.time() - told[2] <= HALF_WAY:
        return None
    return accounts.signed_in(told[0], told[1])


def _answer(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("credential", ""))
    except ValueError:
        return None


def _shut(found: Shut) -> str:
    until = found.until.astimezone(JST)
    when = f"{until:%-H時%-M分}"
    return f"何度も違う内容が入力されました。{when}を過ぎたら、もう一度入力してください。パスキーなら、いま使えます。"


def _offer(request: HttpRequest, waiting: Kept) -> HttpResponse:
    """What was about to be sent when the session ended, to be sent by one more press."""
    request.clerk = present(request)
    words = [(read.WORDS[name], value) for name, value in waiting.pairs if name in read.WORDS and value]
    return render(request, "staff/kept.html", {"waiting": waiting, "words": words})


def _page(
    request: HttpRequest, next_path: str = "", packed: str = "", *, say: str = "", status: int = 401
) -> HttpResponse:
    context = {
        "next": next_path,
        "kept": packed,
        "username": request.POST.get("username", "")[:150],
        "mistakes": [showing.Said("username", say)] if say else [],
    }
    return render(request, "staff/sign_in.html", context, status=status)


def _code_page(
    request: HttpRequest, clerk: Clerk, next_path: str, packed: str, *, say: str = "", status: int = 200
) -> HttpResponse:
    asks = accounts.kinds(clerk.id)
    context = {
        "next": next_path,
        "kept": packed,
        "username": clerk.username,
        "key": "webauthn" in asks,
        "typed": "totp" in asks,
        "again": request.session.get("clerk") == clerk.id,
        "mistakes": [showing.Said("code", say)] if say else [],
    }
    return render(request, "staff/code.html", context, status=status)
