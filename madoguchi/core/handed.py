"""転記の行 - what is handed to a back office of a case: made from a sheet, typed once, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from .transcript import Sheet

STATES: Final[Mapping[str, str]] = {
    "waiting": "待っている",
    "done": "済んだ",
    "refused": "人の判断を待つ",
    "taken": "人が入力中",
    "void": "新しい転記に替わった",
}
OPEN: Final = ("waiting", "refused", "taken")  # rows of one case are handed over in order: a later one waits for these
OPS: Final[Mapping[str, str]] = {"new": "新規", "change": "変更", "cancel": "取消"}


@dataclass(frozen=True, slots=True)
class Handed:
    """転記: one change of a case's record in a back office. `op` of OPS, `state` of STATES.

    `sheet` is the record as it is to be afterwards, `ending` what is filled in to cancel it. `number` is the back
    office's own, `error` why a person is needed, `seconds` how long `by` has typed, `batch` the file it went out with.
    """

    id: int
    case: str
    procedure: str
    system: str
    op: str
    way: str
    state: str
    sheet: Sheet
    ending: Sheet
    made: datetime
    number: str = ""
    error: str = ""
    done: datetime | None = None
    by: str = ""
    seconds: int | None = None
    batch: int = 0

    @property
    def filled(self) -> Sheet:
        """What is typed."""
        return self.ending if self.op == "cancel" else self.sheet


@dataclass(frozen=True, slots=True)
class Sent:
    """一括ファイル: many rows that went out in one file, and when its results came back (`taken`)."""

    id: int
    procedure: str
    system: str
    name: str
    count: int
    digest: str
    made: datetime
    by: str
    taken: datetime | None = None
    results: str = ""  # the digest of the file of results


@dataclass(frozen=True, slots=True)
class Evidence:
    """証跡: what a robot has seen of one case at a step; `pictured` as long as its picture is kept."""

    id: int
    transcript: int
    case: str
    name: str
    at: datetime
    facts: Mapping[str, Any]
    pictured: bool


@dataclass(frozen=True, slots=True)
class Run:
    """運転: whether the robots of one back office work. `state` is running or paused.

    Paused: `why` (person, screen, faults), what to read (`say`), and of a changed screen its `page`, the rows
    `expected` and `found`, and the evidence with its `picture`. `faults`: system errors in a row. `health`: what each
    look at the live screens told ({ok, say, do, at}).
    """

    system: str
    state: str = "running"
    why: str = ""
    say: str = ""
    page: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    picture: int = 0
    faults: int = 0
    one_step: bool = False
    claims: tuple[datetime, ...] = ()
    since: datetime | None = None
    by: str = ""
    health: Mapping[str, Any] = field(default_factory=dict)
