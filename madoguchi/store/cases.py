"""申請と案件 - what was handed in, and the cases it became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from madoguchi.core.case import Application, Case
from madoguchi.core.days import JST
from madoguchi.core.finding import finding_of
from madoguchi.core.helper import Aide
from madoguchi.core.reference import reference as reference_number
from madoguchi.core.search import normalise

from . import ledger, protections, tables
from .errors import Stale
from .slices import slices

_APPLICATION = (
    *("reference", "procedure", "edition", "answers", "channel", "received", "contact", "contact_confirmed"),
    *("secret_hash", "idempotency", "language"),
)
_CASE = (
    *("reference", "branch", "status", "outcome", "reason", "assignee", "title", "procedure", "edition"),
    *("received", "changed"),
)


def next_reference(year: int) -> str:
    """A number nobody has: the next of its year. Whoever took one holds the ledger until the transaction ends."""
    return reference_number(year, ledger.next_serial(year))


def find_by_idempotency(key: str) -> Application | None:
    """The application that was handed in with this key, if one was."""
    return _application(next(iter(tables.Application.objects.by(idempotency=key)), None))


def filed_under(prefix: str) -> dict[str, str]:
    """The references of applications whose key begins so, by their keys."""
    rows = tables.Application.objects.filter(idempotency__startswith=prefix)
    return dict(rows.values_list("idempotency", "reference"))


def filed_otherwise(prefix: str) -> bool:
    """Whether there is an application whose key does not begin so."""
    return tables.Application.objects.exclude(idempotency__startswith=prefix).exists()


def put_application(application: Application) -> None:
    """Keep what was handed in. Django's IntegrityError: its reference or its key is known already."""
    application_row(application).save(force_insert=True)


def application_row(application: Application) -> tables.Application:
    """The row of a new application, not written yet."""
    helper = asdict(application.helper) if application.helper else None
    return tables.Application(**{name: getattr(application, name) for name in _APPLICATION}, helper=helper)


def get_application(reference: str) -> Application | None:
    """The application of a reference, with its answers as last corrected."""
    return _application(next(iter(tables.Application.objects.by(reference=reference)), None))


def save_application(application: Application) -> None:
    """Write what may change: address, whether it was confirmed, language. Raises Stale when it is not there."""
    rows = tables.Application.objects.filter(reference=application.reference)
    told = {name: getattr(application, name) for name in ("contact", "contact_confirmed", "language")}
    if not rows.update(**told):
        raise Stale(application.reference)


def reached_by(contact: str) -> tuple[str, ...]:
    """The references of all whose address for news this is."""
    rows = tables.Application.objects.filter(contact=contact).order_by("reference")
    return tuple(rows.values_list("reference", flat=True))


def amend(reference: str, answers: Mapping[str, Any], ask: int, now: datetime) -> None:
    """Put corrected answers in the place of those before, which are kept beside them. Raises Stale."""
    rows = tables.Application.objects.filter(reference=reference)
    row = rows.select_for_update().first()
    if row is None:
        raise Stale(reference)
    tables.Amendment.objects.create(reference=reference, ask=ask, before=row.answers, at=now)
    rows.update(answers=dict(answers))


def as_of(reference: str, day: date | None) -> Application | None:
    """The application with its answers as they were at the end of a day in Japan; None: as last corrected."""
    application = get_application(reference)
    if application is None or day is None:
        return application
    end = datetime.combine(day + timedelta(days=1), time(), JST)
    later = tables.Amendment.objects.filter(reference=reference, at__gte=end).order_by("id").first()
    return replace(application, answers=later.before) if later else application


def count_since(procedure: str, first: date) -> int:
    """How many applications of a procedure came from a day in Japan on."""
    return int(_since(procedure, first).count())


def handed_since(procedure: str, first: date, after: str, most: int) -> tuple[Application, ...]:
    """The next of them behind a reference, in the order of their references."""
    rows = _since(procedure, first).filter(reference__gt=after).order_by("reference")[:most]
    return tuple(found for row in rows if (found := _application(row)))


def _since(procedure: str, first: date) -> Any:
    morning = datetime.combine(first, time(), JST)
    return tables.Application.objects.filter(procedure=procedure, received__gte=morning)


def standing(procedure: str, statuses: Iterable[str], after: str, most: int) -> dict[str, tuple[Case, ...]]:
    """The cases of the next applications behind a reference that have some in these statuses, by reference."""
    rows = tables.Case.objects.filter(procedure=procedure, status__in=list(statuses), reference__gt=after)
    first = list(rows.order_by("reference").values_list("reference", flat=True).distinct()[:most])
    found: dict[str, list[Case]] = {reference: [] for reference in first}
    for row in rows.filter(reference__in=first).order_by("reference", "branch"):
        found[row.reference].append(value(row))
    return {reference: tuple(cases) for reference, cases in found.items()}


