"""選考の速さ - made-up rounds of a town, of thirty towns and of the whole country; beside them the package `matching`.

Of a town and of thirty, with brothers and sisters: all from the document to the result with its reasons, and its
verification. Of the country, one child a family: deferred acceptance alone, on a market that lies in memory already.
Seconds are those of the processor, the best of five runs, so that others on the machine count little; `mb` is the most
memory of the process.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
import warnings
from collections.abc import Callable
from typing import Any, Final

from madoguchi.core.allocation.defer import defer
from madoguchi.core.allocation.market import Market, market
from madoguchi.core.allocation.read import read
from madoguchi.core.allocation.result import allocate
from madoguchi.core.verification import verify
from madoguchi.lab.country import country, envious
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.market import made_up

# Children, clubs, municipalities, and the seconds that are promised.
Size = tuple[int, int, int, float]
TOWNS: Final[dict[str, Size]] = {"town": (2_000, 25, 1, 0.3), "thirty_towns": (60_000, 900, 30, 5.0)}
COUNTRY: Final = (1_570_000, 26_000, 2.0)
MOST_MB: Final = 3_000
RUNS: Final = 5
BESIDE: Final = (2_000, 25, 50.0)  # children, clubs, times faster


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same rounds (default: 1)")
    parser.add_argument(
        "--only", action="append", choices=[*TOWNS, "country", "beside"], help="this one alone; may be repeated"
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """{"seed", market: figures}"""
    return measure(args.seed, args.only or [*TOWNS, "country", "beside"], 1)


def measure(seed: int, names: list[str], part: int) -> dict[str, Any]:
    """As `run`; of every size only one in `part`."""
    found: dict[str, Any] = {"seed": seed}
    for name in names:
        if name in TOWNS:
            children, pools, towns, _ = TOWNS[name]
            found[name] = _town(children // part, max(towns, pools // part), towns, seed)
        elif name == "country":
            found[name] = _country(COUNTRY[0] // part, COUNTRY[1] // part, seed)
        else:
            found[name] = _beside(BESIDE[0] // part, max(2, BESIDE[1] // part), seed)
    return found


def _town(children: int, pools: int, towns: int, seed: int) -> dict[str, Any]:
    document = made_up(children, pools, seed, towns=towns)
    seconds, result = _best(lambda: allocate(document))
    checking, report = _best(lambda: verify(document, result))
    if report.wrong:
        raise Disproved(f"the checker says: {report.wrong[0].say}")
    return {
        "children": children,
        "pools": pools,
        "families": report.checked["families"],
        "reasons": report.checked["reasons"],
        "placed": sum(one["placed"] for one in result["pools"]),
        "exceptions": len(report.exceptions),
        "allocate_s": round(seconds, 3),
        "verify_s": round(checking, 3),
        "seconds": round(seconds + checking, 3),
        "mb": _mb(),
    }


def _country(children: int, pools: int, seed: int) -> dict[str, Any]:
    market = country(children, pools, seed)
    seconds, (held, at) = _best(lambda: defer(market, range(children)))
    if envy := envious(market, held, at):
        raise Disproved(f"{envy} children have a justified complaint")
    placed = sum(map(len, held))
    return {"children": children, "pools": pools, "placed": placed, "seconds": round(seconds, 3), "mb": _mb()}


def _beside(children: int, pools: int, seed: int) -> dict[str, Any]:
    """One round, one child a family, through the package `matching` and through ours.

    `times`: its solving alone, against ours and a look at every child for a justified complaint, both from what lies
    ready in memory. `document_times`: all that it does from lists of names, against all that we do from the document,
    with reasons, digests and the independent verification.
    """
    from matching.games import HospitalResident

    document = made_up(children, pools, seed, siblings=0)
    made = market(read(document))
    lists = _as_lists(made)
    games: list[Any] = []  # one can be solved once
    ready, _ = _best(lambda: games.append(HospitalResident.create_from_dictionaries(*lists)))
    solving, solved = _best(lambda: games.pop().solve(optimal="resident"))
    ours, outcome = _best(lambda: _looked_at(made))
    whole, result = _best(lambda: _allocated(document))
    theirs = {child.name: club.name for club, matched in solved.items() for child in matched}
    if theirs != {one["applicant"]: one["pool"] for one in result["placements"] if one["pool"]}:
        raise Disproved("the package `matching` comes to another outcome")
    return {
        "children": children,
        "pools": pools,
        "placed": sum(map(len, outcome)),
        "matching_ms": round(1_000 * solving, 1),
        "ours_ms": round(1_000 * ours, 2),
        "times": round(solving / ours, 1),
        "document_times": round((ready + solving) / whole, 1),
    }


def _looked_at(made: Market) -> list[list[int]]:
    held, at = defer(made, range(len(made.unit)))
    if envious(made, held, at):
        raise Disproved("somebody has a justified complaint")
    return held


def _allocated(document: dict[str, Any]) -> dict[str, Any]:
    result = allocate(document)
    if verify(document, result).wrong:
        raise Disproved("the checker finds it wrong")
    return result


def _as_lists(made: Market) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, int]]:
    """What the package takes: wishes of the children, the order of children at each club, places."""
    lines: dict[str, list[tuple[int, str]]] = {pool.id: [] for pool in made.round.pools}
    for child, one in enumerate(made.round.applicants):
        for i in made.positions(child):
            lines[made.round.pools[made.wish[i]].id].append((made.key[i], one.id))
    clubs = {pool: [name for _, name in sorted(line, reverse=True)] for pool, line in lines.items()}
    return (
        {one.id: list(one.wishes) for one in made.round.applicants},
        clubs,
        {p.id: p.capacity for p in made.round.pools},
    )


def _best(deed: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of some runs, and what came of the last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of names that it changes
        runs = [_timed(deed) for _ in range(RUNS)]
    return min(seconds for seconds, _ in runs), runs[-1][1]


def _timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        done = deed()
        return time.process_time() - began, done
    finally:
        gc.enable()


def _mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024


def short_of(figures: dict[str, Any]) -> list[str]:
    """What is slower or larger than is promised, as sentences."""
    limits = {name: size[3] for name, size in TOWNS.items()} | {"country": COUNTRY[2]}
    told = [
        f"{name}: {figures[name]['seconds']} s, {limit} promised"
        for name, limit in limits.items()
        if name in figures and figures[name]["seconds"] > limit
    ]
    if figures.get("country", {}).get("mb", 0) > MOST_MB:
        told.append(f"country: {figures['country']['mb']} MB, {MOST_MB} promised")
    if figures.get("beside", {}).get("times", BESIDE[2]) < BESIDE[2]:
        told.append(f"beside: {figures['beside']['times']} times, {BESIDE[2]} promised")
    return told


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{'round':<16}{'children':>10}{'clubs':>8}{'seconds':>10}{'MB':>8}"]
    for name in (*TOWNS, "country"):
        if one := figures.get(name):
            lines.append(f"{name:<16}{one['children']:>10,}{one['pools']:>8,}{one['seconds']:>10}{one['mb']:>8,}")
    if one := figures.get("beside"):
        lines.append(f"matching {one['matching_ms']} ms, ours with a check {one['ours_ms']} ms: {one['times']} times")
    return "\n".join(lines)
