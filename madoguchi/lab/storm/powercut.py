"""停電 - submissions go on until the power is cut; what was acknowledged must be on the disk that is left.

Each round goes on from what the last cut left, as a machine does that starts again.
"""

from __future__ import annotations

import os
import random
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from madoguchi.lab.storm.disk import Disk, build_shim
from madoguchi.lab.storm.ground import Ground

SUBMITTERS = 2
GIVE_UP = 60.0


def arm(ground: Ground, place: Path, synchronous: str, cuts: int, receipts: int, seed: int) -> dict[str, Any]:
    """One way of syncing through `cuts` power cuts, each after about so many receipts.

    Figures: `lost` receipts whose application is gone; `torn_lost` the same when the disk had written part of the rest
    by itself; `broken` databases that failed their own check or the chain of records.
    """
    coin, shim = random.Random(seed), build_shim(place)
    ground = ground.but(DJANGO_SETTINGS_MODULE="madoguchi.lab.storm.settings", LAB_SYNCHRONOUS=synchronous)
    figures = {"cuts": cuts, "acknowledged": 0, "lost": 0, "torn_lost": 0, "broken": 0}
    live, known = ground.var, set[str]()
    for number in range(cuts):
        disk = Disk(live, place / f"shadow-{number}", shim)
        disk.settle()
        told = _until_the_cut(ground.but(MADOGUCHI_VAR=str(live)), disk.env, coin.randint(1, 2 * receipts))
        known |= told
        plain, torn = place / f"plain-{number}", place / f"torn-{number}"
        disk.after_the_cut(plain)
        disk.after_the_cut(torn, coin)
        there, sound = _left(ground.but(MADOGUCHI_VAR=str(torn)), known)
        figures["torn_lost"] += len(known - there)
        figures["broken"] += not sound
        there, sound = _left(ground.but(MADOGUCHI_VAR=str(plain)), known)
        figures["lost"] += len(known - there)
        figures["broken"] += not sound
        figures["acknowledged"] += len(told)
        live, known = plain, there
    return figures


def _until_the_cut(ground: Ground, shim: Mapping[str, str], enough: int) -> set[str]:
    """Run submitters until so many receipts were given, then kill them all; the references on every receipt."""
    crowd = [ground.start("madoguchi.lab.storm", "submitter", *ground.counter, **shim) for _ in range(SUBMITTERS)]
    try:
        return _listen(crowd, enough)
    finally:
        for one in crowd:
            one.kill()
            one.communicate()


def _listen(crowd: list[subprocess.Popen[bytes]], enough: int) -> set[str]:
    heard = {one.stdout.fileno(): b"" for one in crowd if one.stdout}
    until = time.monotonic() + GIVE_UP
    with selectors.DefaultSelector() as eyes:
        for pipe in heard:
            eyes.register(pipe, selectors.EVENT_READ)
        while sum(text.count(b"\n") for text in heard.values()) < enough:
            if time.monotonic() > until or any(one.poll() is not None for one in crowd):
                raise RuntimeError("the submitters stopped by themselves")
            for key, _ in eyes.select(timeout=1):
                heard[key.fd] += os.read(key.fd, 65536)
    for one in crowd:
        one.send_signal(signal.SIGKILL)
    for one in crowd:
        assert one.stdout
        heard[one.stdout.fileno()] += one.stdout.read()
        one.wait()
    # A line without its end was never said.
    return {line.decode() for text in heard.values() for line in text.split(b"\n")[:-1]}


def _left(ground: Ground, receipts: set[str]) -> tuple[set[str], bool]:
    """Which of these are there after the cut, and whether the database is sound."""
    words = ("madoguchi.lab.storm", "submitter", *ground.counter, "--check")
    told = ground.ask(*words, given="\n".join(receipts))
    return set(told["present"]), told["sound"]
