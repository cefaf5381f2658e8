"""舞台 - a counter of its own that is running, with Chromium before it, for whatever must be seen in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.ground import Ground, ground
from madoguchi.lab.storm.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIGNS = """import json, django; django.setup()
from madoguchi.store.look.accounts import code_of
from madoguchi.web.demo import PASSWORD, SECRET
print(json.dumps([PASSWORD, code_of(SECRET)]))"""


@dataclass(frozen=True)
class Stage:
    """The browser, the address of the counter, and where its processes run."""

    browser: Browser
    url: str
    ground: Ground

    def signs(self) -> list[str]:
        """Password and code of the moment, of every sample account."""
        told = subprocess.check_output([sys.executable, "-c", SIGNS], env=self.ground.env, cwd=self.ground.home)
        return list(json.loads(told))


@contextmanager
def stage(place: str) -> Iterator[Stage]:
    """The sample municipality's counter on SQLite, open as long as the block lasts; `place` names its folder."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix=f"madoguchi-{place}-") as folder,
        ground(Path(folder)) as made,
        sync_playwright() as play,
    ):
        port = free_port()
        url = f"http://localhost:{port}"
        it = made.but(MADOGUCHI_DEMO="1", MADOGUCHI_PORT=str(port), MADOGUCHI_BASE_URL=url)
        it.ask("madoguchi", "load", "--own", "--demo")
        server = it.start("madoguchi", "serve")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        try:
            Visitor(port, lambda: server.poll() is None).get("/health")
            yield Stage(browser, url, it)
        finally:
            browser.close()
            server.terminate()
            server.communicate(timeout=30)
