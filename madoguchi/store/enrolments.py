"""在籍を残す - a stay begins and ends with decisions; a club's report of a month is kept once, and replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from madoguchi.core.enrolment import Absence, Report, Stay

from . import tables
from .slices import slices


def begin(stay: Stay) -> None:
    """Keep a stay that begins; one that began on the same day is replaced."""
    row = {"procedure": stay.procedure, "pool": stay.pool, "until": stay.until}
    tables.Stay.objects.update_or_create(case=stay.case, since=stay.since, defaults=row)


def end(case: str, until: date) -> int:
    """End the stays of a case that have no end yet; how many."""
    return int(tables.Stay.objects.filter(case=case, until=None).update(until=until))


def left(members: Iterable[str]) -> frozenset[str]:
    """Of these cases those that had a place and have it no more, or only up to a day that is settled."""
    stands: dict[str, bool] = {}
    for part in slices(members):
        rows = tables.Stay.objects.filter(case__in=part).values_list("case", "until")
        for case, until in rows:
            stands[case] = stands.get(case, False) or until is None
    return frozenset(case for case, still in stands.items() if not still)


def running(procedure: str) -> tuple[Stay, ...]:
    """Every stay of a procedure that has no end yet, in the order of their cases."""
    rows = tables.Stay.objects.filter(procedure=procedure, until=None).order_by("case")
    return tuple(_value(row) for row in rows)


def of_case(case: str) -> tuple[Stay, ...]:
    """The stays of a case in order."""
    return tuple(_value(row) for row in tables.Stay.objects.filter(case=case).order_by("since"))


def at(procedure: str, pools: Iterable[str], day: date) -> tuple[Stay, ...]:
    """Those that hold on a day at these places, in the order of their cases."""
    rows = tables.Stay.objects.filter(procedure=procedure, pool__in=list(pools), since__lte=day).order_by("case")
    return tuple(stay for row in rows if (stay := _value(row)).holds(day))


def report(told: Report) -> None:
    """Keep a report in the place of the one before of that month."""
    about = {"procedure": told.procedure, "pool": told.pool, "month": told.month}
    row = {"enrolled": told.enrolled, "free": told.free, "who": told.who, "at": told.at}
    tables.ClubReport.objects.update_or_create(**about, defaults=row)
    tables.Nonattendance.objects.filter(**about).delete()
    tables.Nonattendance.objects.bulk_create(
        tables.Nonattendance(**about, case=one.case, code=one.code) for one in told.absences
    )


def reports(procedure: str, pools: Iterable[str], month: str) -> dict[str, Report]:
    """The reports of a month by their places."""
    about = {"procedure": procedure, "pool__in": list(pools), "month": month}
    found = {
        row.pool: Report(procedure, row.pool, month, row.enrolled, row.free, row.who, row.at)
        for row in tables.ClubReport.objects.filter(**about)
    }
    for row in tables.Nonattendance.objects.filter(**about).order_by("case"):
        if before := found.get(row.pool):
            found[row.pool] = replace(before, absences=(*before.absences, Absence(row.case, row.code)))
    return found


def _value(row: tables.Stay) -> Stay:
    return Stay(row.case, row.procedure, row.pool, row.since, row.until)
