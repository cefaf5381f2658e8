"""見本の家族 - a made-up family as it fills in the after-school club form, input by input."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from madoguchi.core import form
from madoguchi.core.package.edition import Edition

Pages = dict[str, dict[str, str]]

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri")


def _week(path: str, *, start: str = "", end: str = "", how: str = "") -> dict[str, str]:
    """From Monday to Friday alike; the times are typed once."""
    first = {"start": start, "end": end, "how": how}
    typed = {f"{path}.{day}": "yes" for day in WEEKDAYS}
    return typed | {f"{path}.mon.{name}": text for name, text in first.items() if text}


def _child(index: int, name: str, kana: str, birth: tuple[str, str, str]) -> Pages:
    at, slug = f"children.{index}", f"-{index + 1}"
    year, month, day = birth
    return {
        f"child{slug}": {
            f"{at}.name": name,
            f"{at}.kana": kana,
            f"{at}.birth.y": year,
            f"{at}.birth.m": month,
            f"{at}.birth.d": day,
            f"{at}.sex": "",
        },
        f"school{slug}": {f"{at}.school": "254270", f"{at}.class_type": "regular", f"{at}.enrolled": "no"},
        f"club{slug}": {
            f"{at}.club_1": "daini",
            f"{at}.club_2": "aiwa",
            f"{at}.elsewhere_ok": "no",
            f"{at}.hold_ok": "yes",
        },
        f"attendance{slug}": {
            **_week(f"{at}.days", end="17:00", how="alone"),
            f"{at}.saturday": "no",
            f"{at}.vacation": "all",
        },
        f"health{slug}": {f"{at}.allergy": "no", f"{at}.disease": "no"},
        f"support{slug}": {f"{at}.medical_care": "no", f"{at}.support": "no"},
    }


def _guardian(index: int, name: str, kana: str, relation: str, start: str, end: str, days: str) -> Pages:
    at, slug = f"guardians.{index}", f"-{index + 1}"
    return {
        f"guardian{slug}": {
            f"{at}.name": name,
            f"{at}.kana": kana,
            f"{at}.birth.y": "1988",
            f"{at}.birth.m": "5",
            f"{at}.birth.d": "5",
            f"{at}.relation": relation,
            f"{at}.living": "together",
            f"{at}.phone": f"042-000-000{index}",
        },
        f"reason{slug}": {f"{at}.reasons.work": "yes"},
        f"work{slug}": {
            f"{at}.work_form": "employed",
            f"{at}.employer": "株式会社見本",
            f"{at}.employer_phone": "042-000-1111",
            f"{at}.commute_min": "40",
            f"{at}.on_leave": "no",
        },
        f"hours{slug}": {
            f"{at}.work_days": days,
            f"{at}.shift": "no",
            **_week(f"{at}.work_week", start=start, end=end),
        },
        f"evidence{slug}": {f"{at}.evidence_later": "yes"},
    }


# Page slug -> input name -> what is typed. Everybody here is made up.
TAMA: Final[Pages] = {
    "start": {"intake": "april", "start_date": "april", "child_count": "1", "guardian_count": "2"},
    **_child(0, "見本 花子", "みほん はなこ", ("2020", "6", "14")),
    "home": {"postal": "206-0000", "address": "見本町1-2-3 見本荘202", "in_city": "yes"},
    "household": {"single_parent": "none", "welfare": "", "member_count": "0"},
    **_guardian(0, "見本 優子", "みほん ゆうこ", "mother", "09:00", "17:30", "20"),
    **_guardian(1, "見本 健一", "みほん けんいち", "father", "08:00", "18:00", "21"),
    "emergency": {"emergency_count": "2"},
    "call-1": {"emergency.0.name": "見本 良子", "emergency.0.relation": "祖母", "emergency.0.phone": "042-000-2222"},
    "call-2": {"emergency.1.name": "見本 優子", "emergency.1.relation": "母", "emergency.1.phone": "042-000-0000"},
    "contact": {"applicant": "1", "contact_by": "none", "e_notice": ""},
    "consent": {"arrears": "no", "share": "yes", "truth": "yes"},
}
BROTHER: Final[Pages] = _child(1, "見本 太郎", "みほん たろう", ("2018", "8", "20"))


def family(*, children: int = 1, **changed: str) -> Pages:
    """The sample family with some inputs changed; `__` in a name stands for the dot, and new names join their page.

    Raises KeyError for an input of no page of theirs.
    """
    new = {name.replace("__", "."): text for name, text in changed.items()}
    pages = {slug: dict(page) for slug, page in {**TAMA, **(BROTHER if children == 2 else {})}.items()}
    if children == 2:
        pages["start"]["child_count"] = "2"
        for number in range(2):
            pages[f"club-{number + 1}"][f"children.{number}.same_as_sibling"] = "no"
    if email := new.pop("email", ""):
        pages["contact"] |= {"contact_by": "mail", "email": email}
    if mobile := new.pop("mobile", ""):
        pages["contact"] |= {"contact_by": "sms", "mobile": mobile}
    for page in pages.values():
        page |= {name: new.pop(name) for name in tuple(new) if name in page}
    if new:
        raise KeyError(f"no such input: {', '.join(new)}")
    return pages


def answers(edition: Edition, pages: Mapping[str, Mapping[str, str]], today: date, until: str = "") -> dict[str, Any]:
    """The answers that come of typing these pages in, one after the other, up to the page `until`.

    Raises KeyError for a page that is not typed, ValueError at a mistake.
    """
    given: dict[str, Any] = {}
    place = 0
    while place < len(stops := form.walk(edition.form, given, edition.scope(today, given))):
        stop = stops[place]
        if stop.slug == until:
            break
        raw = {name: [text] for name, text in pages[stop.slug].items()}
        cleaned = edition.clean(stop, given, raw, today)
        if cleaned.mistakes:
            raise ValueError(f"{stop.slug}: {cleaned.mistakes}")
        given = cleaned.answers
        place += 1
    return given
