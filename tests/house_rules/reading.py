"""家の規則 - what the rules read: the files of the house, their syntax trees and the blocks of its docs."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]")


@cache
def house_files() -> tuple[Path, ...]:
    """What is committed or would be, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {Path(name) for name in listed.split("\0") if name}
    return tuple(sorted(name for name in found if (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    return [
        file
        for file in house_files()
        if file.suffix == ".py" and any(file.is_relative_to(folder) for folder in folders)
    ]


@cache
def text_of(file: Path) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(text_of(file))


def pages() -> list[Path]:
    """The docs that people read: README files and everything in docs/."""
    return [
        file
        for file in house_files()
        if file.suffix == ".md" and (file.is_relative_to("docs") or file.name.startswith("README"))
    ]


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The constants that are prose: the first statement of modules, classes and functions."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(first.value)
    return found


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every absolute import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its info words, its lines, and the line before the fence."""

    line: int
    info: tuple[str, ...]
    lines: tuple[str, ...]
    before: str


def blocks(page: str) -> Iterator[Block]:
    fence, start, info, kept, before, last = "", 0, "", [], "", ""
    for number, line in enumerate(page.splitlines(), 1):
        mark = re.match(r"\s*(`{3,}|~{3,})(.*)$", line)
        if fence and mark and mark[1].startswith(fence) and not mark[2].strip():
            yield Block(start, tuple(info.split()), tuple(kept), before)
            fence = ""
        elif fence:
            kept.append(line)
        elif mark:
            fence, start, info, kept, before = mark[1], number, mark[2], [], last
        elif line.strip():
            last = line
    assert not fence, f"the block of line {start} is never closed"


def prose(page: str) -> list[tuple[int, str]]:
    """(line number, text) of the lines outside fenced blocks, without inline code."""
    inside: set[int] = set()
    for block in blocks(page):
        inside |= set(range(block.line, block.line + len(block.lines) + 2))
    return [
        (number, re.sub(r"`[^`]*`", "", line))
        for number, line in enumerate(page.splitlines(), 1)
        if number not in inside
    ]
