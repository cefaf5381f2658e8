"""入る所を選ぶ - who decides about a child without a round says where it has its place."""

from __future__ import annotations

from dataclasses import replace

from madoguchi.core.flow import Step
from madoguchi.core.package.edition import Edition
from madoguchi.desk.places import Choice, choices
from madoguchi.store.look import CasePage


def asked(page: CasePage, edition: Edition, step: Step | None) -> tuple[Choice, ...]:
    """The places of which one must be chosen with a step; none where it gives no place, or one is given already. What
    支援措置 hides is not said by an order either."""
    selection = edition.selection
    if selection is None or step is None or page.case.status not in step.source:
        return ()
    if not step.decides or step.to != edition.flow.by_step[selection.placed].to:
        return ()
    found = choices(page.case, page.application, edition)
    if not page.hidden:
        return found
    return tuple(replace(one, wished=False) for one in sorted(found, key=lambda one: one.pool))


def usual(places: tuple[Choice, ...]) -> str:
    """The first wish with room; "" where somebody has to choose."""
    return next((one.pool for one in places if one.wished and one.free > 0), "")
