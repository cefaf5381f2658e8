"""The published schemas: valid themselves, and no other than what the house understands."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from madoguchi.core.fields import KINDS as FIELDS
from madoguchi.core.package.read import read
from madoguchi.core.package.schemas import KINDS, kind_of, misshapen, schema
from madoguchi.core.papers import ITEMS
from madoguchi.core.table import GIVES, OVER, TAKE
from madoguchi.core.table import KINDS as COLUMNS
from madoguchi.core.words import DEEDS, LEVELS, NEXT, ROLES, STAGES
from tests.core.package.good import good


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a schema."""
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(below)


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_valid_one_with_a_name_of_its_own(kind: str):
    found = schema(kind)
    assert jsonschema_rs.meta.is_valid(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["$id"] == f"urn:madoguchi:schema:{kind}:1"
    assert found["title"]
    assert found["description"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_object_takes_keys_it_does_not_know(kind: str):
    """But the answers and papers of cases, which the form and documents/ settle."""
    free = {"元の入力内容", "違う所", "読み取り"}
    open_ones = [
        part for part in parts(schema(kind)) if part.get("type") == "object" and "additionalProperties" not in part
    ]
    assert {part.get("title") for part in open_ones} <= free


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_file_has_a_title_or_a_description(kind: str):
    found = schema(kind)
    silent = [
        key
        for part in parts(found)
        if part.get("type") == "object"
        for key, value in part.get("properties", {}).items()
        if isinstance(value, dict) and not {"title", "description", "$ref"} & value.keys()
    ]
    assert not silent


def test_a_pattern_says_in_japanese_what_it_wants():
    patterned = [part for kind in KINDS for part in parts(schema(kind)) if "pattern" in part and "type" in part]
    assert patterned
    assert all(part.get("x-say") for part in patterned)


@pytest.mark.parametrize(
    ("kind", "way", "words"),
    [
        ("form", ("field", "kind"), tuple(FIELDS)),
        ("flow", ("step", "role"), ROLES),
        ("flow", ("step", "deed"), DEEDS),
        ("checks", ("check", "stage"), STAGES),
        ("checks", ("check", "level"), LEVELS),
        ("checks", ("check", "next"), tuple(NEXT)),
        ("paper", ("item", "kind"), tuple(ITEMS)),
        ("points", ("column", "kind"), tuple(COLUMNS)),
        ("tables", ("table", "gives"), tuple(GIVES)),
        ("tables", ("table", "take"), tuple(TAKE)),
        ("tables", ("table", "over"), tuple(OVER)),
    ],
)
def test_the_words_of_the_schemas_are_those_of_the_house(kind: str, way: tuple[str, str], words: tuple[str, ...]):
    assert tuple(schema(kind)["$defs"][way[0]]["properties"][way[1]]["enum"]) == words


def test_the_files_of_a_good_package_fit_their_schemas():
    for path, data in good().items():
        source, _ = read(path, data)
        assert source is not None
        assert not kind_of(path) or misshapen(source) == ((), True)


def test_a_procedure_without_japanese_is_refused():
    source, _ = read("procedure.yaml", good()["procedure.yaml"].replace(b"[ja, en]", b"[en]"))
    assert source is not None
    assert "日本語(ja)を入れてください。" in misshapen(source)[0][0].say


def test_a_misspelt_key_is_told_with_the_right_one():
    source, _ = read("procedure.yaml", good()["procedure.yaml"].replace(b"sumary", b"").replace(b"bring:", b"brings:"))
    assert source is not None
    assert [fault.say for fault in misshapen(source)[0]] == [
        "「brings」は、ここには書けません。「bring」のことですか。"
    ]


def test_a_file_that_lacks_its_list_cannot_be_relied_on():
    source, _ = read("form.yaml", b"schema: 1\n")
    assert source is not None
    faults, reliable = misshapen(source)
    assert [fault.code for fault in faults] == ["missing-key"]
    assert not reliable


def test_an_unknown_kind_has_no_schema():
    with pytest.raises(KeyError):
        schema("plan")
