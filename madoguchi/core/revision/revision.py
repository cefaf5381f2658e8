"""改正案 - the tables of a procedure as designers change them; who changed them may not put them in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

OPEN, PROPOSED, PUBLISHED, DROPPED = "open", "proposed", "published", "dropped"
STATES: Final[dict[str, str]] = {OPEN: "作成中", PROPOSED: "公開の確認待ち", PUBLISHED: "公開済み", DROPPED: "とりやめ"}


@dataclass(frozen=True)
class Revision:
    """One draft of the tables. `base` is the digest of the edition it began from, `own` the municipality's points.yaml
    as changed, `version` counts its changes; `edition` is what it became. `trial` says who changes, and for which
    version it was reckoned."""

    id: int
    procedure: str
    base: str
    own: Mapping[str, Any]
    version: int
    state: str
    made: datetime
    editors: tuple[str, ...] = ()
    proposer: str = ""
    publisher: str = ""
    published: datetime | None = None
    edition: str = ""
    trial: Mapping[str, Any] | None = None

    @property
    def subject(self) -> str:
        """What events call it."""
        return f"revision/{self.id}"

    def another(self, who: str) -> bool:
        """四つの目: whether somebody neither changed nor proposed it."""
        return who not in self.editors and who != self.proposer


@dataclass(frozen=True)
class Edit:
    """One row changed, added (no `before`) or removed (no `after`)."""

    version: int
    at: datetime
    who: str
    table: str
    row: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
