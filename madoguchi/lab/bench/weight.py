"""画面の重さ - what Chromium fetches over the whole way of a family, page by page: bytes on the line and requests.

Everything that one step needs counts: what the script keeps, the answer that sends on, the page and what it loads.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from madoguchi.lab.axe import FILL, SEND
from madoguchi.lab.family import family
from madoguchi.lab.stage import stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Bytes with their heads, compressed, and requests: of the first page, and of every later one.
FIRST: Final = 25_000
LATER: Final = 6_000
REQUESTS: Final = 3
PATIENCE: Final = 500  # times 10 ms, until the last request of a page has ended

Figures = dict[str, Any]


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--children", type=int, choices=(1, 2), default=2, help="of the family (default: 2)")


def run(args: argparse.Namespace) -> Figures:
    """As `measure`."""
    return measure(args.children)


def measure(children: int) -> Figures:
    """{"children", "pages": {name of the page come to: {"bytes", "requests"}}}, in the order of the way."""
    pages: dict[str, dict[str, int]] = {}
    with stage("weight") as it:
        page = it.browser.new_page(locale="ja-JP")
        with _weighed(page) as line:
            page.goto(f"{it.url}/tama/gakudo/")
            pages["procedure"] = line.since()
            for name in _way(page, children):
                # A page that asks more comes once again.
                pages[f"{name} again" if name in pages else name] = line.since()
    return {"children": children, "pages": pages}


def too_heavy(figures: Figures) -> list[str]:
    """Every page beyond what is promised, as a sentence."""
    told = []
    for place, (name, weight) in enumerate(figures["pages"].items()):
        limit = FIRST if place == 0 else LATER
        if weight["bytes"] > limit:
            told.append(f"{name}: {weight['bytes']} bytes of {limit}")
        if weight["requests"] > REQUESTS:
            told.append(f"{name}: {weight['requests']} requests of {REQUESTS}")
    return told


def table(figures: Figures) -> str:
    """The figures as people read them."""
    rows = [f"  {name:<24}{one['bytes']:>8}{one['requests']:>10}" for name, one in figures["pages"].items()]
    head = f"{figures['children']} children"
    return "\n".join([f"{head:<26}{'bytes':>8}{'requests':>10}", *rows])


@dataclass
class _Line:
    """What came over the line: requests that were not answered by the browser itself, and all their bytes."""

    page: Page
    bytes: int = 0
    requests: int = 0
    told: tuple[int, int] = field(default=(0, 0))
    under_way: set[str] = field(default_factory=set)

    def since(self) -> dict[str, int]:
        """What has come since it was last asked, once nothing is under way: what ends late belongs here, too."""
        for _ in range(PATIENCE):
            if not self.under_way:
                break
            self.page.wait_for_timeout(10)  # lets the browser tell what has ended
        before, self.told = self.told, (self.bytes, self.requests)
        return {"bytes": self.bytes - before[0], "requests": self.requests - before[1]}


@contextmanager
def _weighed(page: Page) -> Iterator[_Line]:
    line, session = _Line(page), page.context.new_cdp_session(page)
    session.send("Network.enable")

    def ended(told: dict[str, Any]) -> None:
        line.bytes += int(told["encodedDataLength"])
        line.requests += told["encodedDataLength"] > 0
        line.under_way.discard(told.get("requestId", ""))

    def sent(told: dict[str, Any]) -> None:
        if "redirectResponse" in told:  # its answer was only the way to the next
            ended(told["redirectResponse"])
        line.under_way.add(told["requestId"])

    session.on("Network.loadingFinished", ended)
    session.on("Network.loadingFailed", lambda told: line.under_way.discard(told["requestId"]))
    session.on("Network.requestWillBeSent", sent)
    yield line
    session.detach()


def _way(page: Page, children: int) -> Iterator[str]:
    """The name of each page come to, from the first of the form to the receipt."""
    told, name = family(children=children, email="mihon@example.jp"), ""
    while name != "done":
        page.evaluate(FILL, told)
        with page.expect_navigation():
            page.evaluate(SEND)
        name = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
        yield name
