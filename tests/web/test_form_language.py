"""様式の言葉の画面 - lists, long choices and the questions before the form, without a line of JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.core.package.check import examine
from madoguchi.desk import publish
from madoguchi.store import drafts, look, wall
from madoguchi.web.clock import now
from tests.forms.examples import package
from tests.web.visits import Visitor

HOME = "/tama/example/"


@pytest.fixture
def example(town: None) -> Callable[[str], None]:
    """Puts one of the example procedures of the form language in force."""

    def put(name: str) -> None:
        report = examine(package(name))
        assert not report.faults
        with wall.inside("tama", write=True):
            publish.publish(report.files, now())

    return put


def start(visitor: Visitor) -> None:
    visitor.get(HOME)
    visitor.send(visitor.page.form("/start"))


def slug(visitor: Visitor) -> str:
    return visitor.path.partition("?")[0].rstrip("/").rpartition("/")[2]


def answers(visitor: Visitor) -> dict[str, Any]:
    key = visitor.path.split("/d/")[1].partition("/")[0]
    with wall.inside("tama"):
        draft = drafts.get(key)
    assert draft
    return draft.answers


def job(visitor: Visitor, index: int, place: str) -> None:
    at = f"jobs.{index}"
    visitor.send(**{f"{at}.place": place, f"{at}.began.y": "R2", f"{at}.began.m": "4", f"{at}.began.d": "1"})


def test_items_are_added_copied_mended_and_removed(visitor: Visitor, example: Callable[[str], None]) -> None:
    example("list")
    start(visitor)
    visitor.send(name="見本 花子", works="yes")
    assert slug(visitor) == "job-1", "one is always there"
    job(visitor, 0, "見本商店")
    assert slug(visitor) == "jobs"
    assert "見本商店、2020年4月1日(水)" in visitor.page.text()
    visitor.send(deed="copy")
    assert slug(visitor) == "job-2"
    assert visitor.page.inputs()["jobs.1.place"] == "見本商店"
    job(visitor, 1, "見本工業")
    assert slug(visitor) == "jobs"
    visitor.send()
    assert visitor.status == 422
    assert "勤め先1の入力が終わっていません" in visitor.page.text(), "when it was left is only asked now"
    visitor.get(visitor.path.replace("/jobs/", "/leaving-1/"))
    visitor.send(**{"jobs.0.ended.y": "2022", "jobs.0.ended.m": "3", "jobs.0.ended.d": "31", "jobs.0.sure": "yes"})
    assert slug(visitor) == "jobs"
    visitor.send(deed="ask-0")
    assert "勤め先1を消しますか" in visitor.page.text()
    assert len(answers(visitor)["jobs"]) == 2, "nothing is gone before it was asked for twice"
    visitor.send(deed="remove-0")
    assert [one["place"] for one in answers(visitor)["jobs"]] == ["見本工業"]
    assert not any(tag.get("value", "").startswith("ask-") for tag in visitor.page.all("button")), "one is always there"
    visitor.send()
    assert slug(visitor) == "check"
    assert "勤め先の数1件" in visitor.page.text()


def test_a_list_in_another_tab_is_not_changed_behind_its_back(visitor: Visitor, example: Callable[[str], None]) -> None:
    example("list")
    start(visitor)
    visitor.send(name="見本 花子", works="yes")
    job(visitor, 0, "見本商店")
    form, path = visitor.page.form(), visitor.path
    visitor.send(deed="add")
    visitor.post(path, form.sends(deed="add"))
    assert visitor.status == 409
    assert len(answers(visitor)["jobs"]) == 2


@pytest.mark.parametrize("deed", ["remove-9", "remove-", "remove--1", "remove-²", "ask-9", "x", "add-1", "copy-"])
def test_a_deed_that_the_page_does_not_offer_changes_nothing(
    visitor: Visitor, example: Callable[[str], None], deed: str
) -> None:
    example("list")
    start(visitor)
    visitor.send(name="見本 花子", works="yes")
    job(visitor, 0, "見本商店")
    before = answers(visitor)
    visitor.send(deed=deed)
    assert visitor.status == 200
    assert answers(visitor)["jobs"][0] == before["jobs"][0]


def test_a_list_inside_an_item_leads_back_to_the_item(visitor: Visitor, example: Callable[[str], None]) -> None:
    example("nested_list")
    start(visitor)
    visitor.send(name="見本 花子", most="6")
    visitor.send(**{"children.0.kana": "はなこ", "children.0.ill": "yes"})
    assert slug(visitor) == "medicine-1-1"
    at = "children.0.medicines.0"
    visitor.send(**{f"{at}.drug": "見本散", f"{at}.times": "3"})
    assert slug(visitor) == "medicines-1"
    visitor.send()
    assert slug(visitor) == "care-1"
    visitor.send(**{"children.0.carer": "見本 優子"})
    assert slug(visitor) == "children"
    visitor.send()
    visitor.send(doctor="見本病院")
    assert slug(visitor) == "check"
    visitor.send()
    assert slug(visitor) == "done"
    reference = visitor.page.html.split('id="reference">')[1].split("<")[0]
    with wall.inside("tama"):
        handed_in = look.application(reference)
    assert handed_in
    assert handed_in.answers["children"][0]["medicines"] == [{"drug": "見本散", "times": 3, "reason": ""}]


def test_a_long_choice_is_searched_and_nothing_typed_is_lost(visitor: Visitor, example: Callable[[str], None]) -> None:
    example("search")
    start(visitor)
    assert len(visitor.page.all("option")) == 34
    visitor.send(name="見本 花子", **{"school.q": "見本 第1", "_search": "school"})
    assert visitor.status == 200
    assert visitor.page.inputs()["name"] == "見本 花子"
    assert not answers(visitor), "looking saves nothing"
    offered = {tag["value"] for tag in visitor.page.all("option")}
    assert offered == {"", "s1", *(f"s1{n}" for n in range(10))}
    visitor.send(**{"school.q": "はまだ", "_search": "school"})
    assert visitor.page.inputs()["school"] == "hama", "the only one that was found"
    visitor.send()
    assert slug(visitor) == "check"
    assert answers(visitor)["school"] == "hama"


def test_whoever_may_not_use_it_is_told_why_and_may_apply_all_the_same(
    visitor: Visitor, example: Callable[[str], None]
) -> None:
    example("eligibility")
    visitor.get(HOME)
    assert any(tag["href"] == f"{HOME}eligible/" for tag in visitor.page.all("a"))
    visitor.get(f"{HOME}eligible/")
    visitor.send()
    assert visitor.status == 422
    visitor.send(**{"birth.y": "H26", "birth.m": "6", "birth.d": "14", "in_city": "yes"})
    assert "利用できない可能性があります" in visitor.page.text()
    assert "対象は小学4年生までです。" in visitor.page.text()
    assert "児童館はだれでも使えます。" in visitor.page.text()
    assert "houkago" not in visitor.page.html, "a procedure that is not offered here is no link"
    assert "それでも申請する" in visitor.page.text()
    visitor.send(visitor.page.form("/start"))
    assert slug(visitor) == "person"


def test_whoever_may_use_it_goes_on(visitor: Visitor, example: Callable[[str], None]) -> None:
    example("eligibility")
    visitor.get(f"{HOME}eligible/")
    visitor.send(**{"birth.y": "R2", "birth.m": "6", "birth.d": "14", "in_city": "no"})
    assert "利用できない" not in visitor.page.text(), "first it asks what the answer has called up"
    visitor.send()
    assert "市内に住む人が対象です。" in visitor.page.text()
    again = next(form for form in visitor.page.forms if form.method == "post" and form.action.endswith("/eligible/"))
    visitor.send(again, **{"moving.y": "R9", "moving.m": "4", "moving.d": "1"})
    assert "利用できない理由は見つかりませんでした" in visitor.page.text()
    visitor.send(visitor.page.form("/start"))
    assert visitor.page.inputs()["born.y"] == "2020", "what was answered before the form is not asked again"


def test_a_procedure_without_questions_before_it_has_no_such_page(
    visitor: Visitor, example: Callable[[str], None]
) -> None:
    example("list")
    visitor.get(f"{HOME}eligible/")
    assert visitor.status == 404


def test_the_after_school_club_asks_before_the_form(visitor: Visitor) -> None:
    visitor.get("/tama/gakudo/eligible/")
    visitor.send(**{"birth.y": "H29", "birth.m": "4", "birth.d": "1", "in_city": "yes", "support": "no"})
    assert "特別支援" in visitor.page.text(), "asked of those who are too old otherwise"
    visitor.send(support="no")
    assert "入れる学年は4年生までです。" in visitor.page.text()


def test_words_stand_ready_beside_a_text_as_buttons_that_wait_for_a_script(
    visitor: Visitor, example: Callable[[str], None]
) -> None:
    example("adds")
    start(visitor)
    buttons = [one for one in visitor.page.all("button") if "data-adds" in one]
    assert [one["data-adds"] for one in buttons] == ["株式会社", "有限会社"]
    assert {one["data-to"] for one in buttons} == {"employer"}
    assert all("hidden" in one and one["type"] == "button" for one in buttons)
    assert "株式会社を入れる" in visitor.page.text()
