"""待つ順番 - after a decision the line of those who wait is made anew, when what they have told has changed.

Points are reckoned twice from the answers of today, lots are those of the round, and nobody's place is touched. What
comes of it is a run of its own kind, looked at by the checker, with its digest in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.core.allocation import following, with_rules
from madoguchi.core.allocation.canon import digest as digest_of
from madoguchi.core.case import Actor
from madoguchi.core.selection import RERANK, TOTAL, Child, Round, Run, Stop, Stopped, considered, document, pools
from madoguchi.core.verification import verify as check
from madoguchi.store import events, rounds, scores

from . import places, select
from .act import Deed, act_round
from .refusals import NotFound
from .score import scored_today

Lines = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Again:
    """The line of each pool `before` and `after`, by number of case; points that are others now, by case; and what a
    run would keep."""

    before: Lines
    after: Lines
    points: Mapping[str, tuple[Any, Any]]
    document: Mapping[str, Any]
    result: Mapping[str, Any]

    @property
    def moved(self) -> tuple[str, ...]:
        """The pools whose line is another."""
        return tuple(pool for pool in self.before if self.before[pool] != self.after[pool])


def newest(found: Round, made: Run) -> Mapping[str, Any]:
    """The document of the run in force with what is known of its children since. Raises Stopped: it is not what was
    recorded."""
    latest = rounds.reranked(found)
    if latest is None:
        return made.document
    if not _recorded(found, latest):
        raise Stopped(Stop("S11"))
    return with_rules(made.document, {**latest.document, "rules": made.document["rules"]})


def _recorded(found: Round, latest: Run) -> bool:
    """Whether document and result are those whose digest stands in the record."""
    digests = latest.result.get("digests", {})
    rest = {**latest.result, "digests": {key: value for key, value in digests.items() if key != "result"}}
    last = next((event for event in reversed(events.read(found.subject)) if event.step == RERANK), None)
    true = (digests.get("input"), digests.get("result")) == (digest_of(latest.document), digest_of(rest))
    return true and last is not None and last.note.get("digest") == select.short(digests["result"])


def again(found: Round) -> Again:
    """What the line would be. Nothing is kept. Raises NotFound, Stopped."""
    made = rounds.run(found.run)
    if made is None or not found.decided:
        raise NotFound(found.subject)
    known = places.stands(found, made)
    waits = [case for case, one in known.items() if one.waits]
    before = newest(found, made)
    after = with_rules(before, {**before, "applicants": _rows_of(found, waits)})
    lines = [_line(found, made, one, known) for one in (before, after)]
    totals = [{one["id"]: one["values"][TOTAL] for one in told["applicants"]} for told in (before, after)]
    points = {case: (totals[0][case], totals[1][case]) for case in waits if totals[0][case] != totals[1][case]}
    (_, first), (told, result) = lines
    return Again(_lines(lines[0][0], first), _lines(told, result), points, told, result)


def keep(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Make the line anew. Raises NotAllowed, NotFound, Stale, Stopped: nothing has changed, points are not sure, or
    the checker finds it wrong."""
    found = select.held(number, version)
    made = again(found)
    if not made.points and not made.moved:
        raise Stopped(Stop("S15"))
    report = check(made.document, made.result)
    if report.wrong:
        raise Stopped(Stop("S08", tuple(f"{one.at}: {one.say}" for one in report.wrong[: select.SHOWN])))
    _keep_points(found, made.points, now)
    rounds.add_run(Run(0, found.id, now, by.name, {}, made.document, made.result, RERANK))
    note: dict[str, int | str] = {
        "digest": select.short(made.result["digests"]["result"]),
        "count": len(made.points),
    }
    return act_round(found, Deed(RERANK, by, now), note)


def _rows_of(found: Round, waits: list[str]) -> list[dict[str, Any]]:
    """Those who wait, as a round would read them today."""
    edition, selection = select.declared(found)
    twice = scored_today(found.edition, sorted({case.rpartition("-")[0] for case in waits}))
    if twice.differences:
        raise Stopped(Stop("S01", tuple(map(str, twice.differences[: select.SHOWN]))))
    scored = {case: twice.scores[_key(case)] for case in waits}
    if gaps := tuple(case for case, score in scored.items() if score.total is None):
        raise Stopped(Stop("S02", gaps[: select.SHOWN]))
    rows = (Child(case, case, {}, score) for case, score in scored.items())
    return list(document(found.name, edition, selection, rows)["applicants"])


def _key(case: str) -> tuple[str, int]:
    reference, _, branch = case.rpartition("-")
    return reference, int(branch)


def _line(
    found: Round, made: Run, told: Mapping[str, Any], known: Mapping[str, places.Stand]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A round in which every place is taken by who has it: what is left of it is the order of the others."""
    away = [one["id"] for one in told["applicants"] if not _inside(known.get(one["id"]))]
    later = following(told, made.result, f"{found.name}/{RERANK}", gone=away)
    rows = list(_pinned(later["applicants"], known))
    taken = [one["present"] for one in rows if "present" in one]
    clubs = [{"id": one["id"], "label": one["label"], "capacity": taken.count(one["id"])} for one in told["pools"]]
    line = {**later, "applicants": rows, "families": [], "pools": clubs}
    return line, select.allocated(line)


def _inside(one: places.Stand | None) -> bool:
    return one is not None and (one.waits or bool(one.has))


def _pinned(rows: list[Mapping[str, Any]], known: Mapping[str, places.Stand]) -> Iterator[dict[str, Any]]:
    for one in rows:
        stand = known[one["id"]]
        plain = {key: value for key, value in one.items() if key not in ("present", "always", "family", "condition")}
        if not stand.waits:
            yield {**plain, "present": stand.has, "wishes": [stand.has]}
        elif stand.present:
            yield {**plain, "present": stand.present, "wishes": considered(one["wishes"], stand.present)}
        else:
            yield plain


def _lines(told: Mapping[str, Any], result: Mapping[str, Any]) -> Lines:
    return {one.id: one.waiting for one in pools(told, result)}


def _keep_points(found: Round, points: Mapping[str, Any], now: datetime) -> None:
    """Families read the points that count."""
    edition, _ = select.declared(found)
    twice = scored_today(found.edition, sorted({case.rpartition("-")[0] for case in points}))
    for case in points:
        reference, branch = _key(case)
        scores.put(reference, found.procedure, edition.digest, twice.scores[reference, branch], now)
