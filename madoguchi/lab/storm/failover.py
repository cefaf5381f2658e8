"""引き継ぎの嵐 - the recipe for several servers under load: the primary dies without warning, the standby takes over.

Two app servers, two workers, a primary and its standby; families hand in by turns at either server, and send the very
same again when they are told to. Rounds follow each other on the same two machines: after each, the dead one is copied
anew and follows the other. The control arm lets go of what the recipe asks for: commits do not wait for the standby,
whose line is cut before the primary dies; then receipts must be lost.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from madoguchi.lab.family import family
from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.cluster import Pair
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.office import answers, drained, mails, mailsink, said_ready
from madoguchi.lab.storm.visitor import GaveUp, Page, Visitor, fill_in, reference_on

NUMBER = re.compile(r'id="fault">[0-9A-F]{4}-[0-9A-F]{4}<')
GIVE_UP = 120.0
START = 60.0


@dataclass(frozen=True)
class Weather:
    """How hard a storm is."""

    clients: int = 4
    before: int = 4  # receipts before the primary dies
    after: int = 4  # receipts after the standby has taken over
    # Seconds until somebody, or something, has seen that the primary is dead; longer than a request waits for a line.
    noticed: float = 3.5


@dataclass(frozen=True)
class Recipe:
    """The servers as they run: on which ground, and at which ports by turns."""

    ground: Ground
    ports: itertools.cycle[int]


@dataclass
class Seen:
    """What the families saw: receipts by address, pages of the gap, and when something was written."""

    told: dict[str, str] = field(default_factory=dict)
    gap: list[Page] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    written: list[tuple[float, float]] = field(default_factory=list)
    gave_up: list[str] = field(default_factory=list)
    broken: int = 0


class Guest(Visitor):
    """Somebody whose requests go to the servers by turns, as a load balancer shares them out."""

    def __init__(self, ports: Iterator[int], until: float, seen: Seen) -> None:
        super().__init__(0, lambda: time.monotonic() < until)
        self._ports, self._seen = ports, seen

    def _ask(self, verb: str, path: str, body: bytes | None) -> tuple[Page, str]:
        self._port = next(self._ports)
        began = time.monotonic()
        page, onward = super()._ask(verb, path, body)
        if page.status >= 500:
            self._seen.gap.append(page)
            self._seen.unclear += _unclear(page, body)
        elif verb == "POST" and page.status < 400:
            self._seen.written.append((began, time.monotonic()))
        return page, onward


def _unclear(page: Page, body: bytes | None) -> list[str]:
    """What is wrong with a page that should say: wait a moment, here is what you sent."""
    wrong = [str(page.status)] * (page.status != 503)
    wrong += ["no Retry-After"] * ("retry-after" not in page.heads)
    wrong += ["no number"] * (not NUMBER.search(page.text))
    wrong += ["speaks of our inside"] * ("Traceback" in page.text or "Error" in page.text)
    if body is not None:
        kept = page.form().hidden if "<form" in page.text else ()
        wrong += ["typed input gone"] * (sorted(kept) != sorted(parse_qsl(body.decode(), keep_blank_values=True)))
    return wrong


def storm(recipe: Recipe, pair: Pair, weather: Weather, *, synchronous: bool) -> dict[str, Any]:
    """One round on servers that are up, with a primary that is followed. Afterwards the standby is the primary."""
    began, ground = time.monotonic(), recipe.ground
    stop, seen, name = threading.Event(), Seen(), f"{time.monotonic_ns():x}"
    people = [
        threading.Thread(target=_family, args=(recipe, f"{name}-{number}", seen, stop))
        for number in range(weather.clients)
    ]
    for one in people:
        one.start()
    try:
        _receipts(seen, weather.before)
        if not synchronous:
            pair.cut()
            # Each client may be told of one that was written before: one more is surely from after.
            _receipts(seen, weather.clients + 1)
        times = _fail_over(pair, weather.noticed)
        if synchronous:
            _receipts(seen, weather.after)
    finally:
        stop.set()
        for one in people:
            one.join()
    told = _reckon(seen, drained(ground), {to for to, _ in mails(ground.var / "mail")}, times)
    ground.ask("madoguchi", "audit", "verify")  # raises when the chain is broken
    return told | {"seconds": round(time.monotonic() - began, 1)}


def _reckon(seen: Seen, left: dict[str, Any], mails: set[str], times: tuple[float, float, float]) -> dict[str, Any]:
    killed, asked, promoted = times
    ours = {reference: to for reference, to in left["applications"].items() if to in seen.told}
    first = min((end for start, end in seen.written if start > killed and end > asked), default=float("inf"))
    return {
        "receipts": len(seen.told),
        "lost": len({(reference, to) for to, reference in seen.told.items()} - set(left["applications"].items())),
        "doubled": sum(times > 1 for times in Counter(left["applications"].values()).values()),
        "gap_pages": len(seen.gap),
        "unclear_pages": Counter(seen.unclear).total(),
        "unclear": dict(Counter(seen.unclear)),
        "broken_lines": seen.broken,
        "gave_up": len(seen.gave_up),
        "promotion_s": round(promoted - asked, 2),
        "writes_again_s": round(first - asked, 2),
        "mails_missing": len(set(ours.values()) - mails),
        "errands_left": left["due"] + left["failed"],
    }


def _fail_over(pair: Pair, noticed: float) -> tuple[float, float, float]:
    """When the primary died, when the promotion was asked for, and when it was done."""
    killed = time.monotonic()
    pair.primary.kill()
    time.sleep(noticed)
    asked = time.monotonic()
    pair.standby.promote()
    return killed, asked, time.monotonic()


def _receipts(seen: Seen, more: int) -> None:
    """Wait for so many more receipts."""
    wanted, until = len(seen.told) + more, time.monotonic() + GIVE_UP
    while len(seen.told) < wanted:
        if time.monotonic() > until or (seen.gave_up and len(seen.gave_up) > more):
            raise RuntimeError(f"no receipts any more: {seen.gave_up[:3]}")
        time.sleep(0.02)


def _family(recipe: Recipe, name: str, seen: Seen, stop: threading.Event) -> None:
    """One client: application after application, each under an address of its own, until told to stop."""
    for turn in itertools.count():
        if stop.is_set():
            return
        address = f"oya{name}-{turn}@example.jp"
        guest = Guest(recipe.ports, time.monotonic() + GIVE_UP, seen)
        try:
            page = fill_in(guest, recipe.ground.counter, family(email=address))
            seen.told[address] = reference_on(guest.post(page, page.form(), page.form().filled({})))
        except (GaveUp, KeyError) as reason:
            seen.gave_up.append(f"{type(reason).__name__}: {reason}")
        finally:
            seen.broken += guest.broken


@contextlib.contextmanager
def recipe(ground: Ground) -> Iterator[Recipe]:
    """Two app servers and two workers beside a mail relay, all of them up; told to stop, all of them end well."""
    ports = [free_port(), free_port()]
    with contextlib.ExitStack() as stack:
        relay = stack.enter_context(mailsink(ground, 0))
        ground = ground.but(MADOGUCHI_SMTP=f"{relay}?timeout=2", MADOGUCHI_BASE_URL=f"http://127.0.0.1:{ports[0]}")
        programs = [ground.start("madoguchi", "serve", MADOGUCHI_PORT=str(port)) for port in ports]
        programs += [ground.start("madoguchi", "worker", "--every", "0.1") for _ in ports]
        for program in programs:
            stack.callback(_end, program)
        if not all(map(said_ready, programs[len(ports) :])):
            raise RuntimeError("a worker did not come up")
        until = time.monotonic() + START
        while not all(map(answers, ports)):
            if time.monotonic() > until:
                raise RuntimeError("a server did not come up")
            time.sleep(0.05)  # nobody tells when a port opens
        yield Recipe(ground, itertools.cycle(ports))
        if dead := [program.args for program in programs if program.poll() is not None]:
            raise RuntimeError(f"ended by itself: {dead}")


def _end(program: subprocess.Popen[bytes]) -> None:
    program.terminate()
    program.communicate(timeout=START)
