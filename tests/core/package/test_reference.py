"""docs/reference/package.md: every key of every file is described, and its examples fit the schemas."""

import re
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.condition import FUNCTIONS
from madoguchi.core.notice import MAILS, SLOTS
from madoguchi.core.package.read import read
from madoguchi.core.package.schemas import KINDS, misshapen, schema

PAGE = (Path(__file__).parents[3] / "docs/reference/package.md").read_text(encoding="utf-8")
HEADS = {
    "procedure": "procedure.yaml",
    "form": "form.yaml",
    "checks": "checks.yaml",
    "points": "points.yaml",
    "flow": "flow.yaml and standard/NAME.yaml",
    "texts": "texts/LANG.yaml",
    "cases": "tests/NAME.yaml",
    "municipality": "municipality.yaml",
    "town": "municipalities/TOWN/PROCEDURE.yaml",
    "tables": "municipalities/TOWN/PROCEDURE/points.yaml",
    "paper": "documents/NAME.yaml",
    "asks": "documents/asks/NAME.yaml",
    "system": "systems/SYSTEM/system.yaml",
    "transcript": "systems/SYSTEM/PROCEDURE.yaml",
    "robot": "systems/SYSTEM/robot.yaml",
}
PATHS = {
    "texts": "texts/en.yaml",
    "cases": "tests/a.yaml",
    "paper": "documents/a.yaml",
    "asks": "documents/asks/a.yaml",
}


def section(head: str) -> str:
    return PAGE.partition(f"\n## {head}\n")[2].partition("\n## ")[0]


def keys(node: Any) -> set[str]:
    """Every key that a schema lets authors write."""
    found = set(node.get("properties", ())) if isinstance(node, dict) else set()
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return found.union(*map(keys, below))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str):
    words = set(re.findall(r"\w+", section(HEADS[kind])))
    assert keys(schema(kind)) - words == set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_fits_its_schema(kind: str):
    example = re.search(r"```yaml\n(.*?)```", section(HEADS[kind]), re.DOTALL)
    assert example
    source, faults = read(PATHS.get(kind, KINDS[kind]), example[1].encode())
    assert source is not None
    assert faults == ()
    assert misshapen(source) == ((), True)


def test_every_function_of_conditions_is_described():
    described = set(re.findall(r"`(\w+)\([^`]*\)`", section("Conditions")))
    assert set(FUNCTIONS) <= described


def test_every_slot_of_letters_is_described():
    words = set(re.findall(r"`(\w+)`", section("notices/KIND.LANG.txt")))
    assert {*SLOTS, *MAILS} <= words
