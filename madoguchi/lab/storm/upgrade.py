"""入れ替えの嵐 - a new version with a migration is brought in, server by server, while families fill in their forms.

The new version is a copy of this one with one more migration, made for the storm. A balancer stands before the servers
as the recipe has it: it asks /health/ready, and sends nobody to a server that drains. On SQLite there is one server;
while it restarts, the balancer holds the request. The control arm kills a server instead: somebody must notice.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import HOME
from madoguchi.lab.family import family
from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.failover import Seen
from madoguchi.lab.storm.ground import Ground
from madoguchi.lab.storm.visitor import GaveUp, Page, Visitor, fill_in, reference_on

PATIENCE = 60.0
ASKS = 0.1  # seconds between two questions of the balancer
KILLS = 5  # at the most
NEXT = '''"""次の版 - made for the storm: a column that the version before does not know, and a table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "{last}")]
    operations = [
        migrations.AddField("draft", "colour", models.CharField(max_length=9, db_default="blue")),
        migrations.RunSQL("CREATE TABLE storm_next (id integer)", "DROP TABLE storm_next"),
    ]
'''


@dataclass
class Server:
    """An app server with a state folder of its own; `ready` is what the balancer knows of it."""

    port: int
    var: Path
    ready: bool = False
    program: subprocess.Popen[bytes] | None = None

    def start(self, ground: Ground) -> None:
        """With the code of this ground; back when it takes requests."""
        self.var.mkdir(exist_ok=True)
        (self.var / "draining").unlink(missing_ok=True)
        # SQLite's file lies in the state folder: there is one server then, and its folder is the ground's.
        self.program = ground.start("madoguchi", "serve", MADOGUCHI_PORT=str(self.port), MADOGUCHI_VAR=str(self.var))
        _until(lambda: self.ready, "a server did not come up")

    def stop(self) -> None:
        """As the unit does: say that we drain, wait until nobody comes, then end."""
        assert self.program
        (self.var / "draining").touch()
        _until(lambda: not self.ready, "the balancer did not look away")
        time.sleep(2 * ASKS)
        self.program.terminate()
        self.program.communicate(timeout=PATIENCE)

    def look(self) -> None:
        """One question of the balancer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/health/ready")
            self.ready = line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            self.ready = False
        finally:
            line.close()


@dataclass
class Front:
    """負荷分散: hands out the port of a ready server by turns, and holds who comes while there is none."""

    servers: list[Server]
    turn: int = 0
    closed: threading.Event = field(default_factory=threading.Event)

    def __next__(self) -> int:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.turn += 1
            server = self.servers[self.turn % len(self.servers)]
            if server.ready:
                return server.port
            time.sleep(ASKS / 5)
        raise GaveUp("no server was ready")

    def watch(self) -> None:
        """Ask all of them, again and again."""
        while not self.closed.wait(ASKS):
            for server in self.servers:
                server.look()


class Guest(Visitor):
    """Somebody behind the balancer, who remembers every page that spoke of a fault."""

    def __init__(self, front: Front, seen: Seen) -> None:
        until = time.monotonic() + 2 * PATIENCE
        super().__init__(0, lambda: time.monotonic() < until)
        self._front, self._seen = front, seen

    def _ask(self, verb: str, path: str, body: bytes | None) -> tuple[Page, str]:
        self._port = next(self._front)
        try:
            page, onward = super()._ask(verb, path, body)
        except (OSError, http.client.HTTPException):
            self._seen.broken += 1
            raise
        if page.status >= 500:
            self._seen.gap.append(page)
        return page, onward


def next_version(place: Path) -> Path:
    """A copy of this version with one migration more; gives its folder."""
    for name in ("madoguchi", "procedures", "municipalities", "documents", "systems"):
        if (HOME / name).exists():
            shutil.copytree(HOME / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    folder = place / "madoguchi" / "store" / "migrations"
    last = max(file.stem for file in folder.glob("[0-9]*.py"))
    (folder / "9000_storm.py").write_text(NEXT.format(last=last), encoding="utf-8")
    table = place / "madoguchi" / "store" / "tables" / "case.py"
    told = table.read_text(encoding="utf-8")
    head, line, rest = told.partition("class Draft(Scoped):")
    before, meta, after = rest.partition("    class Meta")
    column = '    colour = models.CharField(max_length=9, db_default="blue")\n\n'
    table.write_text(head + line + before + column + meta + after, encoding="utf-8")
    return place


def storm(ground: Ground, owner: Ground, clients: int, servers: int) -> dict[str, Any]:
    """One upgrade under load. `owner` is the ground of the one who makes the tables."""
    seen, stop = Seen(), threading.Event()
    new = next_version(ground.var.parent / "next")
    places = [ground.var] if servers == 1 else [ground.var.parent / f"app{number}" for number in range(servers)]
    front = Front([Server(free_port(), place) for place in places])
    with _opened(front, ground):
        people = [
            threading.Thread(target=_family, args=(ground.counter, front, number, seen, stop))
            for number in range(clients)
        ]
        for one in people:
            one.start()
        try:
            seconds = _upgrade(front, ground, owner, new, seen)
            noticed, killed = seen.broken, _killed(front.servers[0], replace(ground, home=new), seen)
        finally:
            stop.set()
            for one in people:
                one.join()
        kept = ground.ask("madoguchi.lab.storm", "tally", ground.counter[0])["applications"]
    return {
        "clients": clients,
        "servers": servers,
        "receipts": len(seen.told),
        "lost": len({(number, to) for to, number in seen.told.items()} - set(kept.items())),
        "drafts_lost": len(seen.gave_up),
        "error_pages": len(seen.gap),
        "broken_lines": noticed,
        "broken_by_a_kill": killed,
        "migrate_s": round(seconds, 1),
        "why": sorted({*seen.gave_up, *(str(page.status) for page in seen.gap)})[:5],
    }


def _upgrade(front: Front, ground: Ground, owner: Ground, new: Path, seen: Seen) -> float:
    """Tables first, then server by server; how long the migration took."""
    _more(seen)
    began = time.monotonic()
    applied = replace(owner, home=new).ask("madoguchi", "migrate")["applied"]
    seconds = time.monotonic() - began
    if applied != ["store.9000_storm"]:
        raise RuntimeError(f"the next version's migration was not applied: {applied}")
    _more(seen)  # the version before, on the new tables
    for server in front.servers:
        server.stop()
        server.start(replace(ground, home=new))
    _more(seen)
    return seconds


def _killed(server: Server, ground: Ground, seen: Seen) -> int:
    """The control arm: the same server, killed without a word; how many lines broke. Nobody may have been speaking with
    it just then: it is killed again, until somebody was."""
    before = seen.broken
    for _ in range(KILLS):
        assert server.program
        os.killpg(server.program.pid, signal.SIGKILL)
        server.program.communicate()
        _until(lambda: not server.ready, "the balancer did not notice")
        server.start(ground)
        if seen.broken > before:
            break
    return seen.broken - before


def _more(seen: Seen) -> None:
    """Two receipts more."""
    wanted = len(seen.told) + 2
    _until(lambda: len(seen.told) >= wanted or bool(seen.gave_up), "no receipts any more")


def _family(counter: tuple[str, str], front: Front, number: int, seen: Seen, stop: threading.Event) -> None:
    turn = 0
    while not stop.is_set():
        address, turn = f"oya{number}-{turn}@example.jp", turn + 1
        guest = Guest(front, seen)
        try:
            page = fill_in(guest, counter, family(email=address))
            seen.told[address] = reference_on(guest.post(page, page.form(), page.form().filled({})))
        except (GaveUp, KeyError) as reason:
            seen.gave_up.append(f"{type(reason).__name__}: {reason}")


@contextlib.contextmanager
def _opened(front: Front, ground: Ground) -> Iterator[None]:
    watch = threading.Thread(target=front.watch)
    watch.start()
    try:
        for server in front.servers:
            server.start(ground)
        yield
    finally:
        for server in front.servers:
            if server.program and server.program.poll() is None:
                server.program.terminate()
                server.program.communicate(timeout=PATIENCE)
        front.closed.set()
        watch.join()


def _until(holds: Any, otherwise: str) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > until:
            raise RuntimeError(otherwise)
        time.sleep(0.02)  # nobody tells
