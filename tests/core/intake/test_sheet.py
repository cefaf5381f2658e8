"""届いた表 - three encodings read strictly, and a broken record that breaks no other."""

from __future__ import annotations

import pytest

from madoguchi.core.intake import Unreadable, cells_of, open_sheet
from tests.core.intake.rows import table

ROWS = ("受付番号,名前,住所", "1,髙﨑 花子,多摩市〜1", '2,多摩 太郎,"多摩市\r\n関戸, 6"')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_the_same_rows_are_read_in_three_encodings(encoding: str) -> None:
    sheet = open_sheet(table(*(row.replace("〜", "～") for row in ROWS), encoding=encoding))
    assert sheet.encoding == encoding
    assert sheet.headers == ("受付番号", "名前", "住所")
    assert [one.cells for one in sheet.records] == [
        ("1", "髙﨑 花子", "多摩市～1"),
        ("2", "多摩 太郎", "多摩市\n関戸, 6"),
    ]


def test_a_record_keeps_its_bytes_as_they_came() -> None:
    data = table("番号,名前", "1,\uff5e", encoding="cp932").replace(b"\x81\x60", b"\x81\x60")
    second = open_sheet(data + b"2,\xed\x40\r\n").records[1]  # one letter that cp932 knows in two places
    assert second.raw == b"2,\xed\x40\r\n"
    assert second.cells == ("2", "纊")
    assert len(second.digest) == 64


def test_kana_in_two_pieces_are_joined_and_letters_of_names_stay() -> None:
    (record,) = open_sheet(table("番号,フリガナ,名前", "1,カ\u3099ク,神\ufa19辻\U000e0100")).records
    assert record.cells == ("1", "ガク", "神\ufa19辻\U000e0100")


def test_what_is_neither_is_told_and_never_guessed() -> None:
    data = table("番号,名前", "1,花子") + b"2,\xff\xff\r\n"
    with pytest.raises(Unreadable, match="encoding"):
        open_sheet(data)
    sheet = open_sheet(data, "utf-8")
    assert [one.wrong for one in sheet.records] == ["", "encoding"]
    assert cells_of(sheet.records[1].raw, "utf-8", anyhow=True)[0] == ("2", "��")


def test_an_open_quote_takes_no_other_row_along() -> None:
    sheet = open_sheet(table("番号,名前", "1,花子", '2,"太郎', "3,次郎", '4,"三\n郎"', "5,四郎,余り"))
    assert [(one.number, one.wrong) for one in sheet.records] == [
        (1, ""),
        (2, "quotes"),
        (3, ""),
        (4, ""),
        (5, "columns"),
    ]
    assert [one.cells[0] for one in sheet.records if not one.wrong] == ["1", "3", "4"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (table("番号,名前"), "empty"),
        (b"PK\x03\x04....", "kind"),
        ("番号".encode("utf-16"), "kind"),
        (b"\xff,\xff\n1,2\n", "encoding"),
        (table("番号,名前,名前", "1,a,b"), "twice"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        open_sheet(data)


def test_tabs_do_as_well_as_commas() -> None:
    assert open_sheet(table("番号\t名前", "1\t花子")).records[0].cells == ("1", "花子")
