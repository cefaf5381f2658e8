"""用務の係 - takes errands up, has a plug do each, and writes down how far it came before the plug goes on."""

from __future__ import annotations

import contextlib
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from madoguchi.core.case import Actor, Errand, Event
from madoguchi.core.errand import WAITING, BackOff, Stage, next_stage, stage_named
from madoguchi.core.plug import Findable, Plug, PlugError, Shown, Values
from madoguchi.store import errands, events, municipalities, wall
from madoguchi.store.away import away
from madoguchi.store.errors import LeaseLost

log = logging.getLogger("madoguchi.errands")

LOOK: Final = timedelta(seconds=1)  # so soon a municipality that had nothing due is asked again


@dataclass(frozen=True)
class PlugCall:
    """What to ask of which plug ("kind/name")."""

    plug: str
    values: Values


# Reads what the errand needs, inside the wall; None when there is nothing to do any more.
Prepare = Callable[[Errand, Mapping[str, Any]], PlugCall | None]
# The deed an errand ends as, in one transaction with its end; takes what the plug answered, or why it failed for good.
Done = Callable[[Errand, str, datetime], None]


# Keeps what a plug has shown on its way.
Keep = Callable[[Errand, Shown, datetime], None]
# Takes a plug's trouble in; True when the errand shall wait as if it had not been taken up.
Halt = Callable[[Errand, PlugError, datetime], bool]


@dataclass(frozen=True)
class Handler:
    """How one kind of errand begins and ends. `refused`: the other side will never take it; `failed`: in any way.
    `shown` keeps evidence; `troubled` hears of every trouble that is not for good."""

    prepare: Prepare
    done: Done | None = None
    failed: Done | None = None
    refused: Done | None = None
    shown: Keep | None = None
    troubled: Halt | None = None


HANDLERS: dict[str, Handler] = {}


def register(
    kind: str,
    prepare: Prepare,
    done: Done | None = None,
    failed: Done | None = None,
    refused: Done | None = None,
    *,
    shown: Keep | None = None,
    troubled: Halt | None = None,
) -> None:
    """Make a kind of errand known."""
    HANDLERS[kind] = Handler(prepare, done, failed, refused, shown, troubled)


def lease(plug: Plug) -> int:
    """Seconds. Longer than a plug's slowest answer: whoever takes a dead worker's errand over finds it settled."""
    # A third more, and a second: from the stage on disk to the call, our own machine may be slow too.
    return math.ceil(plug.slowest.total_seconds() * 4 / 3) + 1


@dataclass(frozen=True)
class Worker:
    """One process that does errands: its name, the plugs it can reach, a clock, and its patience.

    With a `lane` it does only those of it; `may` is asked inside the wall before one is taken up.
    """

    name: str
    plugs: Mapping[str, Plug]
    now: Callable[[], datetime]
    back_off: BackOff = field(default_factory=BackOff)
    lane: str = ""
    may: Callable[[datetime], bool] = lambda _: True

    @property
    def lease(self) -> int:
        """Seconds for which an errand is taken up, until it is known which plug it needs: the shortest of any."""
        return min((lease(plug) for plug in self.plugs.values()), default=1)


def run(worker: Worker, stopping: Callable[[], bool], rest: Callable[[], None]) -> None:
    """Serve until `stopping`; `rest` when nothing was due. The errand in hand is always ended first."""
    while not stopping():
        busy = serve_round(worker, _everybody(), stopping)
        if not busy:
            rest()
        # Those with a heap go on in turn; to ask all the others before each errand would take longer than most errands.
        until = worker.now() + LOOK
        while busy and worker.now() < until:
            busy = serve_round(worker, busy, stopping)


def serve_round(worker: Worker, slugs: Sequence[str], stopping: Callable[[], bool] = lambda: False) -> tuple[str, ...]:
    """One errand of each municipality that has one due, so that none waits for another's heap; whose they were."""
    return tuple(slug for slug in slugs if not stopping() and serve_one(worker, slug))


def _everybody() -> tuple[str, ...]:
    return tuple(municipality.slug for municipality in municipalities.all_())


def serve_one(worker: Worker, slug: str) -> bool:
    """Take up one errand of a municipality, if one is due."""
    with wall.inside(slug):
        # An idle worker only reads: on SQLite a claim would keep others from writing.
        if not errands.any_due(worker.now(), worker.lane):
            return False
    with wall.inside(slug, write=True):
        if not worker.may(worker.now()):
            return False
        errand = errands.claim(worker.name, worker.lease, worker.now(), worker.lane)
    if errand is None:
        return False
    held = _Held(worker, slug, errand)
    try:
        _carry_out(held)
    except LeaseLost:
        # We were away for longer than the lease and another worker has it now: its word counts.
        log.warning("lease lost", extra=held.about)
    return True


def retry(errand_id: int, by: Actor, now: datetime) -> None:
    """A person has looked, and sends a failed errand out again. Raises LookupError when it has not failed."""
    errand = errands.again(errand_id, now)
    note = {"errand": errand.id}
    events.append(Event(0, now, "note", "retry_errand", by.name, by.role, errand.subject, channel="staff", note=note))


