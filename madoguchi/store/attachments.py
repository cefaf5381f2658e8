"""添付書類 - which files there are and whose they are; a file of one draft is never found by another's key."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from madoguchi.core.attachment import Attachment

from . import tables

_NAMES = tuple(field.name for field in fields(Attachment))


def owner_of(key: str) -> str:
    """Who a draft's files belong to: a digest of its key, which opens no draft."""
    return hashlib.sha256(key.encode()).hexdigest()


def put(attachment: Attachment, owner: str) -> None:
    """Make a file known. `owner` is of `owner_of`, or a reference that more is sent to."""
    tables.Attachment.objects.create(owner=owner, **{name: getattr(attachment, name) for name in _NAMES})


def get(key: str) -> Attachment | None:
    """A file by its key, bound or not."""
    row = tables.Attachment.objects.filter(key=key).first()
    return _value(row) if row else None


def free_of(owner: str, lock: bool = False) -> dict[str, Attachment]:
    """The files of an owner that are bound to no application yet, by key, in the order in which they came."""
    rows = tables.Attachment.objects.by(owner=owner, reference="", lock=lock)
    return {row.key: _value(row) for row in sorted(rows, key=lambda row: row.pk)}


def bound_to(reference: str) -> dict[str, Attachment]:
    """The files of an application, by key, in the order in which they came."""
    rows = tables.Attachment.objects.filter(reference=reference).order_by("id") if reference else ()
    return {row.key: _value(row) for row in rows}


def bind(owner: str, reference: str, places: Mapping[str, tuple[str, str]]) -> int:
    """Bind an owner's free files to an application, each with its place and permission; how many were bound."""
    rows = tables.Attachment.objects.filter(owner=owner, reference="", key__in=places)
    done = 0
    for row in rows.select_for_update():
        place, private = places[row.key]
        done += tables.Attachment.objects.filter(pk=row.pk).update(reference=reference, place=place, private=private)
    return done


def say(key: str, says: Mapping[str, Any]) -> None:
    """Keep what a reader made of a file."""
    tables.Attachment.objects.filter(key=key).update(says=dict(says))


def forget(keys: Iterable[str]) -> int:
    """Take the rows of these files away; how many there were."""
    gone = list(keys)
    return int(tables.Attachment.objects.filter(key__in=gone).delete()) if gone else 0


def free_before(moment: datetime) -> Iterator[tuple[Attachment, str, bool]]:
    """Files that are bound to nothing and older than this: each with its owner, and whether that still waits for it
    (an open draft, or an application that is asked for more)."""
    rows = list(tables.Attachment.objects.filter(reference="", made__lt=moment))
    drafts = tables.Draft.objects.filter(key_hash__in={row.owner for row in rows}, submitted="")
    answers = {key_hash: repr(said) for key_hash, *said in drafts.values_list("key_hash", "answers", "typed")}
    for row in rows:
        yield _value(row), row.owner, row.key in answers.get(row.owner, "")


def among(keys: Collection[str]) -> frozenset[str]:
    """Which of these keys are those of a file we know."""
    return frozenset(tables.Attachment.objects.filter(key__in=keys).values_list("key", flat=True))


def sealing_keys() -> dict[int, str]:
    """The municipality's keys by number, wrapped; the last is in force."""
    return dict(tables.StorageKey.objects.order_by("serial").values_list("serial", "wrapped"))


def first_sealing_key(wrapped: str, now: datetime) -> str:
    """Keep the first key of the municipality, and give back the one that was there first."""
    row, _ = tables.StorageKey.objects.get_or_create(serial=1, defaults={"wrapped": wrapped, "made": now})
    return str(row.wrapped)


def put_sealing_key(serial: int, wrapped: str, now: datetime) -> None:
    """Keep a key: a new one, or one that was wrapped anew."""
    tables.StorageKey.objects.update_or_create(serial=serial, defaults={"wrapped": wrapped, "made": now})


def _value(row: tables.Attachment) -> Attachment:
    return Attachment(**{name: getattr(row, name) for name in _NAMES})
