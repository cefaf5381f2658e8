"""家の規則 - sizes: what is long is cut in two before it is understood by nobody."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.reading import ROOT, house_files, python_files, text_of, tree_of

MODULE, FUNCTION, TEST_FUNCTION, TEMPLATE, SETTINGS = 400, 40, 60, 80, 200


def too_long_functions(tree: ast.Module, most: int) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > most:
                yield f"line {node.lineno}: {node.name} has {lines} lines, at most {most}"


def most_lines(file: Path) -> int | None:
    """The limit of a file, or None where there is none."""
    if file.is_relative_to("madoguchi/settings"):
        return SETTINGS
    if "templates" in file.parts:
        return TEMPLATE
    return MODULE if file.suffix in {".py", ".js", ".css"} or file.parts[0] == "bin" else None


def test_every_file_keeps_its_size() -> None:
    long = {
        str(file): len(text_of(file).splitlines())
        for file in house_files()
        if (most := most_lines(file)) and len(text_of(file).splitlines()) > most
    }
    assert not long


@pytest.mark.parametrize(
    ("folder", "most"), [("madoguchi", FUNCTION), ("backoffice", FUNCTION), ("tests", TEST_FUNCTION)]
)
def test_every_function_keeps_its_size(folder: str, most: int) -> None:
    long = [f"{file}: {told}" for file in python_files(folder) for told in too_long_functions(tree_of(file), most)]
    assert not long


def test_a_function_of_one_line_too_many_is_seen() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION))
    assert list(too_long_functions(ast.parse(f"def fits():\n{body[10:]}"), FUNCTION)) == []
    assert list(too_long_functions(ast.parse(f"def long():\n{body}"), FUNCTION)) == [
        "line 1: long has 41 lines, at most 40"
    ]


def test_there_is_something_to_measure() -> None:
    assert (ROOT / "madoguchi").is_dir()
    assert len(python_files("madoguchi")) > 20
    assert most_lines(Path("madoguchi/web/templates/page.html")) == TEMPLATE
