"""見本の一家を作る - answers typed in, papers and registers that agree with them, then defects in every second."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Final

from madoguchi.core.package.edition import Edition
from madoguchi.lab.sample.household import household
from madoguchi.lab.sample.typed import document_of, pages_of

from .family import Family
from .lives import LIVES, settle
from .papers import add_papers, register
from .wrong_answers import WRONG_ANSWERS
from .wrong_around import WRONG_AROUND, decoys, sister
from .wrong_papers import WRONG_PAPERS

# A life that somebody of the family must have, so that the defect has its place.
WANTS: Final = {
    "leave_without_period": "on_leave",
    "return_not_told": "on_leave",
    "old_note": "illness",
    "no_disaster_certificate": "disaster",
    "no_proof_of_business": "self",
}
NAMES: Final = (*WRONG_ANSWERS, *WRONG_PAPERS, *WRONG_AROUND)
TWO: Final = 0.25  # of those with a defect, so many have a second one


def family_of(edition: Edition, today: date, seed: int, number: int) -> Family:
    """Family `number` of a seed. Every second one has a defect: all kinds of them, one after the other."""
    dice = Random(f"{seed}:{number}:review")
    window = next(one for one in edition.town.windows if one.kind == "april")
    home = household(number, seed, edition.town, window, today)
    home.planted.clear()
    family = Family(f"a{number:05d}", home, dice)
    wanted = NAMES[number // 2 % len(NAMES)] if number % 2 else ""
    settle(family)
    if wanted in WANTS:
        _live(family, WANTS[wanted])
    plant = WRONG_ANSWERS.get(wanted)
    planted = bool(plant and plant(family))
    _typed(edition, family)
    if wanted and not planted:
        planted = _plant(family, wanted)
    if wanted and (not planted or dice.random() < TWO):
        _more(family)
    elif not wanted and dice.random() < 0.04:
        sister(family, other=True)
    family.debts += decoys(family)
    return family


def _live(family: Family, life: str) -> None:
    place = 0 if len(family.guardians) == 1 else family.dice.randrange(2)
    guardian, where = family.guardians[place], f"guardians.{place}"
    family.natural = [one for one in family.natural if one["where"] != where]
    guardian |= {"reasons": ["work"], "shift": False, "on_leave": False, "work_form": "employed"}
    guardian["work_week"].pop("sun", None)
    if life == "self":
        guardian["work_form"] = family.dice.choice(("self_outside", "self_home"))
        return
    LIVES[life][1](family, guardian, where)


def _typed(edition: Edition, family: Family) -> None:
    """The family types its answers in; then its papers come, and the registers know it."""
    home = family.home
    later = {place for place, one in enumerate(home.guardians) if one.pop("without_papers", False)}
    for guardian in home.guardians:
        guardian["evidence_later"] = True
    typed = pages_of(edition, home.answers, home.today, home.dice)
    family.answers = document_of(edition, typed, home.today)
    add_papers(family)
    family.sheets = [one for one in family.sheets if _index(one.place) not in later]
    for place, guardian in enumerate(family.answers["guardians"]):
        guardian["evidence_later"] = place in later or None
    register(family)


def _index(place: str) -> int | None:
    parts = place.split(".")
    return int(parts[1]) if parts[0] == "guardians" else None


def _plant(family: Family, name: str) -> bool:
    known = {**WRONG_PAPERS, **WRONG_AROUND}
    return name in known and known[name](family)


def _more(family: Family) -> None:
    """One more defect on a paper, of somebody who has none yet."""
    names = list(WRONG_PAPERS)
    for name in family.dice.sample(names, len(names)):
        if not family.beside and WRONG_PAPERS[name](family):
            return
