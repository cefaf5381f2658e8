"""手順書 - a script is read whole, or is refused with what is wrong with it."""

from typing import Any

import pytest

from backoffice.fields import FIELDS
from backoffice.screens import SCREENS
from madoguchi.core.robot.script import SHOWN, Row, ScriptFault, read_script
from tests.core.robot.scripts import data, script


def test_the_script_of_the_made_up_office_types_all_its_fields() -> None:
    it = script()
    assert it.labels("new") == tuple(field.label for field in FIELDS)
    assert it.labels("change") == it.labels("new")
    assert it.labels("cancel") == tuple(field.label for field in SCREENS["cancel"].rows)


def test_a_page_that_is_like_another_has_all_that_it_does_not_tell() -> None:
    new, change = script().ways["new"].pages[0], script().ways["change"].pages[0]
    assert change.title == "修正（児童）"
    assert (change.rows, change.buttons, change.press) == (new.rows, new.buttons, new.press)


def test_the_page_that_shows_all_has_the_labels_of_the_pages_before() -> None:
    confirm = script().ways["new"].confirm
    assert confirm.rows == tuple(Row(field.label, SHOWN) for field in FIELDS)
    assert confirm.asks == "登録します。よろしいですか？"


def test_a_code_stands_before_its_word_or_is_told_beside_it() -> None:
    rows = {row.label: row for page in script().ways["new"].pages for row in page.rows}
    assert rows["性別"].options == (("1", "1:男"), ("2", "2:女"), ("9", "9:不明"))
    assert rows["アレルギー"].options == (("1", "有"),)


def test_what_names_nobody_is_not_masked() -> None:
    assert {"児童氏名", "住所", "電話番号", "保護者2氏名"} <= set(script().mask)
    assert "申請番号" not in script().mask


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("login", "page"), "door", "画面「door」が pages にありません。"),
        (("search", "by"), "番号", "検索: 列「番号」が heads に一つだけありません。"),
        (("pages", "child", "press"), "進む", "画面「child」: ボタン「進む」が buttons に一つだけありません。"),
        (("ways", "new", "confirm"), "done", "画面「done」: press がありません。"),
    ],
)
def test_a_script_that_cannot_be_followed_says_why(path: tuple[str, ...], value: str, says: str) -> None:
    told: Any = data()
    at = told
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    with pytest.raises(ScriptFault, match=says):
        read_script(told)


def test_a_script_that_lacks_a_part_is_refused() -> None:
    told = data()
    del told["search"]["open"]
    with pytest.raises(ScriptFault):
        read_script(told)
