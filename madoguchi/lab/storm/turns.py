"""計測の中 - a process of `bench robot`, within its scratch database: the house's robot types so many cases when told.

`python -m madoguchi.lab.storm turns MUNICIPALITY CASES` prints {"sheets": [{"key", "fields"}]}, in the order in which
they are typed. Then, for each number that it is given on a line, {"seconds": [of each of so many cases]}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator

from django.conf import settings

from madoguchi.desk import errands, robots
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.typing import waiting
from madoguchi.plugs import open_plug
from madoguchi.store.errands import ROBOT
from madoguchi.web.clock import now


def typed(worker: errands.Worker, slug: str, number: int) -> Iterator[float]:
    """The seconds of each case. Raises Disproved when there is nothing to do."""
    for _ in range(number):
        began = time.perf_counter()
        if not errands.serve_one(worker, slug):
            raise Disproved("nothing waits to be typed")
        yield time.perf_counter() - began


def main() -> None:
    """The command line."""
    slug, cases = sys.argv[1], int(sys.argv[2])
    told = {"robot": settings.ROBOT, "robot_accounts": settings.ROBOT_ACCOUNTS}
    plugs = {robots.BROWSER: open_plug(robots.BROWSER, told)}
    worker = errands.Worker("bench", plugs, now, lane=ROBOT, may=robots.may)
    print(json.dumps({"sheets": waiting(slug)[:cases]}, ensure_ascii=False), flush=True)
    for line in sys.stdin:
        print(json.dumps({"seconds": list(typed(worker, slug, int(line)))}), flush=True)
