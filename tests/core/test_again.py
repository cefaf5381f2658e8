"""前回の内容 - what comes back of an earlier application, what must be said anew, and what has no place any more."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core import again, form
from madoguchi.core.form import Form, names_of, read_form
from madoguchi.core.suggestion import laid

TOWN: dict[str, object] = {"town": {}, "today": "2026-11-16", "start": "2027-04-01", "window_kind": ""}


class Edition:
    """As much of one as is asked here."""

    def __init__(self, pages: list[dict[str, Any]], window: str = "") -> None:
        self.form = made(pages)
        self.procedure = type("About", (), {"window": window})


def made(pages: list[dict[str, Any]]) -> Form:
    return read_form({"pages": pages}, {}, names_of(pages, ()))


def page(name: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name, "fields": list(fields), **more}


def field(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "label": name, **more}


COUNT = field("count", "number")
CHILD = {"group": "children", "count": "count", "max": 2}


def back(old: list[dict[str, Any]], answers: dict[str, Any], new: list[dict[str, Any]], window: str = "") -> again.Back:
    return again.carried(made(old), answers, Edition(new, window))  # type: ignore[arg-type] # as much as is asked


def test_an_answer_goes_where_it_stood() -> None:
    pages = [page("home", field("address")), page("more", field("note"))]
    found = back(pages, {"address": "見本町1", "note": ""}, pages)
    assert found.answers == {"address": "見本町1"}
    assert found.slugs == ("home",)


def test_only_what_still_wants_something_is_asked_again() -> None:
    pages = [
        page("home", field("address", required=True)),
        page("work", field("firm", fresh=True)),
        page("kept", field("hobby")),
        page("papers", field("proof", "files")),
        page("gap", field("phone", required=True)),
        page("end", field("truth", "consent")),
    ]
    edition: Any = Edition(pages)  # as much as is asked
    answers = {"address": "見本町1", "hobby": "見本"}

    def way(*unconfirmed: str) -> list[str]:
        found, slug = [], "home"
        while slug := again.onward(edition, answers, TOWN, unconfirmed, slug):
            found.append(slug)
            slug = form.after(form.walk(edition.form, answers, TOWN), slug)
        return found

    assert way() == ["work", "papers", "gap", "end"]
    assert way("kept") == ["work", "kept", "papers", "gap", "end"]


@pytest.mark.parametrize(("kind", "value"), [("consent", True), ("files", ["key"]), ("computed", 3)])
def test_what_is_given_anew_never_comes_back(kind: str, value: Any) -> None:
    pages = [page("p", field("x", kind, **({"value": "1 + 2"} if kind == "computed" else {})))]
    found = back(pages, {"x": value}, pages)
    assert (found.answers, found.slugs, found.before) == ({}, (), {})


def test_a_fresh_field_stays_blank_and_its_earlier_answer_is_only_shown() -> None:
    pages = [page("work", field("days", "number", fresh=True), field("firm"))]
    found = back(pages, {"days": 20, "firm": "株式会社見本"}, pages)
    assert found.answers == {"firm": "株式会社見本"}
    assert found.before == {"days": 20}
    full = form.fill(made(pages), found.answers)
    (stop,) = form.walk(made(pages), found.answers, TOWN)
    assert [(path, value) for path, _, value in again.blanks(stop, full, found.before)] == [("days", 20)]


def test_the_window_is_chosen_anew() -> None:
    options = [{"id": "april", "label": "4月"}]
    pages = [page("start", field("when", "choice", options=options))]
    assert back(pages, {"when": "april"}, pages, window="when").answers == {}


def test_an_option_that_is_no_more_is_not_brought_back() -> None:
    def pages(*options: str) -> list[dict[str, Any]]:
        return [page("club", field("club", "choice", options=[{"id": one, "label": one} for one in options]))]

    assert back(pages("a", "b"), {"club": "b"}, pages("a", "b")).answers == {"club": "b"}
    gone = back(pages("a", "b"), {"club": "b"}, pages("a", "c"))
    assert (gone.answers, gone.lost) == ({}, 1)


@pytest.mark.parametrize("new", [field("x", "number"), field("y"), field("x", max=2)])
def test_a_field_of_another_kind_name_or_size_takes_nothing(new: dict[str, Any]) -> None:
    found = back([page("p", field("x"))], {"x": "見本町"}, [page("p", new)])
    assert (found.answers, found.lost) == ({}, 1)


def test_children_come_back_each_in_its_place_and_no_more_than_fit() -> None:
    pages = [page("start", COUNT), page("child", field("name"), field("kana", "kana"), repeat=CHILD)]
    answers = {"count": 2, "children": [{"name": "花子", "kana": "ハナコ"}, {"name": "太郎", "kana": ""}]}
    found = back(pages, answers, pages)
    assert found.answers["children"] == [{"name": "花子", "kana": "ハナコ"}, {"name": "太郎"}]
    assert found.slugs == ("start", "child-1", "child-2")
    fewer = [pages[0], page("child", field("name"), repeat=CHILD | {"max": 1})]
    assert back(pages, answers, fewer).answers["children"] == [{"name": "花子"}]


def test_answers_nobody_was_asked_for_are_not_confirmed_with_their_page() -> None:
    pages = [page("p", field("more", "yesno"), field("what", when="more == true"))]
    layout = made(pages)
    answers = {"more": False, "what": "見えない"}
    (stop,) = form.walk(layout, answers, TOWN)
    assert again.unasked(layout, answers, (stop,), TOWN) == {"more": False, "what": ""}
    assert answers["what"] == "見えない"


def test_what_a_provider_told_stands_in_blanks_and_what_was_typed_stays() -> None:
    pages = [page("start", COUNT), page("child", field("name", max=6), field("born", "date"), repeat=CHILD)]
    layout, places = made(pages), {"name": "children.1.name", "birth": "children.1.born"}
    told = {"name": "見本 優子", "birth": "1988-05-05"}
    filled = laid(layout, places, told, {"count": 2})
    assert filled["children"][1] == {"name": "見本 優子", "born": "1988-05-05"}
    typed = {"children": [{}, {"name": "花子"}]}
    assert laid(layout, places, told, typed)["children"][1] == {"name": "花子", "born": "1988-05-05"}
    assert laid(layout, places, told, typed, over=True)["children"][1]["name"] == "見本 優子"
    assert typed == {"children": [{}, {"name": "花子"}]}


def test_what_a_field_would_not_take_is_left_to_the_person() -> None:
    layout = made([page("p", field("name", max=3))])
    assert laid(layout, {"name": "name"}, {"name": "とても長い名前"}, {}) == {}
    assert laid(layout, {"name": "name"}, {}, {}) == {}
