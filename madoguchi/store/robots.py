"""RPAの運転を残す - whether the robots of a back office work; one row, whoever asks and however many they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from madoguchi.core.handed import Run

from . import tables

_PLAIN = ("system", "state", "why", "say", "page", "picture", "faults", "one_step", "since", "by", "health")


def get(system: str) -> Run:
    """How it stands; robots that nobody has stopped work."""
    row = tables.Robot.objects.filter(system=system).first()
    return _value(row) if row else Run(system)


def lock(system: str) -> Run:
    """As `get`; nobody else changes it before our transaction ends."""
    tables.Robot.objects.bulk_create([tables.Robot(system=system)], ignore_conflicts=True)
    return _value(tables.Robot.objects.select_for_update().get(system=system))


def save(run: Run, **changed: Any) -> Run:
    """Write what changed of one that we hold."""
    stored = dict(changed)
    if "claims" in stored:
        stored["claims"] = [at.isoformat() for at in stored["claims"]]
    tables.Robot.objects.filter(system=run.system).update(**stored)
    return replace(run, **changed)


def _value(row: tables.Robot) -> Run:
    claims = tuple(datetime.fromisoformat(at) for at in row.claims)
    plain = {name: getattr(row, name) for name in _PLAIN}
    return Run(expected=tuple(row.expected), found=tuple(row.found), claims=claims, **plain)
