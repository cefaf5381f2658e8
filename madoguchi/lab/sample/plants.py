"""わざと入れる事情 - what makes a clerk look twice: each turns an ordinary family into one with a known finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from madoguchi.core.days import add_months
from madoguchi.core.town import Town

from .household import WEEKDAYS, Household, week
from .people import born_for

Plant = Callable[[Household], None]


def _guardian(home: Household) -> tuple[str, dict[str, Any]]:
    place = home.dice.between(0, len(home.guardians) - 1)
    return f"guardians.{place}", home.guardians[place]


def _child(home: Household) -> tuple[str, dict[str, Any]]:
    place = home.dice.between(0, len(home.children) - 1)
    return f"children.{place}", home.children[place]


def _clock(home: Household, name: str, minutes: int) -> str:
    """A clock time of the town, moved by so many minutes."""
    hour, minute = map(int, str(home.town.values[name].value).split(":"))
    moved = hour * 60 + minute + minutes
    return f"{moved // 60:02d}:{moved % 60:02d}"


def _moved(home: Household, days: int) -> dict[str, Any]:
    day = home.window.start + timedelta(days=days)
    return {"in_city": False, "move_in_date": day.isoformat(), "move_in_address": "見本町9-9-9"}


def residence(home: Household) -> None:
    """They move in after the service has begun."""
    home.answers |= _moved(home, home.dice.between(15, 90))
    home.plant("residence", "in_city")


def moving_in(home: Household) -> None:
    """They move in before it."""
    home.answers |= _moved(home, -home.dice.between(1, 20))
    home.plant("moving_in", "in_city")


def arrears(home: Household) -> None:
    """They owe fees."""
    home.answers["arrears"] = True
    home.plant("arrears", "arrears")


def grade(home: Household) -> None:
    """The child is too old for the club."""
    where, child = _child(home)
    child |= {"class_type": "regular", "birth": born_for(home.limit("grade_max") + 1, home.window.start, home.dice)}
    home.plant("grade", where)


def class_undecided(home: Household) -> None:
    """The class is not known yet."""
    places = [place for place, child in enumerate(home.children) if child["class_type"] == "regular"]
    if places:
        home.children[places[0]]["class_type"] = "undecided"
        home.plant("class_undecided", f"children.{places[0]}")


def medical_care(home: Household) -> None:
    """The child needs medical care."""
    where, child = _child(home)
    child["care"] = [*(one for one in child["care"] if one != "none"), "medical"]
    home.plant("medical_care", where)


def no_reason(home: Household) -> None:
    """Somebody is at home."""
    where, guardian = _guardian(home)
    guardian["reasons"] = ["none"]
    home.plant("no_reason", where)


def work_days(home: Household) -> None:
    """Too few days of work."""
    where, guardian = _guardian(home)
    guardian |= {"work_days": home.limit("work_min_days") - home.dice.between(1, 4), "work_week": _whole_days(home, 2)}
    home.plant("work_days", where)


def _whole_days(home: Household, days: int) -> dict[str, dict[str, str]]:
    """Days that meet the rule of hours, and those alone."""
    return week(days, _clock(home, "work_band_start", -home.limit("work_min_minutes")), "17:30")


def work_hours(home: Household) -> None:
    """Too short a day."""
    where, guardian = _guardian(home)
    start = _clock(home, "work_band_start", 60 - home.limit("work_min_minutes"))
    guardian |= {"work_days": 20, "work_week": week(5, start, _clock(home, "work_band_start", 30))}
    home.plant("work_hours", where)


def band_threshold(home: Household) -> None:
    """Home before school is out."""
    where, guardian = _guardian(home)
    start = _clock(home, "work_band_start", -90 - home.limit("work_min_minutes"))
    guardian |= {"work_days": 20, "work_week": week(5, start, _clock(home, "work_band_start", -60))}
    home.plant("band_threshold", where)


def work_days_counted(home: Household) -> None:
    """Enough days, but most of them end too early to count."""
    where, guardian = _guardian(home)
    early = {"start": "09:00", "end": _clock(home, "work_band_start", -60)}
    guardian["work_days"] = 20
    guardian["work_week"] = {day: dict(early) for day in WEEKDAYS} | _whole_days(home, 2)
    home.plant("work_days_counted", where)


def _studying(home: Household, start: str, end: str) -> tuple[str, dict[str, Any]]:
    where, guardian = _guardian(home)
    first = home.window.start.isoformat()
    guardian |= {
        "reasons": ["study"],
        "study_name": "見本専門学校",
        "study_place": "見本県見本市2-2",
        "study_travel": 30,
    }
    guardian |= {"study_from": first, "study_to": add_months(first, 23), "study_week": week(5, start, end)}
    return where, guardian


def study_hours(home: Household) -> None:
    """School in the morning only."""
    where, _ = _studying(home, "09:00", _clock(home, "work_band_start", -120))
    home.plant("study_hours", where)


def shift(home: Household) -> None:
    """Work by shifts."""
    where, guardian = _guardian(home)
    guardian["shift"] = True
    home.plant("shift", where)


def _leave(home: Household, day: date) -> str:
    where, guardian = _guardian(home)
    guardian |= {"on_leave": True, "return_date": day.isoformat()}
    home.plant("on_leave", where)
    return where


def on_leave(home: Household) -> None:
    """Back at work before the service begins."""
    _leave(home, home.window.start - timedelta(days=home.dice.between(0, 20)))


def return_late(home: Household) -> None:
    """Back at work after it."""
    home.plant("return_late", _leave(home, home.window.start + timedelta(days=home.dice.between(10, 120))))


def job_offer(home: Household) -> None:
    """A job that has been promised."""
    where, guardian = _guardian(home)
    guardian["reasons"] = ["offer"]
    home.plant("job_offer", where)


def _birth(home: Household, months: int) -> str:
    where, guardian = _guardian(home)
    guardian |= {"reasons": ["birth"], "birth_due": add_months(home.window.start.isoformat(), months)}
    return where


def birth_period(home: Household) -> None:
    """A birth too long before or after."""
    home.plant("birth_period", _birth(home, home.limit("birth_months_before") + home.dice.between(2, 4)))


def _seeking(home: Household) -> tuple[str, dict[str, Any]]:
    where, guardian = _guardian(home)
    guardian |= {"reasons": ["job_seeking"], "seeking_first": True}
    home.plant("job_seeking", where)
    most = home.limit("job_seeking_grade_max")
    for place, child in enumerate(home.children):
        if home.grade_of(child) > most:
            home.plant("job_seeking_grade", f"children.{place}")
    return where, guardian


def job_seeking(home: Household) -> None:
    """Looking for work, and the children young enough for it."""
    if all(home.grade_of(child) <= home.limit("job_seeking_grade_max") for child in home.children):
        _seeking(home)


def job_seeking_grade(home: Household) -> None:
    """Looking for work, but the child is too old for that."""
    _, child = _child(home)
    older = home.limit("job_seeking_grade_max") + 1
    child |= {"class_type": "regular", "birth": born_for(older, home.window.start, home.dice)}
    _seeking(home)


def job_seeking_again(home: Household) -> None:
    """Looking for work for the second time."""
    where, guardian = _seeking(home)
    guardian["seeking_first"] = False
    home.plant("job_seeking_again", where)


def discretion(home: Household) -> None:
    """Another reason."""
    where, guardian = _guardian(home)
    guardian |= {"reasons": ["other"], "detail": "見本の理由です。家族の事情により放課後は家にいません。"}
    home.plant("discretion", where)


# Reasons that are in order: nothing comes of them.


def _in_order_birth(home: Household) -> None:
    _birth(home, home.dice.between(0, home.limit("birth_months_before")))


def _in_order_study(home: Household) -> None:
    _studying(home, "09:00", "17:00")


def _in_order_illness(home: Household) -> None:
    _, guardian = _guardian(home)
    guardian |= {
        "reasons": ["illness"],
        "illness_name": "見本の病気",
        "illness_state": home.dice.one_of(("home", "hospital")),
    }
    guardian["illness_from"] = home.today.isoformat()


def _in_order_disability(home: Household) -> None:
    _, guardian = _guardian(home)
    guardian |= {"reasons": ["disability"], "illness_name": "見本の障害", "illness_state": "home", "notebook": "2級"}


def _care(guardian: dict[str, Any], reasons: list[str], today: date) -> None:
    guardian |= {"reasons": reasons, "care_name": "見本 良子", "care_relation": "祖母", "care_illness": "見本の病気"}
    guardian |= {"care_week": week(5, "10:00", "17:00"), "care_travel": 20, "care_from": today.isoformat()}


def _in_order_care(home: Household) -> None:
    _care(_guardian(home)[1], ["care"], home.today)


def _in_order_both(home: Household) -> None:
    _care(_guardian(home)[1], ["work", "care"], home.today)


DEFECTS: Final[Mapping[str, Plant]] = {
    plant.__name__: plant
    for plant in (
        *(residence, moving_in, arrears, grade, class_undecided, medical_care, no_reason, work_days, work_hours),
        *(band_threshold, work_days_counted, study_hours, shift, on_leave, return_late, job_offer, birth_period),
        *(job_seeking, job_seeking_grade, job_seeking_again, discretion),
    )
}
# 保護者の理由 of the assumptions, as what makes it so.
ORDINARY: Final[Mapping[str, Plant]] = {
    "on_leave": on_leave,
    "offer": job_offer,
    "study": _in_order_study,
    "birth": _in_order_birth,
    "illness": _in_order_illness,
    "disability": _in_order_disability,
    "care": _in_order_care,
    "work_and_care": _in_order_both,
    "job_seeking": job_seeking,
    "other": discretion,
}
OLDEST: Final = 6


def possible(town: Town) -> tuple[str, ...]:
    """The defects that this town's values leave room for: where all grades may come, nobody is too old."""
    full = {"grade": "grade_max", "job_seeking_grade": "job_seeking_grade_max"}
    return tuple(
        name for name in DEFECTS if name not in full or int(town.values[full[name]].value) < _oldest(name, town)
    )


def _oldest(name: str, town: Town) -> int:
    """job_seeking_grade alone must not make the child too old for the club as well."""
    return OLDEST if name == "grade" else min(OLDEST, int(town.values["grade_max"].value))


def circumstances(home: Household, period: int) -> None:
    """What is particular about a family: one defect for every `period`th, what the assumptions throw for the others."""
    names = possible(home.town)
    turn, rest = divmod(home.number, period)
    if rest == period - 1:
        DEFECTS[names[turn % len(names)]](home)
        return
    reason = home.dice.assumed("reason")
    if reason in ORDINARY:
        ORDINARY[reason](home)
    elif home.dice.happens("shift"):
        shift(home)
    for name in ("moving_in", "undecided"):
        if home.dice.happens(name):
            {"moving_in": moving_in, "undecided": class_undecided}[name](home)
