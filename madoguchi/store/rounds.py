"""選考回を残す - rounds are written only as they were read; a run and what a child was told are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from madoguchi.core.selection import RERANK, Round, Run

from . import tables
from .errors import Stale
from .slices import slices

_COLUMNS = tuple(field.name for field in fields(Round) if field.name != "id")
_LISTS: Final = ("left", "signed")
_HEAVY: Final = ("document", "members", "report", "progress")


def begin(procedure: str, window: str, edition: str, status: str, now: datetime) -> Round:
    """A new round."""
    row = tables.Round(procedure=procedure, window=window, edition=edition, status=status, made=now)
    row.save(force_insert=True)
    return _value(row)


def get(number: int, lock: bool = False) -> Round | None:
    """A round by its number. With `lock` nobody changes it before our transaction ends."""
    rows = tables.Round.objects.filter(pk=number)
    row = (rows.select_for_update() if lock else rows).first()
    return _value(row) if row else None


def all_of(procedure: str) -> tuple[Round, ...]:
    """Every round of a procedure, the last first; without what weighs much."""
    rows = tables.Round.objects.filter(procedure=procedure).order_by("-id").defer(*_HEAVY)
    light = [name for name in _COLUMNS if name not in _HEAVY]
    return tuple(Round(id=row.pk, **{name: _column(row, name) for name in light}) for row in rows)


def save(found: Round, **changed: Any) -> Round:
    """Write what changed of the round that was read as `found.version`. Raises Stale."""
    rows = tables.Round.objects.filter(pk=found.id, version=found.version)
    plain = {name: list(value) if name in _LISTS else value for name, value in changed.items()}
    if not rows.update(version=found.version + 1, **plain):
        raise Stale(found.subject)
    saved = get(found.id)
    assert saved is not None  # we have just written it
    return saved


def add_run(run: Run) -> int:
    """Keep a run; its number."""
    told = {field.name: getattr(run, field.name) for field in fields(Run) if field.name != "id"}
    row = tables.Run(**told)
    row.save(force_insert=True)
    return int(row.pk)


def run(number: int) -> Run | None:
    """A run by its number."""
    row = tables.Run.objects.filter(pk=number).first()
    return Run(row.pk, *(getattr(row, field.name) for field in fields(Run)[1:])) if row else None


def runs(found: Round) -> tuple[Run, ...]:
    """The runs of a round that gave places, in order; without document and result, which weigh much."""
    rows = tables.Run.objects.filter(round=found.id, kind="").order_by("id").defer("document", "result")
    return tuple(Run(row.pk, row.round, row.at, row.who, row.change, {}, {}) for row in rows)


def reranked(found: Round) -> Run | None:
    """The newest order of those that wait, if one was made after the decision."""
    row = tables.Run.objects.filter(round=found.id, kind=RERANK).order_by("-id").first()
    return run(row.pk) if row else None


def wish(case: str, pool: str, now: datetime) -> bool:
    """Keep a club that a child who waits has added; whether it is new."""
    _, new = tables.Wish.objects.get_or_create(case=case, pool=pool, defaults={"at": now})
    return bool(new)


def wished(members: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The clubs that these cases have added, by case, the first that was added first."""
    found: dict[str, tuple[str, ...]] = {}
    for part in slices(members):
        rows = tables.Wish.objects.filter(case__in=part).order_by("id")
        for case, pool in rows.values_list("case", "pool"):
            found[case] = (*found.get(case, ()), pool)
    return found


def tell(case: str, found: Round, told: Mapping[str, Any]) -> None:
    """Keep what a child is told."""
    tables.Placement(case=case, round=found.id, told=dict(told)).save(force_insert=True)


def told(case: str) -> dict[str, Any] | None:
    """What a child was told last, and in which `round`; None when no round decided it."""
    row = tables.Placement.objects.filter(case=case).order_by("-id").first()
    return {**row.told, "round": row.round} if row else None


def transfers(procedure: str) -> dict[str, str]:
    """Of cases that a round took for a transfer (転所), the case by which their child already had a place."""
    rows = tables.Round.objects.filter(procedure=procedure).order_by("id").values_list("transfers", flat=True)
    return {case: earlier for told in rows for case, earlier in told.items()}


def _column(row: tables.Round, name: str) -> Any:
    value = getattr(row, name)
    return tuple(value) if name in _LISTS else value


def _value(row: tables.Round) -> Round:
    return Round(id=row.pk, **{name: _column(row, name) for name in _COLUMNS})
