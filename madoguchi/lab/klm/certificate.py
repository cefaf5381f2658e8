"""家族の証明書 - the certificate that a guardian of the family has at hand: what its file says of the work.

The reader of the counter really reads it, so that what the page then offers counts (`photo first` of KLM-JT).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Final

from madoguchi.core.weeks import DAYS

if TYPE_CHECKING:
    from madoguchi.lab.certificate.paper import Medium

LAYOUT: Final = "national"
STRENGTH: Final = 0.2  # of shadow, bend and blur, from 0 to 1: a careful hand in good light
SEED: Final = 1
Printed = tuple[tuple[str, Any], ...]


def certificate(printed: Printed, form: Medium) -> tuple[str, bytes]:
    """A file's name and bytes, the same each time. `form` is as in the family's file: photo, xlsx."""
    from madoguchi.lab.certificate.paper import Seen, paper  # needs the extra `lab`, and a font
    from madoguchi.lab.certificate.values import values

    said: dict[str, Any] = {code: list(value) if isinstance(value, tuple) else value for code, value in printed}
    told = values(Random(SEED), life="shift" if "variable_days" in said else "full_time", **said)
    return paper(told, Random(SEED), form, layout=LAYOUT, book="plain", seen=Seen(STRENGTH, turn=0))


made = cache(certificate)  # each is given in by several families


def printed(guardian: Mapping[str, Any]) -> Printed:
    """What a guardian of the file has the employer write, by the codes of lab/certificate."""
    name, kana, _ = guardian["name"]
    employer, phone = guardian["employer"][0], guardian["employer_phone"]
    told = {"name": name, "kana": kana, "birth_date": str(guardian["birth"]), "office_name": employer}
    told |= {"workplace_name": employer, "office_phone": f"{phone[:3]}-{phone[3:6]}-{phone[6:]}"}
    return tuple((told | (_shifts(guardian) if "main_band" in guardian else _same_hours(guardian))).items())


def _same_hours(guardian: Mapping[str, Any]) -> dict[str, Any]:
    days, (start, end) = guardian["days"], guardian["hours"].split("-")
    bands = {"saturday": "土" in days, "holiday": "日" in days}
    hours = {f"{band}_{end_}": at for band, on in bands.items() if on for end_, at in (("start", start), ("end", end))}
    return {
        "weekdays": tuple(day for day in DAYS.values() if day in days),
        "days_per_week": len(days),
        "days_per_month": guardian["days_per_month"],
        "weekday_start": start,
        "weekday_end": end,
        **hours,
    }


def _shifts(guardian: Mapping[str, Any]) -> dict[str, Any]:
    start, end = guardian["main_band"].split("-")
    return {
        "variable_days_unit": "月間",
        "variable_days": guardian["days_per_month"],
        "variable_unit": "月間",
        "variable_hours": guardian["hours_per_month"] * 60,
        "main_start": start,
        "main_end": end,
    }
