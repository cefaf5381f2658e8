"""入ったあとの手続 - a procedure about a child that another one admitted: which child, and what it carries over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from .case import Application, Case
from .fields import KINDS, is_blank
from .paper.fold import same
from .reference import tidy_reference

if TYPE_CHECKING:
    from .package.edition import Edition


@dataclass(frozen=True)
class Follows:
    """`procedure` admitted the child; `number` is the text field with its number. `carry` says, by fields, at which
    path of the answers of then their answer stands.

    `ends` is the date field with the last day of the stay, which ends with the step `step`.
    """

    procedure: str
    number: str
    carry: Mapping[str, str] = field(default_factory=dict)
    ends: str = ""
    step: str = ""


def read_follows(data: Mapping[str, Any]) -> Follows | None:
    """From procedure.yaml; None for a procedure that stands by itself."""
    told = data.get("follows")
    return Follows(**told) if told else None


def named(follows: Follows, answers: Mapping[str, Any]) -> str:
    """The number of the case that these answers mean; "" when what stands there is none. Of an application without a
    branch its first case is meant."""
    typed = str(answers.get(follows.number) or "").strip()
    if reference := tidy_reference(typed):
        return f"{reference}-1"
    head, _, branch = typed.rpartition("-")
    reference = tidy_reference(head)
    return f"{reference}-{int(branch)}" if reference and branch.isascii() and branch.isdecimal() else ""


def last_day(follows: Follows | None, answers: Mapping[str, Any]) -> date | None:
    """The last day of the stay that these answers end; None where they end none."""
    told = answers.get(follows.ends) if follows and follows.ends else None
    return date.fromisoformat(str(told)) if told else None


def about(case: Case, admitted: Case) -> bool:
    """Whether a case is about the same child as the one that it names: called the same."""
    return same(case.title, admitted.title)


def carried(edition: Edition, admitted: Case, application: Application, old: Edition) -> dict[str, Any]:
    """The answers with which a draft on `edition` begins, from what was handed in for a child on `old`."""
    follows = edition.procedure.follows
    assert follows is not None  # or nothing would begin so
    new: dict[str, Any] = {follows.number: admitted.id}
    for name, path in follows.carry.items():
        asked = edition.form.flat.get(name)
        value = _answer(path, admitted.branch, application.answers, old)
        if asked and not is_blank(value) and not KINDS[asked.kind].wrong(asked, value):
            new[name] = value
    return new


def _answer(path: str, branch: int, answers: Mapping[str, Any], old: Edition) -> Any:
    """What stands at a path: of the subjects' group for this child, of another one for whoever applied."""
    group, _, name = path.rpartition(".")
    if not group:
        return answers.get(name)
    second = old.procedure.second
    by = answers.get(second.applicant) if second and second.group == group and second.applicant else None
    place = branch - 1 if group == old.procedure.subjects else int(by or 1) - 1
    items = answers.get(group) or ()
    return items[place].get(name) if place < len(items) else None
