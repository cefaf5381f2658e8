"""曜日の表 - which days of the week, from when to when, and how."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from ..say import listed, say
from ..weeks import DAYS
from .kind import Field, Kind, Parsed, Raw
from .time import KIND as TIME

CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"
_CLOCK: Final = re.compile(CLOCK)
TIMES: Final = {"start": say("始まり"), "end": say("終わり")}


class Week(Kind):
    """The days that are ticked: {"mon": {"start": "09:00", "end": "17:30", "how": "alone"}}.

    `times` of the field says which times are asked, its options what else is chosen for each day. A ticked day without
    a time has that of the ticked day before it: whoever works alike every day types the times once.
    """

    name = "week"
    blank: ClassVar[Any] = {}
    shape = dict
    ask = "{label}を選んでください。"

    def names(self, field: Field, path: str) -> list[str]:
        """All input names."""
        columns = ["", *(f".{column}" for column in self.columns(field))]
        return [f"{path}.{day}{column}" for day in field.days for column in columns]

    def columns(self, field: Field) -> tuple[str, ...]:
        """What is asked about a day."""
        return (*field.times, "how") if field.options else field.times

    def typed(self, field: Field, raw: Raw, path: str) -> dict[str, str]:
        return {name: raw.get(name, [""])[-1] for name in self.names(field, path)}

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = self.typed(field, raw, path)
        week: dict[str, dict[str, str]] = {}
        before: dict[str, str] = {}
        for day in field.days:
            if typed[f"{path}.{day}"] != "yes":
                if any(typed[f"{path}.{day}.{column}"].strip() for column in field.times):
                    pattern = "{label}: {day}曜日にチェックを付けるか、時刻を消してください。"
                    return Parsed({}, say(pattern, label=field.label, day=DAYS[day]))
                continue
            row: dict[str, str] = {}
            for column in self.columns(field):
                text = typed[f"{path}.{day}.{column}"] or before.get(column, "")
                row[column], wrong = self._cell(field, day, column, text)
                if wrong:
                    return Parsed({}, wrong)
            week[day] = before = row
        return Parsed(week)

    def _cell(self, field: Field, day: str, column: str, text: str) -> tuple[str, str]:
        where = say("{label}: {day}曜日", label=field.label, day=DAYS[day])
        if column == "how":
            known = any(option.id == text for option in field.options)
            return text, "" if known else say("{where}の{what}を選んでください。", where=where, what=field.column)
        label = say("{where}の{which}の時刻", where=where, which=TIMES[column])
        parsed = TIME.parse(Field("", "time", label), {"": [text]}, "")
        if parsed.value is None and not parsed.say:
            return "", say("{label}を入力してください。", label=label)
        return parsed.value or "", parsed.say

    def check(self, field: Field, value: Any) -> str:
        again = say("{label}をもう一度入力してください。", label=field.label)
        if not isinstance(value, dict) or not set(value) <= set(field.days):
            return again
        for day, row in value.items():
            if not isinstance(row, dict) or set(row) != set(self.columns(field)):
                return again
            for column, text in row.items():
                if not isinstance(text, str):
                    return again
                _, wrong = self._cell(field, day, column, text)
                if wrong:
                    return wrong
        return ""

    def fits(self, field: Field) -> Callable[[Any], bool]:
        days, columns = frozenset(field.days), frozenset(self.columns(field))
        times, hows, clock = field.times, field.labels, _CLOCK.fullmatch

        def fits(week: dict[str, Any]) -> bool:
            if not days.issuperset(week):
                return False
            for row in week.values():
                if type(row) is not dict or row.keys() != columns:
                    return False
                for time in times:
                    if type(row[time]) is not str or not clock(row[time]):
                        return False
                if hows and row["how"] not in hows:
                    return False
            return True

        return fits

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        """What is as on the ticked day before stays blank, as it may be typed: a change there is one change."""
        week = value or {}
        found: dict[str, str] = {}
        before: Mapping[str, str] = {}
        for day in field.days:
            row = week.get(day, {})
            found[f"{path}.{day}"] = "yes" if day in week else ""
            for column in self.columns(field):
                told = row.get(column, "")
                found[f"{path}.{day}.{column}"] = "" if told == before.get(column) else told
            before = row or before
        return found

    def show(self, field: Field, value: Any) -> str:
        """Days with the same row stand together: 月火水木金 9:00〜17:30、土 9:00〜12:00."""
        runs: dict[str, list[str]] = {}
        for day, row in (value or {}).items():
            runs.setdefault(self._say(field, row), []).append(DAYS[day])
        return listed(self._run(listed(days, "{first}{then}"), said) for said, days in runs.items())

    def _run(self, days: str, said: str) -> str:
        return say("{days} {said}", days=days, said=said) if said else days

    def _say(self, field: Field, row: dict[str, str]) -> str:
        start, end = row.get("start"), row.get("end")
        how = next((option.label for option in field.options if option.id == row.get("how")), "")
        times = _times(start, end)
        return say("{times}({how})", times=times, how=how) if times and how else times or how

    def schema(self, field: Field) -> dict[str, Any]:
        cells: dict[str, Any] = {column: {"type": "string", "pattern": CLOCK} for column in field.times}
        if field.options:
            cells["how"] = {"enum": [option.id for option in field.options]}
        day = {"type": "object", "properties": cells, "required": list(cells), "additionalProperties": False}
        return {"type": "object", "properties": dict.fromkeys(field.days, day), "additionalProperties": False}


def _times(start: str | None, end: str | None) -> str:
    if start and end:
        return say("{start}〜{end}", start=start, end=end)
    if end:
        return say("{end}まで", end=end)
    return say("{start}から", start=start) if start else ""


KIND = Week()
