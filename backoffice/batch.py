"""一括取込 - a file of many cases: each row is kept or told wrong, and a file of results says which."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, request

from backoffice.checks import Mistake, mistakes, taken
from backoffice.entry import registered
from backoffice.fields import FIELDS
from backoffice.files import DEED, RESULT, Unreadable, ledger, read_batch, write
from backoffice.office import office
from backoffice.page import screen_of, session, show, uploaded

NEW, CHANGE, CANCEL = "1", "2", "3"

batch = Blueprint("batch", __name__)


@dataclass(frozen=True)
class Outcome:
    """What became of a row: the number of its record, or the first thing that was wrong with it."""

    application: str
    number: str = ""
    wrong: Mistake | None = None

    def cells(self, line: int) -> tuple[str, ...]:
        if self.wrong:
            return str(line), self.application, "NG", self.wrong.code, self.wrong.label, self.wrong.says, ""
        return str(line), self.application, "OK", "", "", "", self.number


@batch.route("/batch", methods=["GET", "POST"])
def take() -> Response:
    screen = screen_of("batch")
    if request.method == "GET":
        return show("upload.html", screen, action="/batch", mistakes=[])
    try:
        rows = read_batch(uploaded("data"), uploaded("manifest"))
    except Unreadable as fault:
        return show("upload.html", screen, action="/batch", mistakes=[str(fault)])
    with office().saving():
        outcomes = [_row(row) for row in rows]
    lines = [outcome.cells(line) for line, outcome in enumerate(outcomes, 1)]
    name = str(len(session().results) + 1)
    session().results[name] = write(RESULT, lines)
    return show("result.html", screen_of("result"), head=RESULT, lines=lines, file=f"/batch/result/{name}.csv")


@batch.get("/batch/result/<name>.csv")
def result(name: str) -> Response:
    return _csv(session().results.get(name) or abort(404), f"result{name}.csv")


@batch.get("/export.csv")
def export() -> Response:
    return _csv(ledger(office().records.all()), "export.csv")


def _csv(data: bytes, name: str) -> Response:
    answer = make_response(data)
    answer.headers["Content-Type"] = "text/csv; charset=Shift_JIS"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _row(row: dict[str, str]) -> Outcome:
    values = {field.id: taken(field, row[field.label]) for field in FIELDS}
    application, deed, records = values["application"], row[DEED], office().records
    if deed not in (NEW, CHANGE, CANCEL):
        return Outcome(application, wrong=Mistake("E04", DEED, f"{DEED}が正しくありません"))
    if deed != CANCEL and (wrong := mistakes(FIELDS, values)):
        return Outcome(application, wrong=wrong[0])
    there = records.of_application(application)
    if deed != NEW and there is None:
        return Outcome(application, wrong=Mistake("E06", "申請番号", "登録がありません"))
    number = there.number if there and deed != NEW else ""
    if deed != CANCEL and (known := registered(values, number)):
        return Outcome(application, wrong=Mistake("E05", "申請番号", known))
    if deed == NEW:
        return Outcome(application, records.add(values))
    if deed == CHANGE:
        records.change(number, values)
    else:
        records.cancel(number, "一括取込", values["received"])
    return Outcome(application, number)
