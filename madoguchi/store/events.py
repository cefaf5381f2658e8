"""記録 - one event for each deed, tied to the one before; only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime

from madoguchi.core import chain
from madoguchi.core.case import Event

from . import ledger, tables, wall

_COLUMNS = tuple(field.name for field in fields(Event))
_CHUNK = 2_000


def append(event: Event) -> Event:
    """Write an event behind the last one; it comes back with its seq and digest.

    The ledger is held until the transaction ends, so events of a municipality stand in one line. Raises
    chain.PersonalData for anything that could be somebody's words.
    """
    held = ledger.hold()
    told = replace(event, seq=held.seq + 1, at=event.at.astimezone(UTC), note=dict(event.note))
    done = replace(told, digest=chain.link(held.head, chain.event_bytes(told)))
    tables.Event.objects.create(**{name: getattr(done, name) for name in _COLUMNS})
    tables.Ledger.objects.update(seq=done.seq, head=done.digest)
    return done


def read(subject: str = "", after: int = 0) -> tuple[Event, ...]:
    """Events in order, those of one subject or of all, behind a seq."""
    rows = tables.Event.objects.filter(seq__gt=after).order_by("seq")
    return tuple(value(row) for row in (rows.filter(subject=subject) if subject else rows))


def standing(statuses: Iterable[str], before: datetime) -> dict[str, str]:
    """Where everything stood at a moment that had been in one of these statuses until then: status by subject."""
    moves = tables.Event.objects.filter(at__lt=before).exclude(to="")
    been = moves.filter(to__in=list(statuses)).values("subject")
    return dict(moves.filter(subject__in=been).order_by("seq").values_list("subject", "to"))


def head() -> tuple[int, str]:
    """(seq, digest) of the last event, as the ledger has it."""
    return ledger.head()


def verify(anchors: Mapping[int, frozenset[str]] | None = None) -> tuple[chain.ChainFault, ...]:
    """Every fault of the chain of the municipality around us, against heads once written down elsewhere."""
    return chain.verify(wall.current(), _stream(), ledger.head(), anchors or {})


def _stream() -> Iterator[Event]:
    """Every event, a part at a time: a chain may be longer than the memory."""
    return (value(row) for row in tables.Event.objects.order_by("seq").iterator(_CHUNK))


def value(row: tables.Event) -> Event:
    """An event from its row."""
    return Event(**{name: getattr(row, name) for name in _COLUMNS})
