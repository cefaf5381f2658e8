"""言葉を集める - every sentence of the house that a family can read, by its Japanese, and where it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from madoguchi.core import days
from tests.house_rules.reading import JAPANESE, ROOT, docstrings, python_files, text_of, tree_of

PAGES = ("madoguchi/web/resident", "madoguchi/web/kit")
STAFF = {"madoguchi/web/kit/staff.html"}
_TAG = re.compile(r'\{%\s*t\s+"([^"]*)"')
_PLAIN = re.compile(r'"([^"]*)"\|plain')
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
# Names under which patterns stand that `say` is given later.
_TABLES = {"ask", "pattern", "SAYS"}


def templates() -> list[Path]:
    """The templates of families' pages."""
    found = [path.relative_to(ROOT) for folder in PAGES for path in (ROOT / folder).rglob("*.html")]
    return sorted(path for path in found if str(path) not in STAFF)


def sentences() -> dict[str, str]:
    """Every sentence with the file it is said in."""
    found: dict[str, str] = dict.fromkeys(days.WORDS, "madoguchi/core/days.py")
    for path in templates():
        text = text_of(path)
        found |= dict.fromkeys(_TAG.findall(text) + _PLAIN.findall(text), str(path))
    for path in python_files("madoguchi"):
        found |= dict.fromkeys(said(tree_of(path)), str(path))
    return found


def said(tree: ast.Module) -> Iterator[str]:
    """The sentences of a module: what `say` and `listed` are given, and the tables of what they are given later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "listed"):
            yield from texts_in(*node.args)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _names(node) & _TABLES:
            values = node.value.values if isinstance(node.value, ast.Dict) else [node.value]
            yield from texts_in(*values)
        if isinstance(node, ast.FunctionDef) and node.name == "listed":
            yield from texts_in(*node.args.defaults)


def texts_in(*nodes: ast.expr) -> Iterator[str]:
    yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _names(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def unsaid(template: str) -> list[str]:
    """The lines of a template with Japanese that no tag says."""
    return [line.strip() for line in _CODE.sub("", template).splitlines() if JAPANESE.search(line)]


def unsaid_in(tree: ast.Module) -> list[str]:
    """The Japanese of a module of families' pages that is given to nobody who could say it otherwise."""
    known, prose = set(said(tree)), docstrings(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in prose
        and JAPANESE.search(node.value)
        and node.value not in known
    ]
