"""署名する - whose turn it is signs or sends back; the last signature numbers the document and decides."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core.approval import Turn
from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.docket import Docket, Halted
from madoguchi.core.flow import take
from madoguchi.core.retention import fiscal_year
from madoguchi.desk import gather, select
from madoguchi.desk.act import Deed, Words, act_docket
from madoguchi.store import dockets

from . import carry
from .held import approval_of, held, moved, turn_of


def sign(number: int, version: int, by: Actor, now: datetime, touch: int | None = None) -> Docket:
    """Sign for the post whose turn it is; the last one decides. Raises NotAllowed, NotFound, Stale, Halted (with what
    stands against it), Stopped (the round is not as it was proved)."""
    found = held(number, version)
    turn = _turn(found, by, now)
    if changed := tuple(moved(found)):
        raise Halted("D04", changed)
    signature = {"post": turn.post.id, "label": turn.post.label, "by": by.name, "at": now.isoformat()}
    signature |= {"acting": "1"} if turn.acting else {}
    signed, note = (*found.signed, signature), {"code": turn.post.id}
    if not turn.last:
        return act_docket(found, Deed("sign", by, now, touch=touch), note, signed=signed)
    day = jst_date(now)
    document = approval_of(found).numbered(dockets.next_serial(fiscal_year(day)))
    decided = act_docket(found, Deed("decide", by, now, touch=touch), note, signed=signed, number=document, decided=day)
    _carry_out(decided, by, now)
    return decided


def send_back(number: int, version: int, reason: str, by: Actor, now: datetime, touch: int | None = None) -> Docket:
    """Not like this; every signature is gone. Raises NotAllowed, NotFound, Stale, Incomplete, Halted."""
    found = held(number, version)
    turn, words = _turn(found, by, now), Words(reason.strip())
    told = {"by": by.name, "label": turn.post.label, "at": now.isoformat(), "reason": words.reason}
    report = {**found.report, "returns": [*found.report.get("returns", ()), told]}
    return act_docket(found, Deed("return", by, now, words, touch), {"code": turn.post.id}, signed=(), report=report)


def _turn(found: Docket, by: Actor, now: datetime) -> Turn:
    """The turn, when it is theirs. Raises NotAllowed, Halted."""
    take(approval_of(found).flow, "sign", found.status, by.role)
    turn = turn_of(found, jst_date(now))
    if by.name == found.drafter:
        raise Halted("D01")
    if by.name in found.hands:
        raise Halted("D02")
    if turn is None or by.name not in turn.signers:
        raise Halted("D03", (turn.post.label,) if turn else ())
    return turn


def _carry_out(found: Docket, by: Actor, now: datetime) -> None:
    if found.round:
        gather.decide(select.held(found.round), by, now, carry.numbers(found))
    else:
        carry.out(found, by, now)
