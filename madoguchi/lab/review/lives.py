"""見本の暮らし - what guardians do all day, beyond those of lab/sample: each with the answers that tell it, none wrong.

Every life says which findings it brings by itself (a leave is a condition, other reasons are judged by a person).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from madoguchi.core.days import add_months
from madoguchi.core.weeks import DAYS
from madoguchi.lab.certificate import people
from madoguchi.lab.sample.household import week
from madoguchi.lab.sample.people import phone

from .family import Family

Guardian = dict[str, Any]
SELF: Final = ("self_outside", "self_home", "farm")
WORKED: Final = tuple(DAYS)[:6]  # who works on Sundays is told apart (_sunday)


def settle(family: Family) -> None:
    """Give every guardian a life: most work, one in eight families has somebody with another reason."""
    for place, guardian in enumerate(family.guardians):
        where = f"guardians.{place}"
        _employed(guardian, family)
        names = list(LIVES)
        life = family.dice.choices(names, [LIVES[name][0] for name in names])[0]
        LIVES[life][1](family, guardian, where)
    for place, child in enumerate(family.children):
        _asked_of_children(family, child, f"children.{place}")
    if len(family.guardians) == 1 and family.home.answers["emergency_count"] == "0":
        family.expect("one_contact")


def _asked_of_children(family: Family, child: dict[str, Any], where: str) -> None:
    if "support" in child["care"]:
        family.expect("support_interview", where)
    if child.get("support_notebook", "none") != "none":  # they ask for a talk, as they should
        child["support_interview"] = (family.today + timedelta(days=family.dice.randint(10, 40))).isoformat()


def _employed(guardian: Guardian, family: Family) -> None:
    """An employer of many, and days that differ: some work on Saturdays, or on other days than the first."""
    dice = family.dice
    guardian["employer"] = people.firm(dice)
    guardian["employer_phone"] = phone(dice.randint(0, 9999), 9000)
    rows = list(guardian["work_week"].values())
    if len(rows) < 5 and dice.random() < 0.5:
        chosen = sorted(dice.sample(WORKED, len(rows)), key=WORKED.index)
        guardian["work_week"] = {day: dict(rows[0]) for day in chosen}
    elif len(rows) == 5 and dice.random() < 0.08:
        guardian["work_week"]["sat"] = {"start": "09:00", "end": dice.choice(("12:30", "13:00"))}
        guardian["work_days"] = dice.randint(22, 24)


def _work(family: Family, guardian: Guardian, where: str) -> None:
    """As lab/sample made it."""


def _shift(family: Family, guardian: Guardian, where: str) -> None:
    """By a table, which is there: a clerk counts the days."""
    guardian |= {"shift": True, "work_form": "employed"}
    family.expect("shift_to_count", where)


def _on_leave(family: Family, guardian: Guardian, where: str) -> None:
    """Back at work before the service begins."""
    back = family.start - timedelta(days=family.dice.randint(0, 30))
    guardian |= {"on_leave": True, "return_date": back.isoformat(), "work_form": "employed"}
    family.expect("on_leave", where)


def _offer(family: Family, guardian: Guardian, where: str) -> None:
    """A job that has been promised, by a contract."""
    guardian |= {"reasons": ["offer"], "work_form": "employed"}
    family.expect("job_offer", where)


def _study(family: Family, guardian: Guardian, where: str) -> None:
    first = family.start.isoformat()
    told = {"study_name": "見本専門学校", "study_place": "見本県見本市2-2", "study_travel": 30, "study_from": first}
    told |= {"study_to": add_months(first, 23), "study_week": week(5, "09:00", "17:00")}
    guardian |= {"reasons": ["study"], **told}


def _birth(family: Family, guardian: Guardian, where: str) -> None:
    if guardian["relation"] != "mother":
        return
    due = add_months(family.start.isoformat(), family.dice.randint(0, 2))
    guardian |= {"reasons": ["birth"], "birth_due": due}


def _illness(family: Family, guardian: Guardian, where: str) -> None:
    told = {"illness_name": "見本の病気", "illness_state": family.dice.choice(("home", "hospital"))}
    guardian |= {"reasons": ["illness"], **told, "illness_from": family.today.isoformat()}


def _disability(family: Family, guardian: Guardian, where: str) -> None:
    told = {"illness_name": "見本の障害", "illness_state": "home", "notebook": family.dice.choice(("身体 2級", "2級"))}
    guardian |= {"reasons": ["disability"], **told}


def _care(family: Family, guardian: Guardian, where: str) -> None:
    name = people.person(family.dice)[0]
    told = {"care_name": name, "care_relation": "祖母", "care_illness": "見本の病気", "care_travel": 20}
    told |= {"care_week": week(5, "10:00", "17:00"), "care_from": family.today.isoformat()}
    guardian |= {"reasons": ["care"], **told}


def _seeking(family: Family, guardian: Guardian, where: str) -> None:
    """Where the children are young enough for it."""
    if all(family.home.grade_of(child) <= family.home.limit("job_seeking_grade_max") for child in family.children):
        guardian |= {"reasons": ["job_seeking"], "seeking_first": True}
        family.expect("job_seeking", where)


def _other(family: Family, guardian: Guardian, where: str) -> None:
    guardian |= {"reasons": ["other"], "detail": "見本の理由です。家族の事情により放課後は家にいません。"}
    family.expect("discretion", where)


def _disaster(family: Family, guardian: Guardian, where: str) -> None:
    guardian |= {"reasons": ["disaster"], "detail": "見本の災害で家がこわれました。"}


def _sunday(family: Family, guardian: Guardian, where: str) -> None:
    """Also on Sundays, with enough other days."""
    guardian["work_week"] = {**week(5, "09:00", "17:30"), "sun": {"start": "09:00", "end": "17:30"}}
    guardian |= {"work_days": 24, "work_form": "employed"}
    family.expect("sunday_not_counted", where)


LIVES: Final[Mapping[str, tuple[int, Callable[[Family, Guardian, str], None]]]] = {
    "work": (890, _work),
    "shift": (20, _shift),
    "on_leave": (20, _on_leave),
    "offer": (8, _offer),
    "study": (8, _study),
    "birth": (8, _birth),
    "illness": (8, _illness),
    "disability": (5, _disability),
    "care": (8, _care),
    "job_seeking": (10, _seeking),
    "other": (5, _other),
    "disaster": (3, _disaster),
    "sunday": (7, _sunday),
}


def near(dice: Random, today: date, first: int, last: int) -> str:
    """A day so many days from today."""
    return (today + timedelta(days=dice.randint(first, last))).isoformat()
