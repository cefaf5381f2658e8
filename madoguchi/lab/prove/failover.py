"""引き継ぎ - the primary killed under load, the standby takes over: nothing lost; without waiting for it, some is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.cluster import pair
from madoguchi.lab.storm.failover import Weather, recipe, storm
from madoguchi.lab.storm.ground import ground

TOPIC = "failover"

FULL, SMALL = Weather(clients=8, before=16, after=16), Weather(clients=3, before=2, after=2, noticed=3.2)
LONGEST = 5.0  # seconds from the promotion to the next write


def run(full: bool) -> dict[str, Any]:
    """Fail-overs one after the other, each to the machine that died in the one before; then the control arm."""
    weather, rounds = (FULL, 5) if full else (SMALL, 1)
    told = []
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place,
        pair(fsync=full) as servers,
        ground(Path(place) / "ground", servers.address) as made,
        recipe(made) as running,
    ):
        now = servers
        for _ in range(rounds):
            told.append(storm(running, now, weather, synchronous=True))
            now = now.turned()
            now.follow(synchronous=len(told) < rounds)
        control = storm(running, now, SMALL, synchronous=False)
    figures = {
        "sizes": {"fail_overs": rounds, "clients": weather.clients, "servers": 2, "workers": 2},
        **{name: sum(one[name] for one in told) for name in SUMS},
        "writes_again_s": max(one["writes_again_s"] for one in told),
        "promotion_s": max(one["promotion_s"] for one in told),
        "asynchronous": {name: control[name] for name in ("receipts", "lost")},
    }
    _must_hold(figures)
    return figures


SUMS = (
    *("receipts", "lost", "doubled", "gap_pages", "unclear_pages", "broken_lines", "gave_up"),
    *("mails_missing", "errands_left"),
)


def _must_hold(figures: dict[str, Any]) -> None:
    wrong = [name for name in SUMS if name not in ("receipts", "gap_pages") and figures[name]]
    if wrong or figures["writes_again_s"] > LONGEST or not figures["gap_pages"]:
        raise Disproved(f"{', '.join(wrong)}: {figures}")
    if not figures["asynchronous"]["lost"]:
        raise Disproved(f"the control arm lost nothing: {figures}")
