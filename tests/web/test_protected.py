"""支援措置を歩く - every address of the house, as everybody who may come: a protected family shows where it lives to
itself and to the clerks named, and to nobody else, in no page, list, letter, print, export, search, mail or log."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.core.case import Actor
from madoguchi.desk import act, office, protect, tell
from madoguchi.store import events, wall
from madoguchi.web import clock, demo
from madoguchi.web.kit import reading
from tests.web.marked import (
    BOSS,
    LINES,
    PLACES,
    SEEN,
    STAFF,
    Family,
    all_errands,
    comes,
    hide,
    leaks,
    whole,
    worked,
)
from tests.web.test_every_address import offered, routes
from tests.web.visits import Visitor, hand_in, look_up, open_case, shown, sign_in


@pytest.fixture
def gakudo(gakudo: dict[str, Any]) -> dict[str, Any]:
    """The package of the town, with a school and a club that no other family has."""
    marked = copy.deepcopy(gakudo)
    choices = marked["town.yaml"]["choices"]
    choices["school"]["options"].append({"id": "marked_school", "label": "目印小学校"})
    choices["club"]["options"].append({"id": "marked_club", "label": "目印学童クラブ"})
    return marked


@pytest.fixture
def apply(staff: None, visit: Callable[[], Visitor]) -> Callable[..., Family]:
    """Somebody who hands in, and what the office then does with it."""

    def applied(**changed: str) -> Family:
        told = {
            "address": "目印町9-8-7",
            "guardians__0__phone": "042-987-6543",
            "children__0__school": "marked_school",
            "children__1__school": "marked_school",
            "children__0__club_1": "marked_club",
            "children__1__club_1": "marked_club",
            **changed,
        }
        home = visit()
        reference = hand_in(home, children=2, email="mihon@example.jp", **told)
        key = home.path.split("/d/")[1].split("/")[0]
        worked(reference, told["address"])
        return Family(reference, shown(home.page, "secret"), key, offered(reference))

    return applied


@pytest.fixture
def family(apply: Callable[..., Family]) -> Family:
    return apply()


@pytest.fixture
def house_of(staff: None) -> None:
    """Accounts that nobody named."""
    with wall.inside("tama", write=True):
        office.employ("hoka", "見本 ほか", ("clerk",), DEMO_PASSWORD)
        office.employ("kanri", "見本 管理", ("admin",), DEMO_PASSWORD, totp=demo.SECRET)


STRANGERS = (
    *("another clerk", "a decider", "an admin", "a clerk of another city", "nobody"),
    *("who had it open", "who has the old secret"),
)
ABOUT = pytest.mark.usefixtures("house_of")


@pytest.fixture
def before(visit: Callable[[], Visitor], family: Family) -> Visitor:
    """A browser in which the family's page was open."""
    visitor = visit()
    look_up(visitor, family.reference, family.secret)
    assert "/status/" in visitor.path
    assert visitor.path != "/tama/status/"
    return visitor


