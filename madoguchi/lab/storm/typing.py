"""転記の支度 - a municipality that hands its cases over to the made-up back office, and what has come of their typing.

A process of its own: `python -m madoguchi.lab.storm typing MUNICIPALITY DEED`. `begin`: its procedure is handed over
from now on. `wait`: until no row waits, or for GIVE_UP seconds; a run that has stopped is let go on, as a person would;
prints {"over", "resumed"}. `move`: of three cases one is withdrawn, and one is reached by another telephone, so that
the back office must follow; prints {"withdrawn", "changed"}. `left`: prints {"ours": {case: {label: value}}, "undone",
"people"}: what the back office must have, rows that are not typed but should be, and rows that only a person can type.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from typing import Any, Final

from madoguchi.core.case import Actor
from madoguchi.core.handed import STATES, Handed
from madoguchi.core.package.read import read_all
from madoguchi.desk import publish, robots, transcribe
from madoguchi.desk.act import act
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import places
from madoguchi.lab.handover import with_handover
from madoguchi.store import cases, transcripts, wall
from madoguchi.web.clock import now

PROCEDURE: Final = "gakudo"
GIVE_UP: Final = 4 * 3_600.0
LOOK_AGAIN: Final = 0.5  # seconds
CLERK: Final = Actor("uketsuke", "clerk")
RESIDENT: Final = Actor("resident", "resident")
PHONE: Final = "042-000-9999"
STANDING: Final = tuple(state for state in STATES if state != "void")


def begin(slug: str) -> dict[str, str]:
    """The edition in force has a handover."""
    found = places(HOME / "procedures" / PROCEDURE, HOME, slug)
    files, _ = read_all({key: path.read_bytes() for key, path in found.items() if not key.startswith("tests/")})
    with wall.inside(slug, write=True):
        return {"edition": publish.publish(with_handover(files), now())}


def wait(slug: str) -> dict[str, Any]:
    """One process that looks now and then."""
    until, resumed = time.monotonic() + GIVE_UP, 0
    while (open_ := bool(_rows(slug, ("waiting",)))) and time.monotonic() < until:
        resumed += _resumed(slug)
        time.sleep(LOOK_AGAIN)  # nobody tells when the errands of other programs end
    return {"over": not open_, "resumed": resumed}


def _resumed(slug: str) -> int:
    with wall.inside(slug, write=True):
        stopped = [one for one in robots.systems() if robots.look(one.system.id).state == "paused"]
        for one in stopped:
            robots.resume(one.system.id, CLERK, now())
        return len(stopped)


def move(slug: str) -> dict[str, int]:
    """What happens to cases later; nobody waits for the errands that see it."""
    typed = sorted({row.case for row in _rows(slug, ("done",))})
    deeds = {"withdrawn": (typed[0::3], _withdraw), "changed": (typed[1::3], _change)}
    for some, deed in deeds.values():
        for case in some:
            with wall.inside(slug, write=True):
                deed(case)
                transcribe.again(case, CLERK, now())
    return {name: len(some) for name, (some, _) in deeds.items()}


def _withdraw(case: str) -> None:
    act(case, "withdraw", RESIDENT, now(), channel="web")


def _change(case: str) -> None:
    reference = case.rpartition("-")[0]
    application = cases.get_application(reference)
    assert application is not None  # it was typed
    first, *others = application.answers["guardians"]
    cases.amend(reference, {**application.answers, "guardians": [{**first, "phone": PHONE}, *others]}, 0, now())


def left(slug: str) -> dict[str, Any]:
    """As the module says."""
    rows = _rows(slug, STANDING)
    people = [row for row in rows if row.filled.faults]
    by_case = {row.case: row for row in rows if not row.filled.faults}  # the last one stands
    return {
        "ours": {case: dict(row.sheet.typed) for case, row in by_case.items() if row.op != "cancel"},
        "undone": len([row for row in rows if row.state != "done"]) - len(people),
        "people": len(people),
    }


def waiting(slug: str) -> list[dict[str, Any]]:
    """The rows that a robot will take up, in their order: {"key", "fields"}."""
    return [{"key": row.case, "fields": row.filled.fields} for row in _rows(slug, ("waiting",))]


def _rows(slug: str, states: Iterable[str]) -> tuple[Handed, ...]:
    with wall.inside(slug):
        return transcripts.of_procedure(PROCEDURE, states)


def main() -> None:
    """The command line."""
    slug, deed = sys.argv[1:3]
    print(json.dumps({"begin": begin, "wait": wait, "move": move, "left": left}[deed](slug), ensure_ascii=False))
