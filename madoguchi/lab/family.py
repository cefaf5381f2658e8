"""見本の家族 - a made-up family as it fills in the after-school club form, input by input."""

from __future__ import annotations

from typing import Final

# Page slug -> input name -> what is typed. Everybody here is made up.
TAMA: Final[dict[str, dict[str, str]]] = {
    "child": {
        "window": "april",
        "child_name": "見本 花子",
        "child_kana": "みほん はなこ",
        "child_birth.y": "2020",
        "child_birth.m": "6",
        "child_birth.d": "14",
        "school": "254270",
        "class_type": "regular",
    },
    "home": {
        "address": "見本町1-2-3 見本荘202",
        "in_city": "yes",
        "phone": "042-000-0000",
        "arrears": "no",
        "guardian_count": "2",
    },
    "guardian-1": {
        "guardians.0.name": "見本 優子",
        "guardians.0.reason": "work_or_study",
        "guardians.0.work_days": "20",
        "guardians.0.work_start": "09:00",
        "guardians.0.work_end": "17:30",
    },
    "guardian-2": {
        "guardians.1.name": "見本 健一",
        "guardians.1.reason": "work_or_study",
        "guardians.1.work_days": "21",
        "guardians.1.work_start": "08:00",
        "guardians.1.work_end": "18:00",
    },
    "club": {"club_1": "daini", "club_2": "aiwa"},
    "contact": {"email": "", "truth": "yes"},
}


def family(**changed: str) -> dict[str, dict[str, str]]:
    """The sample family with some inputs changed; `__` in a name stands for the dot."""
    new = {name.replace("__", "."): text for name, text in changed.items()}
    pages = {slug: {name: new.pop(name, text) for name, text in page.items()} for slug, page in TAMA.items()}
    if new:
        raise KeyError(f"no such input: {', '.join(new)}")
    return pages
