"""入る所を選ぶ - the places of which a clerk chooses one, as that clerk may see them."""

from __future__ import annotations

from dataclasses import replace

from madoguchi.core.flow import Step
from madoguchi.core.package.edition import Edition
from madoguchi.desk.places import Choice, choices
from madoguchi.store.look import CasePage


def asked(page: CasePage, edition: Edition, step: Step) -> tuple[Choice, ...]:
    """None where none is lacking. What 支援措置 hides is not said by an order either."""
    found = choices(page.case, page.application, edition, step)
    if not page.hidden:
        return found
    return tuple(replace(one, wished=False) for one in sorted(found, key=lambda one: one.pool))
