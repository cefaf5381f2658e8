"""申請の嵐 - families hand in while server and worker are killed: each gets one application, and none is lost.

Arms. "house": the product as it is. "again": families whose answer got lost begin from the first page, with a new key:
must double. "early": a server whose receipt leaves before the commit: must lose.
"""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from madoguchi.lab.family import family
from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.kept import Kept
from madoguchi.lab.storm.office import answers, drained, mails, mailsink, said_ready
from madoguchi.lab.storm.visitor import GaveUp, Page, Visitor, fill_in, reference_on

GIVE_UP = 600.0
HALF = 0.5


@dataclass(frozen=True)
class Weather:
    """How hard a storm is. Clients go on until the last kill, and hand in at least `each` applications."""

    clients: int = 8
    server_kills: int = 26
    worker_kills: int = 14
    each: int = 2
    deaf: float = 0.1  # share of answers that get lost on the way
    refuse: int = 20  # of a hundred mails, told to come again at first: half a minute later
    seed: int = 1


@dataclass
class Crowd:
    """What the families together were told: intent (an address of their own) -> reference numbers."""

    told: dict[str, list[str]] = field(default_factory=dict)
    broken: int = 0
    faults: int = 0
    gave_up: list[str] = field(default_factory=list)


def storm(ground: Ground, weather: Weather, arm: str = "house") -> dict[str, Any]:
    """One storm on a fresh ground. `lost`: receipts without an application; `doubled`: families with more than one."""
    began = time.monotonic()
    with mailsink(ground, weather.refuse) as address:
        port = free_port()
        ground = ground.but(
            MADOGUCHI_SMTP=f"{address}?timeout=0.5",
            MADOGUCHI_PORT=str(port),
            MADOGUCHI_BASE_URL=f"http://127.0.0.1:{port}",
            MADOGUCHI_LOG_LEVEL="ERROR",
        )
        crowd, kills, left = _blow(ground, port, weather, arm)
        came = mails(ground.var / "mail")
    applications = left["applications"]
    per_family = Counter(applications.values())
    # A number whose transaction was undone is given out again: a receipt counts only with the family it was given to.
    receipts = {(reference, family) for family, told in crowd.told.items() for reference in told}
    return {
        "kills": kills,
        "receipts": len(receipts),
        "applications": len(applications),
        "lost": len(receipts - set(applications.items())),
        "doubled": sum(times > 1 for times in per_family.values()),
        "broken_lines": crowd.broken,
        "server_faults": crowd.faults,
        "gave_up": len(crowd.gave_up),
        "mails_missing": len(set(per_family) - {to for to, _ in came}),
        "mails_repeated": sum(times > 1 for times in came.values()),
        "errands_left": left["due"] + left["failed"],
        "seconds": round(time.monotonic() - began, 1),
    }


def _blow(ground: Ground, port: int, weather: Weather, arm: str) -> tuple[Crowd, int, dict[str, Any]]:
    coin = random.Random(weather.seed)
    server = Kept(lambda: _server(ground, arm, port), lambda _: answers(port), weather.server_kills, coin, 1.5)
    worker = Kept(
        lambda: ground.start("madoguchi", "worker", "--every", "0.1"), said_ready, weather.worker_kills, coin, 2.0
    )
    crowd, until = Crowd(), time.monotonic() + GIVE_UP
    with server, worker:
        people = [
            threading.Thread(target=_family, args=(ground, port, weather, arm, number, crowd, (server, worker), until))
            for number in range(weather.clients)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        left = drained(ground)
    for program in (server, worker):
        if program.fault:
            raise program.fault
    return crowd, server.kills + worker.kills, left


def _family(
    ground: Ground, port: int, weather: Weather, arm: str, number: int, crowd: Crowd, kept: Any, until: float
) -> None:
    """One client: hands in application after application, each under an address of its own."""

    def hopes() -> bool:
        return time.monotonic() < until and not any(program.fault for program in kept)

    turn = 0
    while turn < weather.each or not all(program.calm.is_set() for program in kept):
        address = f"oya{number}-{turn}@example.jp"
        visitor = Visitor(port, hopes, weather.deaf)
        try:
            crowd.told.setdefault(address, []).append(_hand_in(visitor, ground.counter, address, arm))
        except GaveUp as reason:
            crowd.gave_up.append(str(reason))
            return
        finally:
            crowd.broken += visitor.broken
            crowd.faults += visitor.faults
        turn += 1


def _hand_in(visitor: Visitor, counter: tuple[str, str], address: str, arm: str) -> str:
    page = fill_in(visitor, counter, family(email=address))
    if arm != "again":
        return reference_on(visitor.post(page, page.form(), page.form().filled({})))

    def anew() -> Page:
        visitor.deaf = 0.0  # once is enough
        page = fill_in(visitor, counter, family(email=address))
        return visitor.post(page, page.form(), page.form().filled({}))

    visitor.deaf = HALF
    return reference_on(visitor.post(page, page.form(), page.form().filled({}), anew))


def _server(ground: Ground, arm: str, port: int) -> subprocess.Popen[bytes]:
    if arm == "early":
        return ground.start("madoguchi.lab.storm", "early", str(port))
    return ground.start("madoguchi", "serve")
