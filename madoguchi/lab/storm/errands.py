"""用務の嵐 - workers are killed at random moments while a slow service does what they asked, and nothing doubles.

A process of its own: `python -m madoguchi.lab.storm errands --errands 40 [--without-find]`, on a ground that is made.
Prints {"errands", "kills", "effects", "lost", "doubled", "seconds"}: `lost` have no effect outside or did not end,
`doubled` have more than one effect.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connections

from madoguchi.core.case import Errand
from madoguchi.core.errand import BackOff
from madoguchi.core.plug import Plug
from madoguchi.desk.errands import PlugCall, Worker, register, run
from madoguchi.lab.storm.counterpart import Finding, Findless, open_counterpart
from madoguchi.store import errands, municipalities, wall

WORKERS = 4
BETWEEN_KILLS = 0.12  # seconds at the mean
GIVE_UP = 300.0
PATIENT = BackOff(timedelta(milliseconds=50), factor=2, longest=timedelta(seconds=1), attempts=1000)


def _now() -> datetime:
    return datetime.now(UTC)


def _prepare(errand: Errand, payload: Any) -> PlugCall:
    return PlugCall("lab/counterpart", payload)


def _work(plug: Plug) -> None:
    """A worker's whole life, in a process of its own."""
    worker = Worker(f"storm-{os.getpid()}", {"lab/counterpart": plug}, _now, PATIENT)
    run(worker, lambda: False, lambda: time.sleep(0.02))


def _fork(plug: Plug) -> int:
    _forget_connections()
    pid = os.fork()
    if pid == 0:
        try:
            _work(plug)
        finally:
            os._exit(1)
    return pid


def _forget_connections() -> None:
    """None may be shared with a child."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _leave(count: int) -> dict[str, list[int]]:
    """Errands of two municipalities, in turn."""
    slugs = [municipality.slug for municipality in municipalities.all_()][:2]
    left: dict[str, list[int]] = {slug: [] for slug in slugs}
    batch = secrets.token_hex(4)
    for number in range(count):
        slug = slugs[number % len(slugs)]
        with wall.inside(slug, write=True):
            left[slug].append(errands.leave("storm", f"{batch}-{number}", {}, "", _now()).id)
    return left


def _open(left: dict[str, list[int]]) -> int:
    """How many have not ended; those that have are struck off."""
    for slug, ids in left.items():
        with wall.inside(slug):
            ids[:] = [number for number in ids if (row := errands.get(number)) and row.state != "done"]
    return sum(map(len, left.values()))


def _kill_until_done(plug: Plug, left: dict[str, list[int]]) -> int:
    """Kills and replaces workers for as long as errands are open; how many were killed."""
    workers = [_fork(plug) for _ in range(WORKERS)]
    until, kills = time.monotonic() + GIVE_UP, 0
    try:
        while _open(left) and time.monotonic() < until:
            time.sleep(random.expovariate(1 / BETWEEN_KILLS))
            victim = random.randrange(WORKERS)
            os.kill(workers[victim], signal.SIGKILL)
            os.waitpid(workers[victim], 0)
            workers[victim] = _fork(plug)
            kills += 1
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return kills


def storm(count: int, *, find: bool) -> dict[str, Any]:
    """One storm, from errands left to errands ended."""
    register("storm", _prepare)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place, open_counterpart(Path(place) / "ledger") as port:
        left = _leave(count)
        kills = _kill_until_done(Finding(port) if find else Findless(port), left)
        effects = Counter((Path(place) / "ledger").read_text().split())
    return {
        "errands": count,
        "kills": kills,
        "effects": effects.total(),
        "lost": count - len(effects) + _open(left),
        "doubled": sum(times > 1 for times in effects.values()),
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--errands", type=int, default=40)
    parser.add_argument("--without-find", action="store_true")
    parser.add_argument("--seed", type=int)
    args = parser.parse_args()
    random.seed(args.seed)
    print(json.dumps(storm(args.errands, find=not args.without_find)))