@dataclass
class _Held:
    """An errand in a worker's hands; `errand` is as it was last written, for only that can be written over."""

    worker: Worker
    slug: str
    errand: Errand

    def stage(self, stage: Stage, plug: Plug) -> None:
        """Each stage has a whole lease before it: none begins when the lease is nearly over."""
        with wall.inside(self.slug, write=True):
            self.errand = errands.stage(self.errand, stage.name, lease(plug), self.worker.now())

    def show(self, told: Shown) -> None:
        """Evidence is kept with the errand still in our hands."""
        if keep := HANDLERS[self.errand.kind].shown:
            with wall.inside(self.slug, write=True):
                keep(self.errand, told, self.worker.now())

    @property
    def about(self) -> dict[str, str | int]:
        """What a log line may say of it: its key may hold a reference number, so only id and kind."""
        it = self.errand
        return {"municipality": self.slug, "errand": it.id, "kind": it.kind, "attempts": it.attempts}


def _carry_out(held: _Held) -> None:
    answered = False
    # Attempts count from the claim, so an errand that takes its worker's life each time ends here.
    if held.errand.attempts > held.worker.back_off.attempts:
        _fail(held, "担当の処理が何度も途中で止まりました。")
        return
    try:
        answer = _answer(held)
        answered = True
        _finish(held, answer)
    except LeaseLost:
        raise
    except PlugError as fault:
        if fault.permanent:
            _fail(held, str(fault), refused=True)
        elif not _halted(held, fault):
            _put_off(held, str(fault), fault.after)
    except Exception as fault:
        if away(fault):
            raise  # the row has all that is known, and its lease brings it back
        # Our own mistake must not stop the errands of others. Its words may name somebody: only its type is kept.
        log.exception("errand broke", extra=held.about)
        # What has been done outside must not be done again and again because we cannot write it down.
        say = f"内部の誤りです({type(fault).__name__})。"
        _fail(held, say) if answered else _put_off(held, say)


def _answer(held: _Held) -> str:
    """What the other side calls the errand, now that it is done."""
    errand = held.errand
    with wall.inside(held.slug):
        call = HANDLERS[errand.kind].prepare(errand, errand.payload)
    if call is None:
        return ""
    plug = held.worker.plugs.get(call.plug)
    if plug is None:
        raise PlugError(f"差込 {call.plug} の設定がありません。")
    # A mail whose worker died must not wait as long as a print run would: each errand is held for its own plug's time.
    if lease(plug) > held.worker.lease:
        held.stage(stage_named(errand.stage), plug)
    if stage_named(errand.stage).outside and isinstance(plug, Findable):
        found = plug.find(errand.key)
        if found is not None:
            return found
    if stage_named(errand.stage) != WAITING:
        held.stage(WAITING, plug)
    return _drive(held, plug, call.values)


def _drive(held: _Held, plug: Plug, values: Values) -> str:
    """Pull the plug through its stages; each is on disk before the next, and no transaction is open meanwhile."""
    stage = WAITING
    with contextlib.closing(plug.run(held.errand.key, values)) as stages:
        while True:
            try:
                told = next(stages)
            except StopIteration as end:
                return str(end.value or "")
            if isinstance(told, Shown):
                held.show(told)
            else:
                stage = next_stage(stage, told)
                held.stage(stage, plug)


def _finish(held: _Held, answer: str) -> None:
    done = HANDLERS[held.errand.kind].done
    with wall.inside(held.slug, write=True):
        errands.finish(held.errand)
        if done:
            done(held.errand, answer, held.worker.now())
    log.info("errand done", extra=held.about)


def _halted(held: _Held, fault: PlugError) -> bool:
    """Whether whoever hears of the trouble has stopped all work of this kind: then the errand waits for them."""
    hear = HANDLERS[held.errand.kind].troubled
    if hear is None:
        return False
    with wall.inside(held.slug, write=True):
        halted = hear(held.errand, fault, held.worker.now())
        if halted:
            errands.put_back(held.errand, str(fault))
    return halted


def _put_off(held: _Held, say: str, after: timedelta = timedelta(0)) -> None:
    """To a later day, or to a person when there were too many."""
    errand, now = held.errand, held.worker.now()
    # Past `submitting` the other side may still be at work until the lease is over; asking it earlier may mislead.
    settled = errand.lease_until if errand.lease_until and stage_named(errand.stage).outside else now
    due = held.worker.back_off.next_due(errand.attempts, errand.key, now, settled, after)
    if due is None:
        _fail(held, say)
        return
    with wall.inside(held.slug, write=True):
        errands.retry(errand, due, say)
    log.warning("errand put off", extra=held.about)


def _fail(held: _Held, say: str, *, refused: bool = False) -> None:
    """To a person, with the deed that tells of it; should that break too, the errand still stands where people look."""
    handler = HANDLERS.get(held.errand.kind)
    try:
        with wall.inside(held.slug, write=True):
            errands.fail(held.errand, say)
            for deed in (handler.refused if refused else None, handler.failed) if handler else ():
                if deed:
                    deed(held.errand, say, held.worker.now())
    except Exception as fault:
        if isinstance(fault, LeaseLost) or away(fault):
            raise
        log.exception("errand broke", extra=held.about)
        with wall.inside(held.slug, write=True):
            errands.fail(held.errand, say)
    log.warning("errand failed", extra=held.about)
