"""さいころ - chance with a seed, and the written assumptions it follows: the same seed throws the same families."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from madoguchi.core.package.read import read

T = TypeVar("T")

ASSUMED = "仮定"


@dataclass(frozen=True)
class Assumption:
    """One thing that was taken to be so: the weights by which chance chooses, and where they come from."""

    id: str
    label: str
    source: str
    weights: Mapping[str, int]
    note: str = ""


@cache
def written() -> tuple[Mapping[str, Assumption], Mapping[str, str]]:
    """The assumptions by id, and the sources by key, of assumptions.yaml. Raises ValueError."""
    source, faults = read("assumptions.yaml", files(__package__).joinpath("assumptions.yaml").read_bytes())
    if source is None or faults:
        raise ValueError("; ".join(map(str, faults)))
    data: Any = source.data
    rows = [Assumption(**{"weights": {}, **row}) for row in data["assumptions"]]
    return {row.id: row for row in rows}, data["sources"]


@cache
def pupils() -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """Real pupils: municipality -> school -> grade -> children."""
    text = files(__package__).joinpath("pupils.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in csv.DictReader(text.splitlines()):
        grades = {grade: int(number) for grade, number in row.items() if grade.isdigit()}
        found.setdefault(row["municipality"], {})[row["school"]] = grades
    return found


class Dice:
    """Chance for one family: its throws depend on the seed and the family's number, not on its neighbours."""

    def __init__(self, *seed: object) -> None:
        self._chance = random.Random(":".join(map(str, seed)))

    def weighed(self, weights: Mapping[str, int]) -> str:
        """A key, by its weight."""
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def assumed(self, name: str) -> str:
        """A key of a written assumption."""
        return self.weighed(written()[0][name].weights)

    def happens(self, name: str) -> bool:
        """Whether a written assumption of yes and no comes true."""
        return self.assumed(name) == "yes"

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._chance.randint(low, high)

    def one_of(self, things: Sequence[T]) -> T:
        """Any of them."""
        return self._chance.choice(things)

    def some(self, things: Sequence[T], number: int) -> list[T]:
        """So many different ones, in their own order."""
        chosen = sorted(self._chance.sample(range(len(things)), min(number, len(things))))
        return [things[place] for place in chosen]
