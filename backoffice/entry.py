"""登録と修正 - the three pages of a record, the page that shows all of it, and the click that keeps it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from backoffice.checks import mistakes, taken
from backoffice.door import lose_session
from backoffice.fields import FIELDS
from backoffice.files import Unreadable, read_case
from backoffice.office import Draft, office
from backoffice.page import posted, refuse, screen_of, session, show, uploaded
from backoffice.records import LIVE
from backoffice.screens import Screen, of_a_change

LOST = "画面の遷移が正しくありません。メニューからやり直してください。"

entry = Blueprint("entry", __name__)


def _draft() -> tuple[str, Draft | None]:
    """What the page goes on with: its key stands in the address, then in a hidden field."""
    key = posted().get("entry") or request.args.get("entry", "")
    return key, session().drafts.get(key)


def _screen(key: str, number: str) -> Screen:
    return of_a_change(screen_of(key)) if number else screen_of(key)


def _base(number: str) -> str:
    return f"/edit/{number}" if number else "/new"


def _begin(number: str) -> Draft | None:
    if not number:
        return Draft()
    record = office().records.get(number)
    return Draft(number, dict(record.values)) if record and record.state == LIVE else None


def _form(step: int, key: str, draft: Draft, wrong: list[str]) -> Response:
    name = office().system.order[step - 1]
    values = {"action": f"{_base(draft.number)}/{step}", "entry": key, "values": draft.values, "mistakes": wrong}
    return show("form.html", _screen(name, draft.number), **values, loads=step == 1 and not draft.number)


@entry.get("/new/<int:step>", defaults={"number": ""})
@entry.get("/edit/<number>/<int:step>")
def ask(number: str, step: int) -> Response:
    key, draft = _draft()
    if draft is None and step == 1 and (draft := _begin(number)):
        key = session().keep(draft)
    if draft is None or draft.number != number or not 1 <= step <= len(office().system.order):
        return refuse(LOST)
    return _form(step, key, draft, [])


@entry.post("/new/<int:step>", defaults={"number": ""})
@entry.post("/edit/<number>/<int:step>")
def take(number: str, step: int) -> Response | Answer:
    key, draft = _draft()
    order = office().system.order
    if draft is None or draft.number != number or not 1 <= step <= len(order):
        return refuse(LOST)
    name = order[step - 1]
    if office().forgets(name):
        return lose_session()
    typed, rows = posted(), screen_of(name).rows
    draft.values |= {field.id: taken(field, typed.get(field.attribute)) for field in rows}
    if "back" in typed:
        return redirect(f"{_base(number)}/{max(step - 1, 1)}?entry={key}")
    if wrong := mistakes(rows, draft.values):
        return _form(step, key, draft, [mistake.says for mistake in wrong])
    if name == "child" and (known := registered(draft.values, number)):
        return refuse(known)
    draft.passed.add(name)
    return redirect(f"{_base(number)}/{step + 1 if step < len(order) else 'confirm'}?entry={key}")


def registered(values: dict[str, str], number: str) -> str:
    """What is said when the application or the child is there already. Asked at the first page, never at the last."""
    if not office().checks:
        return ""
    if found := office().records.of_application(values["application"], but=number):
        return f"既に登録されています（整理番号 {found.number}）"
    if found := office().records.of_child(values, but=number):
        return f"同一児童が既に登録されています（整理番号 {found.number}）"
    return ""


@entry.get("/new/confirm", defaults={"number": ""})
@entry.get("/edit/<number>/confirm")
def confirm(number: str) -> Response:
    key, draft = _draft()
    if draft is None or draft.number != number or not draft.passed >= set(office().system.order):
        return refuse(LOST)
    screen = _screen("confirm", number)
    return show("confirm.html", screen, action=f"{_base(number)}/done", entry=key, values=complete(draft.values))


def complete(values: dict[str, str]) -> dict[str, str]:
    """With what no page asked for."""
    return {field.id: field.unset for field in FIELDS} | values


@entry.post("/new/done", defaults={"number": ""})
@entry.post("/edit/<number>/done")
def done(number: str) -> Response | Answer:
    """The same page sent twice is kept twice: the draft stays as long as the session."""
    key, draft = _draft()
    if draft is None or draft.number != number or not draft.passed >= set(office().system.order):
        return refuse(LOST)
    if "back" in posted():
        return redirect(f"{_base(number)}/{len(office().system.order)}?entry={key}")
    screen = _screen("done", number)
    kept = _keep(draft) if screen.saves and not screen.stops else f"{len(office().records.all()) + 1:08}"
    return show("done.html", screen, number=kept)


def _keep(draft: Draft) -> str:
    with office().saving():
        if not draft.number:
            return office().records.add(complete(draft.values))
        office().records.change(draft.number, complete(draft.values))
    return draft.number


@entry.route("/new/file", methods=["GET", "POST"])
def load() -> Response | Answer:
    """方式3: the file of one case fills the three pages in, and a person goes through them."""
    screen = screen_of("file")
    if request.method == "GET":
        return show("upload.html", screen, action="/new/file", mistakes=[])
    try:
        values = read_case(uploaded("file"))
    except Unreadable as fault:
        return show("upload.html", screen, action="/new/file", mistakes=[str(fault)])
    draft = Draft(values={field.id: taken(replace(field, cut=False), values[field.label]) for field in FIELDS})
    return redirect(f"/new/1?entry={session().keep(draft)}")
