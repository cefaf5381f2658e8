"""種類の約束 - what every kind of field answers: parse, check, show, schema, blank."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from ..condition import Condition
from ..say import say

# What a browser posts: input name -> all values sent under it.
Raw = Mapping[str, list[str]]


@dataclass(frozen=True)
class Option:
    """One choice: what is stored, what is shown, a word beside it; of a club also how many children it takes."""

    id: str
    label: str
    note: str = ""
    capacity: int | None = None
    units: int | None = None
    status: str = ""  # where it differs from that of the whole list
    source: str = ""
    kana: str = ""  # how it is read, by which it is found


@dataclass(frozen=True)
class Direct:
    """Of a field for files: whoever issues the paper may be asked to state what stands on it (勤め先に頼む).

    `document` is the kind of paper, `name` the field beside it that says about whom, `later` the consent that is given
    with the asking, because the paper comes later. Asked of nobody while `when` is not true.
    """

    document: str
    name: str
    later: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Field:
    """One question of a form (項目)."""

    id: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    when: Condition | None = None
    options: tuple[Option, ...] = ()
    max: int | None = None  # characters of a text, or the greatest number
    min: int | None = None
    unit: str = ""
    autocomplete: str = ""
    sample: bool = False  # 見本: its options are not the town's own
    days: tuple[str, ...] = ()  # of a week: which days
    times: tuple[str, ...] = ()  # of a week: start, end
    column: str = ""  # of a week: what its options are called
    value: Condition | None = None  # of a computed field
    prefill: Condition | None = None  # what stands there before the page is answered
    first: Condition | None = None  # of a choice: the ids of the options that come first, in their order
    first_label: str = ""  # what those are called
    near: int = 0  # so many of the options came first
    from_postcode: str = ""  # of an address: the postcode field beside it that knows its beginning
    answers: str = ""  # of a question before the form: the path of the field whose answer it is
    adds: tuple[str, ...] = ()  # of a text: words that stand ready beside it, to be put in with one tap
    reading_of: str = ""  # of a kana: the text field beside it whose reading it is
    fresh: bool = False  # said anew each time: an earlier application's answer never stands in for it
    reads: tuple[str, str] | None = None  # (field for files, code): what a paper there says, to be confirmed
    direct: Direct | None = None
    wareki: bool = False  # of a date: shown with the era's year too

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each option is called, by its id."""
        return {option.id: option.label for option in self.options}


@dataclass(frozen=True)
class Parsed:
    """What a kind made of the typed text: a value, or a sentence saying what to do."""

    value: Any
    say: str = ""


def is_blank(value: Any) -> bool:
    """Whether a value is an unanswered field's; False and 0 are answers."""
    return value is None or value in ("", [], {})


def measured(value: Any, field: Field) -> str:
    """A number with its unit, if it has one."""
    return say("{number}{unit}", number=value, unit=field.unit) if field.unit else str(value)


class Kind(ABC):
    """Base of all kinds; `blank` is the value of an unanswered field: "", None, [] or {}."""

    name: str = ""
    blank: ClassVar[Any] = ""
    shape: ClassVar[type] = str  # Python's type of its values
    parts: tuple[str, ...] = ("",)  # suffixes of the input names; none: it asks nothing
    tells = False  # asks nothing, and is shown among the answers all the same
    free = False  # answered in the family's own words, which are never said otherwise
    ask = "{label}を入力してください。"

    def typed(self, field: Field, raw: Raw, path: str) -> dict[str, str]:
        """Everything typed, by input name, to be shown again as it was."""
        return {path + part: raw.get(path + part, [""])[-1] for part in self.parts}

    @abstractmethod
    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        """The value of what was typed; blank when nothing was."""

    def check(self, field: Field, value: Any) -> str:
        """What is wrong with a value that is not blank; empty when nothing is."""
        return ""

    def fits(self, field: Field) -> Callable[[Any], bool]:
        """Whether a value of the right shape is surely right, as fast as can be told; `check` knows of the others."""
        return lambda value: not self.check(field, value)

    def wrong(self, field: Field, value: Any) -> str:
        """As `check`, of anything that may be stored: also of what is no value of the kind at all."""
        if type(value) is not self.shape:
            return say("{label}をもう一度入力してください。", label=field.label)
        return self.check(field, value)

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        """A stored value as the inputs that show it."""
        return {path: "" if value is None else str(value)}

    def show(self, field: Field, value: Any) -> str:
        """A value as people read it; "" for blank."""
        return "" if value is None else str(value)

    def brief(self, field: Field, value: Any) -> str:
        """As `show`, in the fewest words, for whoever typed it a moment ago."""
        return self.show(field, value)

    @abstractmethod
    def schema(self, field: Field) -> dict[str, Any]:
        """JSON Schema (2020-12) of the values, blank included."""

    def missing(self, field: Field) -> str:
        """The sentence for a required field without an answer."""
        if field.label.endswith(("か", "?", "？")):
            return say("「{label}」に答えてください。", label=field.label)
        return say(self.ask, label=field.label)
