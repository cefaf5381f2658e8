"""項目を見せる - a field as its template needs it: inputs by name, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from dataclasses import field as made
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from madoguchi.core import form
from madoguchi.core.attachment import ACCEPT, DARK, LONGEST_EDGE, SHARP, Attachment
from madoguchi.core.fields import KINDS, Field, Option
from madoguchi.core.fields.choice import SEARCH, found, searched
from madoguchi.core.fields.files import most
from madoguchi.core.fields.week import TIMES
from madoguchi.core.fields.yesno import NO, YES
from madoguchi.core.form import Mistake, Stop
from madoguchi.core.form import places as places
from madoguchi.core.say import say
from madoguchi.core.weeks import DAYS

from .slots import over

_stripped: Final = over(str.strip)
LONG: Final = 7  # more options than this are a list to open, not buttons
LOOK: Final = "_search"  # the button that only narrows a long list; nothing is saved or sent with it
BESIDE: Final = {4: 1.6, 3: 3, 2: 6.5}  # so many options in a row on a phone, and of how many letters each may be
PAIRED: Final = 8  # those of very many that are ticked: a long one takes two lines
YES_NO: Final = (Option("yes", YES), Option("no", NO))
NONE: Final = Option("", say("選ばない"))
# Year, month and day: unit, width, the browser's word; then what needs no further digit (2020, R02; 2 to 12), so that a
# script may lead on to the next.
BOXES: Final = (
    (".y", say("日付|年"), "w4", "bday-year", r"^(\d{4}|\D+\d\d)$", ".m"),
    (".m", say("日付|月"), "w2", "bday-month", r"^([2-9]|\d\d)$", ".d"),
    (".d", say("日付|日"), "w2", "bday-day", "", ""),
)


class Same:
    """A value as itself, whatever it is like: looked up in no time, however large."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.it is self.it

    def __hash__(self) -> int:
        return id(self.it)


@dataclass(frozen=True)
class Box:
    """One of the three boxes of a date; what stands in it is `whole` where the box called `then` may follow."""

    name: str
    value: str
    unit: str
    width: str
    autocomplete: str
    whole: str
    then: str


@dataclass(frozen=True)
class Choice:
    """One option of a field, chosen or not."""

    id: str
    label: str
    note: str
    chosen: bool
    anchor: str


