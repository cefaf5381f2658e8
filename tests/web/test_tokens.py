"""確認の印 - when the token of a form is lost, the page comes back with all that was sent, and nothing has happened."""

import pytest

from madoguchi.desk.submit import receipt
from madoguchi.lab.family import family, of_page
from madoguchi.store import drafts, wall
from tests.web.visits import Visitor, case_of, fill_in, hand_in, shown, sign_in, typed

TOKEN = "csrfmiddlewaretoken"


def forget(visitor: Visitor) -> None:
    """The browser loses its cookies; sessions live on in the test's memory only."""
    visitor.client.cookies.pop("csrftoken")


@pytest.mark.parametrize("broken", ["cookie", "input"])
def test_a_form_page_without_its_token_comes_back_with_everything_typed(visitor: Visitor, broken: str) -> None:
    fill_in(visitor, "child-1")
    sent = typed(visitor, children__0__name="見本 葛󠄀子", children__0__birth__m="13")
    if broken == "cookie":
        forget(visitor)
        page = visitor.send(**sent)
    else:
        page = visitor.send(**sent, **{TOKEN: "x" * 64})
    assert visitor.status == 403
    assert "もう一度「次へ」を押してください" in page.text()
    assert {name: page.inputs()[name] for name in sent} == sent
    with wall.inside("tama"):
        draft = drafts.get(visitor.path.split("/")[4])
        assert draft
        assert "children" not in draft.answers


def test_after_a_lost_token_the_next_press_saves(visitor: Visitor) -> None:
    fill_in(visitor, "child-1")
    forget(visitor)
    visitor.send(**typed(visitor))
    visitor.send()
    assert visitor.path.endswith("/school-1/")


def test_a_lost_token_does_not_hide_what_another_tab_has_saved(visitor: Visitor) -> None:
    fill_in(visitor, "child-1")
    old, path = visitor.page.form(), visitor.path
    visitor.send(**typed(visitor))
    visitor.path = path
    visitor.send(old, **of_page(family(children__0__name="見本 次郎"), old.asks), **{TOKEN: "x" * 64})
    assert visitor.status == 403
    visitor.send()
    assert visitor.status == 409


def test_handing_in_without_a_token_hands_in_nothing_and_asks_again(visitor: Visitor) -> None:
    fill_in(visitor)
    before = visitor.page.inputs()["key"]
    page = visitor.send(**{TOKEN: ""})
    assert visitor.status == 403
    assert "まだ申請していません" in page.text()
    assert page.inputs()["key"] == before
    with wall.inside("tama"):
        assert receipt(visitor.path.split("/")[4]) is None
    visitor.send()
    assert shown(visitor.page, "reference")


def test_signing_in_without_a_token_keeps_the_numbers(visitor: Visitor) -> None:
    visitor.get("/tama/status/")
    page = visitor.send(reference="2026-000001-X", secret="AAAA-BBBB-CCCC", **{TOKEN: ""})
    assert visitor.status == 403
    assert page.inputs()["reference"] == "2026-000001-X"
    assert page.inputs()["secret"] == "AAAA-BBBB-CCCC"


def test_a_step_of_a_clerk_without_a_token_keeps_the_words(visit, staff) -> None:
    reference = hand_in(visit())
    clerk = visit()
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{reference}-1/")
    told = {"message": "確かめてください。", "fields": ["guardians.0.phone"], TOKEN: "x" * 64}
    page = clerk.send(clerk.page.form("/return/"), **told)
    assert clerk.status == 403
    sent = page.form("/return/").sends()
    assert sent["message"] == ["確かめてください。"]
    assert sent["fields"] == ["guardians.0.phone"]
    assert case_of(reference).status == "received"


def test_any_other_form_is_offered_to_be_sent_again(visitor: Visitor) -> None:
    visitor.get("/tama/gakudo/")
    page = visitor.send(**{TOKEN: ""})
    assert visitor.status == 403
    assert "もう一度送ってください" in page.text()
    visitor.send()
    assert visitor.path.endswith("/start/")


def test_a_session_that_ended_while_a_clerk_wrote_loses_nothing(visit, staff) -> None:
    reference = hand_in(visit())
    clerk = visit()
    sign_in(clerk)
    clerk.get(f"/tama/staff/case/{reference}-1/")
    form = clerk.page.form("/return/")
    clerk.client.cookies.pop("sessionid")
    page = clerk.send(form, message="働く日数を確かめてください。", fields=["guardians.0.phone"])
    assert clerk.status == 401
    assert "送った内容は残っています" in page.text()
    assert case_of(reference).status == "received"

    page = clerk.send(clerk.page.form("/sign-in/"), username="uketsuke", password="wrong")
    page = clerk.send(clerk.page.form("/sign-in/"), username="uketsuke", password="mihon-no-madoguchi")
    assert "まだ送られていません" in page.text()
    assert "働く日数を確かめてください。" in page.text()
    clerk.send(clerk.page.form("/return/"))
    assert case_of(reference).status == "correcting"


def test_what_was_kept_cannot_be_altered_on_the_way(visit, staff) -> None:
    clerk = visit()
    clerk.get("/tama/staff/")
    form = clerk.page.form("/sign-in/")
    clerk.send(form, username="uketsuke", password="mihon-no-madoguchi", kept="made up")
    assert clerk.path == "/tama/staff/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/hachioji/staff/", "javascript:x"])
def test_signing_in_leads_to_no_foreign_place(visit, staff, target: str) -> None:
    clerk = visit()
    clerk.get("/tama/staff/")
    clerk.send(clerk.page.form("/sign-in/"), username="uketsuke", password="mihon-no-madoguchi", next=target)
    assert clerk.path == "/tama/staff/"
