"""転記の速さ - made-up cases are typed into the made-up back office: cases in a minute, with all evidence kept.

The whole way counts: the errand taken up, searched, typed, read back, clicked, found again and compared field by field,
each stage and each picture written before the next. In turns with it, Selenium does the same work before an office of
its own, with as many pictures. One robot on this machine, no delay in the office. Below 200 cases it proves nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from madoguchi.lab.bench._selenium import Hand, hand
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.ledger import judge
from madoguchi.lab.office import STAFF, Office, office
from madoguchi.lab.storm.ground import Ground, ground
from madoguchi.lab.storm.robots import with_account

TURN: Final = 10  # cases, until it is the other's turn
ENOUGH: Final = 200  # cases, to say anything
PROMISED: Final = 30.0  # cases in a minute


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--cases", type=int, default=200, metavar="N", help="how many each types (default: 200)")
    parser.add_argument("--alone", action="store_true", help="without Selenium beside it")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """As `measure`."""
    return measure(args.cases, beside=not args.alone)


def measure(cases: int, *, beside: bool = True) -> dict[str, Any]:
    """{"cases", "load", "cores", "robot": {"per_minute", "median_s", "p95_s"}, "selenium": the same, "times"}.

    Raises Disproved when anything was not typed right.
    """
    load = round(os.getloadavg()[0], 2)
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as place,
        ground(Path(place) / "ground") as made,
        office(Path(place) / "office") as ours,
        office(Path(place) / "beside") as theirs,
        _typing(with_account(made, ours), cases) as robot,
    ):
        sheets = robot.sheets
        took: dict[str, list[float]] = {"robot": [], "selenium": []}
        with hand(Path(place) / "pictures") if beside else _nobody() as other:
            if other:
                other.log_in(theirs.url, STAFF, theirs.password)
            for first in range(0, len(sheets), TURN):
                turn = sheets[first : first + TURN]
                took["robot"] += robot.type(len(turn))
                took["selenium"] += list(_by_selenium(other, turn)) if other else []
                print(f"madoguchi bench robot: {first + len(turn)} / {len(sheets)}", file=sys.stderr)
        _must_be_right(ours, sheets)
        if beside:
            _must_be_right(theirs, sheets)
    told = {name: spread(seconds) for name, seconds in took.items() if seconds}
    times = {"times": round(told["selenium"]["median_s"] / told["robot"]["median_s"], 2)} if beside else {}
    return {"cases": len(sheets), "load": load, "cores": os.cpu_count(), **told, **times}


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Of the seconds of each case: how many in a minute, one after the other; the median, and what 95 of 100 keep."""
    last = statistics.quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return {
        "per_minute": round(60 * len(seconds) / sum(seconds), 1),
        "median_s": round(statistics.median(seconds), 2),
        "p95_s": round(last, 2),
    }


def too_slow(figures: Mapping[str, Any]) -> str:
    """Why the promise is not kept; "" when it is. Raises Disproved for fewer cases than say anything."""
    if figures["cases"] < ENOUGH:
        raise Disproved(f"{figures['cases']} cases say nothing; {ENOUGH} at least")
    pace = figures["robot"]["per_minute"]
    return f"{pace} cases a minute, promised {PROMISED}" if pace < PROMISED else ""


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{figures['cases']} cases each; load {figures['load']} on {figures['cores']} cores before it", ""]
    lines += [f"{'':<12}{'a minute':>10}{'median s':>10}{'95 % s':>10}"]
    for name in ("robot", "selenium"):
        if told := figures.get(name):
            lines += [f"{name:<12}{told['per_minute']:>10}{told['median_s']:>10}{told['p95_s']:>10}"]
    return "\n".join([*lines, "" if figures["cases"] >= ENOUGH else f"fewer than {ENOUGH}: no proof of anything"])


class _Typing:
    """The house's robot, one step after the other, in a process within its scratch database."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self._program = program
        self.sheets: list[dict[str, Any]] = self._hear()["sheets"]

    def type(self, number: int) -> list[float]:
        """The seconds of each of the next cases."""
        assert self._program.stdin
        self._program.stdin.write(f"{number}\n".encode())
        self._program.stdin.flush()
        return list(self._hear()["seconds"])

    def _hear(self) -> dict[str, Any]:
        assert self._program.stdout
        said = self._program.stdout.readline()
        if not said:
            raise Disproved("the robot's process has ended")
        return dict(json.loads(said))


@contextmanager
def _typing(made: Ground, cases: int) -> Iterator[_Typing]:
    slug = made.counter[0]
    made.ask("madoguchi.lab.storm", "typing", slug, "begin")
    words = ("--municipality", slug, "--applications", str(cases), "--seed", "5", "--papers", "0", "--without-news")
    made.ask("madoguchi", "sample", *words)
    made.ask("madoguchi", "worker", "--once")
    program = subprocess.Popen(
        [sys.executable, "-m", "madoguchi.lab.storm", "turns", slug, str(cases)],
        cwd=made.home,
        env=made.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield _Typing(program)
    finally:
        assert program.stdin
        program.stdin.close()
        program.wait(60)
        if program.stdout:
            program.stdout.close()


def _by_selenium(other: Hand, sheets: Sequence[Mapping[str, Any]]) -> Iterator[float]:
    for sheet in sheets:
        began = time.perf_counter()
        other.one(sheet["key"], sheet["fields"])
        yield time.perf_counter() - began


def _must_be_right(it: Office, sheets: Sequence[Mapping[str, Any]]) -> None:
    ours = {sheet["key"]: {field["label"]: field["typed"] for field in sheet["fields"]} for sheet in sheets}
    told = judge(it.records(), ours)
    if not told.right:
        raise Disproved(f"not typed right: {told.plain()}")


@contextmanager
def _nobody() -> Iterator[None]:
    yield None
