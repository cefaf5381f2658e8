"""だれが変わるか - this year's applications by the tables in force and by a draft of them, a slice at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Application, Errand
from madoguchi.core.days import jst_date
from madoguchi.core.flow import NotAllowed
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.revision import OPEN, OWN, Revision
from madoguchi.core.revision.trial import comparable, moved, since
from madoguchi.core.table import CellFault
from madoguchi.store import cases, editions, errands, revisions

from .errands import register
from .refusals import NotFound
from .revise import ROLE

KIND: Final = "trial"
SLICE: Final = 200  # applications of one errand: about half a second


def begin(procedure: str, by: Actor, now: datetime) -> Revision:
    """Leave the reckoning of a draft as it is now to the worker. Raises NotAllowed, NotFound (no draft, or one that
    cannot be read yet), Stale."""
    if by.role != ROLE:
        raise NotAllowed(f"{KIND}: {by.role}")
    revision = revisions.on_its_way(procedure, lock=True)
    if revision is None or revision.state != OPEN or _editions(revision) is None:
        raise NotFound(procedure)
    first = since(jst_date(now))
    blank = {"version": revision.version, "done": 0, "of": cases.count_since(procedure, first), "skipped": 0}
    saved = revisions.save(revision, trial={**blank, "since": first.isoformat(), "cases": {}, "after": ""})
    _leave(saved, "", now)
    return saved


def prepare(errand: Errand, payload: Mapping[str, Any]) -> None:
    """Nothing is asked outside."""


def done(errand: Errand, answer: str, now: datetime) -> None:
    """Reckon one slice, and leave the next."""
    revision = revisions.get(errand.payload["revision"])
    trial = dict(revision.trial or {}) if revision else {}
    here = {"version": errand.payload["version"], "after": errand.payload["after"]}
    if revision is None or any(trial.get(key) != value for key, value in here.items()):
        return  # another was begun since
    both = _editions(revision)
    if both is None or revision.state != OPEN or revision.version != trial["version"]:
        return
    part = cases.handed_since(revision.procedure, date.fromisoformat(trial["since"]), trial["after"], SLICE)
    trial["cases"] = {**trial["cases"], **{key: told for one in part for key, told in _moved(one, *both, trial)}}
    trial["done"] += len(part)
    trial["after"] = part[-1].reference if part else trial["after"]
    if len(part) < SLICE:
        trial["of"] = trial["done"]
    saved = revisions.save(revision, trial=trial)
    if len(part) == SLICE:
        _leave(saved, trial["after"], now)


def _leave(revision: Revision, after: str, now: datetime) -> None:
    payload = {"revision": revision.id, "version": revision.version, "after": after}
    key = f"{KIND}/{revision.id}/{revision.version}/{after}/{now.isoformat()}"
    errands.leave(KIND, key, payload, revision.subject, now)


def _editions(revision: Revision) -> tuple[Edition, Edition] | None:
    """The edition in force and the one that the draft would become; None where it would become none."""
    digest = editions.current(revision.procedure)
    if digest is None:
        return None
    files = json.loads(editions.get(digest))
    try:
        return editions.opened(digest), open_edition(pack({**files, OWN: revision.own}))
    except (CellFault, LookupError, TypeError, ValueError):
        return None


def _moved(one: Application, before: Edition, after: Edition, trial: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The cases that change: by number, (way, total before, total after). One that cannot be compared is counted."""
    if not comparable(before, editions.opened(one.edition).procedure.version):
        trial["skipped"] += 1
        return []
    found = moved(before, after, one.answers, jst_date(one.received))
    return [(f"{one.reference}-{case.branch}", [case.way, case.was, case.now]) for case in found]


register(KIND, prepare, done)
