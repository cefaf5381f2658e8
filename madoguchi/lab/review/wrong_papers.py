"""わざと入れる不備(書類) - papers on which something is missing, too old, or otherwise than typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from madoguchi.core.days import add_months
from madoguchi.lab.certificate import people
from madoguchi.lab.certificate.others import other

from .family import Family, Sheet
from .lives import SELF, near
from .papers import add, note

Plant = Callable[[Family], bool]
Change = Callable[[Family, dict[str, Any], dict[str, Any]], bool | None]


def _ordinary(family: Family) -> list[tuple[str, Sheet]]:
    """Certificates of people who just work, on fixed days, for others."""
    return [
        (where, sheet)
        for where, sheet in family.certificates()
        if family.guardian_at(where)["reasons"] == ["work"]
        and family.guardian_at(where)["work_form"] not in SELF
        and not family.guardian_at(where)["shift"]
        and not family.guardian_at(where)["on_leave"]
        and all(one["where"] != where for one in family.defects)
    ]


def certificate(rule: str) -> Callable[[Change], Plant]:
    """A plant that changes what stands on one ordinary certificate: of a family, a guardian, and the values."""

    def made(change: Change) -> Plant:
        def plant(family: Family) -> bool:
            found = _ordinary(family)
            if not found:
                return False
            where, sheet = family.dice.choice(found)
            if change(family, family.guardian_at(where), sheet.told) is False:
                return False
            family.defect(rule, where)
            return True

        plant.__name__ = change.__name__
        plant.__doc__ = change.__doc__
        return plant

    return made


def _day(text: str, days: int) -> str:
    return (date.fromisoformat(text) + timedelta(days=days)).isoformat()


@certificate("cert_date_missing")
def no_date(family: Family, guardian: Any, told: Any) -> None:
    """Nobody wrote when."""
    del told["cert_date"]


@certificate("cert_expired")
def old(family: Family, guardian: Any, told: Any) -> None:
    """Older than is allowed, by a day or by months."""
    last = add_months(family.today.isoformat(), -family.home.limit("cert_months"))
    told["cert_date"] = _day(last, -family.dice.choice((1, 2, 10, 40, 200)))
    for code in [code for code in told if code.startswith("record")]:
        del told[code]
    month = date.fromisoformat(told["cert_date"]).replace(day=1)
    for place in (3, 2, 1):
        month = (month - timedelta(days=1)).replace(day=1)
        told |= {
            f"record_{place}_month": month.isoformat()[:7],
            f"record_{place}_days": 18,
            f"record_{place}_hours": 130,
        }


@certificate("required_items")
def item_missing(family: Family, guardian: Any, told: Any) -> None:
    """One of the items without which it does not count."""
    codes = [("office_name", "workplace_name"), ("representative",), ("office_address",), ("name",), ("birth_date",)]
    for code in family.dice.choice([*codes, ("term",), ("month_hours", "month_break")]):
        told.pop(code, None)


@certificate("leave_period_missing")
def contract_without_a_day(family: Family, guardian: Any, told: Any) -> None:
    """Since when, or until when."""
    told.pop("contract_end" if told["term"] == "有期" and family.dice.random() < 0.6 else "contract_start")


@certificate("record_missing")
def no_record(family: Family, guardian: Any, told: Any) -> bool:
    """Not newly hired, and what was worked is not told."""
    if _day(told["contract_start"], 130) > told["cert_date"] or "record_1_days" not in told:
        return False
    for place in (1, 2, 3):
        told.pop(f"record_{place}_hours", None)
        told.pop(f"record_{place}_days", None)
        told.pop(f"record_{place}_month", None)
    return True


@certificate("days_mismatch")
def other_days_a_week(family: Family, guardian: Any, told: Any) -> None:
    """More or fewer days than are ticked."""
    number = len(told["weekdays"])
    told["days_per_week"] = family.dice.choice((number + 0.5, number + 1, number - 1))
    if told["days_per_month"] > 5 * told["days_per_week"]:
        told["days_per_week"] = number + 0.5


@certificate("both_hours_filled")
def both(family: Family, guardian: Any, told: Any) -> None:
    """Fixed and varying hours."""
    told |= {"variable_unit": "月間", "variable_hours": told["month_hours"]}
    if family.dice.random() < 0.7:
        told |= {"variable_days_unit": "月間", "variable_days": told["days_per_month"]}


@certificate("break_counting")
def break_otherwise(family: Family, guardian: Any, told: Any) -> bool:
    """The month's break is not the day's times the days, or the total is without it."""
    fixed = told.get("weekday_break") and not {"土", "日"} & set(told["weekdays"]) and "weekday_start" in told
    if not fixed:
        return False
    if family.dice.random() < 0.5:
        told["month_break"] = told["weekday_break"] * (int(told["days_per_month"]) - 3)
    else:
        told["month_hours"] -= told["month_break"]
    return True


@certificate("band_threshold")
def shorter_on_paper(family: Family, guardian: Any, told: Any) -> bool:
    """Typed until five, on paper until one."""
    if "weekday_start" not in told or "saturday_start" in told or told["weekday_start"] > "11:00":
        return False
    told |= {"weekday_end": "14:30", "weekday_break": 0, "month_break": 0}
    return True


@certificate("name_birth_match")
def other_person(family: Family, guardian: Any, told: Any) -> None:
    """Somebody else, another birthday, firm or telephone."""
    change = family.dice.choice(("name", "birth", "firm", "phone"))
    if change == "name":
        told["name"] = people.person(family.dice)[0] + "別"
    elif change == "birth":
        told["birth_date"] = _day(told["birth_date"], family.dice.choice((1, 10, 31, 365, -366)))
    elif change == "firm":
        told |= {"office_name": "見本別会社", "workplace_name": "見本別会社 本店"}
    else:
        told |= {"office_phone": people.phone(family.dice), "contact_phone": people.phone(family.dice)}


@certificate("child_match")
def other_child(family: Family, guardian: Any, told: Any) -> None:
    """A child who does not apply, or another birthday."""
    child = family.children[0]
    told |= {"child_1_name": child["name"], "child_1_birth": child["birth"], "child_1_facility": "見本学童クラブ"}
    if family.dice.random() < 0.5:
        told["child_1_name"] = people.person(family.dice, child=True)[0] + "外"
        told["child_1_birth"] = near(family.dice, family.today, -3500, -2500)
    else:
        told["child_1_birth"] = _day(child["birth"], family.dice.choice((1, -1, 30, 365)))
    told["child_1_status"] = "利用申込中"


@certificate("future_change")
def begins_later(family: Family, guardian: Any, told: Any) -> None:
    """Work begins in spring, without a contract; or ends before it."""
    for code in [code for code in told if code.startswith("record")]:
        del told[code]
    if family.dice.random() < 0.6:
        told["contract_start"] = near(family.dice, family.today, 5, 130)
        if told["term"] == "有期":
            told["contract_end"] = add_months(told["contract_start"], 12)
    else:
        month = date.fromisoformat(told["cert_date"]).replace(day=1)
        told |= {
            "term": "有期",
            "contract_start": _day(month.isoformat(), -20),
            "renewal": family.dice.choice(("無", "未定")),
        }
        told["contract_end"] = _day(family.start.isoformat(), -family.dice.choice((1, 2, 30)))


@certificate("future_change")
def shorter_hours_later(family: Family, guardian: Any, told: Any) -> None:
    """Hours that will be shorter."""
    told |= {
        "short_time": "取得予定",
        "short_from": family.start.isoformat(),
        "short_to": add_months(family.start.isoformat(), 24),
    }
    told |= {"short_start": "09:00", "short_end": "16:00", "short_break": 60}


@certificate("returning")
def leave_not_typed(family: Family, guardian: Any, told: Any) -> None:
    """On leave, says the employer."""
    told |= {"childcare_leave": "取得中", "childcare_from": near(family.dice, family.today, -200, -20)}
    told |= {"childcare_to": near(family.dice, family.today, 60, 130), "return_state": "復職予定"}
    told["return_date"] = _day(told["childcare_to"], 1)


@certificate("self_certified_relative")
def by_the_family(family: Family, guardian: Any, told: Any) -> bool:
    """Signed by oneself, or by the other guardian."""
    others = [one["name"] for one in family.guardians if one is not guardian] + [
        one["name"] for one in family.answers["members"] if one["relation"] in ("祖父", "祖母")
    ]
    told["representative"] = f"代表　{family.dice.choice([guardian['name'], *others])}"
    return True


@certificate("work_days_differ")
def other_days(family: Family, guardian: Any, told: Any) -> bool:
    """Other days a month than typed."""
    most = 5 * told["days_per_week"]
    near_by = (guardian["work_days"] - 3, guardian["work_days"] - 1, guardian["work_days"] + 2)
    wanted = [days for days in near_by if family.home.limit("work_min_days") <= days <= most]
    if not wanted:
        return False
    days = family.dice.choice(wanted)
    told["days_per_month"] = days
    if "weekday_break" in told:
        told["month_break"] = round(told["weekday_break"] * days)
    return True


@certificate("work_week_differs")
def other_hours(family: Family, guardian: Any, told: Any) -> bool:
    """Other hours than typed."""
    if "weekday_start" not in told:
        return False
    moved = {"weekday_start": -30, "weekday_end": 30}
    code = family.dice.choice(list(moved))
    hour, minute = map(int, told[code].split(":"))
    minutes = hour * 60 + minute + moved[code]
    told[code] = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return True


@certificate("shift_table")
def varying_on_paper(family: Family, guardian: Any, told: Any) -> None:
    """Hours that differ, says the employer; typed is that they do not."""
    start, end = told.get("weekday_start", "09:00"), told.get("weekday_end", "17:00")
    told |= {"variable_unit": "月間", "variable_hours": told["month_hours"], "variable_days_unit": "月間"}
    told |= {"variable_days": told["days_per_month"], "main_start": start, "main_end": end}
    for code in [code for code in told if code.startswith(("weekday", "saturday", "holiday", "month_", "days_per"))]:
        del told[code]


def leave_without_period(family: Family) -> bool:
    """On leave, and not told from when or until when."""
    return _on_leave(family, "leave_period_missing", ("childcare_from", "childcare_to"))


def return_not_told(family: Family) -> bool:
    """On leave, and the day of return is not told, or another one."""
    return _on_leave(family, "returning", ("return_date",))


def _on_leave(family: Family, rule: str, codes: tuple[str, ...]) -> bool:
    found = [one for one in family.certificates() if family.guardian_at(one[0])["on_leave"]]
    if not found:
        return False
    where, sheet = found[0]
    if rule == "returning" and family.dice.random() < 0.5:
        sheet.told["return_date"] = _day(sheet.told["return_date"], family.dice.choice((1, 14, -30)))
    else:
        for code in family.dice.sample(codes, family.dice.randint(1, len(codes))):
            sheet.told.pop(code, None)
    family.defect(rule, where)
    return True


def no_proof_of_business(family: Family) -> bool:
    """One's own master, and only one's own word."""
    found = [(at, one) for at, one in family.certificates() if family.guardian_at(at)["work_form"] in SELF]
    if not found:
        return False
    where, sheet = found[0]
    family.sheets = [one for one in family.sheets if one.kind != "opening_notice" or one.place != sheet.place]
    family.defect("self_employed", where)
    return True


def other_paper(family: Family) -> bool:
    """Another paper in the place of the certificate."""
    if not (found := _ordinary(family)):
        return False
    where, sheet = family.dice.choice(found)
    name = family.guardian_at(where)["name"]
    kind = family.dice.choice(("employment_contract", "statement"))
    sheet.kind, sheet.told = kind, other(family.dice, kind, today=family.today, name=name)
    family.defect("every_guardian", where)
    return True


def unreadable(family: Family) -> bool:
    """A password, half a file, a photo out of focus."""
    if not (found := _ordinary(family)):
        return False
    where, sheet = family.dice.choice(found)
    sheet.spoilt = family.dice.choice(("password", "broken", "photo"))
    family.defect("image_quality", where)
    return True


def _of_reason(family: Family, reason: str) -> str | None:
    places = [place for place, one in enumerate(family.guardians) if reason in one["reasons"]]
    return f"guardians.{places[0]}" if places else None


def old_note(family: Family) -> bool:
    """A doctor's note that is too old, or has no period."""
    where = _of_reason(family, "illness") or _of_reason(family, "care")
    found = [one for one in family.sheets if one.kind == "medical_certificate"]
    if not where or not found:
        return False
    family.sheets.remove(found[0])
    last = add_months(family.today.isoformat(), -family.home.limit("note_months"))
    told: dict[str, Any] = (
        {"period": ()} if family.dice.random() < 0.4 else {"date": _day(last, -family.dice.choice((1, 20, 200)))}
    )
    note(family, found[0].place, found[0].told["name"], **told)
    family.defect("medical_note", where)
    return True


def no_disaster_certificate(family: Family) -> bool:
    """A disaster, and only one's own word."""
    where = _of_reason(family, "disaster")
    if not where:
        return False
    family.sheets = [one for one in family.sheets if one.kind != "disaster_certificate"]
    add(family, f"{where}.evidence", "statement", name=family.guardian_at(where)["name"])
    family.defect("disaster_doc", where)
    return True


WRONG_PAPERS: Final[Mapping[str, Plant]] = {
    plant.__name__: plant
    for plant in (
        *(no_date, old, item_missing, contract_without_a_day, no_record, other_days_a_week, both, break_otherwise),
        *(shorter_on_paper, other_person, other_child, begins_later, shorter_hours_later, leave_not_typed),
        *(by_the_family, other_days, other_hours, varying_on_paper, leave_without_period, return_not_told),
        *(no_proof_of_business, other_paper, unreadable, old_note, no_disaster_certificate),
    )
}
