"""見本の勤め先 - a made-up firm as it answers for a certificate of employment, input by input."""

from __future__ import annotations

from typing import Final

from .family import Typed

# Of a firm, a contract without end, fixed hours and a month's record; nobody here exists.
MIHON: Final = {
    "office_name": "株式会社見本",
    "representative": "代表取締役 見本 一郎",
    "office_address": "東京都見本市見本町1-1",
    "office_phone": "042-000-1111",
    "industry": "製造業",
    "contact_name": "見本 総子",
    "contact_phone": "042-000-1112",
    "name": "見本 優子",
    "kana": "ミホン ユウコ",
    "birth_date.y": "1988",
    "birth_date.m": "5",
    "birth_date.d": "5",
    "employment_type": "正社員",
    "term": "無期",
    "contract_start.y": "2015",
    "contract_start.m": "4",
    "contract_start.d": "1",
    "hours_style": "曜日と時刻が決まっている",
    **{f"weekdays.{day}": "yes" for day in "月火水木金"},
    "weekday_start": "0900",
    "weekday_end": "1730",
    "weekday_break": "60",
    "month_hours_h": "170",
    "month_hours_m": "0",
    "month_break": "1200",
    "days_per_month": "19",
    "days_per_week": "5",
    "record_1_month": "2026-10",
    "record_1_days": "20",
    "record_1_hours": "150",
    "leaves.復職": "yes",
    "return_state": "復職済み",
    "return_date.y": "2021",
    "return_date.m": "4",
    "return_date.d": "1",
    "remarks": "在宅勤務の日があります。",
}


def firm(**changed: str) -> Typed:
    """The sample firm, with some inputs changed; `__` in a name stands for the dot."""
    return {**MIHON, **{name.replace("__", "."): text for name, text in changed.items()}}
