"""所要分を測る: what is in sight is read once, and a family comes to its receipt.

On pages made up here, in Chromium without a server.
"""

from collections.abc import Callable

import pytest

from madoguchi.lab.klm.families import families
from madoguchi.lab.klm.phone import Phone
from madoguchi.lab.klm.walk import Lost, Walk
from tests.lab.made_up import BUTTON, NAME, RECEIPT, SITE, form


def read(held: Phone) -> list[str]:
    return [text for text, *_ in held.texts()]


def walk(held: Phone, name: str = "new", *, typical: bool = False) -> Walk:
    walked = Walk(held, families()[0][name], typical=typical)
    walked.go(SITE)
    return walked


def test_what_comes_into_sight_is_read_once_and_buttons_are_not(site: Callable[..., Phone]) -> None:
    held = site(
        start="<style>.ears{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}</style>"
        "<main><p>説明</p><p class=ears>耳だけ</p><p hidden>なし</p><form><button>次へ</button></form>"
        "<details><summary>くわしく</summary><p>中</p></details><div style='height:2000px'></div><p>下</p></main>"
    )
    assert read(held) == ["説明", "くわしく"]
    assert read(held) == []
    held.page.locator("summary").tap()
    assert read(held) == ["中"]
    held.page.evaluate("scrollTo(0, 5000)")
    assert read(held) == ["下"]


def test_a_text_belongs_to_the_input_it_stands_with(site: Callable[..., Phone]) -> None:
    held = site(start=form(NAME))
    assert held.texts() == [("画面", "", True), ("お子さんの名前", "children.0.name", True)]


def test_the_rest_of_an_address_follows_its_postcode_without_a_decision(site: Callable[..., Phone]) -> None:
    held = site(start=form("<input name=postal><input name=address value=東京都多摩市永山>"))
    took = [(act.op, act.n) for act in walk(held).acts if act.at == "address"]
    assert took == [("R", 8), ("T", 1), ("D", 7)]
    held.page.go_back()
    assert held.controls()[1].value == "東京都多摩市永山1-5-202"


def test_a_family_comes_to_its_receipt_page_by_page(site: Callable[..., Phone]) -> None:
    held = site(start=form("<p>はじめに</p>", "/one"), one=form(NAME + "<p>はじめに</p>"))
    walked = walk(held)
    took = [(act.op, act.n, act.at) for act in walked.acts if act.op != "S"]
    assert took == [
        *(("R", 6, ""), ("T", 1, "")),
        *(("R", 0, ""), ("R", 7, "children.0.name")),  # the heading and the words are known
        *(
            ("M", 1, "children.0.name"),
            ("T", 1, "children.0.name"),
            ("F", 5, "children.0.name"),
            ("C", 2, "children.0.name"),
        ),
        *(("T", 1, ""), ("R", 3, "")),
    ]
    assert [act.again for act in walked.acts if act.op == "R"] == [0, 6, 0, 0]
    assert len([act for act in walked.acts if act.op == "S" and act.n > 0]) == 2
    assert "children.0.kana" in walked.unasked


def test_what_one_has_typed_or_chosen_is_not_read_again_unless_it_is_written_differently(
    site: Callable[..., Phone],
) -> None:
    kind = "<select name=children.0.class_type><option value=''>-<option value=regular>通常の学級</select>"
    date = "".join(f"<input name=children.0.birth.{part}>" for part in "ymd")
    shown = "".join(f"<p>{text}</p>" for text in ("多摩 花子", "通常の学級", "2020年6月14日", "多摩花子"))
    held = site(start=form(f"{NAME}{kind}{date}", "/check"), check=form(shown))
    walked = walk(held)
    check = [act for act in walked.acts if act.op == "R" and not act.at][-2]
    assert (check.n, check.again) == (10 + 4, 4 + 5 + 2)  # known: the name, the kind of class, the heading


def test_each_begun_screen_is_scrolled_once(site: Callable[..., Phone]) -> None:
    far = f"{NAME}<div style='height:2000px'></div>{NAME.replace('name=children.0.name', 'name=children.0.kana')}"
    walked = walk(site(start=form(far)))
    assert sum(act.n for act in walked.acts if act.op == "W") == 2


def test_an_unknown_question_is_left_empty_and_told_and_a_required_one_fails_with_its_name(
    site: Callable[..., Phone],
) -> None:
    pet = "<div class=field><label>ペット</label><input name=children.0.pet></div>"
    assert walk(site(start=form(pet))).unknown == ["children.0.pet"]
    wrong = "<div class='field wrong'><p class=mistake>ペットを入力してください。</p><input name=children.0.pet></div>"
    held = site(start=form(pet, "/again"), again=form(wrong, "/again"))
    with pytest.raises(Lost, match=r"children\.0\.pet: unknown to the table, and required: ペットを"):
        walk(held)


def test_an_answer_of_the_table_that_is_refused_is_named(site: Callable[..., Phone]) -> None:
    wrong = NAME.replace("class=field>", "class='field wrong'><p class=mistake>だめです。</p>")
    with pytest.raises(Lost, match=r"children\.0\.name: the answer of the table is refused: だめです"):
        walk(site(start=form(NAME, "/again"), again=form(wrong, "/again")))


