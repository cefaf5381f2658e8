"""もう一人の保護者の確認 - an address of its own says little, is good for one yes, and is taken back by a new one."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from madoguchi.core.case import Actor
from madoguchi.desk import assent, nightly, protect, tell
from madoguchi.desk.act import act
from madoguchi.store import asks, assents, cases, errands, events, tables, wall
from madoguchi.web import clock
from tests.web.marked import BOSS
from tests.web.visits import Visitor, hand_in, look_up, open_case, shown, sign_in

# Of the office's own telephone nothing is said in the main part.
SECRETS = ("見本 花子", "見本町", "0420000", "株式会社見本", "第二", "見本 優子", "2026-00")


@pytest.fixture
def home(visitor: Visitor) -> Visitor:
    """A family of two guardians before its status page."""
    reference = hand_in(visitor)
    look_up(visitor, reference, shown(visitor.page, "secret"))
    return visitor


def reference_of(home: Visitor) -> str:
    return home.path.split("/status/")[1].partition("/")[0]


def link(home: Visitor) -> str:
    """A new address, made on the page of the family."""
    home.get(f"/tama/status/{reference_of(home)}/second/")
    home.send(home.page.forms[0])
    found = re.search(r'id="link">([^<]+)<', home.page.html)
    assert found
    return html.unescape(found[1]).partition("localhost:8000")[2]


def test_the_address_says_yes_once(home: Visitor, visit: Callable[[], Visitor]) -> None:
    path, other = link(home), visit()
    page = other.get(path)
    assert "あなたについて" in page.text()
    assert "見本健一" in page.text()
    assert "花子さん" in page.text()
    assert not [word for word in SECRETS if word in page.html]
    other.send()
    assert "確認が済みました" in other.page.text()
    assert "健一" not in other.get(path).text()
    home.get(f"/tama/status/{reference_of(home)}/")
    assert "保護者2の確認が済みました" in home.page.text()
    with wall.inside("tama"):
        (event,) = [one for one in events.read(subject=reference_of(home)) if one.step == "confirm_guardian"]
        assert (event.who, event.role) == ("guardian", "guardian")
        assert [one.state for one in asks.of_case(f"{reference_of(home)}-1")] == ["done"]


def test_from_the_receipt_too(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    hand_in(visitor)
    visitor.get(next(tag["href"] for tag in visitor.page.all("a") if tag["href"].endswith("/second")))
    visitor.send(visitor.page.forms[0])
    assert "保護者2に送るアドレス" in visitor.page.text()


def test_a_family_of_one_guardian_is_not_asked(visitor: Visitor) -> None:
    reference = hand_in(visitor, guardian_count="1")
    assert "もう一人の保護者" not in visitor.page.text()
    look_up(visitor, reference, shown(visitor.page, "secret"))
    assert "もう一人の保護者" not in visitor.page.text()
    visitor.get(f"/tama/status/{reference}/second/")
    assert visitor.status == 404


def test_a_new_address_takes_the_old_ones_place(home: Visitor, visit: Callable[[], Visitor]) -> None:
    old, new, other = link(home), link(home), visit()
    other.get(old)
    assert other.status == 404
    assert "このアドレスは使えません" in other.page.text()
    other.get(new)
    assert other.status == 200
    with wall.inside("tama"):
        assert [one.state for one in asks.of_case(f"{reference_of(home)}-1")] == ["lapsed", "open"]


def test_an_address_ends(home: Visitor, visit: Callable[[], Visitor]) -> None:
    path = link(home)
    with wall.inside("tama", write=True):
        later = clock.now() + assent.VALID + timedelta(days=1)
        assert not assent.confirm(path.rpartition("/g/")[2].strip("/"), later)
        assert nightly.run_out(later) == ()  # no step of the flow is taken for it
        assert assent.lapse(later) == 1


def test_a_made_up_address_opens_nothing(home: Visitor, visit: Callable[[], Visitor]) -> None:
    link(home)
    other = visit()
    for token in ("x", "A" * 32, "1"):
        other.get(f"/tama/g/{token}")
        assert other.status == 404
        assert other.page.text().count("このアドレスは使えません")


def test_another_citys_address_opens_nothing(home: Visitor, visit: Callable[[], Visitor]) -> None:
    other = visit()
    other.get(link(home).replace("/tama/", "/hachioji/"))
    assert other.status == 404


def test_a_yes_without_its_token_is_none(home: Visitor, visit: Callable[[], Visitor]) -> None:
    path, other = link(home), visit()
    other.get(path)
    other.send(csrfmiddlewaretoken="")
    assert other.status == 403
    assert "ありがとうございました" not in other.page.text()
    other.send()
    assert "ありがとうございました" in other.page.text()


def test_of_a_protected_family_nothing_is_shown(staff: None, home: Visitor, visit: Callable[[], Visitor]) -> None:
    path, other = link(home), visit()
    with wall.inside("tama", write=True):
        protect.protect(reference_of(home), ("uketsuke",), BOSS, clock.now())
    page = other.get(path)
    assert "学童クラブの入所申請" in page.text()
    assert "同意する" in page.html
    assert not [word for word in ("健一", "花子", "あなたについて", *SECRETS) if word in page.html]
    other.send()
    assert "ありがとうございました" in other.page.text()


def test_it_is_sent_by_mail_with_nothing_but_the_address(home: Visitor, visit: Callable[[], Visitor]) -> None:
    home.get(f"/tama/status/{reference_of(home)}/second/")
    home.send(home.page.forms[1], contact="hogosha@example.jp")
    assert "送りました" in home.page.text()
    assert "hogosha@example.jp" not in home.page.text()
    home.get(f"/tama/status/{reference_of(home)}/second/")
    home.send(home.page.forms[1], contact="hogosha@example.jp")
    assert home.status == 422
    with wall.inside("tama", write=True):
        errand = errands.claim("test", 60, clock.now() + timedelta(hours=1))
        assert errand
        call = tell.prepare(errand, errand.payload)
    assert "hogosha" not in str(errand.payload)
    assert call
    assert (call.plug, call.values["to"]) == ("notice/mail", "hogosha@example.jp")
    assert not [word for word in ("健一", "花子", *SECRETS) if word in str(call.values)]
    found = re.search(r"localhost:8000(/tama/g/\S+)", call.values["body"])
    assert found
    other = visit()
    other.get(found[1])
    assert "あなたについて" in other.page.text()


def test_what_cannot_be_an_address_is_asked_again(home: Visitor) -> None:
    home.get(f"/tama/status/{reference_of(home)}/second/")
    home.send(home.page.forms[1], contact="x@@y")
    assert home.status == 422
    with wall.inside("tama"):
        assert assents.of(reference_of(home)) is None


def test_a_clerk_sees_whether_it_came(staff: None, home: Visitor, visit: Callable[[], Visitor]) -> None:
    clerk, other, case_id = visit(), visit(), f"{reference_of(home)}-1"
    sign_in(clerk)
    assert "保護者2の確認:まだ" in open_case(clerk, case_id).text()
    path = link(home)
    other.get(path)
    other.send()
    text = open_case(clerk, case_id).text()
    assert "保護者2の確認:済み11月16日(月)" in text
    assert "もう一人の保護者" in text


def test_it_holds_up_no_step_and_no_deadline(staff: None, home: Visitor, visit: Callable[[], Visitor]) -> None:
    """The office goes on; what is awaited stays awaited, and moves no day."""
    link(home)
    case_id = f"{reference_of(home)}-1"
    with wall.inside("tama", write=True):
        before = tables.Case.objects.get(number=case_id).deadline_of
        act(case_id, "pass", Actor("uketsuke", "clerk"), clock.now())
        assert [one.state for one in asks.of_case(case_id)] == ["open"]
        assert tables.Case.objects.get(number=case_id).deadline_of == before != "ask"
        assert cases.get_case(case_id)
