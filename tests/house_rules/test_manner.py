"""家の規則 - manner: every module says in Japanese what it is, and names say what a thing does at the counter."""

import ast
import re
from collections.abc import Iterator

from tests.house_rules.reading import JAPANESE, docstrings, python_files, text_of, tree_of

# Words that say nothing about the counter.
EMPTY_CLASS = re.compile(r"Manager|Service|Helper")
EMPTY_FUNCTION = re.compile(r"^_?(process|handle)_")
EMPTY_MODULE = {"utils", "helpers", "common", "misc", "managers", "services"}
# Names that another party's contract asks for.
ASKED_FOR = re.compile(
    r"^(process_(request|view|exception|template_response|response)|handle_([A-Z]+|(start|end|startend)tag|data))$"
)


def empty_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and EMPTY_CLASS.search(node.name):
            yield node.name
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or ASKED_FOR.match(node.name):
            continue
        if EMPTY_FUNCTION.search(node.name):
            yield node.name


def says_what_it_is(source: str) -> bool:
    """Whether the first line is `日本語 - one sentence.`, whatever follows it."""
    first = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
    japanese, dash, sentence = first.partition(" - ")
    return bool(dash and JAPANESE.search(japanese) and sentence.endswith("."))


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(file)
        for file in python_files("madoguchi", "backoffice")
        if "migrations" not in file.parts and not says_what_it_is(text_of(file))
    ]
    assert not silent


def test_no_name_is_empty_of_meaning() -> None:
    ours = python_files("madoguchi", "backoffice")
    empty = {str(file): names for file in ours if (names := list(empty_names(tree_of(file))))}
    assert not empty
    assert not [str(file) for file in ours if file.stem in EMPTY_MODULE]


def test_a_comment_that_silences_a_tool_says_why() -> None:
    """Behind it (`# noqa: X - reason`) or on the line above: without a reason, nobody can take it away again."""
    files = [file for file in python_files("madoguchi", "backoffice", "tests") if file.name != "test_manner.py"]
    assert not [f"{file}:{number}" for file in files for number in silenced_without_reason(text_of(file))]


def silenced_without_reason(source: str) -> list[int]:
    lines = ["", *source.splitlines()]
    return [
        number
        for number, line in enumerate(lines)
        if re.search(r"#\s*(noqa|type:\s*ignore)\b[^#]*$", line)
        and " - " not in line.rpartition("#")[2]
        and not lines[number - 1].lstrip().startswith("#")
    ]


def test_a_silence_without_reason_is_seen() -> None:
    assert silenced_without_reason("x = 1  # noqa: E501\n") == [1]
    assert silenced_without_reason("x = f()  # type: ignore[arg-type]\n") == [1]
    assert not silenced_without_reason("# The demo's.\nx = 1  # noqa: S105\ny = 1  # noqa: S105 - a sample\n")
    assert not silenced_without_reason("x = 1  # noqa: S105  # a sample\n")


def test_the_rule_sees_a_silent_module_and_an_empty_name() -> None:
    assert says_what_it_is('"""指摘 - what a person must see."""')
    assert not says_what_it_is('"""What a person must see."""')
    assert not says_what_it_is("x = 1")
    names = "class CaseManager: ...\nclass Case: ...\ndef process_case(): ...\ndef process_view(): ...\n"
    assert list(empty_names(ast.parse(names))) == ["CaseManager", "process_case"]
    assert len(docstrings(ast.parse('"""a"""\ndef f():\n    """b"""\n    return "c"'))) == 2
