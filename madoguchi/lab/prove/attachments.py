"""添付 - what a photo, a page of a PDF and a workbook cost in the box; and that killed senders leave nothing half."""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.uploads import kills, photo
from madoguchi.plugs.box import Box

TOPIC = "attachments"


def run(full: bool) -> dict[str, Any]:
    """`cpu_ms` counts the box and who asks it. The numbers of `kills` are those of lab/storm/uploader.py."""
    times, number = (40, 30) if full else (3, 2)
    box = Box()
    try:
        costs = {name: _cost(box, opener, data, times) for name, (opener, data) in _papers().items()}
    finally:
        box.close()
    with tempfile.TemporaryDirectory(prefix="madoguchi-uploads-") as place, ground(Path(place)) as made:
        killed = kills(made, number, seed=1)
    if killed["broken"] or killed["missing"] or killed["left"]:
        raise Disproved(f"half, lost or left behind: {killed}")
    return {"sizes": {"times": times, "kills": number}, "costs": costs, "kills": killed}


def _papers() -> dict[str, tuple[str, bytes]]:
    pages = [Image.open(io.BytesIO(photo(1_240, 1_754))) for _ in range(2)]
    pdf = io.BytesIO()
    pages[0].save(pdf, "PDF", save_all=True, append_images=pages[1:])
    return {
        "photo_12mp": ("photo", photo(4_032, 3_024)),
        "photo_a4": ("photo", photo(1_654, 2_339)),
        "pdf_2_pages": ("pdf", pdf.getvalue()),
    }


def _cost(box: Box, opener: str, data: bytes, times: int) -> dict[str, float]:
    """Milliseconds of CPU and of waiting, for one file."""
    box.open(opener, data)
    waits = []
    before = _cpu(box)
    for _ in range(times):
        began = time.perf_counter()
        box.open(opener, data)
        waits.append(time.perf_counter() - began)
    used = _cpu(box) - before
    return {"cpu_ms": round(used / times * 1e3, 1), "wait_ms": round(statistics.median(waits) * 1e3, 1)}


def _cpu(box: Box) -> float:
    """Seconds that we, the keeper and its ended children have computed; asked with an empty file, so all have ended."""
    time.sleep(0.05)
    box.open("photo", b"")
    assert box.keeper is not None
    told = Path(f"/proc/{box.keeper.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in told[11:15]) / os.sysconf("SC_CLK_TCK") + time.process_time()
