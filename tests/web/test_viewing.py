"""閲覧 - a case opens when it is written who looks and why; and those who answer for it can read who did."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from madoguchi.core.case import Event
from madoguchi.desk import view
from madoguchi.store import events, wall
from madoguchi.web import clock
from madoguchi.web.staff import case as case_page
from tests.web.visits import Visitor, hand_in, open_case, sign_in

pytestmark = pytest.mark.usefixtures("staff")

CHILD = "見本 花子"


@pytest.fixture
def number(visit: Callable[[], Visitor]) -> str:
    """The number of a case that waits for its review."""
    return f"{hand_in(visit())}-1"


@pytest.fixture
def clerk(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    return visitor


@pytest.fixture
def decider(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor, "kessai")
    return visitor


def seen() -> list[Event]:
    """Every viewing there is."""
    with wall.inside("tama"):
        return [event for event in events.read() if event.step == "view"]


def told() -> list[tuple[str, object]]:
    return [(event.who, event.note["purpose"]) for event in seen()]


def test_the_clerks_own_work_costs_no_click(clerk: Visitor, number: str) -> None:
    assert CHILD in clerk.get(f"/tama/staff/case/{number}/").html
    (event,) = seen()
    assert (event.deed, event.who, event.role, event.subject, event.channel) == (
        *("open", "uketsuke", "clerk", number, "staff"),
    )
    assert event.note == {"purpose": "review", "kind": "case"}


def test_loading_again_within_the_visit_counts_once(
    clerk: Visitor, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        clerk.get(f"/tama/staff/case/{number}/")
    assert len(seen()) == 1
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    clerk.get(f"/tama/staff/case/{number}/")
    assert len(seen()) == 2


def test_whoever_has_no_work_there_says_why_first(decider: Visitor, number: str) -> None:
    page = decider.get(f"/tama/staff/case/{number}/?done=x")
    assert "何のために見ますか" in page.text()
    assert CHILD not in page.html
    assert seen() == []
    page = decider.send(page.form("/purpose"), purpose="curiosity")
    assert decider.status == 422
    assert "何のために見るかを選んでください" in page.text()
    decider.send(page.form("/purpose"), purpose="inquiry")
    assert decider.path.endswith(f"/case/{number}/?done=x")
    assert CHILD in decider.page.html
    assert told() == [("kessai", "inquiry")]


def test_a_purpose_stands_for_half_an_hour_for_that_case_alone(
    decider: Visitor, visit: Callable[[], Visitor], number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"{hand_in(visit())}-1"
    open_case(decider, number, "audit")
    assert CHILD not in decider.get(f"/tama/staff/case/{other}/").html
    begin = clock.now()
    for minutes, shown in ((25, True), (45, False)):
        later = begin + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        assert (CHILD in decider.get(f"/tama/staff/case/{number}/").html) is shown


def test_another_browser_of_the_same_clerk_has_chosen_nothing_for_long(
    decider: Visitor, visit: Callable[[], Visitor], number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_case(decider, number, "audit")
    later = clock.now() + timedelta(minutes=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    elsewhere = visit()
    sign_in(elsewhere, "kessai")
    assert CHILD not in elsewhere.get(f"/tama/staff/case/{number}/").html
    assert CHILD in decider.get(f"/tama/staff/case/{number}/").html


def test_the_own_deed_does_not_shut_the_case(clerk: Visitor, number: str) -> None:
    """Behind the last step there is no work any more, but the visit goes on."""
    clerk.get(f"/tama/staff/case/{number}/")
    clerk.send(clerk.page.form("/pass/"))
    assert "「審査を通す」を済ませました" in clerk.page.text()


def test_words_that_were_sent_are_not_lost_to_the_question(decider: Visitor, number: str) -> None:
    """A step sent by somebody who must first say why they look."""
    decider.get("/tama/staff/")
    token = decider.client.cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token, "message": "あとで直してください。", "version": "0"}
    page = decider.post(f"/tama/staff/case/{number}/return/", sent)
    assert decider.status == 403
    page = decider.send(page.form("/purpose"), purpose="inquiry")
    assert "残っていた内容を送りますか" in page.text()
    assert "あとで直してください。" in page.text()


class Broken(DatabaseError):
    """The disk is full."""


@contextmanager
def _never_kept(municipality: str, write: bool = False) -> Iterator[None]:
    with wall_inside(municipality, write=write):
        yield
        if write:
            raise Broken


wall_inside = wall.inside


def _refused(event: Event) -> Event:
    raise Broken


@pytest.mark.parametrize("fault", ["none", "not written", "not kept"])
def test_without_the_event_there_is_no_page(
    clerk: Visitor, number: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.get("/tama/staff/")
    with monkeypatch.context() as broken:
        if fault == "not written":
            broken.setattr(view.events, "append", _refused)
        if fault == "not kept":
            broken.setattr(view.wall, "inside", _never_kept)
        answer = clerk.client.get(f"/tama/staff/case/{number}/")
    shown = CHILD in answer.content.decode()
    assert (answer.status_code == 200, shown, len(seen())) == ((fault == "none"), (fault == "none"), (fault == "none"))


def test_the_event_stands_before_the_page_is_made(clerk: Visitor, number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    render: Callable[..., Any] = case_page.render

    def rendered(*given: Any, **more: Any) -> Any:
        found.append(len([event for event in events.read(number) if event.step == "view"]))
        return render(*given, **more)

    monkeypatch.setattr(case_page, "render", rendered)
    clerk.get(f"/tama/staff/case/{number}/")
    assert found == [1]


def test_a_case_shows_who_looked_apart_from_what_was_done(clerk: Visitor, decider: Visitor, number: str) -> None:
    open_case(decider, number, "audit")
    page = clerk.get(f"/tama/staff/case/{number}/")
    assert "見た人2件" in page.text()
    assert page.text().index("kessai案件・監査") > page.text().index("経過")


def test_the_record_is_for_those_who_answer_for_it(clerk: Visitor, decider: Visitor, number: str) -> None:
    clerk.get(f"/tama/staff/case/{number}/")
    clerk.get("/tama/staff/views/")
    assert clerk.status == 403
    token = clerk.client.cookies["csrftoken"].value
    clerk.post("/tama/staff/views/export", {"purpose": "audit", "csrfmiddlewaretoken": token})
    assert clerk.status == 403
    page = decider.get("/tama/staff/views/")
    assert f"uketsuke{number}案件審査" in page.text()
    assert CHILD not in page.html


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({}, 2),
        ({"who": "kessai"}, 1),
        ({"who": "nobody"}, 0),
        ({"case": "2026-000001-l"}, 2),
        ({"case": "2026-000002-N"}, 0),
        ({"day": "today"}, 2),
        ({"day": "2020-01-01"}, 0),
        ({"day": "2026-13-77"}, 2),
        ({"page": "2"}, 0),
        ({"page": "x"}, 2),
    ],
)
def test_the_record_is_filtered_by_clerk_case_and_day(
    clerk: Visitor, decider: Visitor, number: str, query: dict[str, str], rows: int
) -> None:
    clerk.get(f"/tama/staff/case/{number}/")
    open_case(decider, number, "inquiry")
    asked = {name: f"{clock.today():%Y-%m-%d}" if text == "today" else text for name, text in query.items()}
    body = decider.client.get("/tama/staff/views/", asked).content.decode()
    assert body.count(f'/tama/staff/case/{number}/"') == rows


def test_taking_the_record_along_is_a_viewing_itself(clerk: Visitor, decider: Visitor, number: str) -> None:
    clerk.get(f"/tama/staff/case/{number}/")
    page = decider.get("/tama/staff/views/?who=uketsuke")
    decider.send(page.form("/export"))
    assert decider.status == 422
    assert "書き出す目的を選んでください" in decider.page.text()
    answer = decider.client.post("/tama/staff/views/export", decider.page.form("/export").sends(purpose="audit"))
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["利用者"], row["番号"], row["種類"], row["目的"]) for row in rows] == [
        ("uketsuke", number, "案件", "審査")
    ]
    last = seen()[-1]
    assert (last.who, last.subject, last.note) == ("kessai", "", {"purpose": "audit", "kind": "export"})
