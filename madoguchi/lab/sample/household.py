"""見本の世帯 - one made-up family as answers: who they are, and what they ask for. Nothing is wrong with it yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from madoguchi.core.town import Town
from madoguchi.core.weeks import DAYS
from madoguchi.core.window import Window

from . import people
from .dice import Dice, pupils, written
from .people import Surname

WEEKDAYS: Final = tuple(DAYS)[:5]
SUPPORTED: Final = ("support_class", "support_school")
WORK: Final[Mapping[str, tuple[int, str, str]]] = {
    "full": (5, "09:00", "17:30"),
    "early": (5, "08:15", "17:00"),
    "short": (5, "09:30", "16:30"),
    "part": (4, "10:00", "16:00"),
    "few": (3, "11:00", "17:00"),
}


@dataclass
class Household:
    """A family on its way to the counter: `answers` by field, and what was put wrong on purpose (`planted`)."""

    number: int
    town: Town
    window: Window
    today: date
    dice: Dice
    house: Surname
    answers: dict[str, Any]
    planted: list[dict[str, str]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @property
    def children(self) -> list[dict[str, Any]]:
        """The children who apply."""
        return list(self.answers["children"])

    @property
    def guardians(self) -> list[dict[str, Any]]:
        """The guardians."""
        return list(self.answers["guardians"])

    def limit(self, name: str) -> int:
        """A number of the town's."""
        return int(self.town.values[name].value)

    def grade_of(self, child: Mapping[str, Any]) -> int:
        """The grade that this child was made for."""
        start, birth = self.window.start, date.fromisoformat(child["birth"])
        school_year = start.year if start.month >= 4 else start.year - 1
        return school_year - 6 - (birth.year if (birth.month, birth.day) >= (4, 2) else birth.year - 1)

    def plant(self, code: str, where: str = "") -> None:
        """Remember that this finding must come of the family."""
        self.planted.append({"code": code, "where": where})


def household(number: int, seed: int, town: Town, window: Window, today: date) -> Household:
    """Family `number` of a seed, applying for `window` on the day `today`."""
    dice = Dice(seed, number)
    home = Household(number, town, window, today, dice, people.surname(dice), {})
    alone, away = dice.happens("one_parent"), dice.happens("away")
    count = int(dice.assumed("children"))
    home.answers |= {
        "start_date": window.id,
        "child_count": str(count),
        "guardian_count": "1" if alone else "2",
        **people.address(dice),
        "in_city": True,
        "single_parent": "single" if alone else "away" if away else "none",
        **_reduced(dice.assumed("welfare")),
        "arrears": False,
        "tax": True,
        "share": True,
        "truth": True,
        "applicant": "1",
        "e_notice": dice.between(0, 1) == 1,
    }
    _children(home, count)
    mother = dice.between(0, 9) < 7
    home.answers["guardians"] = [
        _guardian(home, place, mother != bool(place), away and place == 1) for place in range(1 if alone else 2)
    ]
    _others(home)
    return home


def _reduced(welfare: str) -> dict[str, Any]:
    return {} if welfare == "none" else {"reduce": True, "welfare": welfare}


def _children(home: Household, count: int) -> None:
    made: list[dict[str, Any]] = []
    home.answers["children"] = made
    for place in range(count):
        made.append(_child(home, made[0] if made else None))
        if "support" in made[-1]["care"]:
            home.plant("support_interview", f"children.{place}")
        if made[-1].get("support_notebook", "none") != "none":
            home.plant("handicap_child", f"children.{place}")
        if count > 1:
            made[-1]["same_as_sibling"] = home.dice.between(0, 9) < 8


def _child(home: Household, before: Mapping[str, Any] | None) -> dict[str, Any]:
    dice = home.dice
    class_type = dice.assumed("class_type")
    grades = dict(written()[0]["grade"].weights)
    most = home.limit("grade_max_support" if class_type in SUPPORTED else "grade_max")
    grade = int(dice.weighed({grade: weight for grade, weight in grades.items() if int(grade) <= most}))
    supported = class_type in SUPPORTED or dice.happens("support")
    girl = dice.between(0, 1) == 1
    child = {
        **people.named(home.house, girl, dice, home.taken),
        "birth": people.born_for(grade, home.window.start, dice),
        "sex": "girl" if girl else "boy",
        "class_type": class_type,
        "school": before["school"] if before and class_type not in SUPPORTED else _school(home, grade),
        **_health(home, supported),
    }
    child |= _wishes(home, child["school"], before)
    child["enrolled"] = grade > 1 and dice.happens("enrolled")
    if child["enrolled"]:
        child["current_club"] = child["club_1"]
    return child | _attendance(home)


def _school(home: Household, grade: int) -> str:
    schools = [option.id for option in home.town.choices["school"]]
    known = {school: row[str(grade)] for school, row in pupils().get(home.town.id, {}).items() if school in schools}
    if "other" in schools and home.dice.happens("other_school"):
        return "other"
    weights = known or {school: 1 for school in schools if school != "other"}
    return home.dice.weighed(weights)


