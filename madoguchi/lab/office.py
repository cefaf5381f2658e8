"""見本の基幹 - the made-up back office as a program of its own, and the door by which a test tells it what to do."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from madoguchi.lab.evidence import HOME, Disproved

STAFF: Final = "1001"
LIVE: Final = "登録"


@dataclass(frozen=True)
class Office:
    """One that is running: its address, who may log in, and the word that opens its control door."""

    url: str
    password: str
    token: str

    def set(self, **asked: Any) -> None:
        """`mutation` (with `page`), `latency` in ms, `timeout` in s, `drop_after_saving`, `drop_before_saving`."""
        self._ask("", asked)

    def records(self) -> list[dict[str, Any]]:
        """Every record: `number`, `state`, `values` by label."""
        return list(self._ask("/records"))

    def live(self) -> list[dict[str, Any]]:
        """Those that are not cancelled."""
        return [record for record in self.records() if record["state"] == LIVE]

    def mutations(self) -> list[dict[str, Any]]:
        """Every mutation: `name`, `pages`, whether it is `harmless`."""
        return list(self._ask("/mutations"))

    def account(self, place: Path, town: str) -> Path:
        """A folder in `place` that says how a municipality's robot logs in; nobody else may read it."""
        folder = place / "accounts"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / f"{town}.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps({"user": STAFF, "password": self.password}))
        return folder

    def _ask(self, path: str, told: Mapping[str, Any] | None = None) -> Any:
        head = {"X-Control": self.token, "Content-Type": "application/json"}
        data = None if told is None else json.dumps(told).encode()
        request = urllib.request.Request(f"{self.url}_control{path}", data, head)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


@contextmanager
def office(place: Path, *, check: bool = True, latency: float = 0) -> Iterator[Office]:
    """An office with an empty ledger in `place`, open as long as the block lasts. Without `check` it takes again what
    is registered already; `latency` in milliseconds. Raises Disproved when it does not open."""
    password, token = secrets.token_urlsafe(9), secrets.token_urlsafe(12)
    words = [
        "--port",
        "0",
        "--data",
        str(place / "backoffice.sqlite3"),
        f"--control={token}",
        "--latency",
        str(latency),
    ]
    place.mkdir(parents=True, exist_ok=True)
    with (
        (place / "backoffice.log").open("ab") as messages,
        subprocess.Popen(
            [sys.executable, "-m", "backoffice", *words, *(() if check else ("--no-check",))],
            cwd=HOME,
            env=os.environ | {"BACKOFFICE_ACCOUNTS": f"{STAFF}:{password}", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=messages,
            encoding="utf-8",
            start_new_session=True,
        ) as program,
    ):
        try:
            assert program.stdout
            said = program.stdout.readline().split()
            if not said:
                raise Disproved(f"the back office did not open: {(place / 'backoffice.log').read_text()[-500:]}")
            yield Office(said[-1], password, token)
        finally:
            program.kill()
            program.wait()
