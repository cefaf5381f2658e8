"""審査の確かさ - families with planted defects are reviewed: what is caught, what is missed, what is cried for nothing.

Made up by lab/review, which shares nothing with the reader: answers, papers (Excel, PDF, scans and photos, half of them
on forms and in fonts that nobody tuned on) and registers. Of each rule how many defects were caught; how many complete
cases need one look; how many were clear that should not have been, with the one-sided 95 % bound (Clopper-Pearson).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from madoguchi.desk.folder import reviewed
from madoguchi.lab.bench._memory import Watch
from madoguchi.lab.bench._review import figures, scored
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.plugs import box as boxes
from madoguchi.plugs.reading.paper import look, pictures, sheets

Media = Mapping[str, int]
MEDIA: Final[Media] = {"xlsx": 55, "pdf": 25, "scan": 10, "photo": 10}
TOWN: Final = ("gakudo", "tama")
TODAY: Final = "2026-11-16"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same families (default: 1)")
    parser.add_argument("--applications", type=int, default=200, help="how many families (default: 200)")
    parser.add_argument(
        "--media",
        default="",
        help="weights of certificates: xlsx=55,pdf=25,scan=10,photo=10 (default, of these what can be read)",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the families are kept (default: nowhere)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """As `measure`."""
    return measure(args.seed, args.applications, media_of(args.media), args.keep)


def media_of(text: str) -> Media:
    """Weights by medium. Raises ValueError."""
    if not text:
        return {name: weight for name, weight in MEDIA.items() if can_be_read(name)}
    return {name: int(weight) for name, _, weight in (one.partition("=") for one in text.split(","))}


def can_be_read(medium: Any) -> bool:
    """Whether there is a reader for it here at all: photos need the extra `reading`."""
    from madoguchi.lab.certificate.paper import paper as certificate  # needs the extra `lab`
    from madoguchi.lab.certificate.values import values

    name, data = certificate(values(Random(1)), Random(1), medium)
    kinds = edition_in(HOME, *TOWN).paper_files
    return bool(look(name, data, list(kinds))["fields"])


def measure(seed: int, applications: int, media: Media, keep: Path | None = None) -> dict[str, Any]:
    """Figures of lab/bench/_review.figures, with seconds and the memory of the box (MB)."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as place:
            return _measured(Path(place), seed, applications, media)
    return _measured(keep, seed, applications, media)


def _measured(folder: Path, seed: int, applications: int, media: Media) -> dict[str, Any]:
    from madoguchi.lab.review.folder import Order, families  # needs the extra `lab`

    edition = edition_in(HOME, *TOWN)
    began, today = time.monotonic(), date.fromisoformat(TODAY)
    families(Order(folder, HOME, *TOWN, today, seed, media), applications)
    made = time.monotonic()
    with Watch(_keepers) as watched:
        found = reviewed(folder, edition, today)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    told = figures(scored(found, truth))
    seconds = {"making": round(made - began, 1), "reviewing": round(time.monotonic() - made, 1)}
    return {
        "seed": seed,
        "applications": applications,
        "media": dict(media),
        **told,
        "seconds": seconds,
        "box_mb": watched.mb,
    }


def _keepers() -> list[int]:
    """Of the box that takes files in, and of those that read them."""
    return [one.keeper.pid for one in (boxes.ours(), sheets(), pictures()) if one.keeper]


def table(told: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{told['applications']} families, {told['cases']['all']} cases, seed {told['seed']}", ""]
    lines += [f"{'rule':<28}{'planted':>8}{'caught':>8}{'missed':>8}   95 %"]
    for code, row in told["rules"].items():
        low, high = row["interval"]
        lines.append(f"{code:<28}{row['planted']:>8}{row['caught']:>8}{row['missed']:>8}   {low}-{high} %")
    lines += [""] + [f"{name:<28}{_share(told[name])}" for name in ("planted", "one_look", "false_alarms")]
    wrong = told["wrongly_clear"]
    lines += [f"{'wrongly clear':<28}{wrong['wrong']} of {wrong['clear']}, at most {wrong['upper_percent']} %"]
    for medium, row in told["fields"].items():
        lines.append(f"{medium + ': fields exact':<28}{_share(row['all'])}; digits {_share(row['digits'])}")
    lines += [f"{medium + ': ms':<28}{row['p50']} ({row['p95']})" for medium, row in told["ms"].items()]
    return "\n".join([*lines, f"{'box':<28}{told['box_mb']} MB"])


def _share(row: dict[str, Any]) -> str:
    return f"{row['percent']} % of {row['of']} ({row['interval'][0]}-{row['interval'][1]})"
