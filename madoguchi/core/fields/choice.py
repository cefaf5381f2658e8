"""選択 - one of the options; a long list of them is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from ..say import say
from ..search import normalise, words
from .kind import Field, Kind, Option, Parsed, Raw

MANY: Final = 30  # more options than this are searched
SEARCH: Final = ".q"  # what is looked for stands in an input of its own


def searched(field: Field) -> bool:
    """Whether its options are so many that people look for theirs by its name."""
    return field.kind == "choice" and len(field.options) > MANY


def found(options: Iterable[Option], text: str) -> tuple[Option, ...]:
    """The options whose name, reading or note has all the words looked for, however they are written; all for none."""
    wanted = words(text)
    return tuple(
        option
        for option in options
        if all(word in normalise(f"{option.label}\n{option.kana}\n{option.note}") for word in wanted)
    )


class Choice(Kind):
    """The id of one option."""

    name = "choice"
    ask = "{label}を選んでください。"

    def typed(self, field: Field, raw: Raw, path: str) -> dict[str, str]:
        names = (path, path + SEARCH) if searched(field) else (path,)
        return {name: raw.get(name, [""])[-1] for name in names}

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = raw.get(path, [""])[-1].strip()
        if value or not searched(field):
            return Parsed(value, self.check(field, value) if value else "")
        return self._looked_for(field, raw.get(path + SEARCH, [""])[-1])

    def _looked_for(self, field: Field, text: str) -> Parsed:
        """Nothing was chosen, but what was looked for may say it all."""
        if not words(text):
            return Parsed("")
        fitting = found(field.options, text)
        if len(fitting) == 1:
            return Parsed(fitting[0].id)
        if fitting:
            number = len(fitting)
            return Parsed(
                "", say("{label}に合うものが{number}件あります。一つ選んでください。", label=field.label, number=number)
            )
        return Parsed("", say("{label}が見つかりません。別の言葉でさがしてください。", label=field.label))

    def check(self, field: Field, value: Any) -> str:
        return "" if value in field.labels else say("{label}をもう一度選んでください。", label=field.label)

    def fits(self, field: Field) -> Callable[[Any], bool]:
        return field.labels.__contains__

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        looked_for = {path + SEARCH: ""} if searched(field) else {}
        return {path: str(value or ""), **looked_for}

    def show(self, field: Field, value: Any) -> str:
        return field.labels.get(value, str(value or ""))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"enum": ["", *(option.id for option in field.options)]}


KIND = Choice()
