"""記録の鎖 - each event is tied to the one before it, so that no one can be changed, taken out or moved unseen.

The digest of an event is SHA-256(digest of the event before, as 64 ASCII hex digits, followed by the event's bytes);
before the first stands `genesis(municipality)`. The bytes are JSON in ASCII: the keys of `event_record`, sorted,
without white space; times in UTC with microseconds. Anyone can compute them again with a few lines of any language.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .case import Event

# What a note may speak of. A new word needs a look at its values: could they be somebody's?
NOTE_KEYS: Final = frozenset(
    {
        *(
            "amended",
            "assignee",
            "attempts",
            "branch",
            "count",
            "digest",
            "document",
            "errand",
            "kind",
            "notice",
            "paper",
        ),
        *("clear", "code", "findings", "procedure", "purpose", "stage", "verdict"),
    }
)
# Numbers of applications, account names, ids of steps: never a space, a kana, an @ or a plus.
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}", re.ASCII)
# In a note a word begins with a letter: 0423387777 and 1985-04-01 are not words of ours.
_WORD: Final = re.compile(r"[a-z][a-z0-9._-]{0,39}", re.ASCII)
_CODES: Final = ("deed", "step", "who", "role", "subject", "source", "to", "channel", "edition")
_MAY_BE_BLANK: Final = frozenset({"source", "to", "channel", "edition", "subject"})


class PersonalData(ValueError):
    """An event holds something that could be somebody's words; the message names the place, not the words."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """What is wrong at an event. `code`: changed, removed, head (the ledger disagrees), truncated, rewritten."""

    seq: int
    code: str
    say: str


def genesis(municipality: str) -> str:
    """What stands before the first event of a municipality: no chain can pass for another's."""
    return hashlib.sha256(f"madoguchi/events/{municipality}".encode()).hexdigest()


def event_record(event: Event) -> dict[str, object]:
    """An event as it is tied into the chain. Raises PersonalData."""
    for name in _CODES:
        value = getattr(event, name)
        if not (_CODE.fullmatch(value) or (value == "" and name in _MAY_BE_BLANK)):
            raise PersonalData(name)
    codes = {name: getattr(event, name) for name in _CODES}
    return {"seq": event.seq, "at": stamp(event.at), "touch": event.touch, "note": _checked(event.note), **codes}


def event_bytes(event: Event) -> bytes:
    """The canonical bytes of an event, its own digest apart. Raises PersonalData."""
    return json.dumps(event_record(event), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def link(before: str, data: bytes) -> str:
    """The digest of an event whose bytes are `data`, behind one whose digest is `before`. 64 hex digits."""
    return hashlib.sha256(before.encode("ascii") + data).hexdigest()


def stamp(at: datetime) -> str:
    """A time as the chain writes it: 2026-11-16T03:04:05.000006Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def verify(
    municipality: str,
    events: Iterable[Event],
    head: tuple[int, str],
    anchors: Mapping[int, frozenset[str]],
) -> tuple[ChainFault, ...]:
    """Every fault of a chain; `events` in the order of seq.

    `head` is what the ledger says of the last event (seq, digest). `anchors` are the digests once written down outside
    the database for a seq: without them, an end cut off together with the ledger, or a chain made anew, looks whole.
    """
    return tuple(_faults(municipality, events, head, anchors))


def _faults(
    municipality: str, events: Iterable[Event], head: tuple[int, str], anchors: Mapping[int, frozenset[str]]
) -> Iterator[ChainFault]:
    seq, digest = 0, genesis(municipality)
    missing: set[int] = set()
    for event in events:
        gap = range(seq + 1, event.seq)
        missing |= set(gap)
        yield from (ChainFault(gone, "removed", f"記録{gone}がありません。") for gone in gap)
        # Behind a gap the tie cannot be told; the gap itself has been named.
        if not gap and _digest_of(digest, event) != event.digest:
            yield ChainFault(event.seq, "changed", f"記録{event.seq}が前の記録とつながりません。")
        if anchors.get(event.seq, {event.digest}) != {event.digest}:
            yield ChainFault(event.seq, "rewritten", f"記録{event.seq}が控えと違います。")
        seq, digest = event.seq, event.digest
    if (seq, digest) != head:
        yield ChainFault(seq, "head", f"最後の記録は{seq}ですが、台帳では{head[0]}です。")
    for anchored in sorted(anchors):
        if anchored > seq:
            yield ChainFault(anchored, "truncated", f"控えにある記録{anchored}がありません。")


def _digest_of(before: str, event: Event) -> str:
    try:
        return link(before, event_bytes(event))
    except PersonalData:  # never written by us: someone has put words into a row
        return ""


def _checked(note: Mapping[str, object]) -> dict[str, object]:
    for key, value in note.items():
        if key not in NOTE_KEYS:
            raise PersonalData(f"note.{key}" if _WORD.fullmatch(key) else "note")
        if not (isinstance(value, int) or (isinstance(value, str) and _WORD.fullmatch(value))):
            raise PersonalData(f"note.{key}")
    return dict(note)


@dataclass(frozen=True, slots=True)
class Anchor:
    """控え: the head of a municipality's chain at a moment, kept where whoever has the database has no say."""

    municipality: str
    seq: int
    digest: str
    at: datetime

    @property
    def line(self) -> str:
        """As it stands in a file of anchors: one JSON object, one line."""
        told = {"municipality": self.municipality, "seq": self.seq, "digest": self.digest, "at": stamp(self.at)}
        return json.dumps(told)


def read_anchors(lines: Iterable[str]) -> dict[str, dict[int, frozenset[str]]]:
    """Digests by municipality and seq, from a file of anchors. Raises ValueError with the number of a broken line."""
    found: dict[str, dict[int, frozenset[str]]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            municipality, seq, digest = str(told["municipality"]), int(told["seq"]), str(told["digest"])
        except (ValueError, TypeError, KeyError):
            raise ValueError(number) from None
        of_town = found.setdefault(municipality, {})
        # Two digests for one seq: the chain was made anew between them, and no event can be both.
        of_town[seq] = of_town.get(seq, frozenset()) | {digest}
    return found
