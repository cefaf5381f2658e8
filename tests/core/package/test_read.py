"""YAML as JSON's types with lines: what looks like a text stays one, and hostile bytes end in a fault."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.core.package.read import Source, edition_files, read, read_sources


def source(text: str) -> Source:
    found, faults = read("x.yaml", text.encode())
    assert found is not None
    assert faults == ()
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-11-16", "2026-11-16"),
        ("17:30", "17:30"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("012", "012"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1.0.0", "1.0.0"),
        ("042-000-0000", "042-000-0000"),
        ("=", "="),
        ("<<", "<<"),
        ('"12"', "12"),
        ('""', ""),
        ("12", 12),
        ("-3", -3),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_only_whole_numbers_true_false_and_null_are_more_than_texts(written: str, value: object):
    data = source(f"a: {written}\n").data
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_keys_are_texts_whatever_they_look_like():
    assert source("1: a\ntrue: b\n~: c\n").data == {"1": "a", "true": "b", "~": "c"}


def test_every_value_knows_its_line():
    found = source("a: 1\nb:\n  - c: 2\n    d: |\n      long\n      text\n  - {e: 3,\n     f: 4}\n")
    lines = [("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 1), ("b", 1, "f")]
    assert [found.line(*path) for path in lines] == [1, 2, 3, 4, 7, 8]


def test_what_is_not_there_has_the_line_of_what_is_around_it():
    found = source("a: 1\nb:\n  - c: 2\n")
    assert found.line("b", 0, "nothing") == 3
    assert found.line("nothing") == 1


def test_an_empty_file_has_no_data():
    assert source("").data is None
    assert source("# only words\n").data is None


def test_windows_line_ends_and_a_bom_change_nothing():
    assert read("x.yaml", b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")[0] == source("a: 1\nb: 2\n")
    letter, _ = read("x.txt", b"\xef\xbb\xbfa\r\n\r\nb\r\n")
    assert letter is not None
    assert letter.data == "a\n\nb\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\n---\nb: 2\n", "syntax", 2),
        ("a: 1\n\tb: 2\n", "syntax", 2),
        ("a: 1\n? [b]\n: 2\n", "syntax", 2),
        ('a: "\\UFFFFFFFF"\n', "syntax", 1),
        ("%YAML " + "9" * 5000 + ".1\n---\na: 1\n", "syntax", 1),
        ("a: &b 1\nc: *b\n", "alias", 1),
        ("a: !!python/object:os.system x\n", "alias", 1),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        ("a: 1\nb: .5\n", "fraction", 2),
        ("a: 1\nb: 1e3\n", "fraction", 2),
        ("a: 1\nb: 12345678901234567\n", "too-large", 2),
        ("a: 1\nb: " + "[" * 100_000, "too-large", 2),
        ("a: 1\nb: " + "{a: " * 50_000, "too-large", 2),
        ("- " * 30 + "a\n", "too-large", 1),
        ("a: 1\nb: \x07\n", "character", 2),
        ("a: 1\nb: x\u2028y\n", "character", 2),
        ("a: 1\rb: 2\n", "character", 1),
        ('a: 1\nb: "\\ud800"\n', "character", 2),
    ],
)
def test_what_surprises_people_is_a_fault_with_its_line(text: str, code: str, line: int):
    _, faults = read("x.yaml", text.encode())
    assert [(fault.code, fault.line) for fault in faults] == [(code, line)]


def test_a_billion_laughs_are_not_laughed():
    laughs = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found, faults = read("x.yaml", laughs.encode())
    assert found is None
    assert [fault.code for fault in faults] == ["alias"]


def test_an_edition_leaves_out_cases_and_the_standard_flows_it_does_not_inherit():
    files = {"procedure.yaml": b"flow: one", "standard/one.yaml": b"a: 1", "standard/two.yaml": b"a: 2"}
    files |= {"standard/notices/code.ja.txt": b"x", "tests/a.yaml": b"a: 3"}
    sources, faults = read_sources(files)
    assert faults == ()
    assert sorted(edition_files(sources)) == ["procedure.yaml", "standard/notices/code.ja.txt", "standard/one.yaml"]


@settings(max_examples=300)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_no_bytes_bring_the_reader_down(data: bytes):
    for name in ("x.yaml", "x.txt"):
        found, faults = read(name, data)
        assert found is not None or faults


@settings(max_examples=300)
@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`\\ux0123.,?~= \n\t", max_size=80))
def test_no_signs_of_yaml_bring_the_reader_down(text: str):
    found, faults = read("x.yaml", text.encode())
    assert found is not None or faults
