"""審査の確かさ - of families with planted defects: what is caught, what is clear, and how often that is wrong.

What is promised is held to on workbooks. Beside them the same is told of families who send PDFs, scans and photos as
well: how well these are read is the topic `reading`, which promises it.
"""

from __future__ import annotations

from typing import Any, Final

from madoguchi.lab.bench.review import measure, media_of
from madoguchi.lab.evidence import Disproved

TOPIC = "review"
SEED: Final = 5
FULL, SMALL, MIXED = 1_700, 6, 80
WORKBOOKS: Final = {"xlsx": 1}
CLEAR: Final = 1_000  # cases that must have come out clear, for the bound to be worth anything
ONE_LOOK, CAUGHT = 60.0, 99.0  # per cent, at least
WRONG, ALARMS = 0.3, 5.0  # per cent, at most: the bound of wrongly clear cases, and clean cases that somebody must see
EXACT: Final = 99.9  # per cent of the fields of a workbook
SHOWN: Final = ("misses", "alarms", "misread")  # examples: too long for the evidence


def run(full: bool) -> dict[str, Any]:
    """Figures of lab/bench/_review. `full=False`: six families; all must have been reviewed."""
    told = measure(SEED, FULL if full else SMALL, WORKBOOKS)
    if not full and told["cases"].get("all", 0) < SMALL:
        raise Disproved(f"families are missing: {told['cases']}")
    if full and (short := short_of(told)):
        raise Disproved("; ".join(short))
    sizes = {"applications": told["applications"], "seed": told["seed"], "mixed": MIXED}
    limits = {"one_look": ONE_LOOK, "caught": CAUGHT, "wrong": WRONG, "alarms": ALARMS, "excel": EXACT}
    mixed = _kept(measure(SEED, MIXED, media_of(""))) if full else {}
    return {"sizes": sizes, "limits": limits, "mixed": mixed, **_kept(told)}


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in (*SHOWN, "applications", "seed")}


def short_of(told: dict[str, Any]) -> list[str]:
    """Everything that is not as promised, as a sentence."""
    wrong, excel = told["wrongly_clear"], told["fields"]["xlsx"]["all"]["percent"]
    checks = (
        (wrong["clear"] >= CLEAR, f"{wrong['clear']} clear cases of {CLEAR}"),
        (wrong["upper_percent"] <= WRONG, f"wrongly clear: {wrong['wrong']}, at most {wrong['upper_percent']} %"),
        (told["one_look"]["percent"] >= ONE_LOOK, f"one look: {told['one_look']['percent']} %"),
        (told["planted"]["percent"] >= CAUGHT, f"caught: {told['planted']['percent']} %"),
        (told["false_alarms"]["percent"] <= ALARMS, f"false alarms: {told['false_alarms']['percent']} %"),
        (excel >= EXACT, f"fields of workbooks: {excel} %"),
    )
    return [say for holds, say in checks if not holds]
