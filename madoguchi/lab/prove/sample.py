"""見本の申請 - made-up families go through the residents' door on both databases: in time, and each once."""

from __future__ import annotations

import base64
import json
import secrets
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import Ground, ground

TOPIC = "sample"
FULL, SMALL = 2_000, 60
LIMIT = 120.0  # seconds for the full number, on two cores


def run(full: bool) -> dict[str, Any]:
    """A sample on each database; asked for again, clerks begin to work. What is found in it, the tests show."""
    number = FULL if full else SMALL
    figures: dict[str, Any] = {"sizes": {"applications": number, "papers_percent": 10}}
    with both() as databases:
        for kind, database in databases.items():
            with (
                tempfile.TemporaryDirectory(prefix="madoguchi-sample-") as place,
                ground(Path(place), database) as made,
            ):
                figures[kind] = _twice(_with_key(made, Path(place)), number, Path(place) / "truth.jsonl")
            if full and figures[kind]["seconds"] > LIMIT:
                raise Disproved(f"{kind}: {figures[kind]['seconds']} s for {number} applications")
    return figures


def _with_key(made: Ground, place: Path) -> Ground:
    file = place / "storage_key"
    file.write_bytes(base64.b64encode(secrets.token_bytes(32)))
    file.chmod(0o600)
    return made.but(MADOGUCHI_STORAGE_KEY_FILE=str(file))


def _twice(made: Ground, number: int, truth: Path) -> dict[str, Any]:
    words = ("sample", "--municipality", made.counter[0], "--applications", str(number), "--seed", "7")
    first = made.ask("madoguchi", *words, "--truth", str(truth))
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    again = made.ask("madoguchi", *words, "--moved")  # files none, and lets the clerks begin
    told = made.ask("madoguchi", "audit", "verify")
    planted = Counter(one["code"] for row in rows for one in row["planted"])
    wrong = {
        "filed": first["filed"] != number,
        "references": len({row["reference"] for row in rows}) != number,
        "doubled": again["filed"] != 0 or again["known"] != number,
        "papers": not first["papers"],
        "moved": not again["moved"],
        "audit": bool(told.get("faults")),
    }
    if any(wrong.values()):
        raise Disproved(f"{[name for name, is_so in wrong.items() if is_so]}: {first} {again} {told}")
    kept = ("cases", "papers", "seconds", "cpu_seconds")
    return {
        **{name: first[name] for name in kept},
        "cpu_ms_per_application": round(first["cpu_seconds"] * 1000 / number, 1),
        "moved": again["moved"],
        "moved_seconds": again["seconds"],
        "codes": len(planted),
        "planted": planted.total(),
    }
