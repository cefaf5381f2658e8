"""見本の進み - which steps made-up clerks have taken with a case, and when: in its turn, and never in the future."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from madoguchi.core.case import Actor
from madoguchi.core.days import JST

from .dice import Dice

CLERK: Final = Actor("uketsuke", "clerk")
DECIDER: Final = Actor("kessai", "decider")
FATES: Final = {"untouched": 250, "passed": 300, "returned": 120, "approved": 230, "waiting": 80, "refused": 20}  # 仮定
REASONS: Final = {
    "approve": "見本の決定です。第1希望のクラブに入れます。",
    "hold": "見本の決定です。希望のクラブに空きがありません。",
    "refuse": "見本の決定です。入所の要件に当てはまりません。",
}
LAST: Final = {"approved": "approve", "waiting": "hold", "refused": "refuse"}


@dataclass(frozen=True)
class Move:
    """One step to be taken with the case of a branch at a moment."""

    moment: datetime
    branch: int
    step: str
    by: Actor
    words: dict[str, Any]
    touch: int


def moves(branch: int, planted: bool, arrived: datetime, now: datetime, dice: Dice) -> Iterator[Move]:
    """The steps of one case, in their order, as far as there was time for them. A defect is asked about."""
    fate = dice.weighed(FATES | ({"returned": 500, "approved": 60} if planted else {}))
    if fate == "untouched":
        return
    first = _office_hours(arrived, dice.between(1, 6), dice)
    if fate == "returned":
        words = {
            "fields": ("guardians.0.work_week",),
            "message": "見本の補正のお願いです。働く時間を確かめてください。",
        }
        steps = [Move(first, branch, "return", CLERK, words, dice.between(120, 900))]
    else:
        steps = [Move(first, branch, "pass", CLERK, {}, dice.between(60, 600))]
        if step := LAST.get(fate):
            after = _office_hours(first, dice.between(1, 5), dice)
            steps.append(Move(after, branch, step, DECIDER, {"reason": REASONS[step]}, dice.between(20, 180)))
    yield from (move for move in steps if move.moment < now)


def _office_hours(moment: datetime, days: int, dice: Dice) -> datetime:
    """So many days later, on a weekday between nine and five."""
    day = moment.astimezone(JST) + timedelta(days=days)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day.replace(hour=dice.between(9, 16), minute=dice.between(0, 59), second=dice.between(0, 59))
