"""通知の嵐 - a round is decided while workers die and the mail server refuses: every family hears, each letter is made.

Arms. "house": the product as it is. "deaf": workers that take a mail server's refusal for a yes: must lose news.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.kept import Kept
from madoguchi.lab.storm.office import mails, mailsink, said_ready

GIVE_UP: Final = 300.0  # seconds until the last worker has been killed
SEED: Final = 7


@dataclass(frozen=True)
class Weather:
    """How hard it is: so many applications, workers, kills of each; of a hundred mails so many are refused at first."""

    applications: int = 1_700
    workers: int = 2
    kills: int = 4
    life: float = 8.0  # seconds of a worker at the mean, until it is killed
    refuse: int = 10


def storm(ground: Ground, weather: Weather, arm: str = "house") -> dict[str, Any]:
    """`lost`: notices whose news never came through, or without a letter; `seconds` from the decision to the last."""
    words = ("--municipality", ground.counter[0], "--applications", str(weather.applications), "--seed", str(SEED))
    ground = ground.but(MADOGUCHI_DEMO="1")  # a sample seal: letters are signed
    ground.ask("madoguchi", "sample", *words, "--papers", "0", "--without-news")
    _office(ground, "ready")
    with mailsink(ground, weather.refuse) as address:
        ground = ground.but(MADOGUCHI_SMTP=f"{address}?timeout=2")
        _office(ground, "approve")
        began = time.monotonic()
        kills = _blow(ground, weather, arm)
        seconds = time.monotonic() - began
        came = mails(ground.var / "mail")
    return {"kills": kills, **_counted(_office(ground, "left"), came), "seconds": round(seconds, 1)}


def _counted(left: dict[str, Any], came: Counter[tuple[str, str]]) -> dict[str, int]:
    """Each notice has a message of its own: so many different ones must have come to each address."""
    heard = Counter(to for to, _ in came)
    unheard = sum(max(0, number - heard[to]) for to, number in left["told"].items())
    return {
        "notices": left["notices"],
        "letters": left["letters"],
        "lost": unheard + left["notices"] - left["letters"],
        "mails_repeated": sum(times > 1 for times in came.values()),
        "errands_left": left["undone"] + left["failed"] + left["unsent"] + (not left["decided"]),
    }


def _blow(ground: Ground, weather: Weather, arm: str) -> int:
    """Until every errand has ended, and every worker has died as often as it must."""

    def program() -> subprocess.Popen[bytes]:
        if arm == "deaf":
            return ground.start("madoguchi.lab.storm", "deaf", "--every", "0.1")
        return ground.start("madoguchi", "worker", "--every", "0.1")

    with ExitStack() as stack:
        workers = [
            stack.enter_context(Kept(program, said_ready, weather.kills, random.Random(number), weather.life))
            for number in range(weather.workers)
        ]
        for one in workers:
            one.calm.wait(GIVE_UP)
        _office(ground, "wait")
    for one in workers:
        if one.fault:
            raise one.fault
    return sum(one.kills for one in workers)


def _office(ground: Ground, deed: str) -> dict[str, Any]:
    return ground.ask("madoguchi.lab.storm", "round", ground.counter[0], deed)
