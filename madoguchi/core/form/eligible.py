"""利用できるか - what is asked before the form, why it might be in vain, and what else there is; nobody is shut out.

A city hall may not refuse to receive an application: whoever wants to apply all the same goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..condition import Condition, Names, compile_condition
from ..fields import Option
from ..slots import told
from .shape import Form, names_of, read_form
from .walk import Answers, Scope, fill

PAGE = "eligible"  # its page, and the address of that


@dataclass(frozen=True)
class Instead:
    """What else there is: a sentence, and the procedure to go to, if it is one of ours."""

    say: str
    procedure: str = ""


@dataclass(frozen=True)
class Obstacle:
    """Why it is probably no use: while `when` is true, `say` says why not, and what else there is."""

    id: str
    when: Condition
    say: str
    instead: tuple[Instead, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Eligibility:
    """The questions, as a form of one page, and what speaks against."""

    form: Form
    obstacles: tuple[Obstacle, ...]

    @property
    def places(self) -> dict[str, str]:
        """Where in the form the answer to a question stands, too."""
        return {field.id: field.answers for _, field in self.form.fields() if field.answers}

    def against(self, answers: Answers, base: Scope) -> tuple[Obstacle, ...]:
        """What speaks against it, by these answers; nothing while the question for it is not answered."""
        scope = {**fill(self.form, answers), **base}
        found = (obstacle for obstacle in self.obstacles if obstacle.when.holds(scope))
        return tuple(replace(obstacle, say=told(obstacle.say, scope)) for obstacle in found)


def read_eligibility(
    data: Mapping[str, Any], choices: Mapping[str, tuple[Option, ...]], values: Mapping[str, Any] | Any
) -> Eligibility:
    """Build from `eligibility` of form.yaml. Raises ConditionFault, KeyError."""
    pages = [{"id": PAGE, "title": "", "fields": data["questions"]}]
    names = names_of(pages, values)
    return Eligibility(
        read_form({"pages": pages}, choices, names), tuple(_obstacle(row, names) for row in data["rules"])
    )


def _obstacle(row: Mapping[str, Any], names: Names) -> Obstacle:
    instead = tuple(Instead(**one) for one in row.get("instead", ()))
    return Obstacle(row["id"], compile_condition(row["when"], names), row["say"], instead, row.get("source", ""))
