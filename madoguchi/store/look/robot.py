"""転記を見る - how far the handing over has come, who must look, and what a robot has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Avg, Count

from madoguchi.core.handed import Evidence, Handed, Run, Sent

from .. import robots, tables, transcripts

LATELY: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows by their state. `running` are those of `waiting` that a robot types now; `per_minute` is that of the last
    ten minutes (of less, where it began later), `left` how long it will still take at that pace."""

    waiting: int
    running: int
    refused: int
    taken: int
    done: int
    per_minute: float
    left: timedelta | None


@dataclass(frozen=True, slots=True)
class Saved:
    """How many cases robots have typed, and the seconds of a clerk that they stand for: `each` of one case, as
    `measured` of so many that our own people have typed (0: as the municipality's file says)."""

    cases: int
    seconds: int
    each: int
    measured: int


def progress(now: datetime, system: str = "") -> Progress:
    """How far it has come."""
    rows = _of(system)
    counts = dict(rows.values_list("state").annotate(Count("id")))
    running = tables.Errand.objects.filter(kind="type", state="running", lease_until__gte=now).count()
    typed = rows.filter(state="done", done__gt=now - LATELY).order_by("done")
    first, lately = typed.values_list("done", flat=True).first(), typed.count()
    minutes = max((now - first).total_seconds() / 60, 1.0) if first else 1.0
    pace = lately / minutes
    waiting = counts.get("waiting", 0)
    left = timedelta(minutes=waiting / pace) if pace and waiting else None
    refused, taken, done = (int(counts.get(state, 0)) for state in ("refused", "taken", "done"))
    return Progress(waiting, running, refused, taken, done, pace, left)


def people(system: str = "") -> tuple[Handed, ...]:
    """Those that a person must look at, or types now, the oldest first."""
    rows = _of(system).filter(state__in=("refused", "taken")).order_by("id")
    return tuple(transcripts.value(row) for row in rows)


def rows(state: str = "", procedure: str = "", limit: int = 200) -> tuple[Handed, ...]:
    """Those in a state, of a procedure, the oldest first."""
    found = tables.Transcript.objects.order_by("id")
    found = found.filter(state=state) if state else found
    found = found.filter(procedure=procedure) if procedure else found
    return tuple(transcripts.value(row) for row in found[:limit])


def batches(procedure: str = "") -> tuple[Sent, ...]:
    """The files that went out, the newest first."""
    found = tables.Batch.objects.order_by("-id")
    return tuple(transcripts.sent_of(row) for row in (found.filter(procedure=procedure) if procedure else found))


def evidence(transcript: int) -> tuple[Evidence, ...]:
    """What a robot has seen of a row, in its order."""
    found = tables.Evidence.objects.filter(transcript=transcript).order_by("id").defer("picture")
    return tuple(transcripts.evidence_of(row) for row in found)


def last_pictured(system: str) -> Evidence | None:
    """The last picture of a back office that is kept."""
    kept = tables.Evidence.objects.exclude(until=None).defer("picture")
    row = kept.filter(transcript__in=_of(system).values("id")).order_by("-id").first()
    return transcripts.evidence_of(row) if row else None


def stage(transcript: int) -> str:
    """How far the robot has come with a row (core/errand), "" before it has begun."""
    row = tables.Errand.objects.filter(key=f"type-{transcript}").first()
    return str(row.stage) if row else ""


def saved(system: str, by_hand: int) -> Saved:
    """What robots have saved, by how long it took our own people to type a case; until some have, by the seconds
    `by_hand` of the municipality's file."""
    done = _of(system).filter(state="done")
    cases = done.filter(way="robot", by="system").count()
    ours = done.filter(seconds__gt=0).aggregate(mean=Avg("seconds"), count=Count("id"))
    each = round(ours["mean"] or by_hand)
    return Saved(cases, cases * each, each, ours["count"])


def run(system: str) -> Run:
    """Whether the robots of a back office work."""
    return robots.get(system)


def _of(system: str) -> Any:
    found = tables.Transcript.objects.all()
    return found.filter(system=system) if system else found
