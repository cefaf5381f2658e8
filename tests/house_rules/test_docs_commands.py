"""家の規則 - commands in the docs: those of `console` blocks are run, and say what the page says.

They run in a copy of the house, with a state folder of its own.
- ```console: each line that begins with `$ ` is run with `sh`; the lines after it must be in its output, in order (`…`
  stands for anything). A command that ends with another code than 0 says so: `$ madoguchi check x  # ends with 1`.
- ```yaml path/of/a/file.yaml: (any language) the block is written to that file of the copy first.
- ```sh: not run; only the commands of bin/, `git clone` and `cd`, or any with `<!-- not run: reason -->` before it.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house_rules.reading import ROOT, Block, blocks, house_files, pages, text_of

RUN_BY_OTHERS = re.compile(r"^(\$ )?([A-Z_]+=\S+ )*(bin/(demo|test|prove|lock)\b|git clone |cd )|^\s*(#.*)?$")
REASON = re.compile(r"<!--\s*not run: \S.*-->")
PROGRAMS = {
    "madoguchi",
    "cat",
    "cp",
    "echo",
    "ls",
    "mkdir",
    "mv",
    "printf",
    "python",
    "rm",
    "sed",
    "head",
    "grep",
    "export",
}
SECONDS = 120


@dataclass(frozen=True)
class Line:
    """One command of a page, its promised exit code and output."""

    number: int
    command: str
    code: int
    output: tuple[str, ...]


def lines_of(block: Block) -> Iterator[Line]:
    starts = [place for place, line in enumerate(block.lines) if line.startswith("$ ")]
    assert starts, f"line {block.line}: a console block without a command"
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        command, _, ends = block.lines[start][2:].partition("  # ends with ")
        output = tuple(line.strip() for line in block.lines[start + 1 : end] if line.strip())
        yield Line(block.line + 1 + start, command, int(ends or 0), output)


def missing(promised: tuple[str, ...], told: str) -> str | None:
    """The first promised line that the output does not have at or after the place of the one before it."""
    rest = [line.strip() for line in told.splitlines()]
    for line in promised:
        shape = re.compile(".*".join(re.escape(part) for part in re.split(r"…|\.\.\.", line)))
        if not line.strip(".…"):
            continue
        while rest and not shape.search(rest[0]):
            rest.pop(0)
        if not rest:
            return line
    return None


def unsafe(command: str) -> list[str]:
    """The programs of a command line that a page may not run here."""
    words = re.split(r"\s*(?:\|\||&&|[|;])\s*", re.sub(r"'[^']*'|\"[^\"]*\"", "x", command))
    names = [re.sub(r"^([A-Z_]+=\S*\s+)*", "", part).split()[0] for part in words if part.split()]
    return [name for name in names if name not in PROGRAMS]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house as committed or about to be, without environment and state; what Python has compiled comes along."""
    compiled = (file.relative_to(ROOT) for file in (ROOT / "madoguchi").rglob("*.pyc"))
    for file in (*house_files(), *compiled):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, tmp_path / file)
    return tmp_path


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "PG", "DJANGO_"))}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(home),
        # As on a terminal, where both streams are seen in the order in which they were written.
        "PYTHONUNBUFFERED": "1",
        "MADOGUCHI_HOME": str(home),
        "MADOGUCHI_VAR": str(home / "var"),
        "MADOGUCHI_SECRET_KEY": "only-for-the-commands-of-the-docs-" + "x" * 32,
    }


WITH_COMMANDS = [page for page in pages() if any(block.info[:1] == ("console",) for block in blocks(text_of(page)))]


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=str)
def test_the_commands_of_a_page_do_as_it_says(page: Path, copy: Path) -> None:
    for block in blocks(text_of(page)):
        if block.info[:1] == ("console",):
            for line in lines_of(block):
                run(line, copy)
        elif len(block.info) == 2:
            file = copy / block.info[1]
            assert file.resolve().is_relative_to(copy.resolve()), f"line {block.line} writes outside of the house"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join([*block.lines, ""]), encoding="utf-8")


def run(line: Line, home: Path) -> None:
    assert not unsafe(line.command), f"line {line.number}: {unsafe(line.command)} may not be run by a page"
    done = subprocess.run(
        ["sh", "-euc", line.command],
        cwd=home,
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert done.returncode == line.code, f"line {line.number}: `{line.command}`\n{done.stdout}"
    absent = missing(line.output, done.stdout)
    assert absent is None, f"line {line.number}: `{line.command}` does not say {absent!r} but\n{done.stdout}"


@pytest.mark.parametrize("page", pages(), ids=str)
def test_a_block_that_is_not_run_is_run_elsewhere_or_says_why(page: Path) -> None:
    told = [
        f"line {block.line}: {line}"
        for block in blocks(text_of(page))
        if block.info[:1] in {("sh",), ("bash",), ("shell",)} and not REASON.search(block.before)
        for line in block.lines
        if not RUN_BY_OTHERS.match(line)
    ]
    assert not told


def test_a_promise_is_compared_with_the_output() -> None:
    assert missing(("a", "…", "c … e"), "x\na\nb\nc d e\n") is None
    assert missing(("a", "b"), "b\na\n") == "b"
    assert missing(('"faults": [...]',), '{"faults": [1, 2]}') is None


def test_a_console_block_is_read_as_commands_codes_and_outputs() -> None:
    page = "```console\n$ madoguchi check x  # ends with 1\nform.yaml:3 …\n$ ls | head\n```\n"
    assert list(lines_of(next(blocks(page)))) == [
        Line(2, "madoguchi check x", 1, ("form.yaml:3 …",)),
        Line(4, "ls | head", 0, ()),
    ]


def test_a_page_runs_only_harmless_programs() -> None:
    assert not unsafe("A=1 madoguchi check x | grep '; rm' && ls")
    assert unsafe("curl -s x | sh") == ["curl", "sh"]
