"""カタログの手続 - the state's rows and a city's own list are read without making anything up."""

import pytest

from madoguchi import survey
from madoguchi.core.catalogue import Entry, alike, circle, compare, count, guess, read, year_of
from madoguchi.core.catalogue.sheet import remember
from madoguchi.core.catalogue.written import grid

LIST = [
    ["多摩市 手続一覧", "", "", "", "", ""],
    ["手続の名称", "担当課", "根拠規定", "R5 件数", "令和6年度件数", "オンライン化", "申請方法", "独自の欄"],
    ["犬の登録", "環境課", "狂犬病予防法", "９８０", "1,024件", "〇", "窓口・郵送", "あ"],
    ["改葬許可", "市民課", "墓埋法", "0", "不明", "×", "窓口", ""],
    ["", "市民課", "", "", "", "", "", ""],
    ["犬の登録", "環境課", "", "", "3", "", "", ""],
]


def test_every_row_and_every_column_of_the_survey_is_kept() -> None:
    rows, entries = survey.rows(), survey.entries()
    assert len(rows) == len(entries) == len({one.key for one in entries}) == 2265
    for row, entry in zip(rows, entries, strict=True):
        assert entry.more == {head: cell.strip() for head, cell in row.items() if cell.strip()}


def test_a_nought_of_the_survey_is_not_known_and_one_of_the_city_is_a_nought() -> None:
    birth = next(one for one in survey.entries() if one.get("national_id") == "9012")
    assert birth.get("volume") is None
    assert birth.more["総手続件数"] == "0"
    brought = read(LIST, guess(LIST))
    assert brought.entries[1].get("volume") == 0
    assert brought.entries[1].get("year") == 2023


def test_what_the_state_did_online_is_not_said_of_the_city() -> None:
    assert not [one for one in survey.entries() if one.state]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("令和6年度件数", 2024),
        ("Ｒ６", 2024),
        ("2024年度", 2024),
        ("平成31", 2019),
        ("令和元年度", 2019),
        ("件数", None),
    ],
)
def test_a_head_says_its_year(head: str, year: int | None) -> None:
    assert year_of(head) == year


def test_circles_and_counts_however_they_are_written() -> None:
    assert [circle(sign) for sign in "○〇◯●×✕"] == [True, True, True, True, False, False]
    assert [circle(sign) for sign in ("有", "無", "", "ー", "検討中")] == [True, False, None, None, None]
    told = ["約1,234件", "１２３", "0", "", "不明", "-", "少数", 12.0]
    assert [count(cell) for cell in told] == [1234, 123, 0, None, None, None, None, 12]


def test_the_heads_of_a_list_are_guessed_wherever_they_stand() -> None:
    mapped = guess(LIST)
    assert mapped.line == 1
    assert mapped.keys == ("name", "section", "law", "volume", "volume", "state", "channels", "")
    assert mapped.missing == ()


def test_a_list_is_read_and_what_cannot_be_taken_is_told() -> None:
    dog = read(LIST, guess(LIST)).entries[0]
    assert (dog.name, dog.get("volume"), dog.get("year"), dog.state) == ("犬の登録", 1024, 2024, "online")
    assert dog.get("channels") == ("counter", "post")
    assert dog.more == {"独自の欄": "あ", "2023年度": "980", "2024年度": "1024"}
    assert [line for line, _ in read(LIST, guess(LIST)).faults] == [5, 6]


def test_what_was_chosen_for_a_head_is_chosen_again() -> None:
    mapped = guess(LIST, {**remember(guess(LIST)), "独自の欄": "note"})
    assert mapped.keys[-1] == "note"


def test_a_list_without_the_least_five_is_missing_them() -> None:
    assert [one[0] for one in guess([["手続名", "担当課"]]).missing] == ["law", "volume", "channels"]


def test_what_is_written_out_comes_in_again_without_a_change() -> None:
    entries = read(LIST, guess(LIST)).entries
    lines = grid(entries)
    again = read(lines, guess(lines)).entries
    assert [one.name for one in again] == [one.name for one in entries]
    assert [one.get("state") for one in again] == [one.get("state") for one in entries]


def test_the_same_rows_again_change_nothing_and_fifty_edited_rows_fifty() -> None:
    entries = survey.entries()
    kept = {one.key: one for one in entries}
    told = compare(kept, entries, "state")
    assert (told.changes, told.same) == ((), 2265)
    edited = [one.with_values(volume=7) if at < 50 else one for at, one in enumerate(entries)]
    assert len(compare(kept, edited, "state").of("changed")) == 50
    assert len(compare(kept, entries[3:], "state").of("gone")) == 3


def test_a_person_s_decision_is_not_taken_away_by_a_list_that_does_not_speak_of_it() -> None:
    kept = Entry("own-1", "own", {"name": "犬の登録", "state": "work", "why": "x"}, confirmed=True)
    told = compare({"own-1": kept}, [Entry("own-1", "own", {"name": "犬の登録・鑑札"})], "own").changes[0]
    assert (told.entry.state, told.entry.confirmed, told.columns) == (
        "work",
        True,
        (("name", "犬の登録", "犬の登録・鑑札"),),
    )


def test_duplicates_and_what_is_nearly_one_are_named() -> None:
    rows = [
        ("a", "犬の登録申請", ""),
        ("b", "犬の登録申請", ""),
        ("c", "飼い犬の登録の変更届", "甲法"),
        ("d", "飼い犬の登録の変更届出", "甲法"),
    ]
    found = alike(Entry(key, "own", {"name": name, "law": law}) for key, name, law in rows)
    assert [(one.one.key, one.other.key) for one in found] == [("a", "b"), ("c", "d")]
    assert (
        alike(
            [
                Entry("a", "own", {"name": "氏名の変更", "law": "甲法"}),
                Entry("b", "own", {"name": "氏名の変更", "law": "乙法"}),
            ]
        )
        == ()
    )
