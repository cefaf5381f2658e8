"""SMS受け - a gateway that sends nothing on: each message becomes one file, and it can fail in every way there is."""

from __future__ import annotations

import itertools
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from .served import Counterpart, Talk

TOKEN: Final = "mihon-sms"  # noqa: S105 - the demo's gateway knows everybody by it
# What befalls a message: before it is kept, or behind that. A number is answered as it stands,
# and with +SECONDS behind it Retry-After is said.
BEFORE: Final = ("lost", "hang")  # the line breaks, or nobody answers: nothing was kept
BEHIND: Final = ("drop", "slow", "garbage")  # kept, but the answer is lost, late or unreadable


class Gate(Counterpart):
    """`plays` holds what befalls the next messages, one after the other; "" is an ordinary day.

    `refuse`: of the messages seen first, how many in a hundred get 503. A gateway that is not `careful` forgets which
    keys it has had, and keeps a message again whenever it is sent again.
    """

    path = "/messages"

    def __init__(self, folder: Path, port: int = 0, host: str = "127.0.0.1", refuse: int = 0) -> None:
        super().__init__((host, port), self.talk())
        self.folder, self.refuse = folder, refuse
        self.plays: list[str] = []
        self.careful = True
        self.patience = 5.0  # seconds it keeps a caller waiting
        self.asked = 0
        self._lock = threading.Lock()
        self._count = itertools.count()
        self._seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def talk(self) -> type[BaseHTTPRequestHandler]:
        """How it speaks."""
        return Told

    @property
    def address(self) -> str:
        """For MADOGUCHI_SMS."""
        return f"{self.base}/v1"

    @property
    def messages(self) -> list[dict[str, str]]:
        """All that telephones have got, in order."""
        return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(self.folder.glob("*.json"))]

    def keep(self, told: dict[str, str]) -> str:
        """Deliver a message, and its name; one that is known is not delivered twice by a careful gateway."""
        with self._lock:
            name = self.known(told["key"])
            if name and self.careful:
                return name
            name = f"m{next(self._count):06d}-{os.getpid()}"
            file = self.folder / f"{time.time_ns():020}-{name}.json"
            part = file.with_suffix(".part")
            part.write_text(json.dumps({"id": name, **told}, ensure_ascii=False), encoding="utf-8")
            part.rename(file)
            return name

    def known(self, key: str) -> str:
        """The name of the message of this key; "" when there is none."""
        return next((one["id"] for one in self.messages if one["key"] == key), "")

    def play(self, key: str) -> str:
        """What befalls this message."""
        first = key not in self._seen
        self._seen.add(key)
        if self.plays:
            return self.plays.pop(0)
        return "503" if first and crc32(key.encode()) % 100 < self.refuse else ""


class Kept(Talk, BaseHTTPRequestHandler):
    """A visit that may end in any way: `play` says how, and what is kept."""

    server: Gate

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers["Content-Length"]))

    def end(self, play: str, told: dict[str, str], yes: Any) -> None:
        """Keep the message or not, and answer yes or otherwise."""
        if play.partition("+")[0].isdecimal():
            code, _, after = play.partition("+")
            self.say(int(code), {"message": told["to"]}, {"Retry-After": after} if after else {})
            return
        if play in BEFORE:
            time.sleep(self.server.patience if play == "hang" else 0)
            self.close_connection = True
            return
        name = self.server.keep(told)
        if play == "duplicate":
            self.server.keep({**told, "key": f"{told['key']}-again"})
        if play == "slow":
            time.sleep(self.server.patience)
        if play == "drop":
            self.close_connection = True
        elif play == "garbage":
            self.raw(200, b"<html>")
        else:
            self.say(200, yes(name))


class Told(Kept, BaseHTTPRequestHandler):
    """In the words of plugs of a key (plugs/notice/_keyed)."""

    token = TOKEN

    def do_GET(self) -> None:
        if not self.may():
            return None
        path = self.path.removeprefix("/v1")
        if path == "/health":
            return self.say(200, {"ok": True})
        self.server.asked += 1
        name = self.server.known(path.removeprefix(f"{self.server.path}/"))
        return self.say(200, {"id": name, "state": "sent"}) if name else self.say(404, {})

    def do_POST(self) -> None:
        if not self.may():
            return
        told = json.loads(self._body())
        self.end(self.server.play(told["key"]), told, lambda name: {"id": name})
