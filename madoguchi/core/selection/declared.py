"""選考の宣言 - which answers are wishes, which choice has the places, and how a city treats brothers and sisters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..flow import Flow, read_flow
from ..town import SAMPLE, Town

POLICIES: Final = ("independent", "together_or_none", "together_first", "one_is_fine")


@dataclass(frozen=True)
class Selection:
    """`places` is the list of options with capacities, `wishes` the fields of a subject, best first.

    `together`: the yesno field by which brothers and sisters want one place; `waits`: the one by which a child without
    a place would wait. `placed`, `waiting` and `declined` are steps of the case's flow. `policies` are the city's for
    families that want to be together (`together`), and for others (`apart`); `status` says whose they are. `roster` are
    the answers that a club reads of its children, `columns` those of its list.
    """

    flow: Flow
    places: str
    wishes: tuple[str, ...]
    placed: str
    waiting: str
    together: str = ""
    waits: str = ""
    declined: str = ""
    policies: Mapping[str, str] | None = None
    status: str = SAMPLE
    columns: tuple[str, ...] = ()
    roster: tuple[str, ...] = ()

    def standing(self, cases: Flow) -> tuple[str, ...]:
        """Where a case stands, in the flow of cases, while it waits for a round."""
        return cases.by_step[self.placed].source

    def sampled(self, town: Town) -> bool:
        """Whether the places, or what is done with brothers and sisters, are not known to be the city's own (見本)."""
        return self.status == SAMPLE or self.places in town.samples

    def policy(self, together: bool) -> str:
        """What the city does for a family with several children."""
        return (self.policies or {}).get("together" if together else "apart", POLICIES[0])


def read_selection(files: Mapping[str, Any]) -> Selection | None:
    """From the files of an edition; None for a procedure that has no rounds."""
    told = files["procedure.yaml"].get("selection")
    if told is None:
        return None
    own = files["town.yaml"].get("selection", {})
    plain = {key: value for key, value in told.items() if key not in ("flow", "wishes", "roster")}
    roster = told.get("roster", {})
    return Selection(
        **plain,
        flow=read_flow(files[f"standard/{told['flow']}.yaml"]),
        wishes=tuple(told["wishes"]),
        policies={key: own[key] for key in ("together", "apart") if key in own},
        status=own.get("status", SAMPLE),
        columns=tuple(roster.get("columns", ())),
        roster=tuple(roster.get("fields", ())),
    )
