"""曜日の表 - which days of the week, from when to when, and how."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from ..weeks import DAYS
from .kind import Field, Kind, Parsed, Raw
from .time import KIND as TIME

CLOCK: Final = r"^([01]\d|2[0-3]):[0-5]\d$"
TIMES: Final = {"start": "始まり", "end": "終わり"}


class Week(Kind):
    """The days that are ticked: {"mon": {"start": "09:00", "end": "17:30", "how": "alone"}}.

    `times` of the field says which times are asked, its options what else is chosen for each day. A ticked day without
    a time has that of the ticked day before it: whoever works alike every day types the times once.
    """

    name = "week"
    blank: ClassVar[Any] = {}
    ask = "を選んでください。"

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
                    return Parsed({}, f"{field.label}: {DAYS[day]}曜日にチェックを付けるか、時刻を消してください。")
                continue
            row: dict[str, str] = {}
            for column in self.columns(field):
                text = typed[f"{path}.{day}.{column}"] or before.get(column, "")
                row[column], say = self._cell(field, day, column, text)
                if say:
                    return Parsed({}, say)
            week[day] = before = row
        return Parsed(week)

    def _cell(self, field: Field, day: str, column: str, text: str) -> tuple[str, str]:
        where = f"{field.label}: {DAYS[day]}曜日"
        if column == "how":
            known = any(option.id == text for option in field.options)
            return text, "" if known else f"{where}の{field.column}を選んでください。"
        parsed = TIME.parse(Field("", "time", f"{where}の{TIMES[column]}の時刻"), {"": [text]}, "")
        if parsed.value is None and not parsed.say:
            return "", f"{where}の{TIMES[column]}の時刻を入力してください。"
        return parsed.value or "", parsed.say

    def check(self, field: Field, value: Any) -> str:
        again = f"{field.label}をもう一度入力してください。"
        if not isinstance(value, dict) or not set(value) <= set(field.days):
            return again
        for day, row in value.items():
            if not isinstance(row, dict) or set(row) != set(self.columns(field)):
                return again
            for column, text in row.items():
                _, say = self._cell(field, day, column, text)
                if say:
                    return say
        return ""

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        week = value or {}
        found: dict[str, str] = {}
        for day in field.days:
            found[f"{path}.{day}"] = "yes" if day in week else ""
            found |= {f"{path}.{day}.{column}": week.get(day, {}).get(column, "") for column in self.columns(field)}
        return found

    def show(self, field: Field, value: Any) -> str:
        """Days with the same row stand together: 月火水木金 9:00〜17:30、土 9:00〜12:00."""
        runs: dict[str, str] = {}
        for day, row in (value or {}).items():
            said = self._say(field, row)
            runs[said] = runs.get(said, "") + DAYS[day]
        return "、".join(f"{days} {said}".strip() for said, days in runs.items())

    def _say(self, field: Field, row: dict[str, str]) -> str:
        start, end = row.get("start"), row.get("end")
        times = f"{start}〜{end}" if start and end else f"{end}まで" if end else f"{start}から" if start else ""
        how = next((option.label for option in field.options if option.id == row.get("how")), "")
        return f"{times}({how})" if times and how else times or how

    def schema(self, field: Field) -> dict[str, Any]:
        cells: dict[str, Any] = {column: {"type": "string", "pattern": CLOCK} for column in field.times}
        if field.options:
            cells["how"] = {"enum": [option.id for option in field.options]}
        day = {"type": "object", "properties": cells, "required": list(cells), "additionalProperties": False}
        return {"type": "object", "properties": dict.fromkeys(field.days, day), "additionalProperties": False}


KIND = Week()
