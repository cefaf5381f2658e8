"""サインイン - and what a clerk had just sent when the session was over: kept, signed, offered again."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.desk import office
from madoguchi.web import kept, read, tries
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kept import Kept
from madoguchi.web.kit import showing
from madoguchi.web.who import present

WRONG: Final = "利用者名かパスワードが違います。もう一度入力してください。"
LOST: Final = "安全のための確認が切れました。もう一度サインインしてください。"


def ask(request: HttpRequest, city: str, say: str = "", status: int = 401) -> HttpResponse:
    """The sign-in page instead of the page asked for; a form that was sent rides along."""
    return _page(request, next_path=request.get_full_path(), packed=kept.pack(request, city), status=status)


def ask_again(request: HttpRequest, fault: Exception, *, city: str) -> HttpResponse:
    """The token was lost."""
    return _page(request, request.POST.get("next", ""), request.POST.get("kept", ""), say=LOST, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(ask_again, Forged)
def sign_in(request: HttpRequest, city: str) -> HttpResponse:
    """Name and password; then on to where the clerk was going."""
    if request.method != "POST":
        return redirect("inbox", city=city) if present(request) else _page(request, status=200)
    name, following, packed = (request.POST.get(key, "") for key in ("username", "next", "kept"))
    if tries.spent(request, name):
        return _page(request, following, packed, say=tries.SAY, status=429)
    clerk = office.sign_in(name, request.POST.get("password", ""))
    if clerk is None:
        tries.count(request, name)
        return _page(request, following, packed, say=WRONG, status=422)
    request.session.cycle_key()
    request.session["clerk"] = clerk.id
    rotate_token(request)
    if waiting := kept.unpack(packed, city):
        return _offer(request, waiting)
    home = f"/{city}/staff/"
    known = url_has_allowed_host_and_scheme(following, allowed_hosts=None) and following.startswith(home)
    return redirect(following if known else home)


@require_POST
def sign_out(request: HttpRequest, city: str) -> HttpResponse:
    """Leave nothing behind on a shared machine."""
    request.session.flush()
    return redirect("sign-in", city=city)


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
