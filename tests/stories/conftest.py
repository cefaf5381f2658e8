"""物語の舞台 - the real counter: server, worker and mail sink as processes, and Debian's Chromium before it."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from madoguchi.commands import load
from madoguchi.desk import publish
from madoguchi.lab.ports import free_port
from madoguchi.store import wall
from madoguchi.web.clock import now

PATIENCE = 30.0  # seconds until something that must come is called missing
TODAY = "2026-11-16"


def until(found: Callable[[], object], what: str) -> object:
    """Ask again until it is there."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if it := found():
            return it
        time.sleep(0.05)  # between two looks; nothing is assumed to have happened meanwhile
    raise AssertionError(f"did not come: {what}")


@dataclass
class Counter:
    """The running counter: its address, and the letters that reached the mail sink."""

    url: str
    mail: Path

    def mails(self, to: str) -> list[str]:
        """Subject and text of every mail to an address."""
        found = []
        for file in sorted(self.mail.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if to in str(message["to"]):
                found.append(f"{message['subject']}\n{message.get_content()}")
        return found

    def mail_number(self, to: str, number: int) -> str:
        """The text of the so-manieth mail to an address, once it has come."""
        until(lambda: len(self.mails(to)) >= number, f"mail {number} to {to}")
        return self.mails(to)[number - 1]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


@dataclass(frozen=True)
class Beside:
    """What a story needs besides: settings, and commands that run as long as it lasts."""

    env: dict[str, str]
    commands: tuple[str, ...] = ()


@pytest.fixture
def beside() -> Beside:
    """Nothing, unless a story says so."""
    return Beside({})


@pytest.fixture
def counter(server_env: dict[str, str], tmp_path: Path, beside: Beside, gakudo: dict[str, Any]) -> Iterator[Counter]:
    port, smtp = free_port(), free_port()
    env = {
        **server_env,
        "MADOGUCHI_VAR": server_env.get("MADOGUCHI_VAR", str(tmp_path)),
        "MADOGUCHI_TODAY": TODAY,
        "MADOGUCHI_DEMO": "1",
        "MADOGUCHI_PORT": str(port),
        "MADOGUCHI_BASE_URL": f"http://localhost:{port}",
        "MADOGUCHI_SMTP": f"smtp://127.0.0.1:{smtp}",
        **beside.env,
    }
    url, mail = f"http://localhost:{port}", Path(env["MADOGUCHI_VAR"]) / "mail"
    shutil.rmtree(mail, ignore_errors=True)  # what another story of this folder was told
    command = [sys.executable, "-m", "madoguchi"]
    # What `madoguchi load --own --demo` does, from a package that was examined once.
    with wall.inside("tama", write=True):
        publish.publish(gakudo, now())
        load.employ("tama")
    with ExitStack() as stack:
        parts = (["mailsink", "--port", str(smtp)], ["worker", "--every", "0.1"], ["serve"])
        for words in (*([name] for name in beside.commands), *parts):
            part = stack.enter_context(subprocess.Popen([*command, *words], env=env, stdout=subprocess.DEVNULL))
            stack.callback(part.terminate)
        until(lambda: _answers(f"{url}/health"), "the server")
        yield Counter(url, mail)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Debian's chromium is missing: bin/test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


# Of pages without a script another database can tell nothing new.
SCRIPTS = {"with JavaScript": True, "without JavaScript": False}
if os.environ.get("MADOGUCHI_TEST_DATABASE", "sqlite") != "sqlite":
    del SCRIPTS["without JavaScript"]


@pytest.fixture(params=SCRIPTS.values(), ids=SCRIPTS)
def javascript(request: pytest.FixtureRequest) -> bool:
    """Every story is told twice."""
    return bool(request.param)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A narrow screen, for stories that look at every page the same with and without JavaScript."""
    with chromium.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP") as context:
        one = context.new_page()
        one.set_default_timeout(15_000)
        yield one


@pytest.fixture
def phone(chromium: Browser, javascript: bool) -> Iterator[Page]:
    """A phone of 360 pixels."""
    yield from _screen(chromium, javascript, 360, 740)


@pytest.fixture
def desk(chromium: Browser, javascript: bool) -> Iterator[Page]:
    """A clerk's screen."""
    yield from _screen(chromium, javascript, 1280, 800)


def _screen(chromium: Browser, javascript: bool, width: int, height: int) -> Iterator[Page]:
    with chromium.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=javascript, locale="ja-JP"
    ) as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page
