"""カタログの速さ - the state's rows read, made ready, searched with everyday questions, and laid beside themselves.

In memory alone, without a database.

"""

from __future__ import annotations

import argparse
import time
from statistics import quantiles
from typing import Any, Final

from madoguchi import survey
from madoguchi.core.catalogue import Index, alike, compare, of_survey

LIMIT: Final = 50  # milliseconds of one question
QUESTIONS: Final = (
    "こどもが生まれた",
    "引っ越してきました",
    "住民票がほしい",
    "介護保険証をなくした",
    "犬の登録",
    "じどうてあて",
)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--rounds", type=int, default=20, help="how often each question is asked (default: 20)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure; milliseconds."""
    rows = survey.rows()
    began = time.perf_counter()
    entries = tuple(of_survey(rows))
    read = time.perf_counter()
    index = Index(entries, survey.everyday())
    made = time.perf_counter()
    first = [_asked(index, question) for question in QUESTIONS]
    again = [_asked(index, question) for _ in range(args.rounds) for question in QUESTIONS]
    mark = time.perf_counter()
    pairs = len(alike(entries))
    compared = compare({one.key: one for one in entries}, entries, "state")
    end = time.perf_counter()
    return {
        "rows": len(entries),
        "read": round(1000 * (read - began)),
        "index": round(1000 * (made - read)),
        "first": round(max(first), 1),
        "p95": round(quantiles(again, n=20)[-1], 1),
        "compare": round(1000 * (end - mark)),
        "alike": pairs,
        "changes": len(compared.changes),
    }


def _asked(index: Index, question: str) -> float:
    began = time.perf_counter()
    index.ask(question)
    return 1000 * (time.perf_counter() - began)


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    return (
        f"{figures['rows']:,} rows: read in {figures['read']} ms, made ready in {figures['index']} ms\n"
        f"a question: {figures['first']} ms at most the first time, p95 {figures['p95']} ms (at most {LIMIT})\n"
        f"beside themselves: {figures['compare']} ms, {figures['changes']} changes, {figures['alike']} pairs alike"
    )
