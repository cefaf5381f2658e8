"""見本の申請一式 - one family with its answers, papers and rows of registers, and what is wrong with it on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from madoguchi.lab.sample.household import Household

Values = dict[str, Any]


@dataclass
class Sheet:
    """One paper: where it lies, of which kind it is, and what stands on it. `spoilt` is how it cannot be read; `copy`
    is a finished file, as when a paper was copied."""

    place: str
    kind: str
    told: Values
    spoilt: str = ""
    copy: tuple[str, bytes] | None = None
    medium: str = ""


@dataclass
class Family:
    """`natural` are the findings that its life brings without anything being wrong, `defects` the rules that must
    speak: each with the path it is about."""

    name: str
    home: Household
    dice: Random
    answers: dict[str, Any] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    natural: list[dict[str, str]] = field(default_factory=list)
    defects: list[dict[str, str]] = field(default_factory=list)
    residents: list[dict[str, str]] = field(default_factory=list)
    debts: list[dict[str, str]] = field(default_factory=list)
    beside: list[Family] = field(default_factory=list)  # other applications that come with it

    @property
    def today(self) -> date:
        """The day it applies."""
        return self.home.today

    @property
    def start(self) -> date:
        """The day the service begins."""
        return self.home.window.start

    @property
    def guardians(self) -> list[dict[str, Any]]:
        """As they stand in the answers, before and after they are cleaned."""
        return list((self.answers or self.home.answers)["guardians"])

    @property
    def children(self) -> list[dict[str, Any]]:
        """The children who apply."""
        return list((self.answers or self.home.answers)["children"])

    def expect(self, code: str, where: str = "") -> None:
        """A finding that belongs to this life."""
        self.natural.append({"code": code, "where": where})

    def defect(self, rule: str, where: str = "") -> None:
        """Something that is wrong."""
        self.defects.append({"code": rule, "where": where})

    def certificates(self) -> list[tuple[str, Sheet]]:
        """The certificates of work that can be read, each with the path of whose it is."""
        of_work = [one for one in self.sheets if one.kind == "work_certificate" and not one.spoilt and not one.copy]
        return [(one.place.rpartition(".")[0], one) for one in of_work]

    def guardian_at(self, where: str) -> dict[str, Any]:
        """The guardian of a path."""
        return self.guardians[int(where.rpartition(".")[2])]
