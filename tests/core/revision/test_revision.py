"""A table is read and written as officials write it; nothing is lost, and what is wrong says so at its place."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from madoguchi.core.package.edition import Edition, build
from madoguchi.core.points.edit import table_of, with_rows
from madoguchi.core.revision import (
    OWN,
    Grid,
    Merged,
    Part,
    Typed,
    changes,
    faults_of,
    lines_of,
    merged,
    of_file,
    of_table,
    open_grid,
    raw_edits,
    raw_row,
    read_lines,
    read_parts,
    read_row,
    with_file,
    with_row,
    with_sources,
    with_table,
    without_row,
)

SINGLE = {
    "label": "ひとり親",
    "when.family": "ひとり親",
    "points": "２",
    "source": "改正要綱 第3条",
    "from": "2027/4/1",
}


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, Any]) -> Edition:
    return build(gakudo)


@pytest.fixture
def own(gakudo: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(gakudo[OWN])


def grid(own: dict[str, Any], edition: Edition, table: str) -> Grid:
    return open_grid(own, edition.points, edition.town.sources, table)


def typed(own: dict[str, Any], edition: Edition, table: str, row: str, words: dict[str, str]) -> Typed:
    sources = {**edition.town.sources, **own["sources"]}
    return read_row(words, row, grid(own, edition, table), edition.points, sources, raw_row(own, table, row) or {})


def test_a_table_is_read_in_the_citys_words(own: dict[str, Any], edition: Edition) -> None:
    found = grid(own, edition, "guardian")
    assert found.says == ("保護者ごと", "当てはまる行のうち、いちばん高い点", "いちばん低い人の点")
    assert found.rows["hospital"]["when.reason"] == "病気・けが、障害"
    assert [head.label for head in found.asked][:3] == ["行の言葉", "理由", "月に働く日数"]
    with pytest.raises(LookupError):
        grid(own, edition, "nothing")


def test_every_row_of_the_sample_typed_again_is_the_same_row(own: dict[str, Any], edition: Edition) -> None:
    for table in own["tables"]:
        for row in table["rows"]:
            words = grid(own, edition, table["id"]).rows[row["id"]]
            made = typed(own, edition, table["id"], row["id"], words)
            assert (made.row, made.mistakes, made.sources) == (row, {}, {})


def test_a_new_row_is_typed_as_officials_write(own: dict[str, Any], edition: Edition) -> None:
    made = typed(own, edition, "adjust", "r1", SINGLE)
    assert made.mistakes == {}
    told = {"id": "r1", "label": "ひとり親", "when": {"family": "single"}, "points": 2, "from": "2027-04-01"}
    (key,) = made.sources
    assert made.row == {**told, "source": key}
    after = with_row(own, "adjust", made, after="single")
    assert [row["id"] for row in after["tables"][2]["rows"]][:2] == ["single", "r1"]
    assert after["sources"][key] == SINGLE["source"]
    assert raw_row(own, "adjust", "r1") is None, "the file before is as it was"


@pytest.mark.parametrize(
    ("table", "key", "text", "say"),
    [
        ("guardian", "when.work_days", "たくさん", "20以上"),
        ("guardian", "when.reason", "散歩", "という選択肢はありません"),
        ("guardian", "when.work_days", "8以上6未満", "入る値がありません"),
        ("infants", "when.preschool", "たぶん", "はい か いいえ"),
        ("adjust", "points", "二点", "20、0.5"),
        ("adjust", "points", "", "入力してください"),
        ("adjust", "source", "", "出典"),
        ("adjust", "from", "2027-02-30", "暦にある日"),
        ("adjust", "to", "2020-01-01", "始まる日より前"),
        ("adjust", "label", "長" * 401, "400文字"),
    ],
)
def test_what_cannot_be_read_says_so_at_its_cell(
    own: dict[str, Any], edition: Edition, table: str, key: str, text: str, say: str
) -> None:
    made = typed(own, edition, table, "r1", {"points": "1", "source": "x", "from": "2027-04-01"} | {key: text})
    assert list(made.mistakes) == [key]
    assert say in made.mistakes[key]


def test_faults_stand_at_the_rows_they_are_about(own: dict[str, Any], edition: Edition, gakudo: dict[str, Any]) -> None:
    assert faults_of(gakudo, own).count == 0
    second = typed(own, edition, "grade", "r1", {"when.grade": "1", "points": "9", "source": "要綱"})
    made = with_row(own, "grade", second)
    found = faults_of(gakudo, made)
    assert list(found.rows) == [("grade", "r1")]
    assert "1行目と重なっています" in found.rows["grade", "r1"][0]
    hole = faults_of(gakudo, without_row(own, "grade", "g3"))
    assert "当てはまる行がありません" in hole.tables["grade"][0]
    assert (hole.of("grade"), hole.of("adjust"), hole.rows) == (1, 0, {})
    del made["tables"][1]["rows"][0]["source"]
    assert faults_of(gakudo, made).rows["grade", "g1"]


def test_two_states_differ_row_by_row(own: dict[str, Any], edition: Edition) -> None:
    after = with_row(own, "adjust", typed(own, edition, "adjust", "r1", SINGLE))
    words = grid(own, edition, "grade").rows["g1"] | {"points": "7"}
    after = with_row(after, "grade", typed(own, edition, "grade", "g1", words))
    after = without_row(after, "adjust", "away")
    told = {(one.kind, one.table, one.row): one.cells for one in changes(own, after, edition.points, {})}
    assert set(told) == {("changed", "grade", "g1"), ("removed", "adjust", "away"), ("added", "adjust", "r1")}
    assert told["changed", "grade", "g1"] == (("点", "6", "7"),)
    assert {(table, row) for table, row, _, _ in raw_edits(own, after)} == {
        ("grade", "g1"),
        ("adjust", "away"),
        ("adjust", "r1"),
    }
    assert not changes(own, own, edition.points, {})
    untied = changes(own, {**own, "ties": []}, edition.points, {})
    assert [(one.row, one.name) for one in untied] == [("", "同点のとき 1"), ("", "同点のとき 2")]
    other = {**own, "tables": [{**table, "each": ["guardians"]} for table in own["tables"]]}
    assert ("adjust", "そのほか") in {(one.table, one.name) for one in changes(own, other, edition.points, {})}


def test_a_table_goes_to_a_sheet_and_comes_back(own: dict[str, Any], edition: Edition) -> None:
    sources = {**edition.town.sources, **own["sources"]}
    for table in own["tables"]:
        lines = lines_of(table, edition.points, sources)
        assert "見本(市の基準ではない)" in lines[1], "sources stand in their words"
        sheet = read_lines(lines, table, edition.points, sources)
        assert (sheet.mistakes, sheet.sources) == ((), {})
        assert list(sheet.rows) == table["rows"]


def test_forty_rows_of_a_sheet_become_a_table(own: dict[str, Any], edition: Edition, gakudo: dict[str, Any]) -> None:
    """As a spreadsheet has them: few columns, in an order of their own, without ids; more than 48 rows."""
    heads = ["理由", "月に働く日数", "1日に働く時間", "点", "条", "出典"]
    steps = ((f"{at}以上{at + 2}未満", at) for at in range(0, 32, 2))
    bands = (("300未満", 0), ("300以上420未満", 2), ("420以上", 4))
    rows = [
        ["働いている", days, minutes, float(worth + more), f"別表1の{worth}", "要綱別表"]
        for days, worth in steps
        for minutes, more in bands
    ]
    rest = [[word, "", "", 6.5, "別表1の20", "要綱別表"] for key, word in _reasons(edition).items() if key != "work"]
    sheet = read_lines([heads, *rows, [], *rest], table_of(own, "guardian"), edition.points, edition.town.sources)
    assert (sheet.mistakes, len(rows), list(sheet.sources.values())) == ((), 48, ["要綱別表"])
    made = with_sources(with_rows(own, "guardian", sheet.rows), sheet.sources)
    assert faults_of(gakudo, made).count == 0
    assert build({**gakudo, OWN: made}).points.by_table["guardian"].rows[47].points == 34


def _reasons(edition: Edition) -> dict[str, str]:
    return dict(edition.points.columns["reason"].options)


@pytest.mark.parametrize(
    ("lines", "say"),
    [
        ([], "何も書かれていません"),
        ([["学年", "点", "気分"], ["1", "2", "x"]], "この見出しの欄はありません"),
        ([["学年", "学年", "点"], ["1", "1", "2"]], "二つあります"),
        ([["学年", "点"]], "行がありません"),
        ([["学年", "点", "出典"], ["1", "2", "x"], ["", "", ""], ["一年", "3", "x"]], "4行目「学年」"),
        ([["行", "点", "出典"], ["a", "1", "x"], ["a", "1", "x"]], "二度あります"),
        ([["行", "点", "出典"], ["1番", "1", "x"]], "英小文字"),
        ([["学年", "点"], ["1", "1"]], "出典を書いてください"),
        ([["学年", "出典"], ["1", "x"]], "点を書いてください"),
        ([["点", "出典"], *[["1", "x"]] * 501], "500行まで"),
        ([["点", "出典"], *[["?", "x"]] * 30], "ほかに10か所"),
    ],
)
def test_a_bad_sheet_is_told_where(own: dict[str, Any], edition: Edition, lines: list[list[str]], say: str) -> None:
    sheet = read_lines(lines, table_of(own, "grade"), edition.points, {})
    assert any(say in mistake for mistake in sheet.mistakes)


def beside(own: dict[str, Any], edition: Edition, table: str = "", **words: str) -> Typed:
    """The page of a table, or of the file, sent as it stands but for these words."""
    parts = parts_of(own, edition, table)
    sent = {key: word for part in parts for key, word in part.words.items()}
    told = {key.replace("__", "."): word for key, word in words.items()}
    return read_parts({**sent, **told}, parts, {**edition.town.sources, **own["sources"]})


def parts_of(own: dict[str, Any], edition: Edition, table: str) -> tuple[Part, ...]:
    if table:
        return of_table(table_of(own, table), edition.points)
    return of_file(own, edition.points, edition.town.sources)


def test_what_stands_beside_the_rows_typed_again_is_the_same(own: dict[str, Any], edition: Edition) -> None:
    for table in own["tables"]:
        read = beside(own, edition, table["id"])
        assert not read.mistakes
        assert with_table(own, table["id"], read, parts_of(own, edition, table["id"])) == own
    more = {
        **own,
        "threshold": {"points": 12, "below": "承認しない", "source": "mihon"},
        "extra": {"one_in": 10, "article": "第5条", "source": "mihon"},
        "quotas": [{"id": "special", "label": "特別な枠", "places": 2, "source": "mihon"}],
    }
    read = beside(more, edition)
    assert not read.mistakes
    assert with_file(more, read) == more


def test_how_rows_count_is_typed_as_officials_write(own: dict[str, Any], edition: Edition) -> None:
    read = beside(own, edition, "infants", most="２", over="", take="当てはまる行は一つだけ")
    changed = with_table(own, "infants", read, parts_of(own, edition, "infants"))
    table = table_of(changed, "infants")
    assert (table["most"], table["take"], "over" in table) == (2, "one", False)
    assert [(one.label, one.name, one.cells) for one in changes(own, changed, edition.points, {})] == [
        (
            "就学前の弟妹(一人につき)",
            "数え方",
            (
                ("行の数え方", "当てはまる行をすべて足す", "当てはまる行は一つだけ"),
                ("何人かの点のまとめ方", "全員の点の合計", ""),
                ("上限(点)", "1.5", "2"),
            ),
        )
    ]
    assert ("infants", "") in {(table, row) for table, row, _, _ in raw_edits(own, changed)}
    assert beside(own, edition, "infants", label="", most="たくさん").mistakes == {
        "label": "表の名前を入力してください。",
        "most": "「たくさん」は読めません。20、0.5 のように書いてください。",
    }


def test_thresholds_ties_and_quotas_are_typed(own: dict[str, Any], edition: Edition, gakudo: dict[str, Any]) -> None:
    read = beside(
        own,
        edition,
        threshold__points="20",
        threshold__below="保留にします",
        threshold__source="改正要綱",
        reference__day="2027年4月1日",
        ties__0__place="2",
        ties__1__place="1",
        quotas__0__label="障害のある子",
        quotas__0__places="1",
        quotas__0__source="改正要綱",
    )
    assert not read.mistakes
    changed = with_file(own, read)
    assert changed["threshold"] == {"points": 20, "below": "保留にします", "source": "s7"}
    assert changed["sources"] == {**own["sources"], "s7": "改正要綱"}
    assert changed["reference"] == {"day": "2027-04-01", "source": "mihon"}
    assert [tie["column"] for tie in changed["ties"]] == ["work_days", "grade"]
    assert changed["quotas"] == [{"id": "q1", "label": "障害のある子", "places": 1, "source": "s7"}]
    assert build({**gakudo, OWN: changed}).points.threshold.points == 20


def test_a_tie_lacks_nothing(own: dict[str, Any], edition: Edition) -> None:
    read = beside(own, edition, ties__2__column="世帯の状況", reference__until="いつか")
    assert read.mistakes.pop("ties.2.column").startswith("「世帯の状況」はありません。月に働く日数、")
    assert read.mistakes == {
        "ties.2.first": "先になるものを入力してください。",
        "ties.2.source": "出典を入力してください。",
        "reference.until": "「いつか」は読めません。YYYY-MM-DD のように、暦にある日を書いてください。",
    }


def test_a_draft_begun_anew_keeps_its_changes_and_takes_the_others(own: dict[str, Any]) -> None:
    base = deepcopy(own)
    ours = with_rows(own, "adjust", [{**raw, "points": 9} if raw["id"] == "single" else raw for raw in rows(own)])
    ours = with_sources(
        with_rows(ours, "adjust", [*rows(ours), {"id": "r1", "points": 1, "source": "s1"}]), {"s1": "甲"}
    )
    theirs = with_rows(own, "adjust", [{**raw, "points": 7} for raw in rows(own) if raw["id"] != "support"])
    theirs = {**with_sources(theirs, {"s1": "乙"}), "ties": own["ties"][:1], "unit": "点数"}
    made = merged(base, ours, theirs)
    assert made.both == (("adjust", "single"),)
    assert {row["id"]: (row["points"], row["source"]) for row in rows(made.own)} == {
        "single": (9, "mihon"),
        "away": (7, "mihon"),
        "siblings": (7, "mihon"),
        "r1": (1, "s2"),
    }
    assert made.own["sources"] == {**own["sources"], "s1": "乙", "s2": "甲"}
    assert (made.own["ties"], made.own["unit"]) == (own["ties"][:1], "点数")


def test_a_draft_begun_anew_on_what_it_began_from_is_itself(own: dict[str, Any]) -> None:
    changed = {**without_row(own, "grade", "g3"), "ties": []}
    assert merged(own, changed, own) == Merged(changed, ())
    assert merged(own, own, changed) == Merged(changed, ())


def rows(own: dict[str, Any]) -> list[dict[str, Any]]:
    return list(table_of(own, "adjust")["rows"])
