"""学童クラブの画面 - a club sees its own children and nothing else, each look is on record, and it reports."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.enrolment import Stay
from madoguchi.core.words import PURPOSES
from madoguchi.desk import office, protect
from madoguchi.store import enrolments, events, viewings, wall
from madoguchi.web import clock, demo
from madoguchi.web.urls import of_clubs, staff
from tests.web.marked import STAFF
from tests.web.visits import DEMO_PASSWORD, Visitor, hand_in, sign_in

SINCE = date(2026, 11, 1)
ALLERGY = {
    "children.0.care.none": "",
    "children.0.care.allergy": "yes",
    "children.0.allergy_food": "卵と乳",
    "children.0.allergy_symptom": "じんましん",
    "children.0.epipen": "yes",
}


@pytest.fixture
def clubs(staff: None) -> None:
    """Two clubs with an account each."""
    with wall.inside("tama", write=True):
        for username, club in (("kurabu", "aiwa"), ("tonari", "daini")):
            office.employ(username, "見本 学童クラブ", ("club",), DEMO_PASSWORD, sections=[club], totp=demo.SECRET)


@pytest.fixture
def child(clubs: None, visit: Callable[[], Visitor]) -> str:
    """The number of a child that has a place at aiwa, and is allergic."""
    return enrol(hand_in(visit(), **ALLERGY), "aiwa")


def enrol(reference: str, pool: str) -> str:
    with wall.inside("tama", write=True):
        enrolments.begin(Stay(f"{reference}-1", "gakudo", pool, SINCE))
    return f"{reference}-1"


@pytest.fixture
def club(child: str, visit: Callable[[], Visitor]) -> Visitor:
    found = visit()
    sign_in(found, "kurabu")
    return found


def looked(case: str) -> list[tuple[str, str, str]]:
    with wall.inside("tama"):
        found = viewings.all_of(viewings.Sought(subject=case))
        return sorted((event.who, event.note["kind"], event.note["purpose"]) for event in found)


def test_a_club_comes_to_its_own_page_and_finds_its_children(club: Visitor, child: str) -> None:
    assert club.path == "/tama/staff/clubs/"
    assert "愛和小学童クラブ" in club.page.html
    assert "第二小学童クラブ" not in club.page.html
    page = club.get("/tama/staff/clubs/gakudo/aiwa/")
    assert ("見本 花子" in page.html, "食物アレルギー" in page.html) == (True, True)
    page = club.get(f"/tama/staff/clubs/gakudo/aiwa/{child}/")
    assert all(word in page.html for word in ("卵と乳", "じんましん", "緊急連絡先"))
    assert not any(word in page.html for word in ("住所", "勤め先", "放課後、家で見られない理由", "指数"))
    assert looked(child) == [("kurabu", "case", "care"), ("kurabu", "roster", "care")]


def test_paper_for_each_child_is_on_record(club: Visitor, child: str) -> None:
    page = club.get("/tama/staff/clubs/gakudo/aiwa/print/")
    assert page.html.count("卵と乳") == 1
    assert looked(child) == [("kurabu", "print", "care")]


def test_a_club_sees_no_other_club_and_no_other_page(club: Visitor, child: str, visit: Callable[[], Visitor]) -> None:
    other = visit()
    sign_in(other, "tonari")
    assert "見本 花子" not in other.get("/tama/staff/clubs/gakudo/daini/").html
    for path in ("aiwa/", f"aiwa/{child}/", f"daini/{child}/", "aiwa/print/", "aiwa/report/"):
        other.get(f"/tama/staff/clubs/gakudo/{path}")
        assert other.status == 404, path
    assert looked(child) == []
    for path in ("", f"case/{child}/", "rounds/", "errands/", "improve/", "views/", "accounts/", "tables/", "counter/"):
        other.get(f"/tama/staff/{path}")
        assert other.path == "/tama/staff/clubs/", path


def test_the_place_that_has_ended_is_off_the_list(club: Visitor, child: str) -> None:
    with wall.inside("tama", write=True):
        enrolments.end(child, date(2026, 11, 15))
    page = club.get("/tama/staff/clubs/gakudo/aiwa/")
    assert "今日、在籍している児童はいません" in page.html
    club.get(f"/tama/staff/clubs/gakudo/aiwa/{child}/")
    assert club.status == 404


def test_a_protected_child_has_a_place_and_no_name_unless_the_club_is_named(
    club: Visitor, child: str, visit: Callable[[], Visitor]
) -> None:
    reference = child.rpartition("-")[0]
    decider = Actor("kessai", "decider")
    with wall.inside("tama", write=True):
        protect.protect(reference, ["kessai"], decider, clock.now())
    page = club.get("/tama/staff/clubs/gakudo/aiwa/")
    assert ("見本 花子" in page.html, "支援措置の児童が1人" in page.html) == (False, True)
    club.get(f"/tama/staff/clubs/gakudo/aiwa/{child}/")
    assert club.status == 404
    with wall.inside("tama", write=True):
        protect.name(reference, ["kessai", "kurabu"], decider, clock.now())
    assert "見本 花子" in club.get("/tama/staff/clubs/gakudo/aiwa/").html


def test_a_report_is_kept_shown_to_the_city_and_may_be_sent_again(
    club: Visitor, child: str, visit: Callable[[], Visitor]
) -> None:
    address = "/tama/staff/clubs/gakudo/aiwa/report/"
    form = club.get(address).form("/report/")
    page = club.send(form, free="", **{f"absent-{child}": "long"})
    assert (club.status, "あと何人入れるか" in page.html) == (422, True)
    assert (f"absent-{child}", "long") in page.form("/report/").inputs, "what was typed is kept"
    club.send(page.form("/report/"), free="3")
    assert "報告を受け取りました" in club.page.html
    club.send(club.get(address).form("/report/"), free="2", **{f"absent-{child}": ""})
    city = visit()
    sign_in(city)
    row = city.get("/tama/staff/clubs/").html.split("愛和小学童クラブ")[1].split("</tr>")[0]
    assert re.findall(r'<td class="number">(\d+)</td>', row)[::2] == ["1", "2"], "who has a place, and who may come"
    assert "来ていない児童" not in row
    with wall.inside("tama"):
        told = list(events.read(subject="club/gakudo/aiwa"))
    assert [(one.step, one.note["count"], one.note["findings"]) for one in told] == [
        ("club_report", 1, 1),
        ("club_report", 1, 0),
    ]


def test_the_city_does_not_report_for_a_club(child: str, visit: Callable[[], Visitor]) -> None:
    city = visit()
    sign_in(city)
    page = city.get("/tama/staff/clubs/gakudo/aiwa/report/")
    assert "市に報告する" not in page.html
    city.send(page.form("/report/"), free="1")
    assert city.status == 404


def test_the_city_counts_places_of_a_day_and_takes_them_along(child: str, visit: Callable[[], Visitor]) -> None:
    city = visit()
    sign_in(city)
    assert "統計" in city.get("/tama/staff/clubs/").html
    page = city.get("/tama/staff/clubs/statistics/gakudo?on=2026-11-16")
    assert ("2026年11月16日の在籍と待機" in page.html, "見本 花子" in page.html) == (True, False)
    told = city.client.get("/tama/staff/clubs/statistics/gakudo", {"on": "2026-11-16", "csv": "1"}).content.decode()
    assert "愛和小学童クラブ,84,1,1,0,0" in told
    for wrong in ("2026-11-17", "nanika"):
        city.get(f"/tama/staff/clubs/statistics/gakudo?on={wrong}")
        assert city.status == 422


def test_what_a_club_looks_for_is_not_offered_to_clerks() -> None:
    assert PURPOSES["care"]
    assert {one.name for one in of_clubs} <= STAFF.keys()
    assert staff


def test_a_clubs_account_has_no_other_role(staff: None) -> None:
    with wall.inside("tama", write=True), pytest.raises(ValueError, match="no other role"):
        office.employ("futatsu", "見本", ("club", "clerk"), DEMO_PASSWORD)
