"""優先の目安 - pages say by what a day is ordered, and show what was learned; turned off, they are as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi import settings
from madoguchi.core.triage import Held, Learned, Line
from madoguchi.store import cases, triage, wall
from madoguchi.web import clock
from tests.web.pages import Page
from tests.web.test_inbox import ids, put
from tests.web.visits import Visitor, sign_in

pytestmark = pytest.mark.usefixtures("staff")
SAYS = "期限が同じ日の中では、依頼が要りそうな順"
LEARNED = Learned(
    *("gakudo", "2026-11-01T00:00:00+00:00", ("check.cert_expired", "days"), 150, 350, "2026-04-01", "2026-10-30"),
    line=Line(-1.5, {"check.cert_expired": 3.25, "days": 0.0}),
    held=Held(cases=120, said=0.31, true=0.3, loss=0.11, base=0.21, error=0.01),
)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TRIAGE", "logistic")


@pytest.fixture
def clerk(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    return visitor


@pytest.fixture
def placed() -> tuple[str, str]:
    """Two cases of one day, the later one with an expired certificate; both have a place."""
    fine, expired = put(1, "見本 一花"), put(2, "見本 二葉")
    with wall.inside("tama", write=True):
        triage.put_learned(LEARNED)
        for case, count in ((fine, 0), (expired, 1)):
            cases.set_deadline(case, clock.today() + timedelta(days=3), "standard")
            triage.put(case, "gakudo", {"check.cert_expired": count, "days": 3}, LEARNED, clock.now())
    return fine, expired


def learned(changed: Learned) -> None:
    with wall.inside("tama", write=True):
        triage.put_learned(changed)


def test_turned_off_the_list_is_as_it_always_was(placed: tuple[str, str], clerk: Visitor) -> None:
    page = clerk.get("/tama/staff/")
    assert ids(page) == list(placed)
    assert "目安" not in page.text()
    assert "目安" not in clerk.get("/tama/staff/reviews/").text()
    assert "この役所では使っていません" in clerk.get("/tama/staff/triage/").text()


def test_turned_on_a_day_is_ordered_and_the_page_says_so(on: None, placed: tuple[str, str], clerk: Visitor) -> None:
    page = clerk.get("/tama/staff/")
    assert ids(page) == [placed[1], placed[0]]
    assert SAYS in page.text()
    assert "審査や決定には使いません" in page.text()
    with wall.inside("tama", write=True):
        cases.set_deadline(placed[0], clock.today() + timedelta(days=2), "standard")
    assert ids(clerk.get("/tama/staff/")) == list(placed), "a day before is a day before"


@pytest.mark.parametrize("sort", ["received", "deadline", "-findings", "title"])
def test_whoever_asks_for_another_order_gets_it(on: None, placed: tuple[str, str], clerk: Visitor, sort: str) -> None:
    page = clerk.get(f"/tama/staff/?sort={sort}")
    assert ids(page) == list(placed)
    assert SAYS not in page.text()


@pytest.mark.parametrize(
    "changed",
    [
        replace(LEARNED, asked=99),
        replace(LEARNED, line=None, held=None),
        replace(LEARNED, held=Held(120, 0.31, 0.3, 0.2, 0.21, 0.01)),
    ],
    ids=["few", "no line", "no better"],
)
def test_what_keeps_silent_orders_nothing(on: None, placed: tuple[str, str], clerk: Visitor, changed: Learned) -> None:
    learned(changed)
    page = clerk.get("/tama/staff/")
    assert ids(page) == list(placed)
    assert SAYS not in page.text()
    assert "いまは使わず、期限と指摘の順に並べています" in clerk.get("/tama/staff/triage/").text()


def card(clerk: Visitor) -> Page:
    assert "優先の目安" in clerk.get("/tama/staff/reviews/").text()
    return clerk.get("/tama/staff/triage/")


def test_the_card_tells_what_was_learned_and_what_it_may_not_do(
    on: None, placed: tuple[str, str], clerk: Visitor
) -> None:
    told = card(clerk).text()
    for word in ("一覧を並べています", "150", "350", LEARNED.version, "2026-04-01から2026-10-30", "+3.250", "0.1100"):
        assert word in told, word
    assert "審査・点数・決定・通知には使いません" in told
    assert "名前・年齢や性別・国籍・言語・住所・障害・家族の形・健康は、数えません" in told
    assert "見本 一花" not in told


def test_before_anything_was_learned_the_card_says_so(on: None, clerk: Visitor) -> None:
    assert "まだ一度も学んでいません" in card(clerk).text()


def test_another_city_has_nothing_of_it(on: None, placed: tuple[str, str], visit: Callable[[], Visitor]) -> None:
    with wall.inside("hachioji"):
        assert triage.learned("gakudo") is None
        assert triage.placings(placed[1]) == ()
    visitor = visit()
    assert LEARNED.version not in visitor.get("/tama/staff/triage/").text(), "nor has whoever is not signed in"
