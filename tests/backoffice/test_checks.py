"""入力検査 - what the system takes, cuts and refuses."""

import pytest

from backoffice.checks import mistakes, taken
from backoffice.fields import CHILD, FIELDS, GUARDIANS, USE, Field
from tests.backoffice import clerk

BY_ID = {field.id: field for field in FIELDS}
WHOLE = clerk.CHILD | clerk.GUARDIANS | clerk.USE


def told(**other: str) -> list[tuple[str, str]]:
    return [(mistake.code, mistake.says) for mistake in mistakes(FIELDS, WHOLE | other)]


def test_there_are_forty_fields_on_three_pages_and_no_label_twice() -> None:
    assert [len(page) for page in (CHILD, GUARDIANS, USE)] == [16, 18, 6]
    assert len({field.label for field in FIELDS}) == len({field.id for field in FIELDS}) == 40


def test_a_whole_entry_has_no_mistake() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("key", "value", "code", "says"),
    [
        ("name", "", "E01", "児童氏名を入力してください"),
        ("name", "あ" * 21, "E02", "児童氏名は40バイト以内で入力してください"),
        ("kana", "みほん", "E03", "児童氏名カナは半角カナで入力してください"),
        ("kana", "ミホン", "E03", "児童氏名カナは半角カナで入力してください"),
        ("received", "20260230", "E03", "受付年月日が正しくありません"),
        ("born", "020230", "E03", "生年月日が正しくありません"),
        ("era", "3", "E04", "生年月日元号が正しくありません"),
        ("sex", "3", "E04", "性別が正しくありません"),
        ("school", "999", "E04", "学校コードが登録されていません"),
        ("school", "1", "E04", "学校コードが登録されていません"),
        ("club2", "999", "E04", "第2希望クラブコードが登録されていません"),
        ("grade", "7", "E03", "学年が正しくありません"),
        ("postcode", "206-001", "E03", "郵便番号が正しくありません"),
        ("address", "見本市1-1", "E03", "住所は全角で入力してください"),
        ("address", "見" * 31, "E02", "住所は60バイト以内で入力してください"),
        ("phone", "042-0000-00000", "E02", "電話番号は13バイト以内で入力してください"),
        ("application", "2026-000123-C-0000000", "E02", "申請番号は20バイト以内で入力してください"),
        ("guardian2_days", "8", "E03", "保護者2週就労日数が正しくありません"),
        ("guardian2_starts", "2400", "E03", "保護者2就労開始時刻が正しくありません"),
    ],
)
def test_a_wrong_value_is_told_once_with_its_code(key: str, value: str, code: str, says: str) -> None:
    assert told(**{key: value}) == [(code, says)]


def test_all_mistakes_of_a_page_are_told_at_once() -> None:
    assert [code for code, _ in told(name="", grade="9", school="999")] == ["E01", "E04", "E03"]


def test_the_last_day_of_february_depends_on_the_era() -> None:
    """平成2年 is 1990, 令和2年 is 2020."""
    assert told(era="5", born="020229") == []
    assert told(era="4", born="020229") == [("E03", "生年月日が正しくありません")]


def test_a_letter_that_cp932_lacks_takes_nine_bytes() -> None:
    assert told(name="&#134071;" + "田" * 15) == []
    assert told(name="𠮷" + "田" * 16)[0][0] == "E02"


@pytest.mark.parametrize(("key", "limit"), [("building", 40), ("remarks", 100)])
def test_old_columns_cut_without_a_word(key: str, limit: int) -> None:
    kept = taken(BY_ID[key], "a" + "あ" * 60)
    # An odd byte is left: half a letter is not kept.
    assert kept == "a" + "あ" * ((limit - 1) // 2)


def test_other_fields_are_never_cut() -> None:
    assert [field.id for field in FIELDS if field.cut] == ["building", "remarks"]
    assert taken(BY_ID["name"], "あ" * 60) == "あ" * 60


def test_a_box_that_was_not_ticked_is_kept_as_0() -> None:
    assert (taken(BY_ID["allergy"], None), taken(BY_ID["allergy"], "1")) == ("0", "1")
    assert taken(Field("x", "x"), None) == ""
