"""席の定義 - which of some children a pool takes, and what somebody else would need: said seat by seat.

Every place that is kept comes first. Then the quotas in their order, each for the best children with its tag, less the
kept children who fill it already. Then everybody, on what is left of the capacity; seats of a quota that nobody with
its tag takes are among these only when the quota releases them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .facts import Facts, Priority

GENERAL = "general"
Ranked = tuple[Priority, str]  # greater is better; the id is never needed, for no two are equal


@dataclass(slots=True)
class Seats:
    """`kinds`: (seats, who has them, best first) by kind; `kept`; `refused`."""

    kinds: dict[str, tuple[int, list[Ranked]]]
    kept: list[Ranked]
    refused: list[Ranked]

    def by_child(self) -> dict[str, str]:
        """On what kind of seat each child sits."""
        found = {child: kind for kind, (_, people) in self.kinds.items() for _, child in people}
        return found | {child: "kept" for _, child in self.kept}


def seated(facts: Facts, pool: str, children: Iterable[str]) -> Seats:
    """Whom a pool takes of these children."""
    line = sorted(((facts.priority[child, pool], child) for child in children), reverse=True)
    kept = [one for one in line if one[0][0]]
    waiting = line[len(kept) :]
    free = max(0, facts.seats(pool) - len(kept))
    kinds: dict[str, tuple[int, list[Ranked]]] = {}
    inside = {child: facts.children[child].tags for _, child in kept}
    for quota in facts.pools[pool].get("quotas", ()):
        filled = [child for child, tags in inside.items() if quota["tag"] in tags][: quota["seats"]]
        for child in filled:
            del inside[child]
        seats = min(quota["seats"] - len(filled), free)
        tagged = [one for one in waiting if quota["tag"] in facts.children[one[1]].tags][:seats]
        chosen = {child for _, child in tagged}
        waiting = [one for one in waiting if one[1] not in chosen]
        free -= len(tagged) if quota.get("release", True) else seats
        kinds[quota["id"]] = seats, tagged
    kinds[GENERAL] = free, waiting[:free]
    return Seats(kinds, kept, waiting[free:])
