"""舞台 - a counter of its own for the runs, and Chromium before it; both are gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.office import free_port
from madoguchi.lab.storm.visitor import Visitor


class NoBrowser(Exception):
    """There is no Chromium, or nothing to drive it with; the message says what to install."""


@contextmanager
def counter() -> Iterator[str]:
    """The address of a procedure that takes applications."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-klm-") as place, ground(Path(place) / "ground") as made:
        port = free_port()
        url = f"http://localhost:{port}"
        server = made.but(MADOGUCHI_PORT=str(port), MADOGUCHI_BASE_URL=url).start("madoguchi", "serve")
        try:
            Visitor(port, lambda: server.poll() is None).get("/health")
            yield f"{url}/{'/'.join(made.counter)}/"
        finally:
            server.terminate()
            server.communicate(timeout=30)


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium, without a window. Raises NoBrowser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowser("playwright is missing: it comes with bin/test") from None
    path = shutil.which("chromium")
    if path is None:
        raise NoBrowser("Debian's chromium is missing: bin/test installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()
