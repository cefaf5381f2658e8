"""一覧の速さ - the staff's list with thousands of made-up cases: filters, search, sorts and deep pages.

Inside one municipality of a scratch database, measured through the real pages with a signed-in clerk, in milliseconds
of the server. On SQLite and on PostgreSQL, where one can be had.

"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import Ground, ground

# Milliseconds of the server in which 19 of 20 answers must be there.
LIMITS = {2_000: 200, 60_000: 300}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--cases", type=int, default=2_000, help="how many rows (default: 2000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (default: 20)")
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """{"cases", "rounds", kind of database: {page: {"p50", "p95", "rows"}}}"""
    return measure(args.cases, args.rounds, ("sqlite", "postgresql") if args.database == "both" else (args.database,))


def measure(cases: int, rounds: int, kinds: tuple[str, ...] = ("sqlite", "postgresql")) -> dict[str, Any]:
    """As `run`. Raises Disproved where no PostgreSQL can be had."""
    figures: dict[str, Any] = {"cases": cases, "rounds": rounds}
    if kinds == ("sqlite",):
        return figures | {"sqlite": _on("", cases, rounds)}
    with both() as databases:
        return figures | {kind: _on(databases[kind], cases, rounds) for kind in kinds}


def _on(server: str, cases: int, rounds: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as place, ground(Path(place), server) as it:
        it.ask("madoguchi.lab.bench._inside", "fill", str(cases))
        if server:
            _as_after_a_night(server, it)
        return it.ask("madoguchi.lab.bench._inside", "ask", str(rounds))


def _as_after_a_night(server: str, it: Ground) -> None:
    """PostgreSQL looks after its tables by itself, but not within a second."""
    name = urlsplit(it.env["MADOGUCHI_DATABASE"]).path
    with psycopg.connect(urlunsplit(urlsplit(server)._replace(path=name)), autocommit=True) as link:
        link.execute("VACUUM ANALYZE")


def too_slow(figures: dict[str, Any]) -> list[str]:
    """Every page that took longer than is promised for its size, as a sentence."""
    limit = next((most for size, most in LIMITS.items() if figures["cases"] <= size), None)
    if limit is None:
        raise Disproved(f"nothing is promised for {figures['cases']} cases")
    return [
        f"{kind}, {page}: {told['p95']} ms of {limit}"
        for kind in ("sqlite", "postgresql")
        for page, told in figures.get(kind, {}).items()
        if told["p95"] > limit
    ]


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{figures['cases']} cases, {figures['rounds']} rounds, milliseconds of the server", ""]
    for kind in ("sqlite", "postgresql"):
        pages = figures.get(kind, {})
        lines += [f"{kind:<28}{'p50':>8}{'p95':>8}{'found':>8}"] if pages else []
        lines += [f"  {page:<26}{told['p50']:>8}{told['p95']:>8}{told['rows']:>8}" for page, told in pages.items()]
    return "\n".join(lines)
