"""見本の束 - the papers that belong to a family's answers, and the rows that registers have of it; all true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from madoguchi.core.days import add_months
from madoguchi.lab.certificate.others import other

from . import said
from .family import Family, Sheet
from .lives import SELF, near
from .truth import certificate

Guardian = dict[str, Any]


def add_papers(family: Family) -> None:
    """What every guardian's reasons ask for, and the contract of a family that moves in."""
    for place, guardian in enumerate(family.guardians):
        for reason in guardian["reasons"]:
            if reason in PAPERS:
                PAPERS[reason](family, guardian, f"guardians.{place}.evidence")
    if family.answers["in_city"] is False and family.answers["move_in_date"]:
        name = family.guardians[0]["name"]
        add(family, "move_in_proof", "lease", name=name, moved_in=family.answers["move_in_date"])


def add(family: Family, place: str, kind: str, **told: Any) -> Sheet:
    """One more paper that is no certificate of work."""
    made = other(family.dice, kind, today=family.today, **told)
    family.sheets.append(Sheet(place, kind, made))
    return family.sheets[-1]


def _work(family: Family, guardian: Guardian, place: str) -> None:
    family.sheets.append(Sheet(place, "work_certificate", certificate(family, guardian)))
    if guardian["work_form"] in SELF:
        add(family, place, "opening_notice", name=guardian["name"], birth=guardian["birth"])
    if guardian["shift"]:
        add(family, place, "shift_table", name=guardian["name"])


def _offer(family: Family, guardian: Guardian, place: str) -> None:
    begins = family.start.isoformat()
    add(family, place, "employment_contract", name=guardian["name"], period=(begins, add_months(begins, 12)))


def _study(family: Family, guardian: Guardian, place: str) -> None:
    until = guardian["study_to"]
    add(family, place, "enrollment_certificate", name=guardian["name"], birth=guardian["birth"], until=until)


def _birth(family: Family, guardian: Guardian, place: str) -> None:
    told = {"name": guardian["name"], "birth": guardian["birth"], "date": guardian["birth_due"]}
    add(family, place, "maternity_handbook", **told)


def note(family: Family, place: str, name: str, birth: str = "", **told: Any) -> Sheet:
    """A doctor's note of the last months, with a period."""
    day = near(family.dice, family.today, -150, -3)
    told = {"date": day, "period": (day, near(family.dice, family.today, 150, 500))} | told
    return add(family, place, "medical_certificate", name=name, **told, **({"birth": birth} if birth else {}))


def _illness(family: Family, guardian: Guardian, place: str) -> None:
    note(family, place, guardian["name"], guardian["birth"])


def _care(family: Family, guardian: Guardian, place: str) -> None:
    note(family, place, guardian["care_name"])


def _disability(family: Family, guardian: Guardian, place: str) -> None:
    add(family, place, "disability_handbook", name=guardian["name"], birth=guardian["birth"])


def _plain(kind: str) -> Callable[[Family, Guardian, str], None]:
    def paper(family: Family, guardian: Guardian, place: str) -> None:
        add(family, place, kind, name=guardian["name"])

    return paper


PAPERS: Final[Mapping[str, Callable[[Family, Guardian, str], None]]] = {
    "work": _work,
    "offer": _offer,
    "study": _study,
    "birth": _birth,
    "illness": _illness,
    "care": _care,
    "disability": _disability,
    "job_seeking": _plain("job_seeking_statement"),
    "other": _plain("statement"),
    "disaster": _plain("disaster_certificate"),
}


def register(family: Family) -> None:
    """The children as the city knows them, who have lived here for some time."""
    if family.answers["in_city"] is not True:
        return
    for child in family.children:
        since = max(date.fromisoformat(child["birth"]), date.fromisoformat(near(family.dice, family.today, -3000, -40)))
        family.residents.append(
            {
                "name": said.name(child["name"], family.dice),
                "kana": said.kana(child["kana"], family.dice),
                "birth": child["birth"],
                "postal": family.answers["postal"],
                "address": said.address(family.answers["address"], family.dice),
                "since": since.isoformat(),
                "until": "",
            }
        )
