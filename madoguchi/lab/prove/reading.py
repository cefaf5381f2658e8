"""読み取りの確かさ - certificates in Excel, PDF, scans and photos: how much of them is read as it stands, how fast."""

from __future__ import annotations

from typing import Any, Final

from madoguchi.lab.bench.reading import MEDIA, measure
from madoguchi.lab.evidence import Disproved

TOPIC = "reading"
SEED: Final = 5
FULL, SMALL = 200, 1
EXCEL, PRINTED, DIGITS = 99.9, 98.5, 99.9  # per cent of the fields, at least: of workbooks, of photos; digits of photos
REFUSED, ACCEPTED = 5.0, 1.0  # per cent at most: of the readable pages, of those that nobody reads
FAST: Final = {"xlsx": 20.0, "photo": 2_000.0}  # milliseconds of half of the papers


def run(full: bool) -> dict[str, Any]:
    """Figures of lab/bench/reading. `full=False`: a workbook, which must have been read."""
    told = measure(SEED, FULL if full else SMALL, MEDIA if full else ("xlsx",))
    if short := short_of(told) if full else [] if told["fields"]["xlsx"]["all"]["n"] else ["nothing was read"]:
        raise Disproved("; ".join(short))
    sizes = {"papers": told["papers"], "seed": told["seed"]}
    limits = {
        "excel": EXCEL,
        "photo": PRINTED,
        "photo_digits": DIGITS,
        "refused": REFUSED,
        "accepted": ACCEPTED,
        "ms": FAST,
    }
    return {"sizes": sizes, "limits": limits, **{name: told[name] for name in ("fields", "ms", "gate", "why")}}


def short_of(told: dict[str, Any]) -> list[str]:
    """Everything that is not as promised, as a sentence."""
    fields, gate = told["fields"], told["gate"]
    excel, photo, digits = (
        fields[medium][kind]["percent"] for medium, kind in (("xlsx", "all"), ("photo", "all"), ("photo", "digits"))
    )
    checks = [
        (excel >= EXCEL, f"fields of workbooks: {excel} %"),
        (photo >= PRINTED, f"fields of photos: {photo} %"),
        (digits >= DIGITS, f"digits of photos: {digits} %"),
        (gate["refused"]["percent"] <= REFUSED, f"readable pages refused: {gate['refused']['percent']} %"),
        (gate["accepted"]["percent"] <= ACCEPTED, f"unreadable pages accepted: {gate['accepted']['percent']} %"),
    ]
    checks += [(told["ms"][one]["p50"] <= most, f"{one}: {told['ms'][one]['p50']} ms") for one, most in FAST.items()]
    return [say for holds, say in checks if not holds]
