"""所要分を測る: each input costs what it really is, and what stands there is read.

On pages made up here, in Chromium without a server.
"""

from collections.abc import Callable
from datetime import date

import pytest

from madoguchi.lab.klm.answers import Answer, Chosen, Day, Document, Ticked, Typed, Week
from madoguchi.lab.klm.hands import Asked, NoSuchOption, fill
from madoguchi.lab.klm.memory import Memory
from madoguchi.lab.klm.phone import Phone
from tests.lab.made_up import form

BIRTH = date(2020, 6, 14)


def ops(held: Phone, path: str, answer: Answer, memory: Memory | None = None) -> dict[str, float]:
    """What answering one field of the page took, summed by operator."""
    controls = [one for one in held.controls() if one.name == path or one.name.startswith(f"{path}.")]
    found: dict[str, float] = {}
    for op, n in fill(Asked(held, path, controls, memory or Memory()), answer):
        found[op] = found.get(op, 0) + n
    return found


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


def test_what_stands_there_is_read_once(site: Callable[..., Phone]) -> None:
    week = DAYS.replace("x.", "d.").replace(".start>", ".start value=09:00>").replace(" value=yes", " checked")
    held = site(start=form(f"<input name=x value='多摩 花子'>{week}"))
    memory = Memory()
    assert ops(held, "x", Typed("多摩 花子", "たま はなこ", 2), memory) == {"R": 4}
    assert ops(held, "x", Typed("多摩 花子", "たま はなこ", 2), memory) == {"R": 0}
    assert ops(held, "d", Week(("mon", "tue", "wed"), "09:00"), memory) == {"R": 5}


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
    held = site(start=form("<input type=checkbox name=x.a value=yes>"))
    held.page.reload()
    with pytest.raises(NoSuchOption, match="x: none of"):
        ops(held, "x", Ticked(("z",)))
