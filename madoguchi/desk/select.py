"""選考 - a round from its first day to its decision: each deed through the door, none without proof."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from madoguchi.core.allocation import (
    Refused,
    allocate,
    compare,
    lint,
    lottery,
    unsigned,
    with_capacity,
    with_sibling_bonus,
)
from madoguchi.core.approval import ROUND
from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.round import faults
from madoguchi.core.selection import TOTAL, Round, Run, Selection, Stop, Stopped
from madoguchi.core.verification import verify as check
from madoguchi.store import cases, editions, events, rounds
from madoguchi.store.errors import Stale

from . import seal
from .act import Deed, Words, act_round, begin_round
from .refusals import NotFound

SYSTEM: Final = Actor("system", "system")
SHOWN: Final = 20  # of those whom a reason to stop names
Note = dict[str, int | str]
_DRY: Final = "-"  # stands in for the public value, to see whether the document is sound before there is one


def begin(procedure: str, window: str, by: Actor, now: datetime) -> Round:
    """A round for the cases of a window. Raises NotAllowed, NotFound (no such procedure or window, or no places)."""
    edition = editions.current_edition(procedure)
    if edition is None or edition.selection is None or edition.points is None or not edition.town.window(window):
        raise NotFound(procedure)
    return begin_round(procedure, window, edition, by, now)


def held(number: int, version: int | None = None) -> Round:
    """A round, locked. Raises NotFound, Stale."""
    found = rounds.get(number, lock=True)
    if found is None:
        raise NotFound(str(number))
    if version not in (None, found.version):
        raise Stale(found.subject)
    return found


def declared(found: Round) -> tuple[Edition, Selection]:
    """The edition of a round, and what it says of rounds."""
    edition = editions.opened(found.edition)
    assert edition.selection is not None  # as when it was begun
    return edition, edition.selection


def freeze(found: Round, document: Mapping[str, Any], now: datetime, **more: Any) -> Round:
    """Keep a whole document, and promise a draw: its list and its seed are settled now, its public value is not."""
    ids = sorted(one["id"] for one in document["applicants"])
    seed, salt = (secrets.token_bytes(lottery.SECRET_BYTES).hex() for _ in range(2))
    promise = {"list_digest": lottery.list_digest(ids), "commitment": lottery.commitment(found.name, seed, salt)}
    record = {**promise, "seed": seed, "salt": salt, "public": {"value": _DRY}}
    if wrong := faults({**document, "lottery": record}):
        raise Stopped(Stop("S06", tuple(f"{one.at}: {one.say}" for one in wrong[:SHOWN])))
    return act_round(
        found,
        Deed("freeze", SYSTEM, now, channel="system"),
        {"count": len(ids), "digest": short(promise["commitment"])},
        document=document,
        promise={**promise, "source": found.progress["source"]},
        sealed=seal.sealed({"seed": seed, "salt": salt}),
        progress={},
        run=0,
        report={},
        signed=(),
        **more,
    )


def draw(number: int, version: int, value: str, by: Actor, now: datetime) -> Round:
    """Add the public value, with which the lots follow. Raises NotAllowed, NotFound, Stale, Stopped."""
    found = held(number, version)
    if not value.strip():
        raise Stopped(Stop("S13"))
    promise = dict(found.promise)
    public = {"source": promise.pop("source"), "value": value.strip()}
    record = {**promise, **seal.opened(found.sealed), "public": public} if found.sealed else {}
    document = {**found.document, "lottery": record}
    return act_round(found, Deed("draw", by, now), document=document, sealed="", progress={"lint": remarks(document)})


def sign_rule(number: int, version: int, code: str, reason: str, by: Actor, now: datetime) -> Round:
    """A decider answers for a rule that the lint stops. Raises NotAllowed, NotFound, Stale, Incomplete."""
    found = held(number, version)
    if code not in {one.code for one in unsigned(found.document)}:
        raise NotFound(code)
    signature = {"of": code, "by": by.name, "on": jst_date(now).isoformat(), "reason": reason.strip()}
    signatures = [*found.document.get("signatures", ()), signature]
    document = {**found.document, "signatures": signatures}
    deed, progress = Deed("sign_rule", by, now, Words(reason.strip())), {"lint": remarks(document)}
    return act_round(found, deed, {"code": code}, document=document, progress=progress)


def run(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Give the places. Raises NotAllowed, NotFound, Stale, Stopped."""
    found = held(number, version)
    return _run(found, found.document, {}, Deed("run", by, now))


def choose(number: int, version: int, change: Mapping[str, int], by: Actor, now: datetime) -> Round:
    """Give the places once more, with so many more or less at some pools, and take that. Raises as `run`."""
    found = held(number, version)
    made = rounds.run(found.run)
    before = made.change if made else {}
    together = {pool: n for pool in {*before, *change} if (n := before.get(pool, 0) + change.get(pool, 0))}
    try:
        document = with_capacity(found.document, together)
    except KeyError as strange:
        raise NotFound(str(strange)) from None
    return _run(found, document, together, Deed("choose", by, now))


def _run(found: Round, document: Mapping[str, Any], change: Mapping[str, int], deed: Deed) -> Round:
    _still(found)
    if stops := tuple(one.code for one in unsigned(document)):
        raise Stopped(Stop("S07", stops))
    result = allocated(document)
    made = rounds.add_run(Run(0, found.id, deed.now, deed.by.name, dict(change), document, result))
    note: Note = {"digest": short(result["digests"]["result"]), "count": len(result["placements"])}
    return act_round(found, deed, note, run=made, report={}, signed=())


