"""検索と照会 - finding a record, seeing all of it, and cancelling it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from backoffice.checks import mistakes, taken
from backoffice.office import office
from backoffice.page import posted, refuse, screen_of, show
from backoffice.records import LIVE, Record

NONE = "該当する登録はありません。"

lookup = Blueprint("lookup", __name__)


@lookup.route("/search", methods=["GET", "POST"])
def search() -> Response:
    screen, typed = screen_of("search"), posted()
    if request.method == "GET":
        return show("search.html", screen, values={}, found=None, mistakes=[])
    asked = {field.id: typed.get(field.attribute, "").strip() for field in screen.rows}
    found = office().records.search(asked["application"], asked["kana"], asked["number"])
    lines = [{**record.values, "number": record.number, "state": record.state} for record in found]
    return show("search.html", screen, values=asked, found=lines, mistakes=[] if lines else [NONE])


@lookup.get("/record/<number>")
def record(number: str) -> Response:
    found = office().records.get(number)
    return show("record.html", screen_of("record"), record=found, live=_live(found)) if found else refuse(NONE)


def _live(record: Record | None) -> bool:
    return record is not None and record.state == LIVE


@lookup.get("/cancel/<number>")
def cancel(number: str) -> Response:
    if not _live(office().records.get(number)):
        return refuse(NONE)
    return show("cancel.html", screen_of("cancel"), number=number, values={}, mistakes=[])


@lookup.post("/cancel/<number>/popup")
def popup(number: str) -> Response:
    """The window that asks once more; what was typed goes through it."""
    rows, typed = screen_of("cancel").rows, posted()
    values = {field.id: taken(field, typed.get(field.attribute)) for field in rows}
    if wrong := mistakes(rows, values):
        return refuse(*(mistake.says for mistake in wrong))
    return show("popup.html", screen_of("popup"), number=number, values=values)


@lookup.post("/cancel/<number>/done")
def cancelled(number: str) -> Response:
    if not _live(office().records.get(number)):
        return refuse(NONE)
    typed = posted()
    with office().saving():
        office().records.cancel(number, typed.get("why", ""), typed.get("on", ""))
    return show("cancelled.html", screen_of("cancelled"), number=number)
