"""入口 - logging in and out, the frames, and the page of those whose session has ended."""

from __future__ import annotations

from flask import Blueprint, Response, g, redirect, request
from werkzeug.wrappers import Response as Answer

from backoffice.office import office
from backoffice.page import posted, screen_of, show
from backoffice.screens import Screen

COOKIE = "SESSIONID"
EXPIRED = "セッションが切れました。もう一度ログインしてください。"
WRONG = "職員番号またはパスワードが違います。"

door = Blueprint("door", __name__)


@door.before_app_request
def first() -> Response | None:
    """Before every page: it may take its time, be closed, or ask who is there."""
    if request.path == "/_control" or request.path.startswith("/_control/"):
        return None
    office().wait()
    if closed := office().system.closed:
        return show("notice.html", Screen(closed.title, instead=closed))
    key = request.cookies.get(COOKIE, "")
    g.session = office().session(key)
    if g.session is None and request.endpoint != "door.login":
        return _login(EXPIRED if key and office().system.says_so else "")
    return None


def lose_session() -> Response:
    """The session ends in the middle of the work."""
    office().sessions.pop(request.cookies.get(COOKIE, ""), None)
    return _login(EXPIRED if office().system.says_so else "")


def _login(says: str) -> Response:
    return show("login.html", screen_of("login"), mistakes=[says] if says else [])


@door.route("/login", methods=["GET", "POST"])
def login() -> Response | Answer:
    if request.method == "GET":
        return _login("")
    typed = posted()
    key = office().admit(typed.get("staff", ""), typed.get("password", ""))
    if key is None:
        return _login(WRONG)
    answer = redirect("/")
    answer.set_cookie(COOKIE, key, httponly=True)
    return answer


@door.get("/logout")
def logout() -> Response:
    office().sessions.pop(request.cookies.get(COOKIE, ""), None)
    answer = _login("")
    answer.delete_cookie(COOKIE)
    return answer


@door.get("/")
def frames() -> Response:
    return show("frames.html" if office().system.frames else "top.html", screen_of("frames"))


@door.get("/menu")
def menu() -> Response:
    return show("menu.html", screen_of("menu"))


@door.get("/top")
def top() -> Response:
    return show("top.html", screen_of("top"))
