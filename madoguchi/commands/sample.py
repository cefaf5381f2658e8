"""見本 - made-up families of a municipality, filed through the door that residents' applications go through.

Prints {"municipality", "seed", "applications", "filed", "known", "cases", "papers", "moved", "seconds", "cpu_seconds"}
as JSON; progress goes to stderr. The same seed makes the same families; a number of a seed is filed once, however often
it is asked for, so a command that was stopped is begun again. Ends with 1 where real families have applied.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from madoguchi import settings
from madoguchi.commands._office import safe_to_run
from madoguchi.lab.sample import page
from madoguchi.lab.sample.arrivals import NoWindow
from madoguchi.lab.sample.filing import Filed, NothingInForce, RealFamilies, Wanted, file
from madoguchi.lab.sample.typed import Mistyped
from madoguchi.web.clock import now

EVERY = 100  # applications between two words of progress


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--municipality", metavar="SLUG", help="whose families; required but for --assumptions")
    parser.add_argument("--procedure", default="gakudo", metavar="NAME", help="default: gakudo")
    parser.add_argument("--applications", type=int, metavar="N", help="default: a child for each place of the clubs")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument("--moved", action="store_true", help="made-up clerks have begun to work on them")
    parser.add_argument("--papers", type=int, default=10, metavar="PERCENT", help="so many add papers; default: 10")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="what was planted, one JSON line each")
    parser.add_argument("--beside", action="store_true", help="also where real families have applied")
    parser.add_argument("--without-news", action="store_true", help="nobody wants mail or messages: none go out")
    parser.add_argument("--assumptions", action="store_true", help="print docs/reference/sample.md and end")


def run(args: argparse.Namespace) -> int:
    """File a sample, or say what it assumes."""
    if args.assumptions:
        print(page.text(), end="")
        return 0
    if not args.municipality:
        print("madoguchi sample: --municipality is missing", file=sys.stderr)
        return 2
    if not safe_to_run("sample"):
        return 1
    wanted = Wanted(
        municipality=args.municipality,
        procedure=args.procedure,
        seed=args.seed,
        applications=args.applications,
        moved=args.moved,
        papers=_papers(args.papers),
        beside=args.beside,
        news=not args.without_news,
    )
    began = time.monotonic()
    filed = _file(wanted)
    if filed is None:
        return 1
    if args.truth:
        lines = (json.dumps(row, ensure_ascii=False) for row in filed.truth)
        args.truth.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(json.dumps(_told(wanted, filed, time.monotonic() - began), ensure_ascii=False))
    return 0


def _papers(share: int) -> int:
    """The share of families that can add papers: none, where there is no key to seal them with."""
    if not share:
        return 0
    try:
        settings.storage_keys()
    except ImproperlyConfigured as reason:
        print(f"madoguchi sample: without papers: {reason}", file=sys.stderr)
        return 0
    return share


def _file(wanted: Wanted) -> Filed | None:
    """None when it was refused; the reason goes to stderr."""
    try:
        return file(wanted, now(), _progress())
    except NothingInForce:
        reason = f"no procedure {wanted.procedure} is in force; `madoguchi load` first"
    except NoWindow:
        reason = "no window has been open yet; MADOGUCHI_TODAY sets another day"
    except RealFamilies:
        reason = "real families have applied here; --beside files made-up ones beside them"
    except Mistyped as what:
        reason = f"the form has changed and the sample has not: {what}"
    print(f"madoguchi sample: {wanted.municipality}: {reason}", file=sys.stderr)
    return None


def _progress() -> Any:
    told = 0

    def tell(done: int, whole: int) -> None:
        nonlocal told
        if done >= told + EVERY or done == whole > told:
            told = done
            print(f"madoguchi sample: {done} / {whole}", file=sys.stderr, flush=True)

    return tell


def _told(wanted: Wanted, filed: Filed, seconds: float) -> dict[str, Any]:
    names = ("filed", "known", "cases", "papers", "moved")
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "municipality": wanted.municipality,
        "seed": wanted.seed,
        "applications": len(filed.truth),
        **{name: filed.counts[name] for name in names},
        "seconds": round(seconds, 1),
        "cpu_seconds": round(sum(one.ru_utime + one.ru_stime for one in used), 1),
    }
