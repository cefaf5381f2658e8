"""頁 - how a page is written and how a form is read: in the letters of the system's encoding."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import parse_qsl

from flask import Response, g, make_response, render_template, request

from backoffice.office import Session, office
from backoffice.screens import CHARSETS, NAME, Screen


def session() -> Session:
    return cast(Session, g.session)


def screen_of(key: str) -> Screen:
    return office().system.screens[key]


def show(template: str, screen: Screen, **values: Any) -> Response:
    """A page, or what comes in its place. What the encoding lacks is written as `&#134071;`."""
    status = 200
    if (notice := screen.instead) and not (notice.goes_on and _is_read()):
        template, status, values = "notice.html", notice.status, {"notice": notice}
        screen = Screen(notice.title)
    system = office().system
    charset = CHARSETS[system.encoding]
    text = render_template(template, system=system, screen=screen, charset=charset, product=NAME, **values)
    answer = make_response(text.encode(system.encoding, "xmlcharrefreplace"), status)
    answer.headers["Content-Type"] = f"text/html; charset={charset}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _is_read() -> bool:
    """Whether a page in between was gone through: by its link, or earlier in the same entry."""
    return bool(request.args) or request.method == "POST"


def refuse(*sentences: str) -> Response:
    return show("error.html", screen_of("error"), sentences=sentences)


def posted() -> dict[str, str]:
    """The fields of a form as the browser wrote them, which follows the encoding of the page."""
    encoding = office().system.encoding
    if request.mimetype == "multipart/form-data":
        return dict(request.form)
    pairs = parse_qsl(request.get_data().decode("ascii", "replace"), True, encoding=encoding, errors="replace")
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def uploaded(name: str) -> bytes:
    file = request.files.get(name)
    return file.read() if file else b""
