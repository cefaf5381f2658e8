"""廃棄 - an application goes with all that belongs to it, when the database itself finds that its day has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from madoguchi.core.retention import Certificate, Gone

from . import guards, tables, wall

_PART: Final = 500


class NotDue(Exception):
    """The database does not let it go: its day has not come by its clock, or something holds it."""


def closed_before(procedure: str, day: datetime, after: str = "") -> tuple[str, ...]:
    """References of a procedure behind `after` that came, and in which nothing has changed, before a moment; a part
    of them, in their order. Whether each may go, `release` says."""
    rows = tables.Application.objects.filter(procedure=procedure, received__lt=day, reference__gt=after)
    late = tables.Case.objects.filter(changed__gte=day, procedure=procedure).values("reference")
    found = rows.exclude(reference__in=late).order_by("reference").values_list("reference", flat=True)
    return tuple(found[:_PART])


def release(reference: str) -> date | None:
    """The first day on which an application may go, as the database reckons it; None for never."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {guards.RELEASE}(%s)", [reference])
            return cursor.fetchone()[0]
    connection.ensure_connection()
    names = {"town": wall.current(), "reference": reference}
    found = connection.connection.execute("SELECT " + guards.release_on_sqlite(":town", ":reference"), names).fetchone()
    return date.fromisoformat(found[0]) if found[0] else None


def dispose(reference: str) -> None:
    """Let an application go. Inside a wall opened to write; alone in its transaction. Raises NotDue."""
    wall.writing()
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT {guards.DISPOSE}(%s)", [reference])
            else:
                _by_hand(reference)
    except IntegrityError:
        raise NotDue(reference) from None


def _by_hand(reference: str) -> None:
    """SQLite has no functions of its owner: we take the rows away, and its triggers look."""
    day, about = release(reference), tables.Application.objects.filter(reference=reference)
    procedure = about.values_list("procedure", flat=True).first()
    if day is None or procedure is None:
        raise NotDue(reference)
    ours = [*tables.Case.objects.filter(reference=reference).values_list("number", flat=True), reference]
    keys = sorted(tables.Attachment.objects.filter(reference=reference).values_list("key", flat=True))
    gone = {tables.Application._meta.db_table: about.delete()}
    models = {model._meta.db_table: model for model in apps.get_app_config("store").get_models()}
    for row in guards.belonging():
        whose = {f"{row.column}__in": ours} if row.by_case else {row.column: reference}
        gone[row.table] = models[row.table].objects.filter(**whose).delete()
    gone |= _rounds(set(ours))
    tables.Disposal.objects.create(
        reference=reference,
        procedure=procedure,
        release=day,
        at=timezone.now(),
        rows=gone,
        files=len(keys),
        remaining=keys,
    )


def _rounds(ours: set[str]) -> dict[str, int]:
    """Rounds whose last case this was: of each stay counts and digests, to which the records still lead."""
    gone = {"store_run": 0, "store_round": 0}
    for row in tables.Round.objects.only("members", "left", "version"):
        numbers = {*row.members, *row.left}
        if not ours & numbers or _still(sorted(numbers)):
            continue
        runs = tables.Run.objects.filter(round=row.pk)
        digests = [one.result.get("digests") for one in runs.order_by("id").only("result")]
        told = {"children": len(row.members), "left": len(row.left), "runs": digests}
        gone["store_run"] += runs.delete()
        gone["store_round"] += 1
        blank: dict[str, Any] = {name: {} for name in ("document", "members", "progress", "transfers")}
        blank |= {"left": [], "signed": [], "sealed": "", "run": 0, "version": row.version + 1}
        tables.Round.objects.filter(pk=row.pk).update(**blank, report={"disposed": told})
    return {name: count for name, count in gone.items() if count}


def _still(numbers: list[str]) -> bool:
    parts = (numbers[first : first + _PART] for first in range(0, len(numbers), _PART))
    return any(tables.Case.objects.filter(number__in=part).exists() for part in parts)


def remaining() -> dict[str, list[str]]:
    """Files that must still be removed, by the reference they belonged to."""
    rows = tables.Disposal.objects.exclude(remaining=[]).order_by("id")[:_PART]
    return {row.reference: list(row.remaining) for row in rows}


def removed(reference: str) -> None:
    """Its files are gone."""
    tables.Disposal.objects.filter(reference=reference).update(remaining=[])


def uncertified() -> dict[str, list[Gone]]:
    """What went and stands on no certificate yet, by procedure, in the order of the numbers."""
    found: dict[str, list[Gone]] = {}
    for row in tables.Disposal.objects.filter(certificate=0).order_by("reference"):
        found.setdefault(row.procedure, []).append(_gone(row))
    return found


def certify(certificate: Certificate, references: Iterable[str]) -> None:
    """Keep a certificate for these numbers."""
    plain = {name: getattr(certificate, name) for name in Certificate.__slots__}
    tables.Certificate.objects.create(**plain)
    tables.Disposal.objects.filter(certificate=0, reference__in=list(references)).update(certificate=certificate.number)


def next_number() -> int:
    """The number of the next certificate."""
    return int(tables.Certificate.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def certificates() -> tuple[Certificate, ...]:
    """All of them, the newest first."""
    return tuple(_certificate(row) for row in tables.Certificate.objects.order_by("-number"))


def certificate(number: int) -> tuple[Certificate, tuple[Gone, ...]] | None:
    """One certificate, and what stands on it."""
    row = tables.Certificate.objects.filter(number=number).first()
    if row is None:
        return None
    gone = tables.Disposal.objects.filter(certificate=number).order_by("reference")
    return _certificate(row), tuple(_gone(one) for one in gone)


def _certificate(row: tables.Certificate) -> Certificate:
    return Certificate(**{name: getattr(row, name) for name in Certificate.__slots__})


def _gone(row: tables.Disposal) -> Gone:
    rows = sum(int(count) for count in row.rows.values())
    return Gone(row.reference, row.procedure, row.release, row.at, rows, row.files)


def draft_editions(procedure: str) -> tuple[str, ...]:
    """The editions of drafts that were not handed in."""
    rows = tables.Draft.objects.filter(procedure=procedure, submitted="")
    return tuple(rows.order_by("edition").values_list("edition", flat=True).distinct())


def drafts_before(edition: str, moment: datetime) -> int:
    """How many drafts of an edition were never handed in, and not written in since a moment."""
    return int(_old_drafts(edition, moment).count())


def forget_drafts(edition: str, moment: datetime) -> int:
    """Take them away; what was attached to them is cleared by the night's sweep."""
    return int(_old_drafts(edition, moment).delete())


def _old_drafts(edition: str, moment: datetime) -> Any:
    return tables.Draft.objects.filter(edition=edition, submitted="", updated__lt=moment)
