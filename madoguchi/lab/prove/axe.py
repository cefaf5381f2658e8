"""読めるか - axe-core finds nothing on the pages of families and staff, empty, with mistakes and filled in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.office import free_port
from madoguchi.lab.storm.visitor import Visitor

TOPIC = "axe"
SIGNS = """import json, django; django.setup()
from madoguchi.store.look.accounts import code_of
from madoguchi.web.demo import PASSWORD, SECRET
print(json.dumps([PASSWORD, code_of(SECRET)]))"""


def run(full: bool) -> dict[str, Any]:
    """How many states were looked at, and 0 violations. `full=False`: on a telephone only. Raises Disproved."""
    from playwright.sync_api import sync_playwright

    from madoguchi.lab import axe

    widths = axe.WIDTHS if full else {360: 740}
    found: dict[str, list[str]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-axe-") as place,
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
            page = browser.new_page(locale="ja-JP")
            for state in axe.family_pages(page, url):
                found[state] = axe.wrong(page, widths)
            page.context.clear_cookies()
            signs = json.loads(subprocess.check_output([sys.executable, "-c", SIGNS], env=it.env))
            for state in axe.staff_pages(page, url, "kanri", *signs):
                found[state] = axe.wrong(page, widths)
        finally:
            browser.close()
            server.terminate()
            server.wait(30)
    if bad := {state: told for state, told in found.items() if told}:
        raise Disproved(f"{bad}")
    sizes = {"states": len(found), "widths": list(widths), "checked": len(found) * len(widths)}
    return {"sizes": sizes, "violations": 0}
