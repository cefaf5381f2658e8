"""用務の係 - does the errands of every municipality, one after the other, until it is told to stop.

SIGTERM or Ctrl-C stops it after the errand in hand. Several may run beside each other, and any may be killed: its
errand is taken up by another when the lease is over. Prints {"ready", "worker", "plugs"} when it begins.
"""

import argparse
import json
import logging
import os
import select
import signal
import socket
import sys

from django.db import Error, connections

from madoguchi.commands._office import office_plugs, safe_to_run
from madoguchi.desk import errands, handlers
from madoguchi.web.clock import now

log = logging.getLogger("madoguchi.worker")
AFTER_A_FAULT = 1.0  # seconds until a database that went away is tried again


class Stop:
    """Set by a signal, whatever is being done; an Event waits for its own lock when the signal comes amid `wait`."""

    def __init__(self) -> None:
        self._told = False
        self._ear, self._mouth = os.pipe()
        os.set_blocking(self._mouth, False)

    def set(self) -> None:
        """From now on; also wakes who waits."""
        if not self._told:
            self._told = True
            os.write(self._mouth, b".")

    def is_set(self) -> bool:
        """Whether it was."""
        return self._told

    def wait(self, seconds: float) -> None:
        """Until it is set, or so long."""
        select.select([self._ear], [], [], seconds)

    def close(self) -> None:
        """Nobody waits any more."""
        os.close(self._ear)
        os.close(self._mouth)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, default=0.5, metavar="SECONDS", help="how often an idle worker looks")
    parser.add_argument("--once", action="store_true", help="end when nothing is due any more")


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("worker"):
        return 2
    try:
        plugs = office_plugs()
    except ValueError as fault:
        print(f"madoguchi worker: {fault}", file=sys.stderr)
        return 2
    handlers.make_known()
    worker = errands.Worker(f"{socket.gethostname()}-{os.getpid()}", plugs, now)
    stop = Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print(json.dumps({"ready": True, "worker": worker.name, "plugs": sorted(plugs)}), flush=True)
    _serve(worker, stop, args.every, once=args.once)
    return 0  # a signal may still come: the pipe goes with the process


def _serve(worker: errands.Worker, stop: Stop, every: float, *, once: bool) -> None:
    def rest() -> None:
        connections.close_all()  # an idle worker holds nothing open
        if once:
            stop.set()
        stop.wait(every)

    while not stop.is_set():
        try:
            errands.run(worker, stop.is_set, rest)
        except Error as fault:
            # Whatever was in hand is still in its row; its lease brings it back.
            log.error("database away", extra={"error": type(fault).__name__})
            connections.close_all()
            stop.wait(AFTER_A_FAULT)
