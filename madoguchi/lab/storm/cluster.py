"""主と待機 - two PostgreSQL servers of our own in a temporary folder: one takes writes, the other stands by.

Their settings are those of `deploy/postgresql/`, as the recipe has them; only where they listen is the test's own.
As root the servers run as the user `postgres`, for PostgreSQL refuses root.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.ports import free_port

RECIPE = HOME / "deploy" / "postgresql"
PATIENCE = 30.0  # seconds for a server to start, or to follow
NAMES = ("standby", "old")


def programs() -> Path:
    """The folder of initdb and its like. Raises Disproved where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: float(file.parts[4]))
    if told := shutil.which("initdb"):
        found.insert(0, Path(told).resolve())
    if not found:
        raise Disproved("PostgreSQL is missing (Debian: apt-get install --no-install-recommends postgresql)")
    return found[-1].parent


@dataclass
class Node:
    """One server: its data folder and its port. `name` is what it calls itself when it follows another."""

    name: str
    data: Path
    port: int
    bin: Path
    fsync: bool

    @property
    def address(self) -> str:
        """As a superuser."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs, as whoever owns the data."""
        as_whom: dict[str, Any] = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            as_whom = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [str(self.bin / program), *words],
            cwd=self.data.parent,
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **as_whom,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout[-600:]}")

    def settle(self, *recipes: str) -> None:
        """Write the settings: those of the recipe, then where to listen here."""
        told = [(RECIPE / name).read_text(encoding="utf-8") for name in recipes]
        # The replica's own line to its primary stands in a file that is read later.
        lines = [line for text in told for line in text.splitlines() if not line.startswith("primary_conninfo")]
        # A killed process loses nothing that the kernel has: waiting for the disk costs a test only time.
        lines.append(f"fsync = {'on' if self.fsync else 'off'}")
        here = ("listen_addresses = '127.0.0.1'", f"port = {self.port}", "unix_socket_directories = ''")
        (self.data / "postgresql.conf").write_text("\n".join([*lines, *here, ""]), encoding="utf-8")

    def start(self) -> None:
        """Come up, and answer."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "-s", "-l", str(self.data.parent / f"{self.port}.log"), "start")

    def kill(self) -> None:
        """Without warning, all of it at once, as a machine whose power is cut."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for pid in (postmaster, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def promote(self) -> None:
        """Take over: from now on this one takes the writes. The step of the recipe."""
        self.run("pg_ctl", "-D", str(self.data), "-s", "promote")

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """One statement as a superuser."""
        with psycopg.connect(self.address, autocommit=True, connect_timeout=3) as link:
            cursor = link.execute(question)
            return cursor.fetchall() if cursor.description else []

    def alive(self) -> bool:
        """Whether its processes are there."""
        try:
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), 0)
        except (OSError, ValueError, IndexError):
            return False
        return True


@dataclass
class Pair:
    """`primary` takes writes, `standby` follows; after a fail-over they have changed places."""

    primary: Node
    standby: Node
    address: str = field(init=False)

    def __post_init__(self) -> None:
        both = ",".join(f"127.0.0.1:{node.port}" for node in (self.primary, self.standby))
        # Both hosts, and the one that takes writes: the line of the recipe.
        self.address = f"postgresql://postgres@{both}/postgres?target_session_attrs=read-write"

    def follow(self, *, synchronous: bool) -> None:
        """Copy the primary into the standby's folder and let it follow; a commit waits for it, or not."""
        node, primary = self.standby, self.primary
        shutil.rmtree(node.data, ignore_errors=True)
        line = f"host=127.0.0.1 port={primary.port} user=postgres application_name={node.name}"
        node.run("pg_basebackup", "-d", line, "-D", str(node.data), "-R", "-X", "stream", "-c", "fast", "--no-sync")
        node.settle("primary.conf", "standby.conf")
        node.start()
        names = f"ANY 1 ({node.name})" if synchronous else ""
        primary.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        primary.ask("SELECT pg_reload_conf()")
        question = "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
        _until(
            lambda: [state != "async" for (state,) in primary.ask(question)] == [synchronous],
            "the standby does not follow",
        )

    def cut(self) -> None:
        """The line to the standby is cut for good: what is written from now on does not reach it."""
        # A sender that only stands still is given up by the standby after a while, which then asks for another.
        self.standby.ask("ALTER SYSTEM SET primary_conninfo = ''")
        self.standby.ask("SELECT pg_reload_conf()")
        _until(lambda: not self.primary.ask("SELECT 1 FROM pg_stat_replication"), "the standby still follows")

    def turned(self) -> Pair:
        """The same two with their places changed."""
        pair = Pair(self.standby, self.primary)
        pair.address = self.address
        return pair


def _until(found: Callable[[], bool], otherwise: str) -> None:
    """Ask again until it is so. Raises RuntimeError when it does not come."""
    last = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > last:
            raise RuntimeError(otherwise)
        time.sleep(0.05)  # between two questions: the server tells nobody


@contextlib.contextmanager
def pair(*, fsync: bool) -> Iterator[Pair]:
    """A primary and a synchronous standby that run, and are gone at the end. `fsync`: wait for the disk, too."""
    place = Path(tempfile.mkdtemp(prefix="madoguchi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    nodes = [Node(name, place / name, free_port(), programs(), fsync) for name in ("old", "standby")]
    made = Pair(*nodes)
    try:
        words = ("-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        made.primary.run("initdb", "-D", str(made.primary.data), *words)
        made.primary.settle("primary.conf")
        # Nobody follows yet: the first thing it writes must not wait for one.
        with (made.primary.data / "postgresql.auto.conf").open("a", encoding="utf-8") as first:
            first.write("synchronous_standby_names = ''\n")
        made.primary.start()
        made.follow(synchronous=True)
        yield made
    finally:
        for node in nodes:
            if node.alive():
                node.kill()
        shutil.rmtree(place, ignore_errors=True)