@ABOUT
@pytest.mark.parametrize("who", STRANGERS)
def test_no_address_tells_where_a_protected_family_lives(
    who: str, visit: Callable[[], Visitor], family: Family, before: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    visitor = comes(who, visit, family, hide(family), before)
    assert leaks(visitor, family) == set()
    assert not [mark for mark in PLACES for record in caplog.records if mark in LINES.format(record)]


@ABOUT
@pytest.mark.parametrize("who", ["the clerk named", "the applicant"])
def test_those_who_may_see_it_do(who: str, visit: Callable[[], Visitor], family: Family, before: Visitor) -> None:
    visitor = comes(who, visit, family, hide(family), before)
    assert {mark for _, mark in leaks(visitor, family)} >= SEEN


@ABOUT
@pytest.mark.parametrize("who", ["another clerk", "a decider", "an admin", "who had it open", "who has the old secret"])
def test_without_the_mark_the_same_walk_shows_it(
    who: str, visit: Callable[[], Visitor], family: Family, before: Visitor
) -> None:
    visitor = comes(who, visit, family, family.secret, before)
    assert {mark for _, mark in leaks(visitor, family)} >= SEEN


@ABOUT
def test_lifted_it_is_seen_again(visit: Callable[[], Visitor], family: Family, before: Visitor) -> None:
    hide(family)
    with wall.inside("tama", write=True):
        protect.unprotect(family.reference, BOSS, clock.now())
    assert leaks(comes("another clerk", visit, family, "", before), family)


def test_every_address_of_the_staff_is_walked() -> None:
    """A new one must be written into STAFF, with what is posted there: else nobody knows what it tells."""
    there = {name for name, route in routes() if "/staff/" in route}
    assert there - set(STAFF) == set()


@ABOUT
def test_two_protected_families_cannot_be_told_apart(
    visit: Callable[[], Visitor], apply: Callable[..., Family]
) -> None:
    """Whatever they have answered: not by a word, a line, a length or an order."""
    one = apply()
    other = apply(
        address="別の長い長い町名12345-67890 別の集合住宅1234号室",
        guardians__0__phone="03-1111-2222",
        children__0__school="254030",
        children__1__school="other",
        children__0__club_1="toyogaoka",
        children__0__club_2="",
    )
    visitor = visit()
    sign_in(visitor, "hoka")
    for family in (one, other):
        hide(family)
        for branch in (1, 2):
            open_case(visitor, f"{family.reference}-{branch}")
    for _, route in (pair for pair in routes() if "staff/case" in pair[1]):
        for branch in (1, 2):
            first, second = (plain(visitor, family.address(route, branch), family) for family in (one, other))
            assert first == second
    listed = whole(visitor.client.get("/tama/staff/?status=all"))
    found = re.findall(r"<tr\b.*?</tr>", listed, re.DOTALL)
    rows = [plain_text(row, one, other) for row in found if one.reference in row or other.reference in row]
    assert len(rows) == 4
    assert len(set(rows)) == 2  # one of each status


def plain(visitor: Visitor, path: str, family: Family) -> str:
    return plain_text(whole(visitor.client.get(path, follow=True)), family)


def plain_text(text: str, *families: Family) -> str:
    """Without numbers, tokens and times, which are everybody's own."""
    for family in families:
        text = text.replace(family.reference, "NUMBER")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"\d+:\d\d|NUMBER-\d(:\d+)?|(?<=value=\")\d+(?=\")|-\d+-\d+号|第?\d+号", "", text)


PROBES = (
    "見本 花子",
    "ミホン",
    "みほん",
    "見本 優子",
    "目印町",
    "042-987-6543",
    "0429876543",
    "6543",
    "目印",
    "目印小学校",
)


@ABOUT
@pytest.mark.parametrize("who", ["another clerk", "a decider"])
def test_it_is_found_by_its_number_alone(
    who: str, visit: Callable[[], Visitor], family: Family, before: Visitor
) -> None:
    found = lambda query: family.reference in whole(visitor.client.get("/tama/staff/", query))  # noqa: E731 - asked twice
    visitor = comes(who, visit, family, "", before)
    assert [text for text in ("見本 花子", "0429876543") if found({"status": "all", "q": text})]
    assert found({"status": "all", "f-school": "marked_school"})
    hide(family)
    assert not [text for text in PROBES if found({"status": "all", "q": text})]
    for facet, value in (("f-school", "marked_school"), ("f-club_1", "marked_club"), ("f-grade", "1")):
        assert not found({"status": "all", facet: value})
    for number in (family.reference, family.reference.lower(), f"{family.reference}-1"):
        assert found({"status": "all", "q": number})


@ABOUT
def test_no_order_of_the_list_tells_the_school(visit: Callable[[], Visitor], apply: Callable[..., Family]) -> None:
    """Sorted by any column, protected families stand where they would whatever they had answered."""
    families = [apply(children__0__school=school) for school in ("254030", "marked_school")]
    for family in families:
        hide(family)
    visitor = visit()
    sign_in(visitor, "hoka")

    def order(sort: str) -> list[str]:
        body = whole(visitor.client.get("/tama/staff/", {"status": "all", "sort": sort}))
        return list(re.findall(r"(2\d{3}-\d{6}-[A-Z]-\d)/\"", body))

    for column in ("title", "f-school", "f-club_1", "f-grade", "findings"):
        assert order(column) == order("received")
        assert set(order(f"-{column}")) == set(order("received"))


