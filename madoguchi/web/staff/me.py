"""自分の設定 - a clerk's own password, passkeys, application of codes, and recovery codes."""

from __future__ import annotations

import base64
import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.core.account import SHORTEST, needs_factor
from madoguchi.core.case import Clerk
from madoguchi.desk import account, factor
from madoguchi.store.look import accounts
from madoguchi.web import clock, read
from madoguchi.web.faults import ProveFirst
from madoguchi.web.kit import showing
from madoguchi.web.who import held_up, staff_only

from .sign import ask, let_in

NOT_SAME: Final = "新しいパスワードが、二つの欄で違います。"
NO_ANSWER: Final = "パスキーを登録できませんでした。もう一度やり直してください。"

mine = staff_only(ask, held_up_too=True)


@require_safe
@mine
def me(request: HttpRequest, city: str) -> HttpResponse:
    """What this clerk signs in with."""
    return _page(request)


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def password(request: HttpRequest, city: str) -> HttpResponse:
    """Another password; whoever else is signed in with the account is signed out."""
    context = {"here": "me", "first": request.clerk.initial, "shortest": SHORTEST}
    if request.method != "POST":
        return render(request, "staff/password.html", context)
    old, new, again = (request.POST.get(name, "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise account.Unfit(NOT_SAME)
        account.choose_password(request.clerk, old, new, clock.now())
    except account.Unfit as wrong:
        context["mistakes"] = [showing.Said("old" if "いまのパスワード" in str(wrong) else "new", str(wrong))]
        return render(request, "staff/password.html", context, status=422)
    let_in(request, request.clerk, proved=bool(request.session.get("proved", 0)))
    return _to("me", city, "password")


@require_http_methods(["GET", "HEAD", "POST"])
@mine
def totp(request: HttpRequest, city: str) -> HttpResponse:
    """An application of codes on a telephone: its secret as a picture, then the first code it shows."""
    _ready(request)
    if request.method != "POST":
        request.session["totp"] = accounts.new_secret()
        return _totp_page(request)
    secret = request.session.get("totp", "")
    if not secret:
        return redirect("totp", city=city)
    typed = "".join(request.POST.get("code", "").split())
    try:
        codes = account.add_totp(request.clerk, secret, typed, clock.now())
    except account.Unfit as wrong:
        return _totp_page(request, str(wrong), 422)
    request.session.pop("totp", None)
    return _added(request, city, codes, "totp")


@require_POST
@mine
def passkey_begin(request: HttpRequest, city: str) -> HttpResponse:
    """What a browser is asked so that it makes a passkey."""
    _ready(request)
    options, request.session["passkey"] = factor.begin_registration(request.clerk, request.get_host())
    return JsonResponse(options)


@require_POST
@mine
def passkey(request: HttpRequest, city: str) -> HttpResponse:
    """The passkey that the browser made."""
    _ready(request)
    asked, name = request.session.pop("passkey", {}), request.POST.get("name", "")
    try:
        made = json.loads(request.POST.get("credential", ""))
        codes = account.add_passkey(request.clerk, request.get_host(), asked, made, name, clock.now())
    except ValueError as wrong:  # Unfit is one, too
        say = str(wrong) if isinstance(wrong, account.Unfit) else NO_ANSWER
        return _page(request, notice=say, notice_look="warn", status=422)
    return _added(request, city, codes, "passkey")


@require_POST
@mine
def remove(request: HttpRequest, city: str) -> HttpResponse:
    """Give one up."""
    _ready(request)
    try:
        account.take_away(request.clerk, read.number(request, "factor") or 0, clock.now())
    except account.Unfit as wrong:
        return _page(request, notice=str(wrong), notice_look="warn", status=409)
    return _to("me", city, "removed")


@require_POST
@mine
def codes(request: HttpRequest, city: str) -> HttpResponse:
    """New recovery codes, shown this once."""
    _ready(request)
    try:
        made = account.make_codes(request.clerk, clock.now())
    except account.Unfit as wrong:
        return _page(request, notice=str(wrong), notice_look="warn", status=409)
    return _codes_page(request, made)


def _ready(request: HttpRequest) -> None:
    """Whoever has a factor shows it lately before any is changed; a password that others know is changed first."""
    if held_up(request) == "password" or (accounts.kinds(request.clerk.id) and not request.clerk.fresh):
        raise ProveFirst


def _added(request: HttpRequest, city: str, made: tuple[str, ...], what: str) -> HttpResponse:
    # It was shown a moment ago: this session has a second factor from now on.
    let_in(request, request.clerk, proved=True)
    return _codes_page(request, made) if made else _to("me", city, what)


def _codes_page(request: HttpRequest, made: tuple[str, ...]) -> HttpResponse:
    shown = [f"{code[:4]} {code[4:]}" for code in made]
    return render(request, "staff/codes.html", {"here": "me", "codes": shown})


def _totp_page(request: HttpRequest, say: str = "", status: int = 200) -> HttpResponse:
    secret = request.session["totp"]
    _, drawn = accounts.picture(request.clerk.id, secret)
    context = {
        "here": "me",
        "picture": "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode(),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "mistakes": [showing.Said("code", say)] if say else [],
    }
    return render(request, "staff/totp.html", context, status=status)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    clerk: Clerk = request.clerk
    factors = accounts.factors_of(clerk.id)
    context = {
        "here": "me",
        "must": held_up(request) == "me",
        "wants": needs_factor(clerk.roles) or held_up(request) == "me",
        "keys": [one for one in factors if one.kind == "webauthn"],
        "totp": next((one for one in factors if one.kind == "totp"), None),
        "codes": next((one for one in factors if one.kind == "recovery_codes"), None),
        "done": DONE.get(request.GET.get("done", ""), ""),
        **more,
    }
    return render(request, "staff/me.html", context, status=status)


DONE: Final = {
    "password": "パスワードを変えました。ほかの場所のサインインは終わりました。",
    "passkey": "パスキーを登録しました。",
    "totp": "確認コードのアプリを登録しました。",
    "removed": "消しました。",
}


def _to(name: str, city: str, done: str) -> HttpResponse:
    answer = redirect(name, city=city)
    answer["Location"] += f"?done={done}"
    return answer
