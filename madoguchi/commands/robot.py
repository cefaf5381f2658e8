"""ロボット - types into a back office what waits for it, looks at its screens, and drafts scripts for new ones.

`run` does the errands of the robots' lane until it is told to stop (SIGTERM, after the errand in hand), looks at the
live screens before it begins and whenever a clerk asks; several may run beside each other, and any may be killed.
`check` looks once and prints each page as JSON; it ends with 1 when one is not as its script says. `record URL` drafts
a script from a person's clicks. `serve` types what comes by a folder, or is asked for by HTTPS, without a database: the
half of a robot that works behind LGWAN.
"""

import argparse
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Protocol, runtime_checkable

import yaml
from django.conf import settings
from django.db import Error, connections

from madoguchi.commands._office import robot_plug, safe_to_run
from madoguchi.commands.worker import AFTER_A_FAULT, Stop
from madoguchi.core.plug import Plug, PlugError
from madoguchi.desk import errands, handlers, robots, screens
from madoguchi.store import municipalities, wall
from madoguchi.store.errands import ROBOT
from madoguchi.web.clock import now

LISTEN = 5.0  # seconds between two looks whether a clerk has asked for something


@runtime_checkable
class Closing(Protocol):
    """A robot with something to put away."""

    def close(self) -> None:
        """Put it away."""


def add(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    running = words.add_parser("run", help="type what waits")
    running.add_argument("--every", type=float, default=0.5, metavar="SECONDS", help="how often an idle robot looks")
    running.add_argument("--once", action="store_true", help="end when nothing may be typed any more")
    checking = words.add_parser("check", help="look at the live screens")
    checking.add_argument("--municipality", required=True, metavar="SLUG")
    recording = words.add_parser("record", help="draft a script from a person's clicks")
    recording.add_argument("address", metavar="URL")
    recording.add_argument("--headless", action="store_true", help="without a window: only what the pages tell")
    serving = words.add_parser("serve", help="type what comes from afar, without a database")
    tray = serving.add_mutually_exclusive_group(required=True)
    tray.add_argument("--folder", type=Path, metavar="DIR", help="shared with the product")
    tray.add_argument("--url", metavar="URL", help="of the product, https://HOST/robot/relay/")
    serving.add_argument("--key", type=Path, required=True, metavar="FILE", help="by which both sides sign, mode 0600")
    serving.add_argument("--once", action="store_true", help="end when nothing is there any more")


def run(args: argparse.Namespace) -> int:
    try:
        return {"run": _run, "check": _check, "record": _record, "serve": _serve}[args.word](args)
    except (ValueError, KeyError) as fault:
        print(f"madoguchi robot: {fault}", file=sys.stderr)
        return 2
    except PlugError as fault:
        print(f"madoguchi robot: {fault}", file=sys.stderr)
        return 1


def _run(args: argparse.Namespace) -> int:
    if not safe_to_run("robot"):
        return 2
    name, plug = robot_plug()
    handlers.make_known()
    who = f"robot-{socket.gethostname()}-{os.getpid()}"
    worker = errands.Worker(who, {name: plug}, now, lane=ROBOT, may=robots.may)
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print(json.dumps({"ready": True, "worker": who, "plug": name}), flush=True)
    try:
        _work(worker, plug, stop, args.every, once=args.once)
    finally:
        _close(plug)
    return 0


def _work(worker: errands.Worker, plug: Plug, stop: Stop, every: float, *, once: bool) -> None:
    ear = _Ear(plug)

    def rest() -> None:
        connections.close_all()  # an idle robot holds nothing open
        if once:
            stop.set()
        stop.wait(every)

    first = True
    while not stop.is_set():
        try:
            ear.look(before_a_run=first)
            first = False
            errands.run(worker, lambda: stop.is_set() or ear.called(), rest)
        except Error:
            connections.close_all()
            stop.wait(AFTER_A_FAULT)


class _Ear:
    """Hears, between two errands, that a clerk wants the screens looked at."""

    def __init__(self, plug: Plug) -> None:
        self._looker = plug if isinstance(plug, screens.Looker) else None
        self._next = 0.0

    def called(self) -> bool:
        """Whether somebody has asked; looked up only now and then."""
        if self._looker is None or now().timestamp() < self._next:
            return False
        self._next = now().timestamp() + LISTEN
        return any(screens.due(one.slug, now()) for one in municipalities.all_())

    def look(self, *, before_a_run: bool = False) -> None:
        """At every screen that is due."""
        if self._looker is None:
            return
        for town in municipalities.all_():
            for handover in screens.due(town.slug, now(), before_a_run=before_a_run):
                screens.examine(town.slug, handover, self._looker, now())


def _check(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        raise ValueError(f"no municipality {args.municipality!r}")
    _, plug = robot_plug()
    if not isinstance(plug, screens.Looker):
        raise ValueError("a robot behind a folder is looked at where it works")
    with wall.inside(args.municipality):
        scripts = robots.systems()
    try:
        told = {one.system.id: dict(screens.examine(args.municipality, one, plug, now()).health) for one in scripts}
    finally:
        _close(plug)
    print(json.dumps({"systems": told}, ensure_ascii=False))
    return 0 if all(one["ok"] for one in told.values()) else 1


def _record(args: argparse.Namespace) -> int:
    from madoguchi.plugs.robot._recorder import record  # whoever only runs a robot needs none

    told = {"robot_chromium": settings.ROBOT_CHROMIUM, "robot_timeout": str(settings.ROBOT_TIMEOUT)}
    stop = Stop()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    drafted = record(args.address, told, headed=not args.headless, stop=stop.is_set)
    print(yaml.safe_dump(drafted, allow_unicode=True, sort_keys=False, width=120), end="")
    return 0


def _serve(args: argparse.Namespace) -> int:
    from madoguchi.plugs.robot._far import Far  # as above
    from madoguchi.plugs.robot._letters import key_of
    from madoguchi.plugs.robot._serving import Taken, serve
    from madoguchi.plugs.robot._tray import Tray

    name, plug = robot_plug()
    if name != robots.BROWSER:
        raise ValueError("set MADOGUCHI_ROBOT")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what is in hand is told as broken off, and searched for
    try:
        tray = Far(args.url, args.key) if args.url else Tray(args.folder)
        done = serve(tray, key_of(args.key), plug, once=args.once)
    except Taken:
        raise ValueError(f"another process has {args.url or args.folder}") from None
    finally:
        _close(plug)
    print(json.dumps({"done": done}))
    return 0


def _close(plug: Plug) -> None:
    """A browser of ours ends with us."""
    if isinstance(plug, Closing):
        plug.close()
