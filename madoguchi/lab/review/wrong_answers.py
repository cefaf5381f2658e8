"""わざと入れる不備(入力) - lives that do not meet the rules, and answers that something is missing from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from madoguchi.core.days import add_months
from madoguchi.lab.sample.household import week
from madoguchi.lab.sample.people import born_for

from .family import Family
from .lives import SELF

Plant = Callable[[Family], bool]


def worker(family: Family, **wanted: Any) -> tuple[str, dict[str, Any]] | None:
    """Somebody who only works, on fixed days, for others."""
    found = [
        (f"guardians.{place}", guardian)
        for place, guardian in enumerate(family.guardians)
        if guardian["reasons"] == ["work"]
        and not guardian["shift"]
        and not guardian["on_leave"]
        and guardian["work_form"] not in SELF
        and "sun" not in guardian["work_week"]
    ]
    return family.dice.choice(found) if found else None


def _clock(family: Family, name: str, minutes: int) -> str:
    hour, minute = map(int, str(family.home.town.values[name].value).split(":"))
    moved = hour * 60 + minute + minutes
    return f"{moved // 60:02d}:{moved % 60:02d}"


def _working(family: Family, rule: str, days: int, work_week: dict[str, dict[str, str]]) -> bool:
    if not (found := worker(family)):
        return False
    found[1].update(work_days=days, work_week=work_week)
    family.defect(rule, found[0])
    return True


def too_few_days(family: Family) -> bool:
    """Two days a week."""
    days = family.home.limit("work_min_days") - family.dice.randint(2, 4)
    return _working(family, "band_threshold", days, week(2, "10:00", "17:00"))


def too_short(family: Family) -> bool:
    """Less than the hours of a day."""
    start = _clock(family, "work_band_start", 45 - family.home.limit("work_min_minutes"))
    return _working(family, "band_threshold", 20, week(5, start, _clock(family, "work_band_start", 30)))


def home_early(family: Family) -> bool:
    """Home before school is out."""
    start = _clock(family, "work_band_start", -90 - family.home.limit("work_min_minutes"))
    return _working(family, "band_threshold", 20, week(5, start, _clock(family, "work_band_start", -45)))


def sundays_only_make_it(family: Family) -> bool:
    """Without the Sundays there are too few days."""
    days = family.home.limit("work_min_days")
    row = {"start": "09:00", "end": "17:30"}
    return _working(family, "sunday_not_counted", days + 1, {day: dict(row) for day in ("fri", "sat", "sun")})


def outside(family: Family) -> bool:
    """They live elsewhere, and do not say when they come."""
    family.home.answers |= {"in_city": False, "move_in_date": None, "move_in_address": ""}
    family.defect("address_residence")
    return True


def comes_late(family: Family) -> bool:
    """They come after the service has begun."""
    day = family.start + timedelta(days=family.dice.randint(3, 90))
    family.home.answers |= {"in_city": False, "move_in_date": day.isoformat(), "move_in_address": "見本町9-9-9"}
    family.defect("address_residence")
    return True


def _settled(family: Family) -> bool:
    return not any("job_seeking" in guardian["reasons"] for guardian in family.guardians)


def too_old(family: Family) -> bool:
    """Beyond the last grade."""
    place = family.dice.randrange(len(family.children))
    child, most = family.children[place], family.home.limit("grade_max")
    if child["class_type"] not in ("regular", "resource") or most >= 6 or not _settled(family):
        return False
    child |= {
        "class_type": "regular",
        "birth": born_for(family.dice.randint(most + 1, 6), family.start, family.home.dice),
    }
    family.defect("grade_from_birth", f"children.{place}")
    return True


def seeking_again(family: Family) -> bool:
    """Looking for work for the second time this year."""
    return _seeking(family, first=False)


def seeking(family: Family) -> bool:
    """Looking for work: only for a time."""
    return _seeking(family, first=True)


def _seeking(family: Family, first: bool) -> bool:
    most = family.home.limit("job_seeking_grade_max")
    if not (found := worker(family)) or any(family.home.grade_of(child) > most for child in family.children):
        return False
    found[1].update(reasons=["job_seeking"], seeking_first=first)
    family.defect("job_seeking", found[0])
    if not first:
        family.defect("job_seeking_again", found[0])
    return True


def seeking_for_an_older_child(family: Family) -> bool:
    """Looking for work, and the child is too old for that."""
    most = family.home.limit("job_seeking_grade_max")
    child = family.children[0]
    if not (found := worker(family)) or child["class_type"] not in ("regular", "resource"):
        return False
    child |= {"class_type": "regular", "birth": born_for(most + 1, family.start, family.home.dice)}
    found[1].update(reasons=["job_seeking"], seeking_first=True)
    family.defect("job_seeking", found[0])
    for place, one in enumerate(family.children):
        if family.home.grade_of(one) > most:
            family.defect("job_seeking_grade", f"children.{place}")
    return True


def returns_late(family: Family) -> bool:
    """Back at work after the service has begun."""
    if not (found := worker(family)):
        return False
    back = family.start + timedelta(days=family.dice.randint(10, 120))
    found[1].update(on_leave=True, return_date=back.isoformat())
    family.defect("return_late", found[0])
    family.expect("on_leave", found[0])
    return True


def papers_later(family: Family) -> bool:
    """One guardian has no paper yet."""
    place = family.dice.randrange(len(family.guardians))
    family.guardians[place]["without_papers"] = True
    family.defect("every_guardian", f"guardians.{place}")
    return True


def no_notebook(family: Family) -> bool:
    """A disability, and neither the notebook nor its grade."""
    if not (found := worker(family)):
        return False
    told = {"illness_name": "見本の障害", "illness_state": "home", "notebook": ""}
    found[1].update(reasons=["disability"], **told)
    family.defect("handicap_docs", found[0])
    return True


def notebook_without_a_talk(family: Family) -> bool:
    """A child's notebook, and no day for a talk."""
    child = family.children[0]
    told = {"support_notebook": "ai", "support_grade": "3度", "support_detail": "見本の配慮", "support_interview": None}
    child |= {"care": ["support"], **told}
    family.natural = [one for one in family.natural if one["where"] != "children.0"]
    family.expect("support_interview", "children.0")
    family.defect("handicap_docs", "children.0")
    return True


def shift_without_a_table(family: Family) -> bool:
    """Hours that differ, and no table."""
    if not (found := worker(family)):
        return False
    found[1].update(shift=True)
    family.defect("shift_table", found[0])
    return True


def no_reason(family: Family) -> bool:
    """Somebody is at home."""
    if not (found := worker(family)):
        return False
    found[1].update(reasons=["none"])
    family.defect("no_reason", found[0])
    return True


def birth_too_far(family: Family) -> bool:
    """A birth long after the service has begun."""
    found = worker(family)
    if not found or found[1]["relation"] != "mother":
        return False
    far = family.home.limit("birth_months_before") + family.dice.randint(2, 4)
    found[1].update(reasons=["birth"], birth_due=add_months(family.start.isoformat(), far))
    family.defect("birth_period", found[0])
    return True


WRONG_ANSWERS: Final[Mapping[str, Plant]] = {
    plant.__name__: plant
    for plant in (
        *(too_few_days, too_short, home_early, sundays_only_make_it, outside, comes_late, too_old, seeking_again),
        *(seeking, seeking_for_an_older_child, returns_late, papers_later, no_notebook, notebook_without_a_talk),
        *(shift_without_a_table, no_reason, birth_too_far),
    )
}
