"""夜の締め - takes the flow's own steps for asks whose day has run out, and forgets old sessions; once a day.

Prints {"taken": {municipality: steps}}. It may run twice, or be killed and run again: a step is taken once.
"""

import argparse
import json
import logging
import sys

from madoguchi.commands._office import safe_to_run
from madoguchi.desk import nightly
from madoguchi.store import municipalities, wall
from madoguchi.web.clock import now

log = logging.getLogger("madoguchi.nightly")


def add(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("nightly"):
        return 2
    taken: dict[str, int] = {}
    failed: list[str] = []
    for municipality in municipalities.all_():
        slug = municipality.slug
        with wall.inside(slug, write=True):
            nightly.clear_sessions()
            nightly.clear_tries(now())
            cases = nightly.run_out(now())
        if steps := sum(_lapse(slug, case_id, failed) for case_id in cases):
            taken[slug] = steps
    if failed:
        print(f"madoguchi nightly: left as they are: {', '.join(failed)} (see the log)", file=sys.stderr)
    print(json.dumps({"taken": taken}))
    return int(bool(failed))


def _lapse(slug: str, case_id: str, failed: list[str]) -> bool:
    """Each case in a transaction of its own: one that cannot be moved must not hold up the night of all others."""
    try:
        with wall.inside(slug, write=True):
            return nightly.lapse(case_id, now())
    except Exception:
        log.exception("case not moved", extra={"municipality": slug})
        failed.append(f"{slug} {case_id}")
        return False
