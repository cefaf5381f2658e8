"""サインイン - and what a clerk had just sent when the session was over: kept, signed, offered again."""

from __future__ import annotations

from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.desk import office
from madoguchi.web import read, tries
from madoguchi.web.faults import TOKEN, Forged, otherwise
from madoguchi.web.kit import showing
from madoguchi.web.who import present

WRONG: Final = "利用者名かパスワードが違います。もう一度入力してください。"
LOST: Final = "安全のための確認が切れました。もう一度サインインしてください。"
SALT: Final = "madoguchi.kept"
A_DAY: Final = 24 * 60 * 60


def ask(request: HttpRequest, city: str, say: str = "", status: int = 401) -> HttpResponse:
    """The sign-in page instead of the page asked for; a form that was sent rides along."""
    kept = ""
    if request.method == "POST":
        sent = {name: values for name, values in read.raw(request).items() if name != TOKEN}
        # Bound to the city: what was sent to one is never offered to another.
        kept = signing.dumps({"city": city, "path": request.path, "sent": sent}, salt=SALT, compress=True)
    return _page(request, next_path=request.get_full_path(), kept=kept, status=status)


def ask_again(request: HttpRequest, fault: Exception, *, city: str) -> HttpResponse:
    """The token was lost."""
    return _page(request, request.POST.get("next", ""), request.POST.get("kept", ""), say=LOST, status=403)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(ask_again, Forged)
def sign_in(request: HttpRequest, city: str) -> HttpResponse:
    """Name and password; then on to where the clerk was going."""
    if request.method != "POST":
        return redirect("inbox", city=city) if present(request) else _page(request, status=200)
    name, following, kept = (request.POST.get(key, "") for key in ("username", "next", "kept"))
    if tries.spent(request, name):
        return _page(request, following, kept, say=tries.SAY, status=429)
    clerk = office.sign_in(name, request.POST.get("password", ""))
    if clerk is None:
        tries.count(request, name)
        return _page(request, following, kept, say=WRONG, status=422)
    request.session.cycle_key()
    request.session["clerk"] = clerk.id
    rotate_token(request)
    if kept:
        return _offer(request, city, kept)
    home = f"/{city}/staff/"
    known = url_has_allowed_host_and_scheme(following, allowed_hosts=None) and following.startswith(home)
    return redirect(following if known else home)


@require_POST
def sign_out(request: HttpRequest, city: str) -> HttpResponse:
    """Leave nothing behind on a shared machine."""
    request.session.flush()
    return redirect("sign-in", city=city)


def _offer(request: HttpRequest, city: str, kept: str) -> HttpResponse:
    """What was about to be sent when the session ended, to be sent by one more press."""
    try:
        waiting = signing.loads(kept, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return redirect("inbox", city=city)
    if waiting["city"] != city:
        return redirect("inbox", city=city)
    request.clerk = present(request)
    pairs = [(name, value) for name, values in waiting["sent"].items() for value in values]
    words = [(label, value) for key, label in WORDS.items() for name, value in pairs if name == key and value]
    return render(request, "staff/kept.html", {"action": waiting["path"], "pairs": pairs, "words": words})


WORDS: Final = {"reason": "理由", "message": "伝える内容"}


def _page(
    request: HttpRequest, next_path: str = "", kept: str = "", *, say: str = "", status: int = 401
) -> HttpResponse:
    context = {
        "next": next_path,
        "kept": kept,
        "username": request.POST.get("username", "")[:150],
        "mistakes": [showing.Said("username", say)] if say else [],
    }
    return render(request, "staff/sign_in.html", context, status=status)
