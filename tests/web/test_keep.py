"""入力しながらの保存 - what is typed is kept without a word of blame, and never over what somebody else has saved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from madoguchi.lab.family import family, of_page
from madoguchi.store import drafts, wall
from tests.web.pages import Form
from tests.web.visits import Visitor, fill_in

HALF = {"children.0.name": "見本 花", "children.0.birth.y": "20"}


def draft(visitor: Visitor) -> Any:
    with wall.inside("tama"):
        return drafts.get(visitor.path.split("/")[4])


def keep(visitor: Visitor, form: Form, **more: Any) -> Any:
    """What the script of a page is told when it sends what stands there now."""
    answer = visitor.client.post(visitor.path, form.sends(**{"keep": "1", **more}))
    return answer.status_code, answer.json()


def again(told: dict[str, Any]) -> dict[str, str]:
    """The hidden inputs as the script sets them after an answer."""
    return {name: str(value) for name, value in told.items()}


def test_half_a_page_is_kept_and_not_scolded(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    status, told = keep(visitor, form, **HALF)
    assert status == 200
    assert told["version"] == draft(visitor).version
    page = visitor.get(visitor.path)
    assert page.inputs()["children.0.name"] == "見本 花"
    assert page.inputs()["children.0.birth.y"] == "20", "what is no date yet stays as it was typed"
    assert not [name for name in page.ids() if name.endswith("-mistake")]
    assert page.inputs()["seen"] == told["seen"]


def test_a_page_goes_on_from_what_it_kept(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    _, told = keep(visitor, form, **HALF)
    _, told = keep(visitor, form, **HALF | {"children.0.name": "見本 花子"} | again(told))
    visitor.send(form, **of_page(family(), form.asks) | again(told))
    assert visitor.path.endswith("/school-1/")


def test_two_screens_on_one_page_never_overwrite_each_other(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    keep(visitor, form, **HALF)
    status, _ = keep(visitor, form, **HALF | {"children.0.name": "別の 名前"})
    assert status == 409
    assert draft(visitor).answers["children"][0]["name"] == "見本 花"


def test_two_screens_on_different_pages_do_not_disturb_each_other(visitor: Visitor) -> None:
    form = fill_in(visitor, "school-1").form()
    school = visitor.path
    visitor.get(school.replace("school-1", "child-1"))
    status, _ = keep(visitor, visitor.page.form(), **{"children.0.name": "見本 次郎"})
    assert status == 200
    visitor.path = school
    status, _ = keep(visitor, form, **{"children.0.class_type": "regular"})
    assert status == 200, "the other screen wrote on another page"
    kept = draft(visitor).answers["children"][0]
    assert (kept["name"], kept["class_type"]) == ("見本 次郎", "regular")


def test_an_answer_that_got_lost_is_no_other_screen(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    keep(visitor, form, **HALF)  # it came; the answer did not
    assert keep(visitor, form, **HALF)[0] == 200, "the very same is there already"
    more = HALF | {"children.0.name": "見本 花子"}
    first = urlencode([(name, text) for name, texts in form.sends(**HALF).items() for text in texts])
    status, told = keep(visitor, form, before=["children.0.name=x", first], **more)
    assert status == 200
    assert draft(visitor).answers["children"][0]["name"] == "見本 花子"
    assert keep(visitor, form, before=["children.0.name=x"], **HALF)[0] == 409, "what we never sent is somebody else's"
    visitor.send(form, before=[first], **more | again(told))
    assert visitor.status == 422, "the page itself is judged as ever"


def test_nonsense_of_earlier_tries_is_no_fault(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    for nonsense in ("%", "&&&=", "\x00", "%ff%fe", "=" * 500):
        status, _ = keep(visitor, form, version="0", seen="x", before=[nonsense] * 9, **HALF)
        assert status == 409


def test_a_lost_token_and_a_draft_that_is_gone_are_told_by_their_numbers(visitor: Visitor) -> None:
    form = fill_in(visitor, "child-1").form()
    sent = form.sends(keep="1", csrfmiddlewaretoken="x")
    assert visitor.client.post(visitor.path, sent).status_code == 403
    gone = visitor.path.replace(visitor.path.split("/")[4], "x" * 22)
    assert visitor.client.post(gone, form.sends(keep="1")).status_code == 404
