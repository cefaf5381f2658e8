"""The check as a whole: everything at once, in order, whatever it is given."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.core.package import cases
from madoguchi.core.package.check import check, examine
from madoguchi.core.package.edition import digest_of, open_edition, pack
from madoguchi.core.package.read import read
from tests.core.package.good import broken, good, plain

YAMLS = sorted(path for path in good() if path.endswith(".yaml"))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=8)
    | st.sampled_from(["id", "name", "this.x > 1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "from", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines():
    files = broken(plain(), "checks.yaml", "town.limit * 366", "town.most * 366")
    files = broken(files, "town.yaml", "limit: {value: 18, unit: 歳, source: s1,", "limit: {value: 18, unit: 歳,")
    files = broken(files, "standard/simple.yaml", "role: system, ", "")
    files = broken(files, "standard/simple.yaml", "station: 結果, final: true, outcome: true}", "station: 結果}")
    files = broken(files, "form.yaml", "label: 読み, required", "labl: 読み, required")
    found = check(files)
    assert [(fault.file, fault.code) for fault in found] == [
        ("checks.yaml", "unknown-name"),
        ("form.yaml", "missing-key"),
        ("form.yaml", "unknown-key"),
        ("standard/simple.yaml", "dead-end"),
        ("standard/simple.yaml", "no-role"),
        ("town.yaml", "unsourced"),
    ]


def test_a_good_package_becomes_the_edition_that_its_bytes_name():
    report = examine(good())
    assert report.edition is not None
    assert report.edition == open_edition(pack(report.files))
    assert report.edition.digest == digest_of(pack(report.files))
    assert (report.cases, report.fields) == (4, 11)


def test_a_faulty_package_becomes_no_edition():
    assert examine(broken(plain(), "procedure.yaml", "title: name", "title: nome")).edition is None


def test_a_package_of_its_parsed_data_is_the_same_edition():
    """Comments, order and quotation marks are not part of an edition."""
    files = plain()
    same = files | {"form.yaml": b"# words\n" + yaml.safe_dump(examine(files).files["form.yaml"]).encode()}
    one, other = examine(files).edition, examine(same).edition
    assert one is not None
    assert other is not None
    assert one.digest == other.digest


def test_nothing_at_all_is_four_missing_files():
    assert [fault.code for fault in check({})] == ["missing-file"] * 4


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from([*YAMLS, "notices/approved.ja.txt", "x"]), st.binary(max_size=60), max_size=4))
def test_no_bytes_bring_the_check_down(strange: dict[str, bytes]):
    for fault in check({**good(), **strange}):
        assert fault.line >= 1


@settings(max_examples=60)
@given(st.sampled_from(YAMLS), st.data())
def test_no_shape_of_data_brings_the_check_down(path: str, data: Any):
    """One value of one file becomes anything at all."""
    source, _ = read(path, good()[path])
    assert source is not None
    tree = source.data
    home, key = data.draw(st.sampled_from(list(places(tree))))
    home[key] = data.draw(JSON)
    for fault in check({**good(), path: json.dumps(tree).encode()}):
        assert fault.line >= 1


@settings(max_examples=60)
@given(st.sampled_from(YAMLS), st.integers(0, 3000), st.text(alphabet="ab{}[]:,-\"' \n#.=!&|", max_size=6))
def test_no_slip_of_the_pen_brings_the_check_down(path: str, place: int, slip: str):
    text = good()[path].decode()
    place %= len(text)
    for fault in check({**good(), path: (text[:place] + slip + text[place + 1 :]).encode()}):
        assert fault.line >= 1


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every place of a tree where a value stands."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    return [(tree, key) for key in keys] + [place for key in keys for place in places(tree[key])]


def test_given_answers_reach_into_groups_and_leave_the_base_as_it_was():
    base = {"name": "a", "family": [{"kana": "ア"}]}
    assert cases.answers_of(base, {"name": "b", "family.0.kana": "イ"}) == {"name": "b", "family": [{"kana": "イ"}]}
    assert base == {"name": "a", "family": [{"kana": "ア"}]}


@pytest.mark.parametrize("path", ["family.1.kana", "family.x.kana", "name.x", "nothing.x"])
def test_given_answers_that_lead_nowhere_are_told(path: str):
    with pytest.raises(cases.CannotGive):
        cases.answers_of({"name": "a", "family": [{"kana": "ア"}]}, {path: 1})


def test_a_mistake_that_a_case_does_not_expect_is_a_difference():
    files = broken(plain(), "tests/pass.yaml", "  name: 見本 花子\n", "")
    assert {fault.code for fault in check(files)} == {"case-fails"}
    assert "名前を入力してください。" in check(files)[0].say


def test_a_case_may_have_a_day_of_its_own():
    files = broken(plain(), "tests/pass.yaml", "given: {birth: 1990-04-01}", "today: 2040-11-16")
    assert check(files) == ()


def test_an_answer_of_another_type_than_its_field_is_a_difference():
    files = broken(plain(), "tests/pass.yaml", "  name: 見本 花子", "  name: 5")
    assert {fault.code for fault in check(files)} == {"case-fails"}


@pytest.mark.parametrize(
    ("condition", "say"),
    [
        ("minutes(this.from) < 3", "from が空のとき、計算できません(minutes に渡した値が合いません)。"),
        ("this.from < 3", "種類の違う値"),
        ("family[1].works == true", "一覧にその番号がありません"),
        ("people != null && 3 / people > 1", "答えがそろっていても、計算できません(0で割っています)。"),
        ('this["form"] == "x"', "「form」という名前の値がありません"),
        ("people", "真偽ではなく"),
    ],
)
def test_a_condition_that_can_fail_is_told_with_its_reason(condition: str, say: str):
    old = "this.from != null && minutes(this.from) < minutes(town.opens_at)"
    found = check(broken(plain(), "form.yaml", f"'{old}'", json.dumps(condition)))
    assert [fault.code for fault in found] == ["condition-fails"]
    assert say in found[0].say
