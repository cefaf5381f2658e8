"""優先の目安を残す - what was counted of each case and how it was ordered, and what was learned of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from madoguchi.core.clocks import CORRECTION
from madoguchi.core.triage import Example, Learned, Seen, as_json, examples, learned_of

from . import tables


def put(case: str, procedure: str, counted: Mapping[str, int], learned: Learned | None, now: datetime) -> None:
    """Keep what was counted, and the chance that what was learned makes of it."""
    line = learned.line if learned else None
    tables.Triage.objects.create(
        case=case,
        procedure=procedure,
        at=now,
        counted=dict(counted),
        version=learned.version if learned and line else "",
        chance=line.chance(counted) if line else None,
    )


def latest(cases: Iterable[str]) -> dict[str, Mapping[str, int]]:
    """What was counted last of each of these cases."""
    rows = tables.Triage.objects.filter(case__in=list(cases)).order_by("id")
    return dict(rows.values_list("case", "counted"))


def placings(case: str) -> tuple[tuple[datetime, str, float], ...]:
    """Each time a case was ordered by something learned: when, by which version, with which chance."""
    rows = tables.Triage.objects.filter(case=case, chance__isnull=False).order_by("id")
    return tuple(rows.values_list("at", "version", "chance"))


def decided(procedure: str) -> tuple[Example, ...]:
    """What the decided cases of a procedure teach."""
    ours = tables.Case.objects.filter(procedure=procedure).exclude(outcome="").values("number")
    seen: dict[str, list[Seen]] = {}
    for case, at, counted in tables.Triage.objects.filter(case__in=ours).values_list("case", "at", "counted"):
        seen.setdefault(case, []).append(Seen(case, at, counted))
    asks: dict[str, list[datetime]] = {}
    for case, at in tables.Ask.objects.filter(case__in=ours, kind=CORRECTION).values_list("case", "opened"):
        asks.setdefault(case, []).append(at)
    return tuple(one for case, looks in seen.items() for one in examples(looks, asks.get(case, ())))


def undecided(procedure: str, statuses: Iterable[str]) -> tuple[str, ...]:
    """The cases of a procedure that stand in one of these statuses."""
    rows = tables.Case.objects.filter(procedure=procedure, status__in=list(statuses)).order_by("number")
    return tuple(rows.values_list("number", flat=True))


def put_learned(learned: Learned) -> None:
    """From now on this counts."""
    at = datetime.fromisoformat(learned.at)
    tables.Learned.objects.create(procedure=learned.procedure, version=learned.version, at=at, told=as_json(learned))


def learned(procedure: str) -> Learned | None:
    """What was learned last of a procedure; None when nothing ever was."""
    row = tables.Learned.objects.filter(procedure=procedure).order_by("-id").first()
    return learned_of(row.told) if row else None
