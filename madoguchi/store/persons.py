"""申請した人 - who signed in, known by a digest alone, and which applications are theirs."""

from __future__ import annotations

from datetime import datetime

from . import protections, tables


def known(way: str, sub_hash: str, now: datetime) -> int:
    """The number of this person, who is here now; made at the first visit."""
    ours = tables.Person.objects.filter(way=way, sub_hash=sub_hash)
    if not ours.update(seen=now):
        row = tables.Person(way=way, sub_hash=sub_hash, since=now, seen=now)
        tables.Person.objects.bulk_create([row], ignore_conflicts=True)
    return int(ours.values_list("pk", flat=True).get())


def seen(way: str, sub_hash: str) -> int | None:
    """The number of this person, if they were here before."""
    return tables.Person.objects.filter(way=way, sub_hash=sub_hash).values_list("pk", flat=True).first()


def tie(person: int, reference: str) -> None:
    """From now on an application is this person's; whose it is already, it stays."""
    tables.Tie.objects.bulk_create([tables.Tie(person=person, reference=reference)], ignore_conflicts=True)


def owner(reference: str) -> int | None:
    """Whose application it is; None when nobody signed in for it."""
    row = tables.Tie.objects.filter(reference=reference).first()
    return int(row.person) if row else None


def references(person: int, procedure: str) -> tuple[str, ...]:
    """The applications of a person for a procedure, the newest first; none that is protected (支援措置): who may sign
    in as somebody may be the one that others are protected from."""
    theirs = tables.Tie.objects.filter(person=person).values_list("reference", flat=True)
    rows = tables.Application.objects.filter(reference__in=list(theirs), procedure=procedure).order_by("-received")
    found = tuple(rows.values_list("reference", flat=True))
    hidden = protections.among(found)
    return tuple(reference for reference in found if reference not in hidden)


def forget(moment: datetime) -> int:
    """Those of whom no application is left, and who were not here since a moment, are forgotten; how many."""
    tied = tables.Tie.objects.values_list("person", flat=True).distinct()
    return int(tables.Person.objects.filter(seen__lt=moment).exclude(pk__in=list(tied)).delete())
