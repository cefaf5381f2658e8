"""変異の試し - what a robot may make of a change: nothing wrong in the office, and the right word for why."""

import pytest

from madoguchi.lab.ledger import Judged
from madoguchi.lab.mutations import ASKED, DONE, LATER, STOPPED, Outcome, Tried

NONE, ONE, TWO, WRONG = Judged(1, lost=1), Judged(1), Judged(1, doubled=1), Judged(1, wrong=1)
SAID = Outcome(STOPPED, "画面の項目がふえています。", "child", ("氏名",), ("氏名", "同意区分"))


def tried(outcome: Outcome, kept: Judged, name: str = "label-kana", page: str = "child", harmless: bool = False) -> str:
    return Tried(name, page, harmless, outcome, kept).wrong


@pytest.mark.parametrize("harmless", [True, False])
@pytest.mark.parametrize("how", [DONE, STOPPED, ASKED, LATER])
@pytest.mark.parametrize("kept", [TWO, WRONG, Judged(1, foreign=1)])
def test_what_the_office_has_wrong_is_never_right(how: str, kept: Judged, harmless: bool) -> None:
    assert "the office has" in tried(Outcome(how, "見本"), kept, harmless=harmless)


def test_of_a_harmful_change_the_robot_stops_before_it_types() -> None:
    assert tried(SAID, NONE) == ""
    assert tried(Outcome(DONE, "00000001"), ONE)
    assert tried(Outcome(LATER, "答えがありません。"), NONE)
    assert tried(Outcome(ASKED, "既に登録されています。"), NONE)


def test_of_a_harmless_change_it_may_also_make_the_right_record() -> None:
    assert tried(Outcome(DONE, "00000001"), ONE, "button-moved", harmless=True) == ""
    assert tried(SAID, NONE, "button-moved", harmless=True) == ""
    assert tried(Outcome(DONE, "00000001"), NONE, "button-moved", harmless=True)


def test_whoever_stops_says_what_is_otherwise() -> None:
    assert tried(Outcome(STOPPED, "変わっています。", "child", ("氏名",), ("氏名",)), NONE)
    assert tried(Outcome(STOPPED, "", "child", ("氏名",), ("名前",)), NONE)
    assert tried(SAID, NONE, page="use")
    assert tried(SAID, NONE, "utf-8", "use", harmless=True) == ""


def test_what_is_not_right_when_all_is_well_again_is_wrong() -> None:
    assert Tried("label-kana", "child", False, SAID, NONE, healed=ONE).wrong == ""
    assert Tried("label-kana", "child", False, SAID, NONE, healed=NONE).wrong
    assert Tried("label-kana", "child", False, SAID, NONE, healed=TWO).wrong


def test_what_is_kept_behind_a_busy_page_must_be_found_and_what_is_not_kept_must_not() -> None:
    assert tried(Outcome(DONE, "00000001"), ONE, "busy-after-saving", "done") == ""
    assert tried(Outcome(LATER, "混み合っています。"), ONE, "busy-after-saving", "done")
    assert tried(Outcome(LATER, "登録が見つかりません。"), NONE, "done-without-saving", "done") == ""
    assert tried(Outcome(DONE, "00000001"), NONE, "done-without-saving", "done")
