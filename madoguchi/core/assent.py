"""もう一人の保護者の確認 - who must still say yes, and the little that the address sent to them may show.

Whoever has the address sees it: so it shows no place, no telephone, nothing of the other guardian, and of the children
their first names. Of a protected family (支援措置) it shows nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from . import form
from .mask import mask_of

if TYPE_CHECKING:
    from .package.edition import Edition

CONFIRM: Final = "confirm"  # the ask that awaits it
GUARDIAN: Final = "guardian"  # to whom it goes, and who does the deed


@dataclass(frozen=True)
class Second:
    """Of procedure.yaml: the group whose items are asked, and the field that says which of them applies (from 1)."""

    group: str
    applicant: str = ""


@dataclass(frozen=True, slots=True)
class Assent:
    """確認: of which item of the group (from 0). `state`: open, done or revoked; an open one ends at `expires`."""

    reference: str
    item: int
    made: datetime
    expires: datetime
    state: str = "open"
    confirmed: datetime | None = None

    def open_at(self, now: datetime) -> bool:
        """Whether it can still be given."""
        return self.state == "open" and now < self.expires


def item_of(second: Second | None, answers: Mapping[str, Any]) -> int | None:
    """Whose assent is needed, as a number from 0: the first who does not apply; None where nobody else is there."""
    if second is None:
        return None
    told = str(answers.get(second.applicant, "") or "1")
    applies = int(told) - 1 if told.isdecimal() else 0
    others = (number for number in range(len(answers.get(second.group, ()))) if number != applies)
    return next(others, None)


def shown(edition: Edition, answers: Mapping[str, Any], received: date, item: int) -> tuple[form.Row, ...]:
    """What was said about this guardian, without places, telephones, files and what is private."""
    second, layout = edition.procedure.second, edition.form
    assert second is not None  # there is an item of it
    over = mask_of(layout, edition.procedure.protect, hidden=True, permits=())
    parts = form.summary(layout, answers, edition.scope(received, answers))
    mine = (part for part in parts if _is(part.stop, second.group, item))
    return tuple(row for part in mine for row in part.rows if row.shown and not over.over(row.path))


def first_names(edition: Edition, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What the children are called; none of one whose name is written in one piece."""
    names = (subject.title.split() for subject in edition.subjects(answers))
    return tuple(parts[-1] for parts in names if len(parts) > 1)


def _is(stop: form.Stop, group: str, item: int) -> bool:
    return stop.page.repeat is not None and (stop.page.repeat.group, stop.index) == (group, item)
