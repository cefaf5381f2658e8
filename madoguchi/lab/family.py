"""見本の家族 - a made-up family as it fills in the after-school club form, input by input."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from madoguchi.core import form
from madoguchi.core.fields import KINDS
from madoguchi.core.form import Cleaned, Form, Mistake, Stop
from madoguchi.core.package.edition import Edition
from madoguchi.core.weeks import DAYS

Typed = Mapping[str, str]

WEEKDAYS: Final = tuple(DAYS)[:5]


def _week(path: str, *, start: str = "", end: str = "", how: str = "") -> dict[str, str]:
    """From Monday to Friday alike; the times are typed once."""
    first = {"start": start, "end": end, "how": how}
    typed = {f"{path}.{day}": "yes" for day in WEEKDAYS}
    return typed | {f"{path}.mon.{name}": text for name, text in first.items() if text}


def _child(index: int, name: str, kana: str, birth: tuple[str, str, str]) -> dict[str, str]:
    at = f"children.{index}"
    year, month, day = birth
    return {
        f"{at}.name": name,
        f"{at}.kana": kana,
        f"{at}.birth.y": year,
        f"{at}.birth.m": month,
        f"{at}.birth.d": day,
        f"{at}.sex": "",
        f"{at}.school": "254270",
        f"{at}.class_type": "regular",
        f"{at}.enrolled": "no",
        f"{at}.club_1": "daini",
        f"{at}.club_2": "aiwa",
        f"{at}.elsewhere_ok": "no",
        f"{at}.hold_ok": "yes",
        **_week(f"{at}.days", end="17:00", how="alone"),
        f"{at}.saturday": "no",
        f"{at}.vacation": "all",
        f"{at}.care.none": "yes",
    }


def _guardian(index: int, name: str, kana: str, relation: str, start: str, end: str, days: str) -> dict[str, str]:
    at = f"guardians.{index}"
    return {
        f"{at}.name": name,
        f"{at}.kana": kana,
        f"{at}.birth.y": "1988",
        f"{at}.birth.m": "5",
        f"{at}.birth.d": "5",
        f"{at}.relation": relation,
        f"{at}.living": "together",
        f"{at}.phone": f"042-000-000{index}",
        f"{at}.reasons.work": "yes",
        f"{at}.work_form": "employed",
        f"{at}.employer": "株式会社見本",
        f"{at}.employer_phone": "042-000-1111",
        f"{at}.commute_min": "40",
        f"{at}.on_leave": "no",
        f"{at}.work_days": days,
        f"{at}.shift": "no",
        **_week(f"{at}.work_week", start=start, end=end),
        f"{at}.evidence_later": "yes",
    }


# Input name -> what is typed. Everybody here is made up; on which page a question stands is the form's to say.
TAMA: Final = {
    "start_date": "april",
    "child_count": "1",
    "guardian_count": "2",
    **_child(0, "見本 花子", "みほん はなこ", ("2020", "6", "14")),
    "postal": "206-0000",
    "address": "見本町1-2-3 見本荘202",
    "in_city": "yes",
    "single_parent": "none",
    "welfare": "",
    "member_count": "0",
    **_guardian(0, "見本 優子", "みほん ゆうこ", "mother", "09:00", "17:30", "20"),
    **_guardian(1, "見本 健一", "みほん けんいち", "father", "08:00", "18:00", "21"),
    "emergency_count": "2",
    "emergency.0.name": "見本 良子",
    "emergency.0.relation": "祖母",
    "emergency.0.phone": "042-000-2222",
    "emergency.1.name": "見本 優子",
    "emergency.1.relation": "母",
    "emergency.1.phone": "042-000-0000",
    "applicant": "1",
    "contact_by": "none",
    "e_notice": "",
    "arrears": "no",
    "share": "yes",
    "truth": "yes",
}
BROTHER: Final = _child(1, "見本 太郎", "みほん たろう", ("2018", "8", "20"))


def family(*, children: int = 1, **changed: str) -> dict[str, str]:
    """The sample family, input by input, with some changed; `__` in a name stands for the dot."""
    told = dict(TAMA)
    if children == 2:
        told |= BROTHER | {"child_count": "2"}
        told |= {f"children.{number}.same_as_sibling": "no" for number in range(2)}
    new = {name.replace("__", "."): text for name, text in changed.items()}
    told |= {"contact_by": "mail"} if new.get("email") else {}
    told |= {"contact_by": "sms"} if new.get("mobile") else {}
    return told | new


def of_page(typed: Mapping[str, str], asked: Collection[str]) -> dict[str, str]:
    """What a family types on a page that asks these paths: `birth` is answered by `birth.y`, `birth.m`, `birth.d`."""
    return {name: text for name, text in typed.items() if any(f"{name}.".startswith(f"{path}.") for path in asked)}


def answers(edition: Edition, typed: Mapping[str, str], today: date, until: str = "") -> dict[str, Any]:
    """The answers that come of typing this in, one page after the other, up to the page `until`.

    Raises ValueError at a mistake.
    """
    given: dict[str, Any] = {}
    place = 0
    raw = {name: [text] for name, text in typed.items()}
    while place < len(stops := form.walk(edition.form, given, edition.scope(today, given))):
        stop = stops[place]
        if stop.slug == until:
            break
        cleaned = edition.clean(stop, given, raw, today)
        if cleaned.mistakes:
            raise ValueError(f"{stop.slug}: {cleaned.mistakes}")
        given = cleaned.answers
        place += 1
    return given


def mistaken(layout: Form, stop: Stop, given: Mapping[str, Any]) -> Cleaned:
    """A page as it is shown again: in every input what is saved, and a mistake at every question."""
    here = form.home(stop, form.fill(layout, given))
    typed: dict[str, str] = {}
    mistakes = []
    for field in stop.page.fields:
        kind, where = KINDS[field.kind], form.path(stop, field)
        typed |= kind.inputs(field, here[field.id], where)
        mistakes += [Mistake(where, field.label, kind.missing(field))] if kind.parts else []
    return Cleaned(dict(given), tuple(mistakes), typed)
