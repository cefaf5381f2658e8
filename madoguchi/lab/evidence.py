"""実測 - what was measured, when and on what machine: the one place from which the docs may take figures.

A topic is a module of `madoguchi/lab/prove/` with `TOPIC: str`, a docstring, and `run(full: bool) -> dict`: JSON
figures, with an optional entry `sizes` that says how much was tried. `full=False` is the same check at a size fit for a
test. A topic makes its own database and processes, with settings of its own: `bin/prove` asks for none.
`docs/reference/evidence.json` keeps the last full run of each topic:
`{topic: {commit, date, sizes, machine: {cores, load, python, system}, seconds, figures}}`.
"""

import importlib
import json
import os
import pkgutil
import platform
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[2]
EVIDENCE = HOME / "docs" / "reference" / "evidence.json"

Figures = dict[str, Any]


@dataclass(frozen=True)
class Topic:
    """Something that can be shown again: its name, one sentence, and how."""

    name: str
    summary: str
    run: Callable[[bool], Figures]


class Disproved(Exception):
    """A topic ran to its end and did not hold; the figures say by how much. Nothing is written."""


def topics() -> dict[str, Topic]:
    """Every topic of `madoguchi/lab/prove/` by name."""
    package = importlib.import_module("madoguchi.lab.prove")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_"))
    found = [_topic(importlib.import_module(f"{package.__name__}.{name}")) for name in names]
    return {topic.name: topic for topic in found}


def _topic(module: Any) -> Topic:
    return Topic(module.TOPIC, (module.__doc__ or "").partition("\n")[0], module.run)


def prove(topic: Topic, *, full: bool) -> dict[str, Any]:
    """Runs a topic; returns its entry: figures with commit, time (UTC), sizes and the state of the machine."""
    load, commit, began = os.getloadavg()[0], commit_now(), time.monotonic()
    figures = dict(topic.run(full))
    return {
        "commit": commit,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "sizes": figures.pop("sizes", {}),
        "machine": {
            "cores": os.cpu_count(),
            "load": round(load, 2),
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "seconds": round(time.monotonic() - began, 1),
        "figures": figures,
    }


def commit_now(folder: Path = HOME) -> str:
    """The commit of a folder, with `+` when files of it were changed since; empty outside of a clone."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
    return git("rev-parse", "--short=12", "HEAD") + ("+" if changed else "")


def read(file: Path = EVIDENCE) -> dict[str, Any]:
    """All entries by topic; empty when nothing was proved yet."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def write(topic: str, entry: dict[str, Any], file: Path = EVIDENCE) -> None:
    """Puts the entry in the place of the topic's last one; the others stay."""
    entries = read(file) | {topic: entry}
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(sorted(entries.items())), ensure_ascii=False, indent=2)
    file.write_text(text + "\n", encoding="utf-8")