def changed_since(members: Mapping[str, str], statuses: Iterable[str]) -> tuple[str, ...]:
    """Of cases with when each last moved, those that have moved since or stand in none of these statuses."""
    stand, still = set(statuses), set[str]()
    for part in slices(members):
        rows = tables.Case.objects.filter(number__in=part)
        for number, status, changed in rows.values_list("number", "status", "changed"):
            if status in stand and changed.isoformat() == members[number]:
                still.add(number)
    return tuple(sorted(set(members) - still))


def statuses(numbers: Iterable[str]) -> dict[str, str]:
    """Where these cases stand, by their numbers; without those that are no more."""
    found: dict[str, str] = {}
    for part in slices(numbers):
        rows = tables.Case.objects.filter(number__in=part)
        found |= dict(rows.values_list("number", "status"))
    return found


def facets(procedure: str, numbers: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the list shows of these cases of a procedure, by their numbers; without those that are no more."""
    found: dict[str, dict[str, Any]] = {}
    for part in slices(numbers):
        rows = tables.Case.objects.filter(procedure=procedure, number__in=part)
        found |= dict(rows.values_list("number", "facets"))
    return found


def renew_secret(reference: str, secret_hash: str) -> None:
    """From now on another secret opens the application. Raises Stale when it is not there."""
    if not tables.Application.objects.filter(reference=reference).update(secret_hash=secret_hash):
        raise Stale(reference)


def put_case(case: Case, found_by: Iterable[str] = ()) -> None:
    """Keep a new case; besides its title and number it is found by these words."""
    case_row(case, found_by).save(force_insert=True)


def case_row(case: Case, found_by: Iterable[str] = ()) -> tables.Case:
    """The row of a new case, not written yet."""
    return tables.Case(number=case.id, version=case.version, search=_search(case, found_by), **_columns(case))


def get_case(case_id: str, lock: bool = False) -> Case | None:
    """A case by its number. With `lock` nobody else changes it before our transaction ends."""
    rows = tables.Case.objects.filter(number=case_id)
    row = (rows.select_for_update() if lock else rows).first()
    return value(row) if row else None


def references() -> tuple[str, ...]:
    """The numbers of all applications that have a case, in order."""
    return tuple(tables.Case.objects.order_by("reference").values_list("reference", flat=True).distinct())


def lock_cases(ids: Iterable[str]) -> tuple[Case, ...]:
    """These cases, locked in the order of their numbers, so that two who want the same ones never wait for each
    other in a circle. Those that are not there are left out."""
    held: list[Case] = []
    for part in slices(ids):
        rows = tables.Case.objects.filter(number__in=part).order_by("number").select_for_update()
        held += (value(row) for row in rows)
    return tuple(held)


def save_case(case: Case, found_by: Iterable[str] | None = None) -> Case:
    """Write the case that was read as `case.version`; its new version comes back. Raises Stale.

    It is found by the words it was found by before, or by those given.
    """
    rows = tables.Case.objects.filter(number=case.id, version=case.version)
    columns = _columns(case) | ({} if found_by is None else {"search": _search(case, found_by)})
    if protections.of(case.reference):  # found by its number alone; nothing to count it by
        columns |= {"facets": {}, "search": normalise(case.id)}
    if not rows.update(version=case.version + 1, **columns):
        raise Stale(case.id)
    saved = get_case(case.id)
    assert saved is not None  # we hold it
    return saved


def set_deadline(case_id: str, day: date | None, of: str) -> None:
    """Lay the next day to keep beside a case, for the list. It is worked out from the case, hence no new version."""
    tables.Case.objects.filter(number=case_id).update(deadline=day, deadline_of=of)


def cases_of(reference: str) -> tuple[Case, ...]:
    """The cases of an application, in the order of their branches."""
    return tuple(value(row) for row in tables.Case.objects.filter(reference=reference).order_by("branch"))


def _columns(case: Case) -> dict[str, Any]:
    plain = {name: getattr(case, name) for name in _CASE}
    plain |= {"facets": dict(case.facets), "graves": sum(finding.level != "info" for finding in case.findings)}
    findings = [asdict(finding) for finding in case.findings]
    return plain | {"findings": findings}


def _search(case: Case, found_by: Iterable[str]) -> str:
    # One blank between words: nothing is found across the end of one and the beginning of the next.
    return " ".join(normalise(word) for word in (case.title, case.id, *found_by))


def _application(row: tables.Application | None) -> Application | None:
    if row is None:
        return None
    helper = Aide(**row.helper) if row.helper else None
    return Application(**{name: getattr(row, name) for name in _APPLICATION}, helper=helper)


def value(row: tables.Case) -> Case:
    """A case from its row."""
    findings = tuple(finding_of(stored) for stored in row.findings)
    plain = {name: getattr(row, name) for name in _CASE}
    return Case(id=row.number, version=row.version, findings=findings, facets=row.facets, **plain)
