"""選考回の支度 - a round of made-up families up to its decision, and what has come of it.

A process of its own: `python -m madoguchi.lab.storm round MUNICIPALITY DEED`. `ready`: all cases are passed, every
family has confirmed an address, and a round waits for its decision; prints {"children"}. `approve`: it is decided.
`wait`: until nothing is left to be done, or for GIVE_UP seconds; prints {"over"}. `left`: prints {"decided", "told":
{address: notices}, "letters", "unsent", "undone", "failed"}.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from madoguchi.core.approval import ROUND
from madoguchi.core.case import Actor
from madoguchi.core.docket import Docket
from madoguchi.core.selection import Round
from madoguchi.desk import errands as work
from madoguchi.desk import gather, select
from madoguchi.desk.docket import draft, sign
from madoguchi.lab.selection.work import AT_ONCE, CLERK, passed
from madoguchi.store import cases, clerks, dockets, editions, errands, letters, notices, rounds, wall
from madoguchi.web.clock import now

PROCEDURE: Final = "gakudo"
WINDOW: Final = "april"
GIVE_UP: Final = 900.0
LOOK_AGAIN: Final = 0.5  # seconds
BOSS: Final = Actor("kessai", "decider")


def ready(slug: str) -> dict[str, int]:
    """All that comes before the decision."""
    passed(slug)
    _reachable(slug)
    with wall.inside(slug, write=True):
        select.begin(PROCEDURE, WINDOW, CLERK, now())
    _deed(slug, gather.collect, "見本の出所", True)
    worker = work.Worker("round", {}, now)
    while _now(slug).status == "collecting":
        work.serve_one(worker, slug)
    for deed, more in ((select.draw, ("12345",)), (select.run, ()), (select.verify, ())):
        _deed(slug, deed, *more)
    for family in _now(slug).report["exceptions"]:
        _deed(slug, select.sign, family, "要綱どおり。世帯に説明した。", by=BOSS)
    _deed(slug, draft.propose)
    while work.serve_one(worker, slug):  # where there is a route, the docket is looked at before anybody signs
        continue
    return {"children": len(_now(slug).members)}


def approve(slug: str) -> dict[str, int]:
    """The decision, which the workers then carry out."""
    with wall.inside(slug):
        found = dockets.of_round(_now(slug).id)
    if found is None:
        _deed(slug, gather.approve, by=BOSS)
    else:
        _signed(slug, found)
    return {"children": len(_now(slug).members)}


def _signed(slug: str, found: Docket) -> None:
    """Each post of the route signs."""
    with wall.inside(slug):
        approval = editions.opened(found.edition).approval
    assert approval is not None  # or there was no docket
    for post in approval.route(ROUND):
        name = f"mihon-{post.id}"
        with wall.inside(slug, write=True):
            clerks.put(name, f"見本 {post.label}", ("decider",), secrets.token_urlsafe(12), posts=(post.id,))
            now_is = dockets.get(found.id)
            assert now_is is not None  # it was drafted
            sign.sign(found.id, now_is.version, Actor(name, "decider"), now())


def wait(slug: str) -> dict[str, bool]:
    """One process that looks now and then: asked again and again by others, this would take the workers' time."""
    until = time.monotonic() + GIVE_UP
    while not (over := _over(slug)) and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)  # nobody tells when the errands of other programs end
    return {"over": over}


def _over(slug: str) -> bool:
    with wall.inside(slug):
        undone = errands.waiting_count(now() + timedelta(days=1))
        return not undone and rounds.all_of(PROCEDURE)[0].status == "decided"


def left(slug: str) -> dict[str, Any]:
    """How far it is, and what a family at each address must have heard."""
    found = _now(slug)
    with wall.inside(slug):
        made = [(case, notice) for case in found.members for notice in notices.of_case(case)]
        address = {reference: _address(reference) for reference in cases.references()}
        told = Counter(address[case.rpartition("-")[0]] for case, _ in made)
        return {
            "decided": found.status == "decided",
            "notices": len(made),
            "told": told,
            "letters": sum(letters.get(notice.id) is not None for _, notice in made),
            "unsent": sum(notice.sent is None for _, notice in made),
            "undone": errands.waiting_count(now() + timedelta(days=1)),
            "failed": errands.failed_count(),
        }


def _reachable(slug: str) -> None:
    with wall.inside(slug):
        every = cases.references()
    for first in range(0, len(every), AT_ONCE):
        with wall.inside(slug, write=True):
            for reference in every[first : first + AT_ONCE]:
                application = cases.get_application(reference)
                assert application is not None  # it has a case
                address = f"oya-{reference.lower()}@example.jp"
                cases.save_application(replace(application, contact=address, contact_confirmed=True))


def _address(reference: str) -> str:
    application = cases.get_application(reference)
    assert application is not None  # it has a case
    return application.contact


def _now(slug: str) -> Round:
    with wall.inside(slug):
        found = rounds.get(rounds.all_of(PROCEDURE)[0].id)
    assert found is not None  # it is listed
    return found


def _deed(slug: str, deed: Callable[..., Any], *more: Any, by: Actor = CLERK) -> None:
    found = _now(slug)
    with wall.inside(slug, write=True):
        deed(found.id, found.version, *more, by, now())


def main() -> None:
    """The command line."""
    slug, deed = sys.argv[1:3]
    print(json.dumps({"ready": ready, "approve": approve, "wait": wait, "left": left}[deed](slug)))
