"""A certificate is read by the words printed on it, wherever on the page they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from madoguchi.core.paper import Page, PaperKind, Piece, read, read_kind, titled

FILE = Path(__file__).parents[3] / "documents/work_certificate.yaml"
KIND = read_kind(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def sheet(drawn: str) -> Page:
    """A page drawn with a row on each line and | between cells; a cell that begins with ^ goes on from above."""
    return Page(1, tuple(_pieces(drawn)))


def _pieces(drawn: str) -> Iterator[Piece]:
    rows = [line.split("|") for line in drawn.strip("\n").splitlines()]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            text = cell.strip()
            if not text or text == "^":
                continue
            deep = 1
            while y + deep < len(rows) and x < len(rows[y + deep]) and rows[y + deep][x].strip() == "^":
                deep += 1
            marked = text.startswith("(") and text != "(宛先)" and len(text) < 6
            text = text.strip("()") if marked else text
            box = (float(x), float(y), x + 1.0, float(y + deep))
            yield Piece(text, box, f"Sheet1!{x},{y}", cell=box, marked=marked)


def said(drawn: str) -> dict[str, Any]:
    """The values that are read from a drawn page."""
    return {code: value.value for code, value in read(KIND, sheet(drawn)).items()}


def kinds() -> tuple[PaperKind, ...]:
    other = read_kind({"id": "notebook", "label": "身体障害者手帳", "titles": ["身体障害者手帳"], "items": []})
    return other, KIND


def test_a_date_is_put_together_from_its_cells() -> None:
    assert said("証明日|2026|年|10|月|5|日") == {"cert_date": "2026-10-05"}


@pytest.mark.parametrize("written", ["令和8年10月5日", "R8.10.5", "2026-10-05", "2026/10/5", "２０２６年１０月５日"])
def test_a_date_is_read_however_it_is_written(written: str) -> None:
    assert said(f"証明日|{written}") == {"cert_date": "2026-10-05"}


def test_a_part_of_a_date_is_no_date_and_no_blank() -> None:
    value = read(KIND, sheet("証明日|2026|年|10|月||日"))["cert_date"]
    assert (value.value, value.note) == (None, "incomplete")


def test_a_day_that_does_not_exist_is_noted() -> None:
    assert read(KIND, sheet("証明日|2026年2月30日"))["cert_date"].note == "impossible"


def test_a_label_is_known_with_spaces_and_line_breaks_in_it() -> None:
    assert said("証 明\u3000日|2026年10月5日") == {"cert_date": "2026-10-05"}


def test_labels_beside_each_other_each_have_their_own_value() -> None:
    told = said("本人氏名|見本 太郎|生年月日|1988年5月5日")
    assert told == {"name": "見本 太郎", "birth_date": "1988-05-05"}


@pytest.mark.parametrize(
    "choice",
    [
        "□正社員 ☑パート・アルバイト □派遣社員",
        "□正社員|☑パート・アルバイト|□派遣社員",
        "正社員□|パート・アルバイト■|派遣社員□",
    ],
)
def test_a_ticked_choice_is_found(choice: str) -> None:
    assert said(f"雇用の形態|{choice}") == {"employment_type": "パート・アルバイト"}


def test_a_box_in_a_cell_of_its_own_belongs_to_the_word_behind_it() -> None:
    assert said("雇用の形態|□|正社員|☑|役員|□|内職") == {"employment_type": "役員"}


def test_a_ringed_choice_is_found() -> None:
    assert said("雇用の形態|正社員|(役員)|内職") == {"employment_type": "役員"}


def test_a_word_alone_was_picked_from_a_list() -> None:
    assert said("雇用の形態|役員") == {"employment_type": "役員"}


def test_two_ticks_are_told_and_none_is_taken() -> None:
    value = read(KIND, sheet("雇用の形態|☑正社員|☑役員"))["employment_type"]
    assert (value.value, value.note) == (None, "several")


def test_words_without_any_tick_say_that_nothing_tells() -> None:
    assert read(KIND, sheet("雇用の形態|正社員|役員"))["employment_type"].note == "unclear"


def test_what_was_written_behind_other_is_kept() -> None:
    told = said("業種|□公務|☑その他(|見本業|)")
    assert told == {"industry": "その他", "industry_other": "見本業"}


def test_hours_days_and_bands_are_told_apart_by_the_words_before_them() -> None:
    told = said(
        """
        就労時間(固定就労の場合)|☑月|☑火|☑水|□木|□金|□土|□日|□祝日
        ^|合計時間|月間|96|時間|30|分|(うち休憩時間|720|分)
        ^|就労日数|月間|12|日|週間|3|日
        ^|平日|9|時|00|分|～|17|時|30|分|(うち休憩時間|60|分)
        ^|土曜||時||分|～||時||分|(うち休憩時間||分)
        就労時間(変則就労の場合)|合計時間|□月間|□週間||時間||分
        """
    )
    assert told == {
        "weekdays": ["月", "火", "水"],
        "month_hours": 96 * 60 + 30,
        "month_break": 720,
        "days_per_month": 12,
        "days_per_week": 3,
        "weekday_start": "09:00",
        "weekday_end": "17:30",
        "weekday_break": 60,
        "week": {day: {"start": "09:00", "end": "17:30"} for day in ("mon", "tue", "wed")},
    }


WEEK = """
就労時間(固定就労の場合)|☑月|□火|□水|□木|□金|☑土|□日|□祝日
^|平日|9|時|00|分|～|17|時|30|分|(うち休憩時間|60|分)
^|土曜|9|時|00|分|～|12|時|00|分|(うち休憩時間||分)
"""


def test_a_week_has_a_day_without_hours_where_none_stand() -> None:
    blank = WEEK.replace("|9|時|00|分|～|12|時|00|分|", "||時||分|～||時||分|")
    assert said(WEEK)["week"]["sat"] == {"start": "09:00", "end": "12:00"}
    assert said(blank)["week"] == {"mon": {"start": "09:00", "end": "17:30"}, "sat": {"start": None, "end": None}}


def test_a_week_is_as_doubtful_as_what_it_is_put_together_from() -> None:
    page = sheet(WEEK)
    doubted = [replace(piece, differs="8") if piece.text == "17" else piece for piece in page.pieces]
    assert read(KIND, page)["week"].note == ""
    assert read(KIND, replace(page, pieces=tuple(doubted)))["week"].note == "differs"


def test_a_period_knows_its_beginning_from_its_end() -> None:
    assert said("単身赴任期間(予定含む)||年||月||日|～|2027|年|3|月|31|日") == {"solo_to": "2027-03-31"}


@pytest.mark.parametrize(
    "table",
    [
        "就労実績|2026|年|9|月|20|日/月|160|時間/月\n^|2026|年|8|月|19|日/月|152.5|時間/月",
        "就労実績|2026年9月|2026年8月\n^|20日|19日\n^|160時間|152.5時間",
        "就労実績|年月|日数|時間数\n^|2026年9月|20|160\n^|2026年8月|19|152.5",
        "就労実績||2026年9月||||2026年8月\n^|20日|160時間||19日|152.5時間",
    ],
)
def test_the_record_is_read_below_each_other_and_side_by_side(table: str) -> None:
    assert said(table) == {
        "record_1_month": "2026-09",
        "record_1_days": 20,
        "record_1_hours": 160,
        "record_2_month": "2026-08",
        "record_2_days": 19,
        "record_2_hours": 152.5,
    }


@pytest.mark.parametrize(
    "box",
    [
        "保護者記載欄|児童名|見本 花子|生年月日|2020|年|6|月|14|日|施設名|見本第1学童クラブ|□|利用中|☑|利用申込中",
        "保護者記載欄|児童名|生年月日|施設名|利用状況\n^|見本 花子|2020年6月14日|見本第1学童クラブ|□利用中 ☑利用申込中",
    ],
)
def test_the_guardians_box_does_not_take_the_workers_birthday(box: str) -> None:
    told = said("本人氏名|見本 優子|生年月日|1988年5月5日\n" + box)
    assert told == {
        "name": "見本 優子",
        "birth_date": "1988-05-05",
        "child_1_name": "見本 花子",
        "child_1_birth": "2020-06-14",
        "child_1_facility": "見本第1学童クラブ",
        "child_1_status": "利用申込中",
    }


@pytest.mark.parametrize("label", ["雇用契約満丁後の更新の有無", "契約満了後の更新の有無"])
def test_a_label_that_is_misread_or_worded_a_little_otherwise_is_known(label: str) -> None:
    assert said(f"{label}|□有|□無|☑未定") == {"renewal": "未定"}


def test_labels_side_by_side_over_their_values_are_read_downwards() -> None:
    told = said("フリガナ|本人氏名|生年月日\nミホン タロウ|見本 太郎|1988年5月5日")
    assert told == {"kana": "ミホン タロウ", "name": "見本 太郎", "birth_date": "1988-05-05"}


def test_a_blank_beside_its_label_does_not_take_what_stands_below() -> None:
    assert said("備考欄|\n児童住所|見本市") == {}


def test_a_blank_before_the_next_word_of_an_item_stays_one() -> None:
    assert said("本人就労先事業所|名称|\n^|住所|見本市1-1") == {"workplace_address": "見本市1-1"}


def test_a_numbered_label_with_a_row_to_itself_stands_over_its_choices() -> None:
    drawn = "1 雇用の形態||\n(正社員)|派遣社員|契約社員\n2 業種||\n漁業|(建設業)|製造業"
    assert said(drawn) == {"employment_type": "正社員", "industry": "建設業"}


def test_a_row_of_labels_stands_over_its_values_though_a_row_was_put_in_between() -> None:
    drawn = "フリガナ|本人氏名|生年月日\n\nミホン タロウ|見本 太郎|1988年5月5日"
    assert said(drawn) == {"kana": "ミホン タロウ", "name": "見本 太郎", "birth_date": "1988-05-05"}


@pytest.mark.parametrize("marked", ["(正社員)|契約社員", "✓|正社員|契約社員"])
def test_where_the_chosen_ones_are_marked_the_others_are_blank(marked: str) -> None:
    drawn = f"雇用の形態|{marked}\n育児休業の取得|取得予定|取得中|取得済み"
    assert set(read(KIND, sheet(drawn))) == {"employment_type"}


@pytest.mark.parametrize("marked", ["正社員|契約社員", "✓|正社員|□|契約社員"])
def test_where_nothing_tells_what_is_chosen_that_is_no_blank(marked: str) -> None:
    drawn = f"雇用の形態|{marked}\n育児休業の取得|取得予定|取得中|取得済み"
    assert read(KIND, sheet(drawn))["childcare_leave"].note == "unclear"


def test_on_a_picture_a_mark_may_have_been_overlooked() -> None:
    page = sheet("雇用の形態|(正社員)|契約社員\n育児休業の取得|取得予定|取得中|取得済み")
    seen = Page(1, tuple(replace(piece, sure=0.99) for piece in page.pieces))
    assert read(KIND, seen)["childcare_leave"].note == "unclear"


def test_a_box_under_the_head_before_belongs_to_the_word_behind_it() -> None:
    drawn = "保護者記載欄|児童名|施設名||利用状況\n^|見本 花子|見本学童クラブ|☑|利用中|□|利用申込中"
    told = {"child_1_name": "見本 花子", "child_1_facility": "見本学童クラブ", "child_1_status": "利用中"}
    assert said(drawn) == told


def test_the_heads_of_a_table_and_its_choices_are_those_of_the_papers_file() -> None:
    data = yaml.safe_load(
        FILE.read_text(encoding="utf-8").replace("児童名,", "園児,").replace("利用申込中]", "待機中]")
    )
    drawn = "保護者記載欄|園児|施設名|利用状況\n^|見本 花子|見本保育園|□利用中 ☑待機中"
    told = {code: value.value for code, value in read(read_kind(data), sheet(drawn)).items()}
    assert told == {"child_1_name": "見本 花子", "child_1_facility": "見本保育園", "child_1_status": "待機中"}
    assert "child_1_name" not in said(drawn)


def test_of_an_older_edition_whose_table_has_no_heads_the_rest_is_read() -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    table = data["areas"][-1]["fields"][0]
    table |= {"parts": list(table.pop("heads"))}
    drawn = "本人氏名|見本 優子\n保護者記載欄|児童名|見本 花子"
    assert {code: value.value for code, value in read(read_kind(data), sheet(drawn)).items()} == {"name": "見本 優子"}


def test_what_is_written_behind_other_ends_with_its_bracket() -> None:
    assert said("業種|☑|その他|（|見本業（見本）|）|2 就労者")["industry_other"] == "見本業(見本)"


def test_of_eras_to_choose_from_the_ringed_one_counts() -> None:
    assert said("生年月日|昭|(平)|令|4|年|5|月|2|日") == {"birth_date": "1992-05-02"}


def test_an_era_that_was_not_chosen_makes_no_date() -> None:
    assert read(KIND, sheet("生年月日|昭|平|令|4|年|5|月|2|日"))["birth_date"].value is None


def test_whom_it_is_addressed_to_stands_before_its_label() -> None:
    assert said("見本市長|宛") == said("(宛先)|見本市長 殿") == {"addressee": "見本市長"}


def test_a_formula_that_was_never_worked_out_is_no_blank() -> None:
    value = read(KIND, sheet("証明日|\ufffc"))["cert_date"]
    assert (value.value, value.note, value.where) == (None, "formula", ("Sheet1!1,0",))


def test_the_kind_is_known_by_its_title() -> None:
    found = titled(kinds(), sheet("身体障害者手帳\n氏名|見本 太郎"))
    assert found is not None
    assert found.id == "notebook"
    assert titled(kinds(), sheet("請求書")) is None


@pytest.mark.parametrize(
    ("row", "sure", "note"),
    [
        ("☑|月|□|火|□|水|□|木|□|金|□|土|□|日|□|祝日", 0.99, ""),
        ("☑|月||火|□|水|□|木|□|金|□|土|□|日|□|祝日", 0.99, "unclear"),
        ("☑|月|□|火|□|水|□|木", 0.99, "unclear"),
        ("☑|月||火|□|水|□|木|□|金|□|土|□|日|□|祝日", 1.0, ""),
    ],
    ids=["all boxes", "a box too few", "words too few", "typed"],
)
def test_days_of_which_a_box_was_overlooked_in_a_picture_are_not_clear(row: str, sure: float, note: str) -> None:
    page = sheet(f"就労時間(固定就労の場合)|{row}")
    told = read(KIND, Page(1, tuple(replace(piece, sure=sure) for piece in page.pieces)))["weekdays"]
    assert (told.value, told.note) == (["月"], note)


def pictured(drawn: str, sure: float = 0.99) -> Page:
    """The same page as a picture shows it."""
    return Page(1, tuple(replace(piece, sure=sure) for piece in sheet(drawn).pieces))


def test_the_era_that_its_ring_hid_is_the_one_of_three_that_nobody_read_and_is_not_sure() -> None:
    value = read(KIND, pictured("生年月日|平|令|57|年|9|月|12|日"))["birth_date"]
    assert (value.value, value.sure) == ("1982-09-12", 0.5)


def test_to_the_left_of_its_label_a_line_to_write_upon_is_no_value() -> None:
    assert read(KIND, pictured("見本市長|ー|宛"))["addressee"].value == "見本市長"


def test_a_label_before_its_addressee_is_one_too() -> None:
    assert read(KIND, pictured("宛先|見本市長"))["addressee"].value == "見本市長"


def test_a_label_with_a_number_may_be_misread_by_a_sign_but_not_by_a_digit() -> None:
    row = "|2026|年|7|月|22|日|176|時間"
    assert read(KIND, pictured("直近3が月の就労実績" + row))["record_1_days"].value == 22
    assert "record_1_days" not in read(KIND, pictured("直近8か月の就労実績" + row))


def test_of_two_places_where_a_choice_is_printed_the_one_behind_a_box_counts() -> None:
    told = read(KIND, pictured("固定就労の場合|就|労|曜|日|□|月|□|火|□|水|□|木|□|金|□|土|☑|日|□|祝日"))
    assert (told["weekdays"].value, told["weekdays"].note) == (["日"], "")


def test_only_showa_has_had_so_many_years_where_its_sign_was_not_read_nobody_is_sure_of_it() -> None:
    value = read(KIND, pictured("生年月日|令|57|年|9|月|12|日"))["birth_date"]
    assert (value.value, value.sure) == ("1982-09-12", 0.5)


@pytest.mark.parametrize("row", ["昭|平|令|57|年", "(平)|令|4|年"])
def test_where_all_eras_are_read_or_one_has_a_mark_none_was_hidden(row: str) -> None:
    value = read(KIND, pictured(f"生年月日|{row}|9|月|12|日")).get("birth_date")
    assert value is None or value.sure == 0.99


@pytest.mark.parametrize(("third", "note"), [("2026|年|9|月", ""), ("2|□|26年|", "incomplete")])
def test_a_month_that_could_not_be_read_makes_the_record_incomplete(third: str, note: str) -> None:
    months = "2026|年|7|月|2026|年|8|月|" + third
    days = "22|日|176|時間|18|日|144|時間|21|日|168|時間"
    told = read(KIND, sheet(f"就労実績|{months}\n^|{days}"))
    assert {value.note for code, value in told.items() if code.endswith("_month")} == {note}


def test_a_label_in_a_picture_whose_cell_has_no_rule_behind_it_ends_where_its_value_begins() -> None:
    pieces = [
        Piece("氏名", (-20, 0, -18, 1), "a", 0.99, cell=(-20, 0, -17, 1)),
        Piece("見本花子", (-16, 0, -8, 1), "b", 0.99),
        Piece("生年月日", (11, 0, 14, 1), "c", 0.99, cell=(10, 0, 26, 1)),
        Piece("1988年5月5日", (16, 0, 22, 1), "d", 0.99, cell=(10, 0, 26, 1)),
    ]
    told = {code: value.value for code, value in read(KIND, Page(1, tuple(pieces))).items()}
    assert told == {"name": "見本花子", "birth_date": "1988-05-05"}
