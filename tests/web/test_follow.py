"""After admission, on screen: a family begins from its status page, a clerk files it, and the roster follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from madoguchi.desk import office, publish
from madoguchi.store import wall
from madoguchi.web import clock, demo
from tests.desk.test_follow import packages
from tests.web.test_access import wrong_with
from tests.web.test_round_pages import Family, boss, clerk, decided, family, gakudo
from tests.web.test_waiting_pages import opened
from tests.web.visits import DEMO_PASSWORD, Visitor, look_up, open_case, shown

__all__ = ["boss", "clerk", "family", "gakudo", "packages"]
ONLY = {"children__0__club_2": ""}
LAST = {"last_day.y": "2026", "last_day.m": "11", "last_day.d": "15"}  # yesterday: it is seen at once


@dataclass
class Admitted(Family):
    """A family whose child has a place, and the address of the round that gave it."""

    round: str = ""


@pytest.fixture
def child(clerk: Visitor, boss: Visitor, family: Callable[..., Family], packages: dict[str, Any]) -> Admitted:
    """A family whose child was admitted, and knows it."""
    with wall.inside("tama", write=True):
        for files in packages.values():
            publish.publish(files, clock.now())
        office.employ("kurabu2", "見本 学童クラブ", ("club",), DEMO_PASSWORD, sections=["daini"], totp=demo.SECRET)
    one = family(**ONLY)
    path = decided(clerk, boss)
    opened(one)
    return Admitted(one.visitor, one.reference, one.secret, path)


def left(one: Family, **changed: str) -> str:
    """The family hands in that its child leaves."""
    one.visitor.get(f"/tama/status/{one.reference}/next/gakudo_leave/")
    one.visitor.send(one.visitor.page.form("/next/gakudo_leave/"))
    one.visitor.send(one.visitor.page.form("/again/"))
    for _ in range(4):
        if one.visitor.path.endswith("/check/"):
            break
        one.visitor.send(**{**LAST, "truth": "yes", **changed})
    one.visitor.send()
    return shown(one.visitor.page, "reference")


def test_what_follows_is_offered_once_the_family_knows(
    clerk: Visitor, boss: Visitor, family: Callable[..., Family], packages: dict[str, Any]
) -> None:
    with wall.inside("tama", write=True):
        publish.publish(packages["gakudo_leave"], clock.now())
    one = family(**ONLY)
    decided(clerk, boss)
    look_up(one.visitor, one.reference, one.secret)
    assert "入ったあとの手続" not in one.visitor.page.text()
    one.visitor.get(f"/tama/status/{one.reference}/next/gakudo_leave/")
    assert one.visitor.status == 404
    opened(one)
    assert "入ったあとの手続学童クラブの退所届" in one.visitor.page.text()
    assert wrong_with(one.visitor.get(f"/tama/status/{one.reference}/next/gakudo_leave/")) == []


def test_a_stranger_begins_nothing(child: Admitted, visit: Callable[[], Visitor]) -> None:
    stranger = visit()
    stranger.get(f"/tama/status/{child.reference}/next/gakudo_leave/")
    assert stranger.path == "/tama/status/"


def test_the_clerk_sees_whom_it_is_about_files_it_and_the_club_is_told(child: Admitted, clerk: Visitor) -> None:
    number = left(child)
    page = open_case(clerk, f"{number}-1")
    assert "この届の児童見本花子" in page.text()
    assert "第二小学童クラブ" in page.text()
    assert wrong_with(page) == []
    clerk.send(page.form("/file/"))
    assert "「届を受け付ける」を済ませました" in clerk.page.text()
    page = open_case(clerk, f"{child.reference}-1")
    assert "11月15日(日)まで学童クラブの退所届受付済み" in page.text()
    assert wrong_with(page) == []


def test_a_number_that_fits_nobody_is_said_to_the_clerk(child: Admitted, clerk: Visitor) -> None:
    child.visitor.get("/tama/gakudo_leave/")
    child.visitor.send(child.visitor.page.form("/start"))
    typed = {
        "admission": "2026-000123-W-1",
        "name": "見本 花子",
        "kana": "ミホン ハナコ",
        "birth.y": "2020",
        "birth.m": "6",
    }
    typed |= {"birth.d": "14", "guardian": "見本 優子", "phone": "0420000000", "truth": "yes", **LAST}
    for _ in range(5):
        if child.visitor.path.endswith("/check/"):
            break
        child.visitor.send(**typed)
    child.visitor.send()
    page = open_case(clerk, f"{shown(child.visitor.page, 'reference')}-1")
    assert "届の受付番号に当たる入所の申請がありません" in page.text()
    clerk.send(page.form("/file/"))
    assert (clerk.status, "いまクラブに在籍していません" in clerk.page.text()) == (409, True)


def test_the_vacancy_page_counts_who_leaves(child: Admitted, clerk: Visitor) -> None:
    number = left(child, **{"last_day.y": "2027", "last_day.m": "7", "last_day.d": "31"})
    page = open_case(clerk, f"{number}-1")
    clerk.send(page.form("/file/"))
    assert "退所届を受け付けた児童見本花子7月31日(土)まで" in clerk.get(f"{child.round}after/").text()