@ABOUT
def test_what_is_sent_out_names_no_place(family: Family) -> None:
    hide(family)
    with wall.inside("tama"):
        kept = all_errands()
        assert len(kept) > 2
        calls = [call for one in kept if (call := tell.prepare(one, one.payload))]
    assert calls
    for call in calls:
        assert not [mark for mark in PLACES if mark in str(call)]


@ABOUT
def test_no_record_names_a_place(family: Family) -> None:
    hide(family)
    with wall.inside("tama"):
        assert not [mark for mark in PLACES for event in events.read() if mark in str(event)]


@ABOUT
def test_a_page_that_breaks_says_nothing(
    visit: Callable[[], Visitor],
    family: Family,
    before: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    visitor = comes("the clerk named", visit, family, hide(family), before)

    def breaks(*given: object) -> object:
        raise ValueError(f"broken at 目印町9-8-7 {given}")

    monkeypatch.setattr(reading, "answers", breaks)
    for path in (f"/tama/staff/case/{family.reference}-1/", f"/tama/staff/case/{family.reference}-1/pass/"):
        for answer in (visitor.client.get(path, follow=True), visitor.client.post(path, {})):
            assert not [mark for mark in PLACES if mark in whole(answer)]
    assert visitor.client.get(f"/tama/staff/case/{family.reference}-1/").status_code == 500
    assert not [mark for mark in PLACES for record in caplog.records if mark in LINES.format(record)]


@ABOUT
def test_the_mark_is_set_changed_and_lifted_on_its_page(visit: Callable[[], Visitor], family: Family) -> None:
    path, decider, clerk = f"/tama/staff/case/{family.reference}-1/protect", visit(), visit()
    sign_in(decider, "kessai")
    sign_in(clerk, "uketsuke")
    clerk.get(path)
    assert clerk.status == 403
    decider.get(path)
    decider.send(decider.page.form("/protect"), deed="protect", clerks=[])
    assert decider.status == 422
    assert "1人以上選んでください" in decider.page.text()
    decider.send(decider.page.form("/protect"), deed="protect", clerks=["uketsuke"])
    assert "支援措置をつけました" in decider.page.text()
    assert 'id="secret"' not in decider.page.html  # whoever is not named does not get the number that opens it
    assert "支援措置により非表示" in open_case(decider, f"{family.reference}-1", "decide").text()
    decider.get(path)
    decider.send(decider.page.form("/protect"), deed="name", clerks=["kessai"])
    assert "目印町9-8-7" in open_case(decider, f"{family.reference}-1", "decide").text()
    decider.get(path)
    decider.send(decider.page.form("/protect"), deed="unprotect")
    decider.get(path)
    decider.send(decider.page.form("/protect"), deed="protect", clerks=["kessai"])
    assert len(shown(decider.page, "secret")) == 14
    with wall.inside("tama"):
        steps = [event.step for event in events.read(subject=family.reference) if event.who == "kessai"]
    assert steps == ["protect", "name_clerks", "unprotect", "protect"]


@ABOUT
def test_a_protected_case_always_asks_why(visit: Callable[[], Visitor], apply: Callable[..., Family]) -> None:
    """Even of the clerk whose work it is; the answer stands for half an hour."""
    family = apply()
    hide(family)
    with wall.inside("tama", write=True):
        act.act(f"{family.reference}-2", "lapse", Actor("system", "system"), clock.now() + timedelta(days=30))
    clerk = visit()
    sign_in(clerk)
    page = clerk.get(f"/tama/staff/case/{family.reference}-2/")
    assert "何のために見ますか" in page.text()
    assert not [mark for mark in PLACES if mark in page.html]
    page = clerk.send(page.form("/purpose"))
    assert clerk.status == 422
    clerk.send(page.form("/purpose"), purpose="review")
    assert "目印町9-8-7" in clerk.page.text()
    assert "目印町9-8-7" in clerk.get(f"/tama/staff/case/{family.reference}-2/").text()
