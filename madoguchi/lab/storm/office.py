"""役所の支度 - what every storm at the counter needs: is it open, is all done, which mails came through."""

from __future__ import annotations

import email
import http.client
import json
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.ground import Ground

DRAIN = 90.0


def answers(port: int) -> bool:
    """Whether a server says that it is well."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/health")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def said_ready(program: subprocess.Popen[bytes]) -> bool:
    """Whether a program's first line says that it begins."""
    assert program.stdout
    return b"ready" in program.stdout.readline()


def drained(ground: Ground) -> dict[str, Any]:
    """What is there when the worker has nothing left to do, or at the end of our patience."""
    until = time.monotonic() + DRAIN
    while True:
        left = ground.ask("madoguchi.lab.storm", "tally", ground.counter[0])
        if not left["due"] or time.monotonic() > until:
            return left


@contextmanager
def mailsink(ground: Ground, refuse: int) -> Iterator[str]:
    """A mail relay of the test's own; gives its address."""
    sink = ground.start("madoguchi", "mailsink", "--port", str(free_port()), "--refuse", str(refuse))
    try:
        assert sink.stdout
        yield f"smtp://127.0.0.1:{json.loads(sink.stdout.readline())['port']}"
    finally:
        sink.terminate()
        sink.communicate()


def mails(folder: Path) -> Counter[tuple[str, str]]:
    """(address, Message-ID) of every mail that came through."""
    heads = [email.message_from_bytes(file.read_bytes()) for file in folder.glob("*.eml")]
    return Counter((str(head["To"]), str(head["Message-ID"])) for head in heads)
