"""代わりに入力する人 - who fills in for a family, or with it at the counter; both names stay with the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .say import say

LONGEST: Final = 60  # characters of a name

# How somebody who helps belongs to the applicant, by the code that is kept.
RELATIONS: Final[dict[str, str]] = {
    "family": say("家族・親族"),
    "supporter": say("支援者・相談員"),
    "interpreter": say("通訳"),
    "school": say("学校・園の職員"),
    "other": say("そのほか"),
}
NAME: Final = say("あなたの名前を入力してください。")
RELATION: Final = say("申請する人との関係を選んでください。")


@dataclass(frozen=True, slots=True)
class Aide:
    """補助者: somebody who helps. At the counter `clerk` is the account, `name` its clerk's, `resident` who sat by."""

    name: str
    relation: str = ""
    clerk: str = ""
    resident: str = ""

    @property
    def said(self) -> str:
        """As people read it."""
        if self.clerk:
            return say("{resident}さんと、窓口の職員({name})", resident=self.resident, name=self.name)
        return say("{name}({relation})", name=self.name, relation=RELATIONS.get(self.relation, self.relation))


def read(name: str, relation: str) -> tuple[Aide | None, dict[str, str]]:
    """What somebody typed about themselves, and what is wrong with it by input."""
    called = " ".join(name.split())[:LONGEST]
    wrong: dict[str, str] = {} if called else {"name": NAME}
    wrong |= {} if relation in RELATIONS else {"relation": RELATION}
    return (None if wrong else Aide(called, relation)), wrong
