"""利用者 - an admin's page: who works here, in which roles and sections, and who lost their key."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.core.account import CLUB, PERMITS, ROLES
from madoguchi.core.case import Actor
from madoguchi.desk import account
from madoguchi.store.look import accounts as look
from madoguchi.store.look import docket as dockets
from madoguchi.web import clock
from madoguchi.web.faults import ProveFirst
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

ROLE_NAMES: Final = {
    "clerk": "受付・審査担当",
    "decider": "決裁者",
    "designer": "手続設計者",
    "admin": "管理者",
    "club": "学童クラブ",
}
PERMIT_NAMES: Final = {"health": "健康などの情報(要配慮)を見る"}
DONE: Final = {
    "changed": "変えました。この人は、もう一度サインインします。",
    "off": "止めました。どこからもサインインできません。",
    "on": "また使えるようにしました。",
    "reset": "二つ目の確認を消しました。次のサインインで、登録し直します。",
    "unlock": "入力の止まりを解きました。",
}

View = Callable[..., HttpResponse]


def admins_only(view: View) -> View:
    """A page for admins who have shown a second factor; what they send needs it shown lately."""

    @wraps(view)
    def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
        if "admin" not in request.clerk.roles:
            raise PermissionDenied
        if request.method == "POST" and not request.clerk.fresh:
            raise ProveFirst
        return view(request, city, **names)

    return staff_only(ask)(guarded)


@require_http_methods(["GET", "HEAD", "POST"])
@admins_only
def accounts(request: HttpRequest, city: str) -> HttpResponse:
    """All of them; a new one gets its first password here, shown once."""
    if request.method != "POST":
        return _list(request)
    sent = _sent(request)
    try:
        username = request.POST.get("username", "").strip()
        made, password = account.create(username, by=_admin(request), now=clock.now(), **sent)
    except account.Unfit as wrong:
        return _list(request, mistakes=[showing.Said("username", str(wrong))], status=422)
    return render(request, "staff/first_password.html", {"here": "accounts", "one": made, "password": password})


@require_http_methods(["GET", "HEAD", "POST"])
@admins_only
def one(request: HttpRequest, city: str, username: str) -> HttpResponse:
    """One account: its name, roles, sections and permits."""
    found = _found(username)
    if request.method != "POST":
        return _one(request, found)
    try:
        account.change(username, _admin(request), clock.now(), **_sent(request))
    except account.Unfit as wrong:
        return _one(request, found, mistakes=[showing.Said("name", str(wrong))], status=422)
    return _to(city, username, "changed")


@require_POST
@admins_only
def deed(request: HttpRequest, city: str, username: str, what: str) -> HttpResponse:
    """Switch off and on, take factors away, give a new first password, unlock."""
    found, by, now = _found(username), _admin(request), clock.now()
    try:
        if what in ("on", "off"):
            account.switch(username, what == "on", by, now)
        elif what == "reset":
            account.reset_factors(username, by, now)
        elif what == "unlock":
            account.unlock(username, by, now)
        elif what == "password":
            told = {"here": "accounts", "one": found.clerk, "password": account.renew_password(username, by, now)}
            return render(request, "staff/first_password.html", told)
        else:
            raise Http404
    except account.Unfit as wrong:
        return _one(request, found, notice=str(wrong), notice_look="warn", status=409)
    return _to(city, username, what)


def _admin(request: HttpRequest) -> Actor:
    return Actor(request.clerk.username, "admin")


def _sent(request: HttpRequest) -> dict[str, Any]:
    places = [*(section.id for section in look.sections()), *(club.id for club in look.clubs())]
    known = {"roles": ROLES, "sections": places, "permits": PERMITS}
    known["posts"] = [post.id for post in dockets.posts()]
    parts = {name: tuple(one for one in known[name] if one in request.POST.getlist(name)) for name in known}
    return {"name": request.POST.get("name", "").strip()[:40], **parts}


def _found(username: str) -> look.Account:
    found = look.account(username, clock.now())
    if found is None:
        raise Http404
    return found


def _list(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    sent = _sent(request)
    named = {section.id: section.name for section in look.sections()} | {one.id: one.label for one in look.clubs()}
    rows = [
        {
            "it": found,
            "roles": [ROLE_NAMES[role] for role in found.clerk.roles],
            "sections": [named.get(section, section) for section in found.clerk.sections],
        }
        for found in look.accounts(clock.now())
    ]
    typed = {"username": request.POST.get("username", "")[:40], "name": sent["name"]}
    context = {"here": "accounts", "rows": rows, "typed": typed, **_choices(sent), **more}
    return render(request, "staff/accounts.html", context, status=status)


def _one(request: HttpRequest, found: look.Account, status: int = 200, **more: Any) -> HttpResponse:
    clerk = found.clerk
    stored = {"name": clerk.name, "roles": clerk.roles, "sections": clerk.sections, "permits": clerk.permits}
    stored["posts"] = clerk.posts
    sent = _sent(request) if "mistakes" in more else stored
    context = {
        "here": "accounts",
        "it": found,
        "name": sent["name"],
        "own": clerk.username == request.clerk.username,
        "done": DONE.get(request.GET.get("done", ""), ""),
        **_choices(sent),
        **more,
    }
    return render(request, "staff/account.html", context, status=status)


def _choices(sent: dict[str, Any]) -> dict[str, Any]:
    """What can be ticked, and what is."""
    return {
        "roles": [(role, ROLE_NAMES[role], role in sent["roles"]) for role in ROLES],
        "sections": [(section.id, section.name, section.id in sent["sections"]) for section in look.sections()],
        "clubs": [(one.id, one.label, one.id in sent["sections"]) for one in look.clubs()],
        "club_chosen": CLUB in sent["roles"],
        "posts": [(post.id, post.label, post.id in sent["posts"]) for post in dockets.posts()],
        "permits": [(permit, PERMIT_NAMES[permit], permit in sent["permits"]) for permit in PERMITS],
    }


def _to(city: str, username: str, done: str) -> HttpResponse:
    answer = redirect("account", city=city, username=username)
    answer["Location"] += f"?done={done}"
    return answer
