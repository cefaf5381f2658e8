"""舞台 - a counter of its own for the runs, a house that knows their cards, and Chromium; all gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from madoguchi.lab.idp import Providers
from madoguchi.lab.idp_cast import CLIENT
from madoguchi.lab.ports import free_port
from madoguchi.lab.served import running
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.visitor import Visitor


class NoBrowser(Exception):
    """There is no Chromium, or nothing to drive it with; the message says what to install."""


@contextmanager
def counter(cards: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The address of a procedure that takes applications, and where the holders of these cards can sign in."""
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-klm-") as place,
        ground(Path(place) / "ground") as made,
        _provider(Path(place), cards) as settings,
    ):
        port = free_port()
        url = f"http://localhost:{port}"
        server = made.but(
            MADOGUCHI_PORT=str(port), MADOGUCHI_BASE_URL=url, MADOGUCHI_READING="paper", **settings
        ).start("madoguchi", "serve")
        try:
            Visitor(port, lambda: server.poll() is None).get("/health")
            yield f"{url}/{'/'.join(made.counter)}/"
        finally:
            server.terminate()
            server.communicate(timeout=30)


@contextmanager
def _provider(place: Path, cards: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """The settings with which a counter finds the provider that knows these cards."""
    key, file = ECKey.generate_key("P-256"), place / "key"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        out.write(key.as_pem(private=True))
    with running(Providers(key, people=cards)) as served:
        yield {
            "MADOGUCHI_MYNA": served.issuer("myna"),
            "MADOGUCHI_MYNA_CLIENT": CLIENT,
            "MADOGUCHI_MYNA_KEY_FILE": str(file),
        }


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
