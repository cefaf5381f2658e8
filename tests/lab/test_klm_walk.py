"""所要分を測る: what is in sight is read once, each input costs what it really is, and a family comes to its receipt.

On pages made up here, in Chromium without a server.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from madoguchi.lab.klm.answers import Answer, Chosen, Day, Document, Ticked, Typed, Week
from madoguchi.lab.klm.families import families
from madoguchi.lab.klm.hands import Asked, NoSuchOption, fill
from madoguchi.lab.klm.memory import Memory
from madoguchi.lab.klm.phone import Phone, phone
from madoguchi.lab.klm.stage import chromium
from madoguchi.lab.klm.walk import Lost, Walk

BIRTH = date(2020, 6, 14)
SITE = "http://localhost:1/"
RECEIPT = "<h1>受付</h1><p id=reference>1</p>"
NAME = "<div class=field><label for=n>お子さんの名前</label><input id=n name=children.0.name></div>"
BUTTON = "<div class=actions><button>次へ</button></div>"


def form(inside: str, action: str = "/done") -> str:
    return f"<main><h1>画面</h1><form action='{action}'>{inside}{BUTTON}</form></main>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def site(browser: Any) -> Iterator[Callable[..., Phone]]:
    """Open a phone on pages made up here, by address; the first is `/`."""
    with phone(browser) as held:

        def at(**pages: str) -> Phone:
            def answer(route: Any) -> None:
                name = route.request.url.removeprefix(SITE).partition("?")[0] or "start"
                head = "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
                found = {"done": RECEIPT, **pages}.get(name)
                route.fulfill(status=200 if found else 404, body=head + (found or ""), content_type="text/html")

            held.page.route("**/*", answer)
            held.open(SITE)
            return held

        yield at


def read(held: Phone) -> list[str]:
    return [text for text, *_ in held.texts()]


def ops(held: Phone, path: str, answer: Answer, memory: Memory | None = None) -> dict[str, float]:
    """What answering one field of the page took, summed by operator."""
    controls = [one for one in held.controls() if one.name == path or one.name.startswith(f"{path}.")]
    found: dict[str, float] = {}
    for op, n in fill(Asked(held, path, controls, memory or Memory()), answer):
        found[op] = found.get(op, 0) + n
    return found


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


CLUBS = "".join(f"<option value=c{number}>第{number:02}クラブ</option>" for number in range(20))
LIST = f"<select name=x><option value=''>選んでください</option>{CLUBS}</select>"
RADIOS = "".join(f"<label><input type=radio name=x value={one}>{one}</label>" for one in "abcdefgh")
DATE = "".join(f"<input name=x.{part}>" for part in "ymd")
DAYS = "".join(
    f"<p class=day><input type=checkbox name=x.{day} value=yes><input name=x.{day}.start><input name=x.{day}.end></p>"
    for day in ("mon", "tue", "wed")
)


@pytest.mark.parametrize(
    ("inputs", "answer", "took"),
    [
        ("<input name=x>", Typed("多摩 花子", "たま はなこ", 2), {"M": 1, "T": 1, "F": 5, "C": 2}),
        ("<input name=x type=tel>", Typed("0900"), {"M": 1, "T": 1, "D": 4}),
        ("<input name=x value='多摩 花子'>", Typed("多摩 花子", "たま はなこ", 2), {"R": 4}),
        ("<input name=x value=16>", Typed("61"), {"M": 1, "T": 1, "D": 2}),
        (LIST, Chosen("c3"), {"M": 2, "T": 2, "R": 24}),
        (LIST, Chosen(like="第01"), {"M": 2, "T": 2, "R": 12}),
        (LIST, Chosen(place=1), {"M": 2, "T": 2, "R": 60}),
        (LIST.replace("value=c3", "value=c3 selected"), Chosen("c3"), {"R": 6}),
        (LIST.replace("value=c3", "value=c3 selected"), Chosen(place=0), {"R": 6}),
        (RADIOS, Chosen("b"), {"M": 2, "T": 1}),
        (RADIOS.replace("value=b", "value=b checked"), Chosen("b"), {}),
        (
            "<input type=checkbox name=x.a value=yes><input type=checkbox name=x.b value=yes>",
            Ticked(("b",)),
            {"M": 1, "T": 1},
        ),
        ("<input type=checkbox name=x value=yes>", Chosen("no"), {"M": 1}),
        (DATE, Day(BIRTH), {"M": 1, "T": 3, "D": 8}),
        ("<input type=date name=x>", Day(BIRTH), {"M": 2, "T": 4}),
        (DAYS, Week(("mon", "wed"), "09:00", "17:30"), {"M": 1, "T": 4, "D": 8}),
        ("<input type=file name=x accept=image/* capture>", Document("photo"), {"M": 1, "T": 1, "P": 1}),
        ("<input type=file name=x>", Document("xlsx"), {"M": 1, "T": 3}),
        (LIST.replace("name=x", "name=x").replace("c3", "3"), Typed("3"), {"M": 2, "T": 2, "R": 24}),
    ],
)
def test_an_input_costs_what_it_really_is(
    site: Callable[..., Phone], inputs: str, answer: Answer, took: dict[str, float]
) -> None:
    held = site(start=form(inputs))
    assert ops(held, "x", answer) == took


def test_what_was_answered_stands_in_the_inputs(site: Callable[..., Phone]) -> None:
    held = site(start=form(f"<input name=children.0.name>{LIST}{DATE.replace('x.', 'd.')}"))
    ops(held, "children.0.name", Typed("多摩 花子", "たま はなこ", 2))
    ops(held, "x", Chosen("c3"))
    ops(held, "d", Day(BIRTH))
    assert [one.value for one in held.controls()] == ["多摩 花子", "c3", "2020", "6", "14"]


def test_kana_come_as_from_a_japanese_keyboard(site: Callable[..., Phone]) -> None:
    held = site(start=form("<input name=x>"))
    held.page.evaluate(
        "() => { window.told = []; for (const kind of ['compositionupdate', 'compositionend'])"
        "addEventListener(kind, (event) => told.push([kind, event.data])); }"
    )
    ops(held, "x", Typed("花子", "はなこ", 1))
    assert ["compositionupdate", "はなこ"] in held.page.evaluate("told")
    assert held.controls()[0].value == "花子"


def test_what_the_page_fills_in_by_itself_costs_nothing(site: Callable[..., Phone]) -> None:
    script = (
        "<script>addEventListener('input', (e) => { if (e.target.name.endsWith('.start')) "
        "e.target.closest('.day').querySelector('[type=checkbox]').checked = true; })</script>"
    )
    held = site(start=form(DAYS + script))
    assert ops(held, "x", Week(("mon", "wed"), "09:00", "17:30")) == {"M": 1, "T": 3, "D": 8}
    carry = (
        "<script>addEventListener('input', (e) => { for (const one of document.querySelectorAll('[name$=start]'))"
        "one.value = e.target.value.length === 4 ? '09:00' : ''; })</script>"
    )
    held = site(start=form(DAYS.replace(".start>", ".start value=08:00>").replace(" value=yes", " checked") + carry))
    held.page.reload()
    assert ops(held, "x", Week(("mon", "tue", "wed"), "09:00")) == {"M": 1, "T": 1, "D": 4}
    skip = (
        "<script>addEventListener('input', (e) => { if (e.target.value.length === 4) "
        "document.getElementsByName('x.m')[0].focus(); })</script>"
    )
    held = site(start=form(DATE + skip))
    held.page.reload()
    assert ops(held, "x", Day(BIRTH)) == {"M": 1, "T": 2, "D": 8}
    both = skip.replace("=== 4)", "=== 4 || e.target.name === 'x.m')").replace(
        "document.getElementsByName('x.m')[0]", "e.target.nextElementSibling"
    )
    held = site(start=form(DATE + both))
    held.page.reload()
    assert ops(held, "x", Day(BIRTH)) == {"M": 1, "T": 1, "D": 8}


def test_the_rest_of_an_address_follows_its_postcode_without_a_decision(site: Callable[..., Phone]) -> None:
    held = site(start=form("<input name=postal><input name=address value=東京都多摩市永山>"))
    took = [(act.op, act.n) for act in walk(held).acts if act.at == "address"]
    assert took == [("R", 8), ("T", 1), ("D", 7)]
    held.page.go_back()
    assert held.controls()[1].value == "東京都多摩市永山1-5-202"


NEAR = (
    f"<optgroup label=近く data-klm=near><option value=n1>近一</option><option value=n2>近二</option></optgroup>{CLUBS}"
)
WISHES = "".join(f"<select name=c.club_{n}><option value=''>選ぶ</option>{NEAR}</select>" for n in (1, 2, 3))


def test_whoever_has_no_name_for_a_wish_takes_the_first_near_option_that_no_other_wish_has(
    site: Callable[..., Phone],
) -> None:
    held, memory = site(start=form(WISHES)), Memory()
    took = [ops(held, f"c.club_{wish}", Chosen(place=wish - 1), memory) for wish in (1, 2, 3)]
    assert [one.value for one in held.controls()] == ["n1", "n2", "c11"]  # none near is left: past the middle
    # The words of the mark are read once; then the options passed, of a long list ten.
    assert [one["R"] for one in took] == [2 + 2, 2 + 2, 10 * 6]
    assert all((one["M"], one["T"]) == (2, 2) for one in took)


def test_what_the_page_proposes_and_what_one_has_a_name_for_go_before_what_is_near(
    site: Callable[..., Phone],
) -> None:
    held = site(start=form(WISHES.replace("value=c3", "value=c3 selected", 1)))
    assert ops(held, "c.club_1", Chosen(place=0)) == {"R": 6}
    assert ops(held, "c.club_2", Chosen(like="第01")) == {"M": 2, "T": 2, "R": 2 + 4 + 12}
    assert [one.value for one in held.controls()] == ["c3", "c1", ""]


ADDS = (
    "<div class=field><input name=x>{}</div><script>addEventListener('click', (e) => {{ const one ="
    "document.querySelector('[name=x]'); one.value += e.target.dataset.adds || ''; }})</script>"
)
FIRM = Typed("株式会社見本製作所", "かぶしきがいしゃみほんせいさくしょ", 3)


@pytest.mark.parametrize(
    ("words", "answer", "took"),
    [
        (("有限会社", "株式会社"), FIRM, {"M": 1, "T": 2, "F": 9, "C": 2}),
        (("有限会社",), Typed("見本有限会社", "みほんゆうげんがいしゃ", 2), {"M": 1, "T": 2, "F": 3, "C": 1}),
        (("祖母",), Typed("祖母", "そぼ", 1), {"M": 1, "T": 1}),
        (("医療法人",), FIRM, {"M": 1, "T": 1, "F": 19, "C": 3}),
        (("見本",), FIRM, {"M": 1, "T": 1, "F": 19, "C": 3}),  # nobody has said how it is read here
    ],
)
def test_a_button_puts_in_a_word_and_only_the_rest_is_typed(
    site: Callable[..., Phone], words: tuple[str, ...], answer: Typed, took: dict[str, float]
) -> None:
    buttons = "".join(f"<button type=button data-adds={word}>{word}</button>" for word in words)
    held = site(start=form(ADDS.format(buttons)))
    assert ops(held, "x", answer) == took
    assert held.controls()[0].value == answer.text


def test_a_button_that_puts_in_something_else_is_named(site: Callable[..., Phone]) -> None:
    held = site(start=form(ADDS.format("<button type=button data-adds=株式会社>会社</button>").replace("+=", "= 1 +")))
    with pytest.raises(NoSuchOption, match="x: with the button 株式会社"):
        ops(held, "x", FIRM)


def test_an_option_that_is_not_offered_is_named(site: Callable[..., Phone]) -> None:
    held = site(start=form(RADIOS))
    with pytest.raises(NoSuchOption, match="x: z is not among"):
        ops(held, "x", Chosen("z"))


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


def test_what_stands_there_is_read_once(site: Callable[..., Phone]) -> None:
    week = DAYS.replace("x.", "d.").replace(".start>", ".start value=09:00>").replace(" value=yes", " checked")
    held = site(start=form(f"<input name=x value='多摩 花子'>{week}"))
    memory = Memory()
    assert ops(held, "x", Typed("多摩 花子", "たま はなこ", 2), memory) == {"R": 4}
    assert ops(held, "x", Typed("多摩 花子", "たま はなこ", 2), memory) == {"R": 0}
    assert ops(held, "d", Week(("mon", "tue", "wed"), "09:00"), memory) == {"R": 5}


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


def test_without_a_card_nobody_signs_in(site: Callable[..., Phone]) -> None:
    walked = walk(site(start=form("<a data-klm=sign-in href=http://house.test/>本人確認</a>")))
    assert not [act for act in walked.acts if act.op == "I"]
