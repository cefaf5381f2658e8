"""検算の結果 - what the second computation says of one case."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Counted:
    """Points by table (None: a gap), the rows that apply as (table, at, row), and the chain that orders equals."""

    points: dict[str, Decimal | None] = field(default_factory=dict)
    rows: set[tuple[str, str, str]] = field(default_factory=set)
    order: list[Decimal] = field(default_factory=list)

    @property
    def total(self) -> Decimal | None:
        """All points together; None where there is a gap."""
        told = [points for points in self.points.values() if points is not None]
        return sum(told, Decimal()) if len(told) == len(self.points) else None


Counts = dict[tuple[str, int], Counted]  # by reference and branch
