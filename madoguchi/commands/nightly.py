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
        try:
            with wall.inside(slug, write=True):
                steps = nightly.run_out(now())
                nightly.clear_sessions()
        except Exception:
            # One city's trouble must not keep the night of the others from ending.
            log.exception("night not ended", extra={"municipality": slug})
            failed.append(slug)
            continue
        if steps:
            taken[slug] = steps
    if failed:
        print(f"madoguchi nightly: not ended in {', '.join(failed)} (see the log)", file=sys.stderr)
    print(json.dumps({"taken": taken}))
    return int(bool(failed))
