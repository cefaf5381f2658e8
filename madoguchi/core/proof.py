"""条件つきの承認 - what an approval still awaits by which day, and with which answers it may come.

The conditions are findings of the level `condition` with a day, and what a decision's reason has behind 条件:.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from . import form
from .finding import Finding
from .interview import MEETING

if TYPE_CHECKING:
    from .package.edition import Edition

PROOF: Final = "proof"  # the ask for a paper, of a family that is approved
LOOK: Final = "look"  # the ask to look at what has come
STANDING: Final = (PROOF, LOOK, MEETING)  # asks that go on past their day: nothing runs out, they are overdue
CONDITIONS: Final = "conditions"  # of an ask in a flow: one for each condition, due by its day
LEVEL: Final = "condition"
_TOLD: Final = re.compile(
    r"^条件: *(?P<what>.+?)[((]?(?P<y>20\d\d)(?:年|-)(?P<m>\d{1,2})(?:月|-)(?P<d>\d{1,2})日?まで", re.MULTILINE
)


@dataclass(frozen=True)
class Awaited:
    """One condition: what is asked of the family, by which day, and the fields for files it may send it with."""

    message: str
    due: date
    fields: tuple[str, ...] = ()


def awaited(
    findings: Iterable[Finding], reason: str, edition: Edition, answers: Mapping[str, Any], today: date
) -> tuple[Awaited, ...]:
    """The dated conditions of an approval, the next first; what the reason says of a day that a finding has is said."""
    found = [
        Awaited(
            one.ask or one.awaits or one.say, date.fromisoformat(one.due), _papers(one.fields, edition, answers, today)
        )
        for one in findings
        if one.level == LEVEL and one.due
    ]
    days = {one.due for one in found}
    found += [
        Awaited(what, due, _papers((), edition, answers, today)) for what, due in told_in(reason) if due not in days
    ]
    return tuple(sorted(found, key=lambda one: one.due))


def told_in(reason: str) -> Iterator[tuple[str, date]]:
    """What stands behind 条件: with a day: 条件: 復職証明書を出す(2027年5月14日まで)."""
    for one in _TOLD.finditer(reason):
        try:
            day = date(int(one["y"]), int(one["m"]), int(one["d"]))
        except ValueError:  # no such day: a person has to read it
            continue
        yield one["what"].rstrip("、 "), day


def _papers(fields: Iterable[str], edition: Edition, answers: Mapping[str, Any], today: date) -> tuple[str, ...]:
    """The fields for files of the same people that a finding is about; of all, where it is about nobody's alone."""
    homes = {path.rpartition(".")[0] for path in fields}
    places = (
        form.path(stop, field)
        for stop, _, asked in form.steps(edition.form, form.fill(edition.form, answers), edition.scope(today, answers))
        for field in asked
        if field.kind == "files"
    )
    return tuple(path for path in places if not homes or path.rpartition(".")[0] in homes)
