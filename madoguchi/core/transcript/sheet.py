"""転記の紙 - what goes into each field of a back office: as we have it, as it is typed, and what became of letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Replaced:
    """A letter that the back office has not: its code points (U+20BB7), what is typed `by` its side, and why."""

    letter: str
    codepoint: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """One field. `given` is the value as we have it, with all its letters; `typed` what the back office takes of it.

    `notes` say what is typed otherwise than it was given, beside letters; with a `fault` a person has to look.
    """

    label: str
    given: str
    typed: str
    replaced: tuple[Replaced, ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    kind: str = "text"
    verify: str = "exact"


@dataclass(frozen=True)
class Sheet:
    """All fields of one case, in the order of the back office."""

    lines: tuple[Line, ...]

    @cached_property
    def typed(self) -> Mapping[str, str]:
        """What is typed, by label."""
        return {line.label: line.typed for line in self.lines}

    @cached_property
    def faults(self) -> tuple[Line, ...]:
        """The lines for which a person is needed."""
        return tuple(line for line in self.lines if line.fault)

    @property
    def fields(self) -> list[dict[str, str]]:
        """What a robot is given."""
        return [
            {"label": line.label, "typed": line.typed, "verify": line.verify, "kind": line.kind} for line in self.lines
        ]

    def plain(self) -> list[dict[str, Any]]:
        """As JSON has it."""
        return [asdict(line) for line in self.lines]


def sheet(rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """From what `plain` gave."""
    return Sheet(
        tuple(
            Line(**{**row, "replaced": tuple(Replaced(**one) for one in row["replaced"]), "notes": tuple(row["notes"])})
            for row in rows
        )
    )