def _wishes(home: Household, school: str, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Clubs in the order of the schools: the near ones are those at the school's place in the list."""
    dice = home.dice
    agreed = {"elsewhere_ok": dice.happens("elsewhere_ok"), "hold_ok": dice.happens("hold_ok")}
    if before and before["school"] == school:
        return {key: before[key] for key in ("club_1", "club_2", "club_3") if key in before} | agreed
    clubs = [option.id for option in home.town.choices["club"]]
    schools = [option.id for option in home.town.choices["school"] if option.id != "other"]
    place = schools.index(school) if school in schools else dice.between(0, len(schools) - 1)
    near = [club for at, club in enumerate(clubs) if at * len(schools) // len(clubs) == place]
    first = dice.one_of(near) if near and dice.happens("near") else dice.one_of(clubs)
    at = clubs.index(first)
    others = [clubs[(at + step) % len(clubs)] for step in (1, -1, 2) if clubs[(at + step) % len(clubs)] != first]
    wished = list(dict.fromkeys([first, *others]))[: int(dice.assumed("wishes"))]
    return {f"club_{rank}": club for rank, club in enumerate(wished, start=1)} | agreed


def _attendance(home: Household) -> dict[str, Any]:
    dice = home.dice
    row = {"end": dice.assumed("home_time"), "how": "pickup" if dice.happens("pickup") else "alone"}
    late = row["end"] > "18:00"
    return {
        "days": {day: dict(row) for day in dice.some(WEEKDAYS, int(dice.assumed("days")))},
        "saturday": dice.happens("saturday"),
        "vacation": dice.assumed("vacation"),
        "extension": "monthly" if late else "none",
    }


def _health(home: Household, supported: bool) -> dict[str, Any]:
    dice = home.dice
    care = [name for name in ("allergy", "disease") if dice.happens(name)] + ["support"] * supported
    found: dict[str, Any] = {"care": care or ["none"], "doctor": "見本医院"}
    if "allergy" in care:
        foods = dice.one_of(("卵", "牛乳", "小麦", "くるみ", "えび"))
        found |= {"allergy_food": foods, "allergy_symptom": "じんましん", "epipen": dice.between(0, 9) == 0}
    if "disease" in care:
        found["disease_detail"] = dice.one_of(
            ("ぜんそく。吸入の薬", "アレルギー性鼻炎。飲み薬", "てんかん。朝と夜に薬")
        )
    if supported:
        found |= {"support_detail": "集団の指示を一緒に確かめてほしい", "support_place": "見本療育センター"}
        found["support_notebook"] = dice.one_of(("none", "ai", "body"))
        if found["support_notebook"] != "none":
            found["support_grade"] = dice.one_of(("3度", "4度", "2級"))
    return found


def week(days: int, start: str, end: str) -> dict[str, dict[str, str]]:
    """The first `days` weekdays alike."""
    return {day: {"start": start, "end": end} for day in WEEKDAYS[:days]}


def working(dice: Dice) -> dict[str, Any]:
    """A guardian's work that meets every town's rule."""
    days, start, end = WORK[dice.assumed("work")]
    return {
        "reasons": ["work"],
        "work_form": dice.assumed("work_form"),
        "employer": dice.one_of(people.EMPLOYERS),
        "employer_phone": people.phone(dice.between(0, 9999), 9000),
        "commute_min": dice.between(2, 18) * 5,
        "on_leave": False,
        "work_days": days * 4 + dice.between(0, 1),
        "shift": False,
        "work_week": week(days, start, end),
    }


def _guardian(home: Household, place: int, mother: bool, away: bool) -> dict[str, Any]:
    dice = home.dice
    made = {
        **people.named(home.house, mother, dice, home.taken),
        "birth": people.aged(27, 52, home.today, dice),
        "relation": "mother" if mother else "father",
        "living": "apart" if away else "together",
        "phone": people.phone(home.number, 1 + place),
        **working(dice),
    }
    return made | ({"apart_address": "見本県見本市1-1"} if away else {})


def _others(home: Household) -> None:
    """Who else lives there, whom to call, who fetches, and how the family wants to hear of us."""
    dice, answers = home.dice, home.answers
    members = int(dice.assumed("members"))
    answers["member_count"] = members
    answers["members"] = [_member(home) for _ in range(members)]
    # The guardians are called first; their numbers are known.
    contacts = int(dice.assumed("contacts")) - 1
    answers["emergency_count"] = str(contacts)
    if not contacts and len(home.guardians) == 1:
        home.plant("one_contact")
    who = ("祖母", "祖父")
    answers["emergency"] = [
        {
            "name": people.named(home.house, place == 0, dice, home.taken)["name"],
            "relation": who[place],
            "phone": people.phone(home.number, 10 + place),
            "hours": dice.one_of(("いつでも", "9時から17時", "")),
        }
        for place in range(contacts)
    ]
    fetching = any(day["how"] == "pickup" for child in home.children for day in child["days"].values())
    other = fetching and dice.between(0, 9) == 0
    answers["pickup_by"] = (["guardian", "other"] if other else ["guardian"]) if fetching else []
    answers["pickup_count"] = "1" if other else ""
    aunt = {"name": people.named(home.house, True, dice, home.taken)["name"], "relation": "おば"}
    answers["pickups"] = [aunt] if other else []
    answers["contact_by"] = dice.assumed("contact_by")
    answers |= {"email": people.mail(home.number), "mobile": people.mobile(home.number)}


def _member(home: Household) -> dict[str, Any]:
    dice = home.dice
    old = dice.between(0, 9) < 2
    girl = dice.between(0, 1) == 1
    return {
        **people.named(home.house, girl, dice, home.taken),
        "relation": ("祖母" if girl else "祖父") if old else ("妹" if girl else "弟"),
        "birth": people.aged(*((60, 80) if old else (0, 4)), home.today, dice),
        "job": "" if old else dice.one_of(("保育園", "")),
    }
