"""選考の結果を案件に - what a round makes of one case: the step that decides it, and why, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from madoguchi.core.case import Application, Case
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import KEPT, PLACED, Run, Selection, sentences, wishes
from madoguchi.store import cases, protections

NOBODY: Final = "希望のクラブがありません。"


@dataclass(frozen=True)
class Settled:
    """A step of the case's flow, its reason, and what its family is told of each wish."""

    step: str
    reason: str
    told: Mapping[str, Any]


def settled(edition: Edition, selection: Selection, made: Run, case: Case) -> Settled:
    """What follows for a case from the run of a round. Raises StopIteration for one that is not in it."""
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    told = wishes(made.document, made.result, case.id)
    place = next((one for one in told if one["code"] == PLACED), None)
    waits = answers(edition, application, case.branch).get(selection.waits) if selection.waits else None
    declines = selection.declined and waits is False
    given = selection.provisional or selection.placed
    step = given if place else selection.declined if declines else selection.waiting
    # A letter can be opened by whoever lives there: that of a protected family names no place.
    named = protections.of(case.reference) is None
    reason = "\n".join(sentences(told, named)) or NOBODY
    if condition := _condition(made, case.id):
        reason += f"\n条件: {condition}"
    kept = next((one["pool"] for one in told if one["code"] == KEPT), None)
    return Settled(step, reason, {"wishes": told, "pool": place["pool"] if place else None, "present": kept})


def answers(edition: Edition, application: Application, branch: int) -> dict[str, Any]:
    """The answers about one case: its own over those of all."""
    group = edition.procedure.subjects
    own = application.answers[group][branch - 1] if group else {}
    return {**application.answers, **own}


def _condition(made: Run, case: str) -> str:
    """On what condition a place is given (復職, 求職); "" without one."""
    told = next(one for one in made.result["placements"] if one["applicant"] == case)
    return str(told.get("condition", ""))
