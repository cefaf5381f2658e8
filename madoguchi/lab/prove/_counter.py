"""見本の窓口 - a counter of its own with sample accounts and Chromium before it, for topics that look at pages."""

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

from madoguchi.lab.storm.ground import Ground, ground
from madoguchi.lab.storm.office import free_port
from madoguchi.lab.storm.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIGNS = """import json, django; django.setup()
from madoguchi.store.look.accounts import code_of
from madoguchi.web.demo import PASSWORD, SECRET
print(json.dumps([PASSWORD, code_of(SECRET)]))"""


@dataclass(frozen=True)
class Counter:
    """Where it answers, with which settings, and a browser."""

    url: str
    ground: Ground
    browser: Browser

    def signs(self) -> list[str]:
        """Password and code of the moment, of every sample account."""
        told = subprocess.check_output([sys.executable, "-c", SIGNS], env=self.ground.env, cwd=self.ground.home)
        return list(json.loads(told))


@contextmanager
def counter() -> Iterator[Counter]:
    """Open until the end of the block; nothing of it stays."""
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-pages-") as place,
        ground(Path(place)) as made,
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
            yield Counter(url, it, browser)
        finally:
            browser.close()
            server.terminate()
            server.wait(30)
