"""診断 - looks at settings, database, plugs, fonts and browser, and says what to do about each that is not well.

Prints {"checks": [{"name", "ok", "say", "do"}]}. Ends with 1 when something must be done before the counter can open;
what only tests and printing need is told, and does not count.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

BARE = True  # unusable settings are one of the things it must be able to tell

ROOM = 1_000_000_000  # bytes; below that a busy week may fill the disk


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `do` is what a person should do, also where it is only advice."""

    name: str
    ok: bool
    say: str
    do: str = ""


def add(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    checks = list(examine())
    for check in checks:
        mark = "ok " if check.ok else "NOT"
        print(f"{mark} {check.name}: {check.say}" + (f" -> {check.do}" if check.do else ""), file=sys.stderr)
    print(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    return int(not all(check.ok for check in checks))


def examine() -> Iterator[Check]:
    """Everything, in the order in which it is mended; the database is left out when the settings cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.settings")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        yield Check("settings", ok=False, say=str(fault), do="set it in the environment; docs/reference/settings.md")
    else:
        from django.conf import settings

        yield from _settings(settings)
        yield from _database()
        yield from _plugs()
        yield from _storage(settings)
        yield from _letters()
    yield _fonts()
    yield _browser()


def _settings(settings: Any) -> Iterator[Check]:
    from madoguchi.commands import _machines

    yield Check("settings", ok=True, say="they can be read")
    home = settings.BASE_URL.startswith(("http://localhost", "http://127.0.0.1"))
    if settings.BASE_URL.startswith("https://") or home:
        yield Check("address", ok=True, say=settings.BASE_URL)
    else:
        yield Check("address", ok=False, say=f"{settings.BASE_URL} is not https", do="MADOGUCHI_BASE_URL=https://…")
    if settings.DEMO and not home:
        yield Check("demo", ok=False, say="sample accounts are open to the network", do="unset MADOGUCHI_DEMO")
    if settings.TODAY:
        yield Check("today", ok=home, say=f"the counter plays {settings.TODAY}", do="unset MADOGUCHI_TODAY to open it")
    yield Check(*_machines.key())
    yield _folder(settings.VAR)
    yield _anchor(settings)


def _folder(folder: Path) -> Check:
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return Check("folder", ok=False, say=f"{folder} cannot be written", do="MADOGUCHI_VAR, or the folder's owner")
    room = shutil.disk_usage(folder).free
    say = f"{folder}, {room // 1_000_000:,} MB free"
    return Check("folder", ok=room >= ROOM, say=say, do="" if room >= ROOM else "make room on this disk")


def _anchor(settings: Any) -> Check:
    do = "MADOGUCHI_ANCHOR=a folder on another disk, which the one who keeps the database cannot write"
    if settings.ANCHOR is None:
        return Check("anchor", ok=True, say="none: who rewrites the whole database rewrites its records too", do=do)
    if not settings.ANCHOR.is_dir() or not os.access(settings.ANCHOR, os.W_OK):
        return Check("anchor", ok=False, say=f"{settings.ANCHOR} cannot be written", do=do)
    same = settings.ANCHOR.stat().st_dev == settings.VAR.stat().st_dev
    say = f"{settings.ANCHOR}" + (", on the disk of the database" if same else "")
    return Check("anchor", ok=True, say=say, do=do if same else "")


def _database() -> Iterator[Check]:
    from madoguchi.commands import _machines

    # A pool would wait for long before it says that nobody is there.
    connection.settings_dict.get("OPTIONS", {}).pop("pool", None)
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        say = f"{connection.vendor} does not answer ({type(fault).__name__})"
        yield Check("database", ok=False, say=say, do="start it, or correct MADOGUCHI_DATABASE")
        return
    yield _sqlite() if connection.vendor == "sqlite" else _postgresql()
    yield Check(*_machines.clock())
    yield from (Check(*told) for told in _machines.standby())
    executor = MigrationExecutor(connection)
    if pending := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield Check("tables", ok=False, say=f"{len(pending)} migrations are missing", do="madoguchi migrate")
        return
    yield Check("tables", ok=True, say="up to date")
    yield from _privilege()
    yield _loaded()
    yield _errands()


def _ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


def _sqlite() -> Check:
    told = {name: _ask(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "encoding")}
    right = told == {"journal_mode": "wal", "synchronous": "2", "encoding": "UTF-8"}
    say = f"SQLite {_ask('SELECT sqlite_version()')}, " + ", ".join(f"{name} {value}" for name, value in told.items())
    return Check("database", ok=right, say=say, do="" if right else "MADOGUCHI_VAR must be a local disk, not a share")


def _postgresql() -> Check:
    encoding = _ask("SHOW server_encoding")
    ctype = _ask("SELECT datctype FROM pg_database WHERE datname = current_database()")
    right = encoding == "UTF8" and ctype not in ("C", "POSIX")
    say = f"PostgreSQL {_ask('SHOW server_version')}, encoding {encoding}, ctype {ctype}"
    do = "" if right else "create it with ENCODING 'UTF8' and LOCALE 'C.UTF-8' or 'ja_JP.UTF-8'"
    return Check("database", ok=right, say=say, do=do)


def _privilege() -> Iterator[Check]:
    from madoguchi.store import wall

    try:
        wall.assert_least_privilege()
    except Exception as fault:  # noqa: BLE001 - whatever it says is what must be told
        do = "MADOGUCHI_DATABASE must name the role that `madoguchi migrate` made for serving"
        yield Check("privilege", ok=False, say=str(fault), do=do)
    else:
        yield Check("privilege", ok=True, say="the role that serves may not change tables or pass the wall")


def _loaded() -> Check:
    from madoguchi.store import editions, municipalities, wall

    published = 0
    towns = municipalities.all_()
    for town in towns:
        with wall.inside(town.slug):
            published += len(editions.procedures())
    say = f"{len(towns)} municipalities, {published} procedures in force"
    return Check("procedures", ok=bool(published), say=say, do="" if published else "madoguchi load")


def _errands() -> Check:
    from madoguchi.store import look
    from madoguchi.web.clock import now

    told = look.health(now())
    late = told.oldest_waiting_seconds or 0
    if late > 600:
        say = f"the oldest has waited for {late // 60} minutes"
        return Check("errands", ok=False, say=say, do="start `madoguchi worker`, and keep it running")
    do = "look at the page of errands of each office" if told.failed else ""
    return Check("errands", ok=True, say=f"{told.failed} wait for a person", do=do)


def _plugs() -> Iterator[Check]:
    from madoguchi.commands._office import office_plugs
    from madoguchi.core.identity import Identity
    from madoguchi.core.plug import Plug
    from madoguchi.desk import identity

    plugs: dict[str, Plug | Identity] = {}
    try:
        plugs |= office_plugs()
        plugs |= {f"{identity.KIND}/{name}": provider for name, provider in identity.providers().items()}
    except ValueError as fault:
        yield Check("plugs", ok=False, say=str(fault), do="docs/reference/settings.md")
        return
    if not any(name.startswith("notice/") for name in plugs):
        yield Check("plugs", ok=False, say="no mail leaves the house", do="MADOGUCHI_SMTP=smtp://host:25")
    if not any(name.startswith("advice/") for name in plugs):
        yield Check("advice", ok=True, say="off: no language model is shown anything", do="")
    for name, plug in plugs.items():
        told = plug.health()
        yield Check(name, ok=told.ok, say=told.say, do=told.do)


def _storage(settings: Any) -> Iterator[Check]:
    """Where attachments lie, and the key they are sealed with."""
    from madoguchi.desk import attach
    from madoguchi.plugs import box
    from madoguchi.settings import storage_keys  # a function: Django's settings show only names in capitals

    try:
        keys = len(storage_keys())
    except ImproperlyConfigured as fault:
        do = 'make one: python -c "import base64, os; print(base64.b64encode(os.urandom(32)).decode())", mode 0600'
        yield Check("storage key", ok=False, say=str(fault), do=do)
    else:
        yield Check("storage key", ok=True, say=f"{settings.STORAGE_KEY_FILE}: {keys} master keys")
    told = attach.storage().health()
    yield Check("storage", ok=told.ok, say=told.say, do=told.do)
    alone = box.ours().alone_now()
    say = "files are opened without any network" if alone else "files are opened; the kernel gives them no network wall"
    yield Check("box", ok=alone is not None, say=say if alone is not None else "the box does not start", do="")


def _letters() -> Iterator[Check]:
    """What letters are set and signed with. Without a font no letter is made; the counter can open all the same."""
    from madoguchi.desk import letter, paper

    told = paper.health()
    yield Check("letters", ok=True, say=told.say, do=told.do)
    signing = letter.seal()
    if signing is None:
        yield Check("seal", ok=True, say="none: letters are not signed", do="MADOGUCHI_SEALS; docs/howto/letters.md")
    else:
        told = signing.health()
        yield Check("seal", ok=told.ok, say=told.say, do=told.do)


def _fonts() -> Check:
    """Pages use the reader's fonts; only pictures of pages need one here."""
    do = "apt-get install --no-install-recommends fonts-vlgothic"
    finder = shutil.which("fc-list")
    if finder is None:
        return Check("fonts", ok=True, say="fc-list is missing, so nobody can tell", do=do)
    listed = subprocess.run([finder, ":lang=ja", "family"], capture_output=True, text=True, check=False).stdout
    families = sorted({line.partition(",")[0].strip() for line in listed.splitlines() if line.strip()})
    say = ", ".join(families[:3]) if families else "no Japanese font: pictures of pages would be blank boxes"
    return Check("fonts", ok=True, say=say, do="" if families else do)


def _browser() -> Check:
    """Only tests need one."""
    found = shutil.which("chromium")
    do = "" if found else "apt-get install --no-install-recommends chromium libatomic1"
    return Check("browser", ok=True, say=found or "no chromium; only tests need it", do=do)
