"""筆 - writes one value into bits of a row, in the way of a layout; what is blank leaves its squares empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from . import said
from .grid import Bit
from .people import wide
from .values import CHOICES, DAYS, Values


@dataclass(frozen=True)
class Style:
    """How a layout writes. A way that is no key of `said` puts each part into a cell of its own."""

    day: str = "parts"  # parts (西暦), era_parts (令和), native:FORMAT, or a key of said.DAYS
    birth: str = ""  # the same for birthdays, or era_circled; as `day` when empty
    month: str = "parts"
    clock: str = "parts"  # parts, native, band (from and to in one cell), or a way of said.clock
    length: str = "parts"
    phone: str = "parts"
    choice: str = "ticks"  # ticks, joined (☑ and its word in a cell), circles, one_cell, chosen (from a drop-down)
    few: str = ""  # the same for choices of up to four words; as `choice` when empty
    marks: tuple[str, str] = ("☑", "□")
    label: str = "plain"
    break_words: tuple[str, str] = ("(うち休憩時間", "分)")
    digits: str = "plain"  # plain or wide
    tilde: str = "～"
    names: Mapping[str, str] = field(default_factory=dict)  # printed words that are others here


@dataclass(frozen=True)
class Pen:
    """Values, and the way to write them."""

    told: Values
    style: Style

    def label(self, text: str, width: int, **more: Any) -> Bit:
        """What names the thing beside it."""
        return Bit(said.LABELS[self.style.label](self.style.names.get(text, text)), width, "label", **more)

    def say(self, text: str, width: int, **more: Any) -> Bit:
        """Other printed words."""
        return Bit(self.style.names.get(text, text), width, "say", **more)

    def text(self, code: str, width: int, **more: Any) -> Bit:
        """A line of text."""
        return Bit(str(self.told.get(code, "")), width, "value", (code,), left=True, **more)

    def _digits(self, code: str, text: str, width: int) -> Bit:
        """A number in a cell of its own; Excel keeps it as a number, unless the layout writes digits in full width."""
        if self.style.digits == "wide":
            return Bit(wide(text), width, "value", (code,))
        plain = text and (text == "0" or not text.startswith("0"))
        return Bit(text, width, "value", (code,), data=float(text) if plain else None)

    def number(self, code: str, width: int, unit: str, unit_width: int = 0) -> list[Bit]:
        """A number and its unit."""
        told = self.told.get(code)
        text = "" if told is None else said.number(told)
        return [self._digits(code, text, width), self.say(unit, unit_width or len(unit))]

    def date(self, code: str) -> list[Bit]:
        """A day, 14 columns wide."""
        told = self.told.get(code)
        day = date.fromisoformat(told) if told else None
        way = (self.style.birth if "birth" in code else "") or self.style.day
        if way == "parts":
            parts = (str(day.year), str(day.month), str(day.day)) if day else ("", "", "")
            return [self.say("西暦", 3), *self._parts(code, parts, (4, 2, 2), "年月日")]
        if way in ("era_parts", "era_circled"):
            name, _, year = said.era(day) if day else ("令和", "", 0)
            parts = (str(year), str(day.month), str(day.day)) if day else ("", "", "")
            lead = self._eras(code, name if day else "") if way == "era_circled" else [Bit(name, 3, "say", (code,))]
            return [*lead, *self._parts(code, parts, (2, 2, 2) if way == "era_circled" else (4, 2, 2), "年月日")]
        if way.startswith("native:"):
            name = way.removeprefix("native:")
            shown = said.DAYS[name](day) if day else ""
            return [Bit(shown, 14, "value", (code,), data=day, shape=said.FORMATS[name])]
        return [Bit(said.DAYS[way](day) if day else "", 14, "value", (code,))]

    def _eras(self, code: str, name: str) -> list[Bit]:
        """昭和 and 平成, one of them circled: 5 columns."""
        words = ("昭", "平", "令")
        return [Bit(word, 1 + (word == "平"), "word", (code,), word, on=name.startswith(word)) for word in words]

    def _parts(self, code: str, parts: Sequence[str], widths: Sequence[int], units: str) -> list[Bit]:
        filled = zip(parts, widths, units, strict=True)
        return [bit for part, width, unit in filled for bit in (self._digits(code, part, width), self.say(unit, 1))]

    def span(self, first: str, last: str) -> list[Bit]:
        """From a day to a day, 30 columns wide."""
        return [*self.date(first), self.say(self.style.tilde, 2), *self.date(last)]

    def month(self, code: str) -> list[Bit]:
        """A month of a year, 11 columns wide."""
        told = self.told.get(code, "")
        if self.style.month == "parts":
            year, _, month = told.partition("-")
            return self._parts(code, (year, month.lstrip("0")), (5, 4), "年月")
        return [Bit(said.month(told, self.style.month) if told else "", 11, "value", (code,))]

    def band(self, name: str) -> list[Bit]:
        """From a time to a time, and the break in it: 26 columns wide."""
        first, last, way = f"{name}_start", f"{name}_end", self.style.clock
        if way == "band":
            one, two = (said.clock(self.told[code], "colon") if code in self.told else "" for code in (first, last))
            told = f"{one}{self.style.tilde}{two}" if one else ""
            return [Bit(told, 14, "value", (first, last)), *self.rest(f"{name}_break")]
        return [*self._clock(first), self.say(self.style.tilde, 2), *self._clock(last), *self.rest(f"{name}_break")]

    def _clock(self, code: str) -> list[Bit]:
        told, way = self.told.get(code, ""), self.style.clock
        if way == "parts":
            hours, _, minutes = told.partition(":")
            return self._parts(code, (str(int(hours)) if hours else "", minutes), (2, 2), "時分")
        if way == "native":
            data = time.fromisoformat(told) if told else None
            return [Bit(said.clock(told, "colon") if told else "", 6, "value", (code,), data=data, shape="h:mm")]
        return [Bit(said.clock(told, way) if told else "", 6, "value", (code,))]

    def rest(self, code: str) -> list[Bit]:
        """The break within: 12 columns wide."""
        before, after = self.style.break_words
        told = self.told.get(code)
        return [self.say(before, 6), self._digits(code, "" if told is None else str(told), 4), self.say(after, 2)]

    def length(self, code: str) -> list[Bit]:
        """Hours and minutes: 9 columns wide."""
        told = self.told.get(code)
        if self.style.length == "parts":
            hours, minutes = divmod(told, 60) if told is not None else ("", "")
            parts = self._digits(code, str(hours), 4), self._digits(code, str(minutes), 2)
            return [parts[0], self.say("時間", 2), parts[1], self.say("分", 1)]
        return [Bit(said.length(told, self.style.length) if told is not None else "", 9, "value", (code,))]

    def phone(self, code: str) -> list[Bit]:
        """A telephone number, 16 columns wide."""
        told = self.told.get(code, "")
        if self.style.phone != "parts":
            return [Bit(said.phone(told, self.style.phone) if told else "", 16, "value", (code,))]
        parts = told.split("-") if told else ("", "", "")
        bits = [Bit(part, 4, "value", (code,)) for part in parts]
        return [bits[0], self.say("―", 2), bits[1], self.say("―", 2), bits[2]]

    def choices(self, code: str, other: str = "") -> list[list[Bit]]:
        """Words to choose from, each with its mark; `other` is the code of the text behind the last."""
        words = DAYS if code == "weekdays" else CHOICES[code]
        told = self.told.get(code, ())
        on = [word for word in words if word == told or (isinstance(told, list) and word in told)]
        way = (self.style.few if len(words) <= 4 else "") or self.style.choice
        if way == "chosen" and code != "weekdays":
            return self._chosen(code, "".join(on), words, other)
        if way in ("one_cell", "chosen"):
            line = self._line(words, on, other)
            width, codes = len(line) * 9 // 8 + 1, (code, other)[: 1 + bool(other)]
            return [[Bit(line, min(width, 40), "value", codes, left=True, grow=width > 40)]]
        groups = [self._choice(code, word, word in on, way) for word in words]
        return [*groups[:-1], [*groups[-1], *self._other(other)]] if other else groups

    def _choice(self, code: str, word: str, on: bool, way: str) -> list[Bit]:
        width = max(2, len(word))
        if way == "circles":
            return [Bit(self.style.names.get(word, word), width + 1, "word", (code,), word, on=on)]
        if way == "joined":
            text = f"{self.style.marks[not on]}{self.style.names.get(word, word)}"
            return [Bit(text, width + 1, "word", (code,), word, on=on, left=True)]
        tick = Bit(self.style.marks[not on], 1, "tick", (code,), word, on=on)
        return [tick, Bit(self.style.names.get(word, word), width, "word", (code,), word, left=True)]

    def _other(self, code: str) -> list[Bit]:
        return [self.say("(", 1), self.text(code, 12), self.say(")", 1)]

    def _chosen(self, code: str, word: str, words: tuple[str, ...], other: str) -> list[list[Bit]]:
        width = max(map(len, words)) + 2
        cell = Bit(word, width, "value", (code,), word, on=bool(word), choices=words)
        return [[cell, *self._other(other)]] if other else [[cell]]

    def _line(self, words: Sequence[str], on: Sequence[str], other: str) -> str:
        """All choices in one cell: □正社員　☑パート・アルバイト …"""
        marked = [f"{self.style.marks[word not in on]}{self.style.names.get(word, word)}" for word in words]
        if other:
            marked[-1] += f"({self.told.get(other, '　　　　　')})"
        return "　".join(marked)

    def row(self, code: str, other: str = "") -> list[Bit]:
        """The choices in one row."""
        return [bit for group in self.choices(code, other) for bit in group]
