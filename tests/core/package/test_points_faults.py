"""One thing broken in the tables of points of a good package: exactly that fault, with its file and line."""

import pytest

from madoguchi.core.package.check import check, examine
from tests.core.package.good import broken, good, line_of, plain

COLUMNS, TABLES, CASES = "points.yaml", "town/points.yaml", "tests/pass.yaml"
MUCH = "{id: much, when: {reason: work, hours: 8以上}, points: 20, source: own}"
CARE = """{id: care, when: {reason: care}, points: "16.5", source: own}"""
WORKS = "{id: works, when: {works: true}, points: 1, source: own}"
CHILD = "{id: child, when: {reason: care}, anchor: birth, before: 2, after: 2, source: own}"
TIE = "{column: hours, first: highest, source: own}"
PET = "{id: pet, label: 犬, kind: number, each: pets, value: this.age}"
SIZE = "value: size(family)}"
POINTS = [
    ("duplicate-id", COLUMNS, "{id: size,", "{id: reason, # here\n    "),
    ("unknown-name", COLUMNS, "value: hours}", "value: hour} # here"),
    ("field-on-no-page", COLUMNS, "- {id: size,", f"- {PET} # here\n  - {{id: size,"),
    ("unproved", COLUMNS, SIZE, """value: 'name.startsWith("a") ? 1 : 0'} # here"""),
    ("wrong-procedure", TABLES, "procedure: pass", "procedure: bus # here"),
    ("duplicate-id", TABLES, CARE, CARE.replace("care, when", "much, when") + " # here"),
    ("unknown-column", TABLES, MUCH, MUCH.replace("hours", "minutes") + " # here"),
    ("unknown-column", TABLES, MUCH, MUCH.replace("hours: 8以上", "works: true") + " # here"),
    ("unknown-column", TABLES, CHILD, CHILD.replace("anchor: birth", "anchor: hours") + " # here"),
    ("unknown-column", TABLES, TIE, TIE.replace("hours", "minutes") + " # here"),
    ("wrong-shape", TABLES, TIE, TIE.replace("highest", "yes") + " # here"),
    ("wrong-shape", TABLES, WORKS, WORKS.replace("points: 1", "points: one") + " # here"),
    ("wrong-cell", TABLES, MUCH, MUCH.replace("8以上", "たくさん") + " # here"),
    ("wrong-cell", TABLES, MUCH, MUCH.replace("reason: work", "reason: walk") + " # here"),
    ("unknown-key", TABLES, MUCH, MUCH.replace("points: 20", "points: 20, phase: 1") + " # here"),
    ("missing-key", TABLES, CHILD, CHILD.replace(", after: 2", "") + " # here"),
    ("unsourced", TABLES, MUCH, MUCH.replace(", source: own", "") + " # here"),
    ("unknown-source", TABLES, MUCH, MUCH.replace("source: own", "source: law") + " # here"),
    ("overlap", TABLES, "hours: 8未満", "hours: 9未満}, points: 16, source: own} # here\n  #"),
    ("hole", TABLES, CARE, CARE.replace("reason: care", "reason: care, hours: 8以上")),
    ("never-applies", TABLES, WORKS, WORKS.replace("source", "from: 2027-04-02, to: 2027-04-01, source") + " # here"),
]


def told(files: dict[str, bytes]) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.code) for fault in check(files)]


@pytest.mark.parametrize(("code", "file", "old", "new"), POINTS)
def test_each_fault_of_a_table_is_named_with_its_file_and_line(code: str, file: str, old: str, new: str):
    files = broken(plain(), file, old, new)
    mark = "# here" if "# here" in new else "  - id: base"
    assert told(files) == [(file, line_of(files, file, mark), code)]


def test_a_hole_says_for_whom_there_is_no_row():
    files = broken(good(), TABLES, "hours: 8未満", "hours: 6未満")
    (fault,) = check(files)
    assert fault.say == "理由が仕事、時間が6時間のとき、当てはまる行がありません。"


def test_a_table_that_says_why_rows_are_missing_gets_notes_that_stop_nothing():
    files = broken(plain(), TABLES, CARE, "")
    files = broken(files, TABLES, "    label: 基準\n", "    label: 基準\n    partial: まだ読めていない\n")
    files = broken(files, TABLES, "\n      - \n", "\n")
    report = examine(files)
    assert report.faults == ()
    assert [(note.file, note.code) for note in report.notes] == [(TABLES, "hole")]


def test_a_table_that_cannot_be_tried_says_so():
    cells = "{{id: n{0}, when: {{hours: {1}以上, size: {2}以上, birth: 2020-01-{3:02}以後}}, points: {0}, source: own}}"
    rows = "".join(f"\n      - {cells.format(n, n % 24, n % 4, n % 30 + 1)}" for n in range(30))
    reasons = "\n".join(f"  - {{id: c{n}, label: 欄, kind: yesno, value: hours == {n}}}" for n in range(8))
    more = "".join(f"\n      - {{id: m{n}, when: {{c{n}: true}}, points: 1, source: own}}" for n in range(8))
    files = broken(plain(), TABLES, CARE, f"{CARE}{rows}{more}")
    files = broken(files, TABLES, "    label: 基準\n", "    label: 基準\n    take: highest\n")
    files[COLUMNS] += f"{reasons}\n".encode()
    assert "table-wide" in {code for _, _, code in told(files)}


@pytest.mark.parametrize(
    ("given", "points", "told"),
    [
        ("{}", "[21]", []),
        ("{reason: care, family.0.works: false}", '["16.5"]', []),
        ("{hours: null}", "[null]", []),
        ("{}", "[null]", ["例「指数」: 点は null のはずが、21 でした。"]),
        ("{hours: 7}", "[21]", ["例「指数」: 点は 21 のはずが、17 でした。"]),
    ],
)
def test_a_case_may_say_which_points_come_of_it(given: str, points: str, told: list[str]):
    files = plain()
    files[CASES] += f"  - {{name: 指数, given: {given}, expect: {{points: {points}}}}}\n".encode()
    assert [fault.say for fault in check(files)] == told


def test_tables_without_columns_in_the_package_are_told():
    files = plain()
    del files[COLUMNS]
    assert told(files) == [(TABLES, 1, "missing-file")]
