"""基幹システム - the rules of a back office: its encoding, the look of its files, its fields and what each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..condition import Condition, Names, compile_condition
from ..form.shape import inside

LETTERS: Final = ("any", "kana", "wide", "ascii", "digits")
FORMATS: Final = ("yyyymmdd", "era", "yymmdd", "hhmm")
TOO_LONG: Final = ("stop", "cut")
VERIFY: Final = ("exact", "width", "loose", "none")
KINDS: Final = ("text", "choice", "tick")
# What is known of a case as `case`, and how it is while nothing is decided.
FACTS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("id", "reference", "received", "status", "status_label", "status_on"), ""),
    **dict.fromkeys(("outcome", "outcome_label", "outcome_on", "place"), ""),
    "branch": 1,
}


@dataclass(frozen=True)
class StandIn:
    """What is typed for a letter, and why."""

    by: str
    why: str


@dataclass(frozen=True)
class System:
    """A back office. `letters` are stand-ins of its own; `files` the look of its files, as system.yaml tells it."""

    id: str
    name: str
    encoding: str
    letters: Mapping[str, StandIn] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """One field of the back office.

    `value` is said of the subject as `this`, or of the item `number` (from 1) of the group `of`: blank without that
    item. `rest` names the field that takes what is beyond `bytes`.
    """

    label: str
    value: Condition | None
    required: bool = False
    bytes: int = 0
    letters: str = "any"
    format: str = ""
    codes: Mapping[str, str] | None = None
    too_long: str = "stop"
    verify: str = "exact"
    kind: str = "text"
    rest: str = ""
    of: str = ""
    number: int = 1


@dataclass(frozen=True)
class Transcript:
    """転記: how a procedure's cases are written into a back office. A record is found there by the field `key`."""

    procedure: str
    subjects: str
    key: str
    fields: tuple[Field, ...]
    cancel: tuple[Field, ...] = ()  # what is filled in when a record is cancelled


def read_system(data: Mapping[str, Any]) -> System:
    """Build from system.yaml."""
    letters = {row["letter"]: StandIn(row["by"], row["why"]) for row in data.get("letters", ())}
    return System(data["id"], data["name"], data["encoding"], letters, data.get("files", {}))


def names_at(names: Names, subjects: str, of: str) -> Names:
    """What the value of a field may speak of."""
    return {**inside(names, of or subjects), "case": frozenset(FACTS)}


def read_transcript(data: Mapping[str, Any], names: Names, subjects: str) -> Transcript:
    """Build from the transcript of a procedure. Raises ConditionFault."""
    codes: Mapping[str, Mapping[str, str]] = data.get("codes", {})
    fields, cancel = (
        tuple(_field(row, codes, names, subjects) for row in data.get(key, ())) for key in ("fields", "cancel")
    )
    return Transcript(data["procedure"], subjects, data["key"], fields, cancel)


def _field(row: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]], names: Names, subjects: str) -> Field:
    value = compile_condition(row["value"], names_at(names, subjects, row.get("of", ""))) if "value" in row else None
    return Field(**{**row, "value": value, "codes": codes[row["codes"]] if "codes" in row else None})
