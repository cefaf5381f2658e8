"""下書き - a family's own until it is handed in; found by its key alone, of which we keep the digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from madoguchi.core.case import Draft
from madoguchi.core.helper import Aide
from madoguchi.core.language import JA

from . import tables
from .errors import Stale


def create(
    key: str, procedure: str, edition: str, now: datetime, language: str = JA, helper: Aide | None = None
) -> Draft:
    """An empty draft under a key of at least 128 random bits."""
    row = tables.Draft.objects.create(
        key_hash=_hash(key),
        procedure=procedure,
        edition=edition,
        updated=now,
        language=language,
        helper=asdict(helper) if helper else None,
    )
    return _value(row)


def get(key: str, lock: bool = False) -> Draft | None:
    """The draft of a key. With `lock` nobody else changes it before our transaction ends."""
    return next(map(_value, tables.Draft.objects.by(key_hash=_hash(key), lock=lock)), None)


def of_owner(owner: str) -> Draft | None:
    """The draft whose key has this digest, while it is a draft."""
    row = tables.Draft.objects.filter(key_hash=owner, submitted="").first() if owner else None
    return _value(row) if row else None


def save(
    key: str,
    answers: Mapping[str, Any],
    typed: Mapping[str, str],
    version: int,
    seconds: Mapping[str, int],
    now: datetime,
    language: str = "",
) -> Draft:
    """Write the draft that was read as `version`, and in which language it was read, if that is told.

    Raises Stale when it has moved on, or is there no more.
    """
    told = {"language": language} if language else {}
    changed = tables.Draft.objects.filter(key_hash=_hash(key), version=version).update(
        answers=dict(answers), typed=dict(typed), seconds=dict(seconds), version=version + 1, updated=now, **told
    )
    draft = get(key) if changed else None
    if draft is None:
        raise Stale
    return draft


def seconds_of_the_last(procedure: str, most: int) -> tuple[dict[str, int], ...]:
    """The seconds by stop of the drafts of a procedure that were handed in, the latest first."""
    rows = tables.Draft.objects.filter(procedure=procedure).exclude(submitted="").order_by("-id")
    return tuple(rows.values_list("seconds", flat=True)[:most])


def belongs(key: str, person: int | None, earlier: str = "") -> None:
    """Whose draft it is, and which earlier application it began with."""
    _rows(key).update(person=person, earlier=earlier or None)


def unconfirmed(key: str, slugs: Iterable[str]) -> None:
    """Which of its pages wait for confirmation from now on."""
    _rows(key).update(unconfirmed=list(slugs))


def mark_submitted(key: str, reference: str) -> None:
    """From now on the draft is what was handed in under this reference."""
    if not _rows(key).update(submitted=reference):
        raise Stale


def set_helper(key: str, helper: Aide | None) -> None:
    """Who fills it in, nobody but the family for None. What is typed in another tab meanwhile is not disturbed."""
    _rows(key).update(helper=asdict(helper) if helper else None)


def mark_voiced(key: str) -> bool:
    """The family has said how it was; False when it had said so before, or there is no such application."""
    return bool(_rows(key).filter(voiced=False).exclude(submitted="").update(voiced=True))


def quiet(before: datetime, edition: str = "") -> Iterator[Draft]:
    """Drafts, of one edition or of all, that were not handed in and that nobody has written in since a moment."""
    rows = tables.Draft.objects.filter(submitted="", updated__lt=before).order_by("id")
    return map(_value, (rows.filter(edition=edition) if edition else rows).iterator())


def remove(key: str) -> bool:
    """Forget a draft that was not handed in; whether there was one."""
    gone: int = _rows(key).filter(submitted="").delete()
    return gone > 0


def forget(reference: str) -> int:
    """Forget the drafts that became this application: their addresses open nothing any more. How many there were."""
    gone: int = tables.Draft.objects.filter(submitted=reference).delete()
    return gone


def _rows(key: str) -> Any:
    return tables.Draft.objects.filter(key_hash=_hash(key))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _value(row: tables.Draft) -> Draft:
    return Draft(
        id=row.pk,
        procedure=row.procedure,
        edition=row.edition,
        answers=row.answers,
        typed=row.typed,
        version=row.version,
        seconds=row.seconds,
        submitted=row.submitted or None,
        updated=row.updated,
        language=row.language,
        voiced=row.voiced,
        helper=Aide(**row.helper) if row.helper else None,
        person=row.person,
        earlier=row.earlier or "",
        unconfirmed=tuple(row.unconfirmed or ()),
    )
