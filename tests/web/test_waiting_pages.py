"""While a child waits, on screen: the line before and after new papers, and free clubs nearby that may be added."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.desk import protect
from madoguchi.desk.act import act
from madoguchi.store import wall
from madoguchi.web import clock
from tests.desk.test_select import FEWER, with_places
from tests.desk.test_thread import CLERK, typed
from tests.web.test_access import wrong_with
from tests.web.test_round_pages import BOSS, Family, boss, clerk, decided, family
from tests.web.visits import Visitor, look_up

__all__ = ["boss", "clerk", "family"]
DAYS = ("guardians.0.work_days", "guardians.1.work_days")
ONLY = {"children__0__club_2": ""}


@pytest.fixture
def gakudo(gakudo: dict[str, Any]) -> dict[str, Any]:
    """One club takes one child, another one near the school has a place that nobody has wished for."""
    return with_places(gakudo, daini=1, aiwa=0, mihon19=1, mihon20=0, mihon21=0)


def opened(one: Family) -> None:
    """The family has read its result, and is back where its application stands."""
    look_up(one.visitor, one.reference, one.secret)
    one.visitor.send(one.visitor.page.form("/result/"))
    one.visitor.get(f"/tama/status/{one.reference}/")


def test_a_family_adds_a_free_club_nearby_and_the_counter_sees_it(clerk: Visitor, boss: Visitor, family: Any) -> None:
    family(**ONLY)
    two = family(children__0__name="見本 二郎", **ONLY, **FEWER)
    path = decided(clerk, boss)
    look_up(two.visitor, two.reference, two.secret)
    assert "近くで空いているクラブ" not in two.visitor.page.text(), "before it knows that it waits"
    opened(two)
    page = two.visitor.page
    assert "見本第19学童クラブ空き1人" in page.text()
    assert wrong_with(page) == []
    two.visitor.send(page.form("/near"))
    assert "見本第19学童クラブ空き1人加えました" in two.visitor.page.text()
    assert not any(form.action.endswith("/near") for form in two.visitor.page.forms)
    two.visitor.get(f"{two.visitor.path}?lang=en")
    assert "Nearby clubs with free places" in two.visitor.page.html
    text = clerk.get(f"{path}after/").text()
    assert "見本二郎見本第19学童クラブ加えた希望" in text
    assert "待っている間に加えた希望" in text


def test_the_line_is_shown_before_and_after_and_kept_by_one_press(clerk: Visitor, boss: Visitor, family: Any) -> None:
    family(**ONLY)
    two = family(children__0__name="見本 二郎", **ONLY, **FEWER)
    three = family(children__0__name="見本 三郎", **ONLY, guardians__0__work_days="12", guardians__1__work_days="12")
    path = decided(clerk, boss)
    page = clerk.get(f"{path}line/")
    assert "点数の変わる児童はいません" in page.text()
    assert not [form for form in page.forms if form.action.endswith("/line/")]
    with wall.inside("tama", write=True):
        act(f"{three.reference}-1", "ask_again", CLERK, clock.now(), fields=DAYS, message="証明書が変わったため")
    look_up(three.visitor, three.reference, three.secret)
    three.visitor.get(f"/tama/status/{three.reference}/correct/?child=1")
    three.visitor.send(three.visitor.page.form("/correct/?child=1"), **{name: typed()[name][0] for name in DAYS})
    page = clerk.get(f"{path}line/")
    assert "見本三郎22点→26点" in page.text()
    assert "1見本二郎見本三郎2見本三郎見本二郎" in page.text()
    assert wrong_with(page) == []
    with wall.inside("tama", write=True):
        protect.protect(two.reference, ["kessai"], BOSS, clock.now())
    assert "二郎" not in clerk.get(f"{path}line/").text()
    page = clerk.send(clerk.page.form("/line/"))
    assert "待つ順番を作り直しました" in page.text()
    assert "点数の変わる児童はいません" in page.text()
    assert not [form for form in boss.get(f"{path}line/").forms if form.action.endswith("/line/")]
