"""機械を診る - what `doctor` asks the machines: the key's file, the clock, and who stands by for the database."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection

from madoguchi.settings import read

Told = tuple[str, bool, str, str]  # name, whether it is well, what was seen, what to do
SKEW: Final = 2.0  # seconds; windows open and shut to the second


def key() -> Told:
    """Where the key lies, and who may read it (others are refused by the settings themselves)."""
    name = read.text("MADOGUCHI_SECRET_KEY_FILE")
    if read.text("MADOGUCHI_SECRET_KEY") or not name:
        do = "" if not read.text("MADOGUCHI_SECRET_KEY") else "MADOGUCHI_SECRET_KEY_FILE: children inherit a variable"
        return "key", True, "in the environment" if do else "the demo's own", do
    seen = Path(name).stat()
    return "key", True, f"{name}, mode {stat.S_IMODE(seen.st_mode):o}, owner {seen.st_uid}", ""


def clock() -> Told:
    """Whether this machine and the database agree on the time."""
    if connection.vendor != "postgresql":
        return "clock", True, "one machine: nobody to compare with", "let it follow a time server (timedatectl)"
    before = datetime.now(UTC)
    there = _asked("SELECT clock_timestamp()")[0][0]
    apart = max(0.0, (before - there).total_seconds(), (there - datetime.now(UTC)).total_seconds())
    do = "" if apart <= SKEW else "let both machines follow a time server: windows open and shut to the second"
    return "clock", apart <= SKEW, f"{apart:.1f} s apart from the database's", do


def standby() -> Iterator[Told]:
    """Whether a second machine has what is acknowledged. Only on PostgreSQL."""
    if connection.vendor != "postgresql":
        return
    names = str(_asked("SHOW synchronous_standby_names")[0][0])
    # Our role sees that somebody follows, not who.
    follow = int(_asked("SELECT count(*) FROM pg_stat_replication")[0][0])
    if names and not follow:
        do = "start the standby; until then nothing can be handed in (docs/howto/several-servers.md)"
        yield "standby", False, f"{names} must confirm each commit, and nobody follows", do
    elif names:
        yield "standby", True, f"{names} confirms each commit, {follow} follow", ""
    elif follow:
        do = "synchronous_standby_names: without it a fail-over may lose what was acknowledged"
        yield "standby", True, f"{follow} follow, and no commit waits for them", do
    else:
        yield "standby", True, "none: what the disk loses, only a backup brings back", "docs/howto/several-servers.md"


def _asked(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())
