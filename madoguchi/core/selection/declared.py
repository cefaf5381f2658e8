"""選考の宣言 - which answers are wishes, which choice has the places, and how a city treats brothers and sisters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..flow import Flow, read_flow
from ..town import SAMPLE, Town

NOT_PLAIN: Final = ("flow", "wishes", "roster", "nearby", "provisional")
POLICIES: Final = ("independent", "together_or_none", "together_first", "one_is_fine")


@dataclass(frozen=True)
class Nearby:
    """Where a child that waits may look: the town's `table` of places, nearest first, `by` an answer; and the `step` by
    which it adds one to its wishes."""

    table: str
    by: str
    step: str


@dataclass(frozen=True)
class Selection:
    """`places` is the list of options with capacities, `wishes` the fields of a subject, best first.

    `together`: the yesno field by which brothers and sisters want one place; `waits`: the one by which a child without
    a place would wait. `present`: the choice by which a child tells the place it has; `earlier`: the text by which a
    family names its earlier application. `placed`, `waiting` and `declined` are steps of the case's flow, `provisional`
    the one before `placed` where a city tells families first (内定; "" where it does not). `policies` are the city's
    for families that want to be together (`together`), and for others (`apart`); `status` says whose they are.
    `roster` are the answers that a club reads of its children, `columns` those of its list (the first
    orders it), `absences` the reasons for which a child stays away, by their codes.
    """

    flow: Flow
    places: str
    wishes: tuple[str, ...]
    placed: str
    waiting: str
    together: str = ""
    waits: str = ""
    present: str = ""
    earlier: str = ""
    nearby: Nearby | None = None
    declined: str = ""
    provisional: str = ""
    policies: Mapping[str, str] | None = None
    status: str = SAMPLE
    columns: tuple[str, ...] = ()
    roster: tuple[str, ...] = ()
    absences: Mapping[str, str] = field(default_factory=dict)

    def standing(self, cases: Flow) -> tuple[str, ...]:
        """Where a case stands, in the flow of cases, while it waits for a round."""
        return tuple(one for one in cases.by_step[self.waiting].source if not cases.by_status[one].again)

    def given(self, cases: Flow) -> frozenset[str]:
        """Where a case stands whose place a round gave: decided, or told of it before."""
        return frozenset(cases.by_step[step].to for step in (self.provisional, self.placed) if step)

    def sampled(self, town: Town) -> bool:
        """Whether the places, or what is done with brothers and sisters, are not known to be the city's own (見本)."""
        return self.status == SAMPLE or self.places in town.samples

    def near(self, town: Town, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The places near a child, the nearest first; none where the town does not say."""
        table = town.tables.get(self.nearby.table) if self.nearby else None
        found = table.rows.get(str(answers.get(self.nearby.by)), ()) if table and self.nearby else ()
        return (found,) if isinstance(found, str) else tuple(found)

    def near_sampled(self, town: Town) -> bool:
        """Whether what is near is not known to be the city's own (見本)."""
        table = town.tables.get(self.nearby.table) if self.nearby else None
        return table is not None and table.status == SAMPLE

    def policy(self, together: bool) -> str:
        """What the city does for a family with several children."""
        return (self.policies or {}).get("together" if together else "apart", POLICIES[0])


def read_selection(files: Mapping[str, Any]) -> Selection | None:
    """From the files of an edition; None for a procedure that has no rounds."""
    told = files["procedure.yaml"].get("selection")
    if told is None:
        return None
    own = files["town.yaml"].get("selection", {})
    plain = {key: value for key, value in told.items() if key not in NOT_PLAIN}
    roster = told.get("roster", {})
    return Selection(
        **plain,
        flow=read_flow(files[f"standard/{told['flow']}.yaml"]),
        wishes=tuple(told["wishes"]),
        nearby=Nearby(**told["nearby"]) if "nearby" in told else None,
        provisional=first if (first := told.get("provisional", "")) in files["town.yaml"].get("steps", ()) else "",
        policies={key: own[key] for key in ("together", "apart") if key in own},
        status=own.get("status", SAMPLE),
        columns=tuple(roster.get("columns", ())),
        roster=tuple(roster.get("fields", ())),
        absences={one["id"]: one["label"] for one in roster.get("absences", ())},
    )
