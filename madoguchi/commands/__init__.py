"""号令 - `madoguchi NAME` is one file of this folder: it reads files, prints JSON, and ends with 0, 1 or 2.

A file `NAME.py` begins with a docstring whose first line is its help, and has `add(parser)` and `run(args) -> int`.
Exit codes: 0 done, 1 the input was refused (every reason on stderr), 2 wrong use or unusable settings.
Django is made ready before the file is imported, unless it says `BARE = True`: such a command works with any settings.
"""

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DONE, REFUSED, WRONG_USE = 0, 1, 2
INTERRUPTED = 130


@dataclass(frozen=True)
class Command:
    """One file of the folder, as read without importing it: `--help` must not need a database or settings."""

    name: str
    module: str
    summary: str
    description: str
    bare: bool


def commands() -> dict[str, Command]:
    """Every command by its name, in the order of the alphabet."""
    files = sorted(Path(__file__).parent.glob("[!_]*.py"))
    found = [command for file in files if (command := _read(file))]
    return {command.name: command for command in found}


def _read(file: Path) -> Command | None:
    """None for a file without `run`: something that several commands share."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body):
        return None
    text = ast.get_docstring(tree) or ""
    bare = any(
        isinstance(node, ast.Assign)
        and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["BARE"]
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
        for node in tree.body
    )
    return Command(file.stem.replace("_", "-"), file.stem, text.partition("\n")[0], text, bare)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; argparse itself leaves with 0 (help) or 2 (wrong use)."""
    words = list(sys.argv[1:] if argv is None else argv)
    known = commands()
    chosen = known.get(words[0]) if words else None
    if chosen is None:
        _overview(known).parse_args(words)
        raise AssertionError("the overview always leaves")
    if not chosen.bare and not _django_ready():
        return WRONG_USE
    module = importlib.import_module(f"{__name__}.{chosen.module}")
    parser = argparse.ArgumentParser(
        prog=f"madoguchi {chosen.name}",
        description=chosen.description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add(parser)
    try:
        return int(module.run(parser.parse_args(words[1:])))
    except KeyboardInterrupt:
        return INTERRUPTED


def _overview(known: dict[str, Command]) -> argparse.ArgumentParser:
    width = max(map(len, known), default=0)
    lines = [f"  {command.name:<{width}}  {command.summary}" for command in known.values()]
    parser = argparse.ArgumentParser(
        prog="madoguchi",
        description="窓口 - the counter of a city hall.",
        epilog="\n".join(["commands (madoguchi NAME --help):", *lines]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=list(known), metavar="NAME", help="one of the commands below")
    return parser


def _django_ready() -> bool:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.settings")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        print(f"madoguchi: {fault}", file=sys.stderr)
        return False
    return True
