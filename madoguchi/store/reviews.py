"""審査の記録 - by which marks applications meet, what was seen of each case, and what clerks said of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Func, Q, TextField

from madoguchi.core.crossing import Mark
from madoguchi.core.verdict import Look, Verdict, place_of

from . import tables


def put_marks(reference: str, marks: Iterable[Mark]) -> None:
    """These are the marks of an application from now on."""
    tables.Mark.objects.filter(reference=reference).delete()
    rows = [tables.Mark(reference=reference, what=mark.what, key=mark.key, at=mark.at) for mark in marks]
    tables.Mark.objects.bulk_create(rows)


def beside(reference: str, marks: Iterable[Mark]) -> tuple[str, ...]:
    """The other applications that have one of these marks, in the order of their numbers."""
    wanted = Q(pk__in=())
    for mark in marks:
        wanted |= Q(what=mark.what, key=mark.key)
    rows = tables.Mark.objects.filter(wanted).exclude(reference=reference)
    return tuple(rows.order_by("reference").values_list("reference", flat=True).distinct())


def put(look: Look) -> None:
    """Keep the latest look at a case. What was drawn to be looked at blind stays so until somebody has looked."""
    told = {name: getattr(look, name) for name in ("procedure", "at", "clear", "blind", "looked", "found")}
    tables.Review.objects.update_or_create(case=look.case, defaults=told)


def look_of(case: str) -> Look | None:
    """The latest look at a case; None when nobody has read its papers yet."""
    row = tables.Review.objects.filter(case=case).first()
    return _look(row) if row else None


def looks_of(cases: Iterable[str]) -> dict[str, Look]:
    """The latest look at each of these cases."""
    return {row.case: _look(row) for row in tables.Review.objects.filter(case__in=list(cases))}


def judge(case: str, found: bool, now: datetime) -> bool:
    """Somebody has looked at a case that was drawn, and found something or nothing; whether it was one."""
    rows = tables.Review.objects.filter(case=case, blind=True, looked=None)
    return bool(rows.update(looked=now, found=found))


def blind_ones(procedure: str) -> tuple[tuple[datetime, bool], ...]:
    """When each clear case was looked at blind, and whether something was found, in the order of their looks."""
    rows = tables.Review.objects.filter(procedure=procedure, blind=True, looked__isnull=False).order_by("looked", "id")
    return tuple((looked, bool(found)) for looked, found in rows.values_list("looked", "found"))


def clear_share(procedure: str) -> tuple[int, int]:
    """How many cases were reviewed, and how many of them are clear."""
    rows = tables.Review.objects.filter(procedure=procedure)
    told: Mapping[str, Any] = rows.aggregate(all=Count("id"), clear=Count("id", filter=Q(clear=True)))
    return int(told["all"]), int(told["clear"])


def say(verdict: Verdict) -> None:
    """Keep what a clerk said of a finding."""
    tables.Verdict.objects.create(**{name: getattr(verdict, name) for name in _VERDICT}, place=place_of(verdict.fields))


def verdicts(case: str) -> dict[tuple[str, str], str]:
    """What was said last of each finding of a case, by its code and place."""
    rows = tables.Verdict.objects.filter(case=case).order_by("id")
    return {(row.code, row.place): row.verdict for row in rows}


def said_since(procedure: str, since: datetime) -> tuple[tuple[str, str, str], ...]:
    """What was said last of each finding since then: case, code, verdict."""
    rows = tables.Verdict.objects.filter(procedure=procedure, at__gte=since).order_by("id")
    last = {(case, code, place): said for case, code, place, said in rows.values_list(*_SAID)}
    return tuple((case, code, said) for (case, code, _), said in last.items())


def found_since(procedure: str, since: datetime) -> tuple[tuple[str, frozenset[str]], ...]:
    """The cases that came since then, each with the codes of its findings; no finding is read in full for it."""
    rows = tables.Case.objects.filter(procedure=procedure, received__gte=since)
    found = rows.annotate(codes=Codes("findings")).values_list("number", "codes")
    return tuple((number, frozenset((codes or "").split())) for number, codes in found)


class Codes(Func):
    """The codes of the findings of a row, with a blank between them."""

    def __init__(self, column: str) -> None:
        super().__init__(F(column), output_field=TextField())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "(SELECT group_concat(json_extract(value, '$.code'), ' ') FROM json_each(%(expressions)s))"
        return self.as_sql(compiler, connection, template=each)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        each = "(SELECT string_agg(one->>'code', ' ') FROM jsonb_array_elements(%(expressions)s) AS one)"
        return self.as_sql(compiler, connection, template=each)


_SAID = ("case", "code", "place", "verdict")
_VERDICT = ("case", "procedure", "code", "verdict", "who", "at")


def _look(row: tables.Review) -> Look:
    names = ("case", "procedure", "at", "clear", "blind", "looked", "found")
    return Look(**{name: getattr(row, name) for name in names})
