"""あとで続ける - the way back to a draft: its address, sent once to who asks; several drafts on one device."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.desk import resume, tell
from madoguchi.desk.errands import PlugCall
from madoguchi.desk.unknown import SPENT
from madoguchi.store import drafts, errands, wall
from madoguchi.web import clock
from tests.web.visits import PROCEDURE, Visitor, begin, fill_in, hand_in


@pytest.fixture
def later(visitor: Visitor) -> Visitor:
    """A family in the middle of the form that wants to go on another day."""
    fill_in(visitor, "home")
    page = visitor.page
    link = next(tag["href"] for tag in page.all("a") if tag["href"].endswith("/later/"))
    visitor.get(link)
    return visitor


def key_of(visitor: Visitor) -> str:
    return visitor.path.split("/d/")[1].partition("/")[0]


def sent() -> list[PlugCall]:
    found = []
    with wall.inside("tama", write=True):
        while errand := errands.claim("test", 60, clock.now() + timedelta(hours=1)):
            if call := tell.prepare(errand, errand.payload):
                found.append(call)
            errands.finish(errand)
    return found


def test_the_address_leads_back_to_the_page_where_one_left_off(later: Visitor, visit: Callable[[], Visitor]) -> None:
    link = re.search(r'id="link">([^<]+)<', later.page.html)
    assert link
    other = visit()
    other.get(link[1].partition("localhost:8000")[2])
    assert other.status == 200
    assert other.path.startswith(f"{PROCEDURE}d/{key_of(later)}/")
    assert "data:image/svg+xml" in later.page.html


@pytest.mark.parametrize(("typed", "plug"), [("oya@example.jp", "notice/mail"), ("090-0000-0000", "notice/sms")])
def test_it_is_sent_with_nothing_but_the_link(later: Visitor, typed: str, plug: str) -> None:
    later.send(later.page.forms[0], contact=typed)
    assert "送りました" in later.page.text()
    (call,) = sent()
    assert call.plug == plug
    assert key_of(later) in call.values["body"]
    assert "見本" not in call.values["body"].replace("見本のお知らせ", "")


def test_the_table_of_errands_tells_neither_address_nor_key(later: Visitor) -> None:
    later.send(later.page.forms[0], contact="oya@example.jp")
    with wall.inside("tama", write=True):
        errand = errands.claim("test", 60, clock.now())
        assert errand is not None
    assert "oya@example.jp" not in str(errand)
    assert key_of(later) not in str(errand)


def test_an_address_hears_of_a_draft_once_a_day(later: Visitor) -> None:
    later.send(later.page.forms[0], contact="oya@example.jp")
    later.send(later.page.forms[0], contact="OYA@example.jp".lower())
    assert later.status == 422
    assert len(sent()) == 1


def test_a_draft_is_sent_to_few_and_nobody_is_flooded(tama: None) -> None:
    now = datetime(2026, 11, 16, 3, tzinfo=UTC)

    def begun(name: str) -> str:
        drafts.create(name, "gakudo", next(iter_editions()), now)
        return name

    key = begun("A" * 22)
    said = [resume.send(key, f"oya{number}@example.jp", now) for number in range(5)]
    assert said == ["", "", "", SPENT, SPENT]
    said = [resume.send(begun(letter * 22), "one@example.jp", now) for letter in "BCDEF"]
    assert said == ["", "", "", SPENT, SPENT]
    assert resume.send("B" * 22, "one@example.jp", now + timedelta(days=1, hours=1)) == ""


def iter_editions() -> Iterator[str]:
    from madoguchi.store import editions

    found = editions.current_edition("gakudo")
    assert found is not None
    yield found.digest


def test_what_was_handed_in_meanwhile_is_sent_to_nobody(visitor: Visitor) -> None:
    fill_in(visitor)
    check = visitor.path
    visitor.get(check.replace("/check/", "/later/"))
    visitor.send(visitor.page.forms[0], contact="oya@example.jp")
    visitor.get(check)
    visitor.send()
    assert [call for call in sent() if "resume" in str(call)] == []


def test_a_lost_token_loses_nothing_and_sends_nothing(later: Visitor) -> None:
    later.client.cookies.pop("csrftoken")
    later.send(later.page.forms[0], contact="oya@example.jp")
    assert later.status == 403
    assert later.page.inputs()["contact"] == "oya@example.jp"
    assert sent() == []
    later.send(later.page.forms[0])
    assert len(sent()) == 1


def test_the_procedure_lists_the_drafts_begun_on_this_device(visitor: Visitor, visit: Callable[[], Visitor]) -> None:
    assert "入力の途中" not in visitor.get(PROCEDURE).text()
    begin(visitor)
    begin(visitor)
    page = visitor.get(PROCEDURE)
    links = [tag["href"] for tag in page.all("a") if "/r/" in tag["href"]]
    assert len(links) == 2
    assert "新しく始める" in page.text()
    assert "下書き11月16日" in page.text()
    assert "入力の途中" not in visit().get(PROCEDURE).text()


def test_another_device_that_opened_the_address_lists_it_too(later: Visitor, visit: Callable[[], Visitor]) -> None:
    other = visit()
    other.get(f"/tama/r/{key_of(later)}")
    assert f"/tama/r/{key_of(later)}" in other.get(PROCEDURE).html


def test_what_was_handed_in_or_thrown_away_is_listed_no_more(visitor: Visitor) -> None:
    hand_in(visitor)
    assert "入力の途中" not in visitor.get(PROCEDURE).text()
    begin(visitor)
    key = key_of(visitor)
    visitor.get(f"{PROCEDURE}d/{key}/later/")
    visitor.send(visitor.page.form("/discard"))
    assert visitor.path == PROCEDURE
    assert "入力の途中" not in visitor.page.text()
    visitor.get(f"{PROCEDURE}d/{key}/check/")
    assert visitor.status == 404


def test_a_forged_list_of_drafts_is_no_list(visitor: Visitor) -> None:
    begin(visitor)
    visitor.client.cookies["drafts"] = "W10:forged"
    assert "入力の途中" not in visitor.get(PROCEDURE).text()


def test_the_list_says_nothing_of_what_is_in_a_draft(visitor: Visitor) -> None:
    fill_in(visitor)
    assert "花子" not in visitor.get(PROCEDURE).text()


def test_every_page_says_that_it_is_saved_and_until_when(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    assert "保存済み" in visitor.page.text()
    visitor.get(f"{PROCEDURE}d/{key_of(visitor)}/later/")
    with wall.inside("tama"):
        draft = drafts.get(key_of(visitor))
        assert draft is not None