def test_a_page_without_an_end_is_told(site: Callable[..., Phone]) -> None:
    with pytest.raises(Lost, match="no way on"):
        walk(site(start=form(NAME, "/")))
    with pytest.raises(Lost, match="there is no way on"):
        walk(site(start="<main><h1>画面</h1></main>"))


def test_a_mistake_that_the_page_sees_is_read_and_typed_again(site: Callable[..., Phone]) -> None:
    field = "<div class=field><label>日数</label><input name=guardians.0.work_days></div>"
    wrong = (
        "<div class='field wrong'><label>日数</label><p class=mistake>31日までです。</p>"
        "<input name=guardians.0.work_days value=61></div>"
    )
    held = site(start=form(field, "/again"), again=form(wrong))
    walked = Walk(held, families()[0]["siblings"], typical=True)
    walked.go(SITE)
    took = [(act.op, act.n) for act in walked.acts if act.at == "guardians.0.work_days"]
    assert took == [("R", 2), ("M", 1), ("T", 1), ("D", 2), ("R", 8), ("T", 1), ("D", 2)]


def test_a_mistake_that_no_rule_sees_is_found_on_the_page_that_shows_the_answers(site: Callable[..., Phone]) -> None:
    field = "<div class=field><label>日数</label><input name=guardians.0.work_days></div>"
    held = site(
        start=form("", "/days"),
        days=form(field, "/check"),
        check=f"<main><h1>確認</h1><p>61日</p><a href=/days?check=1>変更</a><form action=/done>{BUTTON}</form></main>",
    )
    walked = Walk(held, families()[0]["siblings"], typical=True)
    walked.go(SITE)
    took = [(act.op, act.n) for act in walked.acts if act.at == "guardians.0.work_days"]
    assert took == [("R", 2), ("M", 1), ("T", 1), ("D", 2), ("M", 1), ("T", 1), ("T", 1), ("D", 2)]


def test_last_years_answers_are_taken_where_they_are_offered(site: Callable[..., Phone]) -> None:
    far = "<div style='height:2000px'></div><a data-klm=last-year href=/one>去年の続きから</a>"
    pages = {
        "start": form(far, "/two"),
        "one": form(NAME.replace("name=ch", "value='多摩 花子' name=ch")),
        "two": RECEIPT,
    }
    again, new = walk(site(**pages), "returning"), walk(site(**pages))
    assert (again.prefilled, new.prefilled) == (True, False)
    assert [(act.op, act.n) for act in again.acts if act.at == "children.0.name"] == [("R", 7), ("R", 4)]
    assert [act.op for act in again.acts[:5]] == ["R", "W", "W", "R", "T"]


def test_who_signed_in_takes_earlier_answers_page_by_page(site: Callable[..., Phone]) -> None:
    stands = NAME.replace("name=ch", "value='多摩 花子' name=ch")
    held = site(
        start=form("<a data-klm=sign-in href=http://house.test/>本人確認</a>", "/two"),
        signed=form("<a data-klm=last-year href=/one>去年の続きから</a>", "/two"),
        one=f"{form(NAME)}<main><form action=/brought><button data-klm=bring class=second>前回</button></form></main>",
        brought=form(stands),
        **{
            "http://house.test/": "<h1>よその画面</h1><form action=http://localhost:1/me>"
            "<input type=radio name=who value=a><input type=radio name=who value=b><button>進む</button></form>",
            "me": form("<div class=field><p>市</p><input name=head value=東京都多摩市></div>", "/signed"),
        },
    )
    walked = Walk(held, families()[0]["returning"], card="b")
    walked.go(SITE)
    assert walked.prefilled
    assert sum(act.n for act in walked.acts if act.op in "FM") == 0
    assert [act.n for act in walked.acts if act.at == "children.0.name" and act.n] == [7, 4]
    # The card is an `I` and no page; who one is stands there, and is confirmed.
    assert [act.n for act in walked.acts if act.op == "I"] == [1]
    assert "よその画面" not in {act.page for act in walked.acts}
    assert [act.n for act in walked.acts if act.at == "head"] == [1, 6]
    assert sum(act.n for act in walked.acts if act.op == "T") == 5


def test_whoever_is_led_to_the_earlier_answers_at_once_takes_them(site: Callable[..., Phone]) -> None:
    bring = "<main><form action=/brought><button data-klm=bring class=second>前回</button></form></main>"
    held = site(
        start=form("<button data-klm=last-year>前回と同じ</button>", "/one").replace(BUTTON, ""),
        one=f"{form(NAME)}{bring}",
        brought=form(NAME.replace("name=ch", "value='多摩 花子' name=ch")),
    )
    walked = walk(held, "returning")
    assert walked.prefilled
    assert not walked.unasked
    assert sum(act.n for act in walked.acts if act.op in "FM") == 0


def test_without_a_card_nobody_signs_in(site: Callable[..., Phone]) -> None:
    walked = walk(site(start=form("<a data-klm=sign-in href=http://house.test/>本人確認</a>")))
    assert not [act for act in walked.acts if act.op == "I"]