def allocated(document: Mapping[str, Any]) -> dict[str, Any]:
    """The places of a document. Raises Stopped."""
    try:
        return allocate(document)
    except Refused as refused:
        raise Stopped(Stop("S06", tuple(f"{one.at}: {one.say}" for one in refused.faults[:SHOWN]))) from None


def verify(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Let the second program check the run in force, and keep what it says. Raises NotAllowed, NotFound, Stale, Stopped
    (it is not what was recorded)."""
    found = held(number, version)
    report = examined(found)
    note: Note = {"count": len(report["wrong"]), "digest": short(report["digest"])}
    return act_round(found, Deed("verify", by, now), note, report=report)


def sign(number: int, version: int, family: str, reason: str, by: Actor, now: datetime) -> Round:
    """A decider answers for a family's exception, of this result. Raises NotAllowed, NotFound, Stale, Incomplete."""
    found = held(number, version)
    if family not in found.report.get("exceptions", ()):
        raise NotFound(family)
    signature = {
        "of": family,
        "result": found.report["digest"],
        "by": by.name,
        "on": jst_date(now).isoformat(),
        "reason": reason.strip(),
    }
    others = [one for one in found.signed if one["of"] != family]
    note: Note = {"code": f"f{family.lower()}", "digest": short(found.report["digest"])}
    return act_round(found, Deed("sign", by, now, Words(reason.strip())), note, signed=(*others, signature))


def propose(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Ask another person to decide. Raises NotAllowed, NotFound, Stale, Stopped: not green, not signed, moved since."""
    found = held(number, version)
    decidable(found)
    return act_round(found, Deed("propose", by, now), proposer=by.name)


def decidable(found: Round) -> Run:
    """The run in force, when a round may be decided: looked at anew, whatever was said of it before. Raises Stopped."""
    report = examined(found)
    stops = []
    if report["wrong"]:
        stops.append(Stop("S08", tuple(f"{one['at']}: {one['say']}" for one in report["wrong"][:SHOWN])))
    if report["unsigned"]:
        stops.append(Stop("S09", tuple(report["unsigned"])))
    if stops:
        raise Stopped(*stops)
    _still(found)
    made = rounds.run(found.run)
    assert made is not None  # `examined` has read it
    return made


def by_docket(found: Round) -> bool:
    """Whether a round is decided by a docket, that others sign one after the other."""
    edition, _ = declared(found)
    return bool(edition.approval and edition.approval.route(ROUND))


def send_back(number: int, version: int, reason: str, by: Actor, now: datetime) -> Round:
    """Not like this. Raises NotAllowed, NotFound, Stale, Incomplete, Stopped (a docket is sent back instead)."""
    found = held(number, version)
    if by_docket(found):
        raise Stopped(Stop("S16"))
    return act_round(found, Deed("send_back", by, now, Words(reason.strip())), proposer="")


def fall_back(number: int, now: datetime) -> Round:
    """Its docket was given up: it may be changed again. Raises NotAllowed, NotFound."""
    return act_round(held(number), Deed("fall_back", SYSTEM, now, channel="system"), proposer="")


def thaw(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Gather the inputs anew; runs stay in the record. Raises NotAllowed, NotFound, Stale."""
    return act_round(held(number, version), Deed("thaw", by, now), document={}, run=0, report={}, signed=(), sealed="")


def drop(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Give the round up; it stays readable. Raises NotAllowed, NotFound, Stale."""
    return act_round(held(number, version), Deed("drop", by, now), sealed="")


def examined(found: Round) -> dict[str, Any]:
    """What the checker says of the run in force, now. Raises Stopped when it is not the one in the record."""
    made = rounds.run(found.run)
    if made is None:
        raise NotFound(found.subject)
    digest = str(made.result.get("digests", {}).get("result", ""))
    last = next((event for event in reversed(events.read(found.subject)) if event.step in ("run", "choose")), None)
    if last is None or last.note.get("digest") != short(digest):
        raise Stopped(Stop("S11"))
    told = check(made.document, made.result, found.signed)
    return {
        "digest": digest,
        "wrong": [{"code": one.code, "at": one.at, "say": one.say} for one in told.wrong],
        "exceptions": list(told.exceptions),
        "unsigned": list(told.unsigned),
        "checked": dict(told.checked),
    }


def remarks(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the lint says of a document, each with its signature if somebody has signed."""
    signed = {one["of"]: one for one in document.get("signatures", ())}
    return [{**asdict(one), "signed": signed.get(one.code)} for one in lint(document)]


def what_if(found: Round, change: Mapping[str, int], bonus: int = 0) -> dict[str, Any]:
    """Who would gain and who would lose with so many places more or less, and so many points more for children with a
    brother or sister. Nothing is kept. Raises NotFound (no such pool, nothing given yet)."""
    made = rounds.run(found.run)
    if made is None:
        raise NotFound(found.subject)
    try:
        variant = with_capacity(made.document, change)
    except KeyError as strange:
        raise NotFound(str(strange)) from None
    return compare(made.result, allocated(with_sibling_bonus(variant, TOTAL, bonus) if bonus else variant))


def _still(found: Round) -> None:
    """That no case has moved since the inputs were frozen. Raises Stopped."""
    edition, selection = declared(found)
    moved = cases.changed_since(found.members, selection.standing(edition.flow))
    if moved:
        raise Stopped(Stop("S10", moved[:SHOWN]))


def short(digest: str) -> str:
    """A digest as a note of an event can hold it."""
    return f"r{digest[:39]}"
