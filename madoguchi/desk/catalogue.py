"""カタログの行為 - a list is brought, looked at and accepted; somebody says where a procedure stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from madoguchi import survey
from madoguchi.core.case import Actor, Event
from madoguchi.core.catalogue import STATES, Alike, Brought, Diff, Entry, Mapped, alike, compare, guess, read
from madoguchi.core.catalogue.diff import GONE
from madoguchi.core.catalogue.entry import OWN, STATE_SURVEY
from madoguchi.core.catalogue.sheet import remember
from madoguchi.core.flow import NotAllowed
from madoguchi.core.search import normalise
from madoguchi.store import catalogue, editions, events
from madoguchi.store.errors import Stale

from .refusals import Incomplete, NotFound

ROLES: Final = frozenset({"designer", "admin", "system"})
STEP: Final = "catalogue"
SYSTEM: Final = Actor("system", "system")
# What a person may set of a row besides its state.
SET: Final = ("why", "owner", "wave")


@dataclass(frozen=True)
class Preview:
    """What a list would do: which column is which, what was read, what would change, and what is nearly alike."""

    list: catalogue.List
    mapped: Mapped | None
    brought: Brought
    diff: Diff

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Rows of the list that say the same twice, or nearly."""
        return alike(self.brought.entries)

    @property
    def fit(self) -> bool:
        """Whether it says enough to be accepted."""
        return self.mapped is None or not self.mapped.missing


def bring(name: str, lines: Sequence[Sequence[Any]], by: Actor, now: datetime) -> int:
    """Lay a city's own list down to be looked at; its number. Raises NotAllowed."""
    _may(by)
    number = catalogue.bring(OWN, name, lines, by.name, now)
    _tell(f"list/{number}", "brought", by, now, len(lines))
    return number


def bring_survey(by: Actor, now: datetime) -> int:
    """The same with the rows of the state's survey that come with the house."""
    _may(by)
    number = catalogue.bring(STATE_SURVEY, survey.source().credit, [], by.name, now)
    _tell(f"list/{number}", "brought", by, now, len(survey.entries()))
    return number


def preview(number: int) -> Preview:
    """What a list that waits would do. Raises NotFound."""
    found = catalogue.brought(number)
    if found is None or found.state != catalogue.OPEN:
        raise NotFound(str(number))
    kept = catalogue.entries()
    if found.source == STATE_SURVEY:
        entries = survey.entries()
        return Preview(found, None, Brought(entries, (), ()), compare(kept, entries, STATE_SURVEY))
    mapped = guess(found.lines, found.chosen)
    told = read(found.lines, mapped) if "name" in mapped.keys else Brought((), (), ())
    return Preview(found, mapped, told, compare(kept, told.entries, OWN))


def choose(number: int, keys: Sequence[str], by: Actor) -> None:
    """Say which column stands under each head, in their order. Raises NotAllowed, NotFound, Stale."""
    _may(by)
    mapped = preview(number).mapped
    if mapped is None or len(keys) != len(mapped.heads):
        raise NotFound(str(number))
    catalogue.choose(number, remember(replace(mapped, keys=tuple(keys))))


def accept(number: int, by: Actor, now: datetime, *, confirm: bool = False, without: Collection[str] = ()) -> int:
    """Let a list change the catalogue, but for the rows `without`; how many rows changed. Rows it no longer has stay,
    marked as gone. `confirm`: residents see its rows from now on. Raises NotAllowed, NotFound, Incomplete, Stale."""
    _may(by)
    told = preview(number)
    if not told.fit:
        raise Incomplete(tuple(one[0] for one in told.mapped.missing) if told.mapped else ())
    _tell(f"list/{number}", "accepted", by, now, len(told.diff.changes))  # first: it holds the ledger
    told = preview(number)
    changed = {one.entry.key: _changed(one.kind, one.entry) for one in told.diff.changes}
    if confirm:
        kept = catalogue.entries()
        rows = {one.key: changed.get(one.key) or kept[one.key] for one in told.brought.entries}
        changed |= {key: replace(one, confirmed=True) for key, one in rows.items() if not one.confirmed}
    if told.mapped:
        catalogue.choose(number, remember(told.mapped))
    catalogue.close(number, catalogue.ACCEPTED)
    in_force = frozenset(editions.procedures())
    return catalogue.put(_as_published(one, in_force) for key, one in changed.items() if key not in without)


def _changed(kind: str, entry: Entry) -> Entry:
    return entry.with_values(gone=True) if kind == GONE else entry.with_values(gone=None)


def drop(number: int, by: Actor, now: datetime) -> None:
    """Take a list away without a change. Raises NotAllowed, Stale."""
    _may(by)
    catalogue.close(number, catalogue.DROPPED)
    _tell(f"list/{number}", "dropped", by, now)


def decide(
    key: str, state: str, told: Mapping[str, str], known: int, by: Actor, now: datetime, *, confirmed: bool
) -> Entry:
    """Say where a procedure stands, who sees to it and when, and whether residents see it.

    Raises NotAllowed, NotFound, Incomplete (what does not suit says why), Stale (changed since revision `known`)."""
    _may(by)
    found = catalogue.entry(key)
    if found is None or state not in STATES:
        raise NotFound(key)
    texts = {name: told.get(name, "").strip()[:500] for name in SET}
    if state == "unsuitable" and not texts["why"]:
        raise Incomplete(("why",))
    if found[1] != known:
        raise Stale(key)
    _tell(key, "decided", by, now)
    made = replace(found[0].with_values(state=state or None, **texts), confirmed=confirmed)
    catalogue.keep(made, known)
    return made


def published(procedure: str, name: str, now: datetime) -> int:
    """A package came into force: its row is online. How many rows moved; a city without a catalogue has none."""
    if not catalogue.revision():
        return 0
    rows = [one for one in catalogue.entries().values() if _is_of(one, procedure, name) and one.state != "online"]
    if rows:
        _tell(rows[0].key, "published", SYSTEM, now, len(rows))
        catalogue.put(one.with_values(state="online", package=procedure) for one in rows)
    return len(rows)


def _is_of(entry: Entry, procedure: str, name: str) -> bool:
    if package := entry.text("package"):
        return package == procedure
    return entry.source == OWN and normalise(entry.name) == normalise(name)


def _as_published(entry: Entry, in_force: Collection[str]) -> Entry:
    """A row whose package is in force is online, whatever a list says."""
    return entry.with_values(state="online") if entry.text("package") in in_force else entry


def _may(by: Actor) -> None:
    if by.role not in ROLES:
        raise NotAllowed(f"{STEP}: {by.role}")


def _tell(subject: str, kind: str, by: Actor, now: datetime, count: int = 0) -> None:
    note: dict[str, int | str] = {"kind": kind, **({"count": count} if count else {})}
    events.append(Event(0, now, "note", STEP, by.name, by.role, f"{STEP}/{subject}", channel="staff", note=note))
