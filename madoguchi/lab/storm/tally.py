"""数える人 - what a storm has left in the database.

A process of its own: `python -m madoguchi.lab.storm tally MUNICIPALITY`. Prints {"applications": {reference: address},
"due": errands not yet ended, "failed": errands that wait for a person}.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from madoguchi.store import cases, errands, wall
from madoguchi.web.clock import now


def tally(slug: str) -> dict[str, Any]:
    """Everything in the municipality, read as the staff's pages read it."""
    with wall.inside(slug):
        found = [cases.get_application(reference) for reference in cases.references()]
        return {
            "applications": {it.reference: it.contact for it in found if it},
            "due": errands.waiting_count(now() + timedelta(days=1)),
            "failed": len(errands.failed()),
        }


def main() -> None:
    """The command line."""
    print(json.dumps(tally(sys.argv[1])))
