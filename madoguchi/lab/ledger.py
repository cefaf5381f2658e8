"""台帳の照合 - what a back office holds against what it should, field by field: lost, doubled, wrong, or not ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from madoguchi.lab.office import LIVE

KEY: Final = "申請番号"
Ours = Mapping[str, Mapping[str, str]]  # key -> label -> value


@dataclass(frozen=True)
class Judged:
    """Counts of cases, and of `fields` compared and `differing`; `say` names the first of what is not right."""

    cases: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    foreign: int = 0
    fields: int = 0
    differing: int = 0
    say: str = ""

    @property
    def right(self) -> bool:
        """Whether the office has every case once, as it should, and nothing else."""
        return not (self.lost or self.doubled or self.wrong or self.foreign)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


def judge(records: Iterable[Mapping[str, Any]], ours: Ours) -> Judged:
    """`records` as the office's control door lists them: those that are cancelled do not count."""
    found: dict[str, list[Mapping[str, str]]] = {key: [] for key in ours}
    foreign = []
    for record in records:
        if record["state"] == LIVE:
            key = record["values"][KEY]
            found[key].append(record["values"]) if key in found else foreign.append(key)
    differing = [
        (key, differ)
        for key, kept in found.items()
        for values in kept
        if (differ := [label for label, value in values.items() if value != ours[key].get(label)])
    ]
    lost = [key for key, kept in found.items() if not kept]
    doubled = [key for key, kept in found.items() if len(kept) > 1]
    first: dict[str, list[Any]] = {"lost": lost, "doubled": doubled, "wrong": differing, "foreign": foreign}
    return Judged(
        cases=len(found),
        lost=len(lost),
        doubled=len(doubled),
        wrong=len({key for key, _ in differing}),
        foreign=len(foreign),
        fields=sum(len(values) for kept in found.values() for values in kept),
        differing=sum(len(differ) for _, differ in differing),
        say="; ".join(f"{name}: {some[0]}" for name, some in first.items() if some),
    )
