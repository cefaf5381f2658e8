"""ロボットの嵐 - robots type into a back office while they and their browsers are killed: each case is there once.

They are killed at random moments, and at some clicks: before the office hears of it, or behind it, when all is done and
nobody knows. Arms. "house": the product as it is. "folder": what types is behind a folder, and has no database;
"relay": the same, by requests to the product.
"blind": robots that never search first, and an office that takes again what it has: must double.
"""

from __future__ import annotations

import os
import random
import secrets
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from madoguchi.lab.ledger import judge
from madoguchi.lab.office import Office, office
from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.kept import Kept, below
from madoguchi.lab.storm.line import Fate, line
from madoguchi.lab.storm.office import answers, said_ready

TYPIST: Final = ("madoguchi.lab.storm", "typist")
HOUSE: Final = ("madoguchi", "robot", "run")
SERVE: Final = ("madoguchi", "robot", "serve")
PATIENCE: Final = "4"  # seconds for a page
GRACE: Final = 1.0  # seconds in which a browser ends that has lost its robot


@dataclass(frozen=True)
class Weather:
    """How hard it is: so many applications and robots; each is killed so often at random moments, and at a share of
    its clicks. `later`: when all are typed, some are withdrawn or changed. `quick`: a robot takes up again within
    seconds what another has left."""

    applications: int = 260
    robots: int = 2
    kills: int = 60
    life: float = 5.0  # seconds of a robot at the mean, until it is killed
    struck: float = 0.3
    later: bool = True
    quick: bool = False
    seed: int = 1


def storm(ground: Ground, weather: Weather, arm: str = "house") -> dict[str, Any]:
    """One storm on a fresh ground. `strikes`: kills between a click and its answer; `withdrawn`, `changed`: cases that
    the office has to follow; the other numbers are those of lab/ledger and lab/storm/typing."""
    words = ("--municipality", ground.counter[0], "--applications", str(weather.applications), "--seed", "7")
    _office(ground, "begin")
    ground.ask("madoguchi", "sample", *words, "--papers", "0", "--without-news")
    ground.ask("madoguchi", "worker", "--once")
    began = time.monotonic()
    with office(ground.var.parent / "office", check=arm != "blind") as it:
        ground = with_account(ground, it)
        blown = _blow(ground, it, weather, arm)
        left = _office(ground, "left")
        judged = judge(it.records(), left["ours"])
    return {
        **blown,
        **judged.plain(),
        "people": left["people"],
        "undone": left["undone"],
        "stray_browsers": _end_strays(ground),
        "seconds": round(time.monotonic() - began, 1),
    }


def with_account(ground: Ground, it: Office) -> Ground:
    """The same, where robots may log in to that office."""
    accounts = it.account(ground.var.parent, ground.counter[0])
    return ground.but(MADOGUCHI_ROBOT=it.url, MADOGUCHI_ROBOT_ACCOUNTS=str(accounts), MADOGUCHI_ROBOT_TIMEOUT=PATIENCE)


def _blow(ground: Ground, it: Office, weather: Weather, arm: str) -> dict[str, int]:
    """Until every case has been typed, and what became of it since."""
    moved = {}
    with ExitStack() as stack:
        if arm in ("folder", "relay"):
            ground = behind_a_folder(ground)
            folder, key = (ground.env[f"MADOGUCHI_ROBOT_FOLDER{end}"] for end in ("", "_KEY"))
            place = ("--url", stack.enter_context(_lent(ground))) if arm == "relay" else ("--folder", folder)
            serve = _robot(ground, it, weather, (*SERVE, *place, "--key", key), 0)
            typing: list[AbstractContextManager[Kept]] = [serve]
            typing += [_asking(ground, weather, number) for number in range(1, weather.robots)]
        else:
            words = _words(weather, arm)
            typing = [_robot(ground, it, weather, words, number) for number in range(weather.robots)]
        kept = [stack.enter_context(one) for one in typing]
        _office(ground, "wait")
        if weather.later:
            moved = _office(ground, "move")
            _office(ground, "wait")
    for one in kept:
        if one.fault:
            raise one.fault
    strikes = sum(one.strikes for one in kept)
    return {"kills": sum(one.kills for one in kept) + strikes, "strikes": strikes, **moved}


def behind_a_folder(ground: Ground) -> Ground:
    """The same, where what types has no database, and takes its cases from a folder."""
    key = ground.var.parent / "folder_key"
    key.touch(mode=0o600)
    key.write_text(secrets.token_hex(32))
    return ground.but(MADOGUCHI_ROBOT_FOLDER=str(ground.var.parent / "folder"), MADOGUCHI_ROBOT_FOLDER_KEY=str(key))


@contextmanager
def _lent(ground: Ground) -> Iterator[str]:
    """The product, whose folder is had by requests at this address."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    program = ground.start("madoguchi", "serve", MADOGUCHI_PORT=str(port), MADOGUCHI_BASE_URL=base, MADOGUCHI_ROBOT="")
    try:
        while not answers(port):
            if program.poll() is not None:
                raise RuntimeError(f"the server ended with {program.returncode}")
            time.sleep(0.02)  # nobody tells when a port opens
        yield f"{base}/robot/relay/"
    finally:
        program.terminate()
        program.communicate()


@contextmanager
def _robot(ground: Ground, it: Office, weather: Weather, words: Sequence[str], number: int) -> Iterator[Kept]:
    """One that is begun again whenever it has died, with a line of its own to the office."""
    coin = random.Random(f"{weather.seed}-{number}")
    fates: Sequence[Fate] = ("behind",) if "--blind" in words else ("before", "behind")

    def fate() -> Fate:
        return coin.choice(fates) if coin.random() < weather.struck else ""

    with line(it.url, fate, lambda: kept.strike()) as url:
        ready = bool if "serve" in words else said_ready  # it says nothing before its end
        kept = Kept(lambda: ground.start(*words, MADOGUCHI_ROBOT=url), ready, weather.kills, coin, weather.life, below)
        with kept:
            yield kept


def _asking(ground: Ground, weather: Weather, number: int) -> Kept:
    """The half of a robot that has the database, and asks by the folder."""
    words, coin = _words(weather, "folder"), random.Random(f"{weather.seed}-{number}")
    return Kept(
        lambda: ground.start(*words, MADOGUCHI_ROBOT=""), said_ready, weather.kills // 4, coin, weather.life * 4, below
    )


def _words(weather: Weather, arm: str) -> tuple[str, ...]:
    temper = ([f"--{arm}"] if arm != "house" else []) + (["--quick"] if weather.quick else [])
    return (*TYPIST, *temper) if temper else HOUSE


def _office(ground: Ground, deed: str) -> dict[str, Any]:
    return ground.ask("madoguchi.lab.storm", "typing", ground.counter[0], deed)


def _end_strays(ground: Ground) -> int:
    """Programs of this ground that have outlived those who started them; they are ended."""
    time.sleep(GRACE)
    mine = f"MADOGUCHI_VAR={ground.var}".encode()
    strays = [int(place.name) for place in Path("/proc").iterdir() if place.name.isdigit() and _has(place, mine)]
    for one in strays:
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    return len(strays)


def _has(place: Path, setting: bytes) -> bool:
    try:
        return setting in (place / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
