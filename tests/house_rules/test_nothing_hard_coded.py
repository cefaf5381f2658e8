"""家の規則 - no year and no town in Python: both change without us, so both are data."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house_rules.reading import ROOT, docstrings, python_files, tree_of

FLOORS = ("madoguchi/core", "madoguchi/desk", "madoguchi/store", "madoguchi/web", "madoguchi/plugs")
YEAR = re.compile(r"(?<![\d.])20[2-9]\d(?![\d])")
# A published name that has a year in it is a name: https://json-schema.org/draft/2020-12/schema
PUBLISHED = re.compile(r"https?://\S+")


def towns() -> tuple[str, ...]:
    """The names by which the municipalities of the folder are called: 多摩市, 多摩, tama."""
    found: set[str] = set()
    for file in sorted((ROOT / "municipalities").glob("*/municipality.yaml")):
        name = re.search(r"^name:\s*[\"']?([^\s\"'#]+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert name, f"{file} has no name"
        found |= {file.parent.name, name[1], re.sub("[市町村区]$", "", name[1])}
    return tuple(sorted(found))


def hard_coded(tree: ast.Module, names: tuple[str, ...]) -> Iterator[str]:
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in prose:
            continue
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and 2020 <= value < 2100:
            yield f"line {node.lineno}: {value}"
        if isinstance(value, str):
            text = PUBLISHED.sub("", value)
            told = [*YEAR.findall(text), *(name for name in names if speaks_of(name, text))]
            yield from (f"line {node.lineno}: {word}" for word in told)


def speaks_of(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<![a-z]){name}(?![a-z])", text, re.IGNORECASE)) if name.isascii() else name in text


def test_no_year_and_no_town_in_python() -> None:
    names = towns()
    found = [f"{file} {told}" for file in python_files(*FLOORS) for told in hard_coded(tree_of(file), names)]
    assert not found


def test_the_towns_are_read_from_the_folder() -> None:
    assert set(towns()) >= {"tama", "多摩市", "多摩"}


@pytest.mark.parametrize("source", ["opens = 2027", "start = '2026-04-01'", "slug = 'tama'", "name = '多摩市役所'"])
def test_a_year_or_a_town_is_seen(source: str) -> None:
    assert list(hard_coded(ast.parse(source), ("tama", "多摩", "多摩市")))


@pytest.mark.parametrize(
    "source",
    ['"""As 2026-000123-C in 多摩市."""', "most = 2000", "word = 'tamago'", "s = 'https://json-schema.org/2020-12/a'"],
)
def test_prose_and_other_numbers_are_no_years(source: str) -> None:
    assert not list(hard_coded(ast.parse(source), ("tama", "多摩", "多摩市")))
