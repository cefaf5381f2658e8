"""家の規則 - purity of the core: what it imports is listed, and it asks neither the clock nor a file."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.reading import imported, python_files, tree_of

LIBRARIES = {"cel", "jaconv", "jpholiday", "jsonschema_rs", "msgspec", "madoguchi"}
# The parts of the standard library that only compute.
COMPUTING = {
    *(
        "__future__",
        "abc",
        "array",
        "base64",
        "bisect",
        "calendar",
        "collections",
        "copy",
        "dataclasses",
        "datetime",
        "decimal",
    ),
    *("difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac", "html", "itertools", "json", "math"),
    *("operator", "re", "statistics", "string", "textwrap", "types", "typing", "unicodedata", "zlib"),
}
# One file may do one thing more, and why.
MORE = {
    "madoguchi/core/package/read.py": {"yaml"},  # the one reader of YAML: bytes come in, no file is opened
    # The published schemas come with the code, as its constants do.
    "madoguchi/core/package/schemas.py": {"importlib"},
    "madoguchi/core/round.py": {"importlib"},
    "madoguchi/core/transcript/files.py": {"csv"},  # rows of a CSV in memory
    "madoguchi/core/intake/sheet.py": {"csv"},  # lines come in as text; what it can read of a file is never asked
}
CLOCK = {"now", "today", "utcnow", "fromtimestamp"}
DOORS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}


def impurities(file: str, tree: ast.Module) -> Iterator[str]:
    allowed = LIBRARIES | COMPUTING | MORE.get(file, set())
    for line, name in imported(tree):
        if name.partition(".")[0] not in allowed:
            yield f"{file}:{line} imports {name}"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in DOORS:
            yield f"{file}:{node.lineno} calls {node.func.id}"
        if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK and asks_a_clock(node):
            yield f"{file}:{node.lineno} asks the clock"


def asks_a_clock(call: ast.Call) -> bool:
    """`datetime.now()`, `date.today()`; not a method of ours that happens to have such a name."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return name in {"datetime", "date", "time"}


def test_the_core_is_pure() -> None:
    found = [told for file in python_files("madoguchi/core") for told in impurities(str(file), tree_of(file))]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        *("import os", "from django.db import models", "import yaml", "x = open('a')", "t = datetime.now(UTC)"),
        *("d = datetime.date.today()", "def f():\n    import time", "from pathlib import Path"),
    ],
)
def test_an_impurity_is_seen(source: str) -> None:
    assert len({told.rpartition(" ")[0] for told in impurities("core.py", ast.parse(source))}) == 1


def test_what_is_allowed_exists() -> None:
    assert sys.stdlib_module_names >= COMPUTING
    assert all(Path(file).parts[1] == "core" for file in MORE)
