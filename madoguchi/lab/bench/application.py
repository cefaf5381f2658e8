"""一件の申請 - what one application costs the machine, from the first page to the receipt.

A family with one child fills in every page through a running server, adds two pages of papers and hands in; a receipt
is queued. Told are CPU-seconds of all processes of the server (its helpers for papers too, not the browser's): for
the pages one after the other, for the papers, for the handing in; `received` is the latter two, `all` the whole way.
On SQLite and on PostgreSQL, whose own processes are not counted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, ImageDraw

from madoguchi.core.attachment import LONGEST_EDGE
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.family import family, of_page
from madoguchi.lab.ports import free_port
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import Ground, ground
from madoguchi.lab.storm.visitor import Visitor, reference_on

LIMIT = 0.1  # CPU-seconds of all processes for the papers and the handing in
STEPS = ("pages", "papers", "handing_in")
PAPERS = ("pdf", "photo", "phone")
TAKEN = (3024, 4032)  # pixels of a photo as a telephone takes it
_TICK = os.sysconf("SC_CLK_TCK")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--applications", type=int, default=20, help="how many are measured (default: 20)")
    parser.add_argument(
        "--papers",
        choices=PAPERS,
        default="pdf",
        help="a PDF of two pages, or two photos: as taken, or as a page sends them (phone)",
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """{"applications", "papers", kind of database: {step: CPU-seconds for one application, "all", "ms"}}"""
    kinds = ("sqlite", "postgresql") if args.database == "both" else (args.database,)
    return measure(args.applications, args.papers, kinds)


def measure(applications: int, papers: str, kinds: tuple[str, ...] = ("sqlite", "postgresql")) -> dict[str, Any]:
    """As `run`. Raises Disproved where no PostgreSQL can be had."""
    figures: dict[str, Any] = {"applications": applications, "papers": papers}
    if kinds == ("sqlite",):
        return figures | {"sqlite": _on("", applications, papers)}
    with both() as databases:
        return figures | {kind: _on(databases[kind], applications, papers) for kind in kinds}


def _on(server: str, applications: int, papers: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as place, ground(Path(place), server) as it:
        port = free_port()
        with _serving(it, port) as number:
            _apply(it, port, number, papers)  # the first one finds everything cold
            spent = dict.fromkeys((*STEPS, "ms"), 0.0)
            for _ in range(applications):
                for step, cost in _apply(it, port, number, papers).items():
                    spent[step] += cost
    each = {step: round(total / applications, 4) for step, total in spent.items()}
    received = round(each["papers"] + each["handing_in"], 4)
    return each | {"ms": round(each["ms"]), "received": received, "all": round(received + each["pages"], 4)}


@contextmanager
def _serving(it: Ground, port: int) -> Iterator[int]:
    """A server that is up; its number, above all its helpers."""
    server = it.but(MADOGUCHI_PORT=str(port), MADOGUCHI_BASE_URL=f"http://127.0.0.1:{port}").start("madoguchi", "serve")
    try:
        Visitor(port, lambda: server.poll() is None).get("/health")
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _apply(it: Ground, port: int, server: int, papers: str) -> dict[str, float]:
    """One family's way; CPU-seconds by step, and milliseconds of all."""
    visitor, told = Visitor(port, lambda: True), family(email="mihon@example.jp")
    spent = dict.fromkeys(STEPS, 0.0)
    began, before = time.monotonic(), spent_by(server)
    page = visitor.get(f"/{it.counter[0]}/{it.counter[1]}/")
    page = visitor.post(page, page.form("start"), page.form("start").filled({}))
    for _ in range(len(told)):
        if urlsplit(page.path).path.endswith("/check/"):
            break
        form = page.form()
        files = _files(form.asks, papers)
        typed = of_page(told, form.asks) | ({"guardians.0.evidence_later": ""} if files else {})
        page = visitor.post(page, form, form.filled(typed), files=files)
        now = spent_by(server)
        spent["papers" if files else "pages"] += now - before
        before = now
    else:
        raise Disproved(f"the form never ended: {page.path}")
    page = visitor.post(page, page.form(), page.form().filled({}))
    reference_on(page)
    spent["handing_in"] = spent_by(server) - before
    return spent | {"ms": (time.monotonic() - began) * 1000}


def _files(asked: tuple[str, ...], papers: str) -> list[tuple[str, str, bytes]]:
    """The two pages that the first guardian adds."""
    if "guardians.0.evidence" not in asked:
        return []
    photo = (LONGEST_EDGE * TAKEN[0] // TAKEN[1], LONGEST_EDGE) if papers == "phone" else TAKEN
    names = ("mihon.pdf",) if papers == "pdf" else ("mihon-1.jpg", "mihon-2.jpg")
    data = _pdf() if papers == "pdf" else _photo(*photo)
    return [("guardians.0.evidence.new", name, data) for name in names]


@cache
def _pdf() -> bytes:
    """Two scanned pages of A4 at 150 dots an inch."""
    out = BytesIO()
    _page(1240, 1754).save(out, "PDF", save_all=True, append_images=[_page(1240, 1754)])
    return out.getvalue()


@cache
def _photo(width: int, height: int) -> bytes:
    """As a telephone takes it, or as the page's script makes it smaller (static/madoguchi.js): of the same quality."""
    out = BytesIO()
    _page(width, height).save(out, "JPEG", quality=85)
    return out.getvalue()


def _page(width: int, height: int) -> Image.Image:
    """A sheet with lines on it, grainy as paper is."""
    grain = Image.effect_noise((width, height), 12).convert("RGB")
    sheet = Image.blend(Image.new("RGB", (width, height), "white"), grain, 0.2)
    pen = ImageDraw.Draw(sheet)
    for place in range(height // 12, height * 11 // 12, height // 44):
        pen.line([(width // 10, place), (width * 9 // 10, place)], "black", 3)
    return sheet


def spent_by(server: int) -> float:
    """CPU-seconds of a process, of all below it, and of those of them that have ended."""
    told: dict[int, list[int]] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                words = (place / "stat").read_text().rpartition(") ")[2].split()
            except OSError:  # it has just ended: the one above tells of it from now on
                continue
            told[int(place.name)] = [int(words[1]), *(int(words[at]) for at in (11, 12, 13, 14))]
    ours = {server}
    while more := {one for one, (above, *_) in told.items() if above in ours} - ours:
        ours |= more
    return sum(sum(told[one][1:]) for one in ours & told.keys()) / _TICK


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{figures['applications']} applications, papers as {figures['papers']}, CPU-seconds of one", ""]
    lines += [f"{'':<14}" + "".join(f"{step:>12}" for step in (*STEPS, "received", "all", "ms"))]
    for kind in ("sqlite", "postgresql"):
        if told := figures.get(kind):
            lines += [f"{kind:<14}" + "".join(f"{told[step]:>12}" for step in (*STEPS, "received", "all", "ms"))]
    return "\n".join(lines)