@dataclass(frozen=True)
class Cell:
    """A time of one day of a week."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Day:
    """One day of a week: whether it is ticked, its times, and its options, if it has any."""

    name: str
    label: str
    ticked: bool
    times: tuple[Cell, ...]
    options: tuple[Choice, ...]


@dataclass(frozen=True)
class Shown:
    """A field on a page. `inputs` holds what stands in each input, by its name; `notes` words beside options."""

    field: Field
    path: str
    inputs: Mapping[str, str]
    mistake: str = ""
    caution: str = ""  # taken in, and yet to be looked at once more
    said: str = ""  # of a computed field: what it comes to
    files: tuple[Attachment, ...] = ()  # of a field for files: those that are there
    notes: Mapping[str, str] = made(default_factory=dict)  # by the ids of options, over those that they have

    @property
    def fixed(self) -> tuple[object, ...]:
        """What its template may know for good: nobody's own, and the names of what is."""
        return (Same(self.field), self.path, *self.inputs, None, *self.notes)

    def opened(self, slot: Any) -> Shown:
        """The same field with open places for all that is somebody's own (kit/cut.py)."""
        own = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("field", "path")}
        return replace(self, **{name: _opened(value, slot[name]) for name, value in own.items()})

    @property
    def kind(self) -> str:
        """Its kind, which is also the name of its template."""
        return self.field.kind

    @property
    def template(self) -> str:
        """Where its look is written."""
        return f"kit/fields/{self.field.kind}.html"

    @property
    def value(self) -> str:
        """What stands in its one input."""
        return self.inputs.get(self.path, "")

    @property
    def long(self) -> bool:
        """Whether the options are too many to lie open."""
        return len(self.field.options) > LONG

    @property
    def grouped(self) -> bool:
        """Whether several inputs answer it together."""
        return self.kind in ("date", "yesno", "multi", "week", "files") or (self.kind == "choice" and not self.long)

    @property
    def anchor(self) -> str:
        """The id of its first input, which error summaries link to."""
        return next(iter(self.inputs), self.path) if self.kind in ("date", "multi", "week") else self.path

    @property
    def autocomplete(self) -> str:
        """The browser's own word for it; a name or a code of others is never filled in."""
        return self.field.autocomplete or "off"

    @property
    def searched(self) -> bool:
        """Whether the options are so many that people look for theirs."""
        return searched(self.field)

    @property
    def looked_for(self) -> str:
        """What stands in the input for looking."""
        return _stripped(self.inputs.get(self.path + SEARCH, ""))

    @property
    def fitting(self) -> tuple[Option, ...]:
        """The options that have what is looked for, and the one that is chosen; all of them while nothing is."""
        near = found(self.field.options, self.looked_for) if self.looked_for else self.field.options
        return tuple(option for option in self.field.options if option in near or option.id == self.value)

    @property
    def chosen(self) -> str:
        """The id of the chosen option; the only one that was found is chosen with it."""
        alone = self.looked_for and not self.value and len(self.fitting) == 1
        return self.fitting[0].id if alone else self.value

    @property
    def options(self) -> tuple[Choice, ...]:
        """The options; one more to leave an optional question open again."""
        given = YES_NO if self.kind == "yesno" else self.fitting
        if not self.field.required and not self.long:
            given = (*given, NONE)
        anchors = (self.path, *(f"{self.path}-{number}" for number in range(1, len(given))))[: len(given)]
        return tuple(
            Choice(option.id, option.label, self._note(option), option.id == self.chosen, anchor)
            for option, anchor in zip(given, anchors, strict=True)
        )

    @property
    def beside(self) -> int:
        """How many of its options have room beside each other on a phone."""
        multi = self.kind == "multi"
        options = self.ticks if multi else self.options
        longest = max((_width(option.label) for option in options), default=0)
        fit = next((columns for columns, most in BESIDE.items() if longest <= most), 1)
        fit = 2 if multi and self.long and longest <= PAIRED else fit
        return 1 if any(option.note for option in options) else min(fit, len(options))

    @property
    def near(self) -> tuple[Choice, ...]:
        """The options that stand before the others."""
        first = {option.id for option in self.field.options[: self.field.near]}
        return tuple(option for option in self.options if option.id in first)

    @property
    def others(self) -> tuple[Choice, ...]:
        """The options that stand behind those."""
        near = self.near
        return tuple(option for option in self.options if option not in near)

    @property
    def noted(self) -> bool:
        """Whether any option has a word beside it: a list to open has no room for it."""
        return any(option.note for option in self.options)

    def _note(self, option: Option) -> str:
        return self.notes.get(option.id, option.note)

    @property
    def ticks(self) -> tuple[Choice, ...]:
        """The options of which any number may be chosen; each is an input of its own."""
        names = [(option, f"{self.path}.{option.id}") for option in self.field.options]
        return tuple(
            Choice(option.id, option.label, self._note(option), self.inputs[name] == "yes", name)
            for option, name in names
        )

    @property
    def week(self) -> tuple[Day, ...]:
        """The days of a week with what stands in their inputs."""
        return tuple(self._day(day, f"{self.path}.{day}") for day in self.field.days)

    def _day(self, day: str, name: str) -> Day:
        times = (Cell(f"{name}.{time}", self.inputs[f"{name}.{time}"], TIMES[time]) for time in self.field.times)
        how = self.inputs.get(f"{name}.how", "")
        options = (Choice(one.id, one.label, one.note, one.id == how, "") for one in self.field.options)
        return Day(name, DAYS[day], self.inputs[name] == "yes", tuple(times), tuple(options))

    @property
    def most(self) -> int:
        """How many files it takes."""
        return most(self.field)

    @property
    def postcode(self) -> str:
        """The input of the postcode that knows the beginning of this address."""
        return self._beside(self.field.from_postcode)

    @property
    def named(self) -> str:
        """The input of the name whose reading this is."""
        return self._beside(self.field.reading_of)

    def _beside(self, other: str) -> str:
        return self.path.removesuffix(self.field.id) + other if other else ""

    @property
    def photo(self) -> dict[str, int]:
        """How long a photo is kept, and what a script thinks too dark or not sharp: names of data attributes."""
        return {"longest": LONGEST_EDGE, "dark": DARK, "sharp": SHARP}

    @property
    def accept(self) -> str:
        """What a browser offers to choose from; what is taken in is decided by its content."""
        return ACCEPT

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Year, month and day."""
        own = self.field.autocomplete == "bday"
        return tuple(
            Box(
                self.path + part,
                self.inputs.get(self.path + part, ""),
                unit,
                width,
                word if own else "off",
                whole,
                self.path + then,
            )
            for part, unit, width, word, whole, then in BOXES
        )

    @property
    def described(self) -> str:
        """The ids of the words beside it; of a group, those that its inputs need not repeat too."""
        return " ".join([*self._words, *([f"{self.path}-jumps"] if self.kind == "date" else [])])

    @property
    def _words(self) -> list[str]:
        words = (
            ("help", self.field.help),
            ("same", self.kind == "week"),
            ("kinds", self.kind == "files"),
            ("mistake", self.mistake),
            ("caution", self.caution),
        )
        return [f"{self.path}-{name}" for name, said in words if said]

    @property
    def attributes(self) -> SafeString:
        """What the input says to assistive technology; a fieldset says it for its radio buttons."""
        if self.grouped and self.kind != "date":
            return SafeString("")
        pairs = [("aria-describedby", " ".join(self._words))] if self._words else []
        # Where several answer together, or the label takes it in, the word itself is read.
        pairs += [("aria-required", "true")] if self.field.required and self.kind not in ("date", "consent") else []
        pairs += [("aria-invalid", "true")] if self.mistake else []
        return format_html("{}", format_html_join("", ' {}="{}"', pairs))


@dataclass(frozen=True)
class Said:
    """A mistake as the summary on top tells it, with the place to mend it."""

    anchor: str
    say: str


def shown(
    asked: Iterable[tuple[Stop, Field]],
    filled: Mapping[str, Any],
    typed: Mapping[str, str],
    mistakes: Iterable[Mistake] = (),
    cautions: Iterable[Mistake] = (),
) -> tuple[Shown, ...]:
    """Fields with their answers; what was typed stands over what is stored. `filled` is of `form.fill`."""
    wrong = {mistake.path: mistake.say for mistake in mistakes}
    looked = {caution.path: caution.say for caution in cautions}
    found = (_shown(stop, field, filled, typed, wrong) for stop, field in asked)
    return tuple(replace(one, caution=looked[one.path]) if one.path in looked else one for one in found)


def _shown(
    stop: Stop, field: Field, filled: Mapping[str, Any], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> Shown:
    path = form.path(stop, field)
    kind, value = KINDS[field.kind], form.home(stop, filled)[field.id]
    stored = kind.inputs(field, value, path)
    inputs = {name: typed.get(name, text) for name, text in stored.items()}
    return Shown(field, path, inputs, wrong.get(path, ""), said=kind.show(field, value) if kind.tells else "")


def said(mistakes: Iterable[Mistake], fields: Iterable[Shown]) -> tuple[Said, ...]:
    """The summary of what is wrong on a page, in the order of its fields."""
    anchors = {field.path: field.anchor for field in fields}
    return tuple(Said(anchors.get(mistake.path, "main"), mistake.say) for mistake in mistakes)


def with_notes(fields: Iterable[Shown], path: str, notes: Mapping[str, str]) -> tuple[Shown, ...]:
    """The same fields, the options of one of them with a word beside each."""
    return tuple(replace(field, notes=notes) if field.path == path else field for field in fields)


def _width(label: str) -> float:
    """How many Japanese letters need the same room."""
    return sum(1 if one > "⺀" else 0.6 for one in label)


def _opened(value: Any, slot: Any) -> Any:
    return {name: slot[name] for name in value} if isinstance(value, Mapping) else slot
