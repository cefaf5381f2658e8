"""面談 - times of which a family chooses one before the decision, what came of it, and which cases need one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from .condition import Condition, Names, compile_condition
from .days import JST, jst_date, spoken, spoken_long
from .flow import Flow, Step
from .form.shape import inside
from .say import Say, say
from .words import INTERVIEWS

SLOTS: Final = "slots"  # the ask to choose one of several times; of an ask in a flow: due as whoever acts says
MEETING: Final = "meeting"  # the ask to hold it, due on its day; its answer is what came of it
LETTER: Final = "interview"
MOST: Final = 3  # times to choose from
RESULTS: Final = ("none", "support", "cannot")
LONGEST: Final = 2_000  # characters of what was said
_KEPT: Final = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time and a place: `at` is an aware moment, to the minute."""

    at: datetime
    place: str

    def __str__(self) -> str:
        """As an ask keeps it, and a form sends it."""
        return f"{self.at.astimezone(JST):{_KEPT}} {self.place}"

    @property
    def say(self) -> Say:
        """As people read it."""
        return self._said(spoken(jst_date(self.at)))

    @property
    def say_long(self) -> Say:
        """As a letter has it: with the year."""
        return self._said(spoken_long(jst_date(self.at)))

    def _said(self, day: Say) -> Say:
        return say("{day} {time} {place}", day=day, time=f"{self.at.astimezone(JST):%H:%M}", place=self.place)


def slot(text: str) -> Slot | None:
    """From what an ask keeps; None for what is none."""
    at, _, place = text.partition(" ")
    try:
        return Slot(datetime.strptime(at, _KEPT).replace(tzinfo=JST), place) if place else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Result:
    """What was said of an interview: of one that was held a code of RESULTS; `return` that it was not, `note` that none
    is needed."""

    code: str
    words: str

    def __str__(self) -> str:
        """As the answer to an ask keeps it."""
        return f"{self.code}\n{self.words}"

    @property
    def label(self) -> str:
        """The code in words."""
        return INTERVIEWS.get(self.code, self.code)

    @property
    def settles(self) -> bool:
        """Whether nothing more is awaited by it."""
        return self.code != "return"


def result(text: str) -> Result:
    """From what an answer keeps."""
    code, _, words = text.partition("\n")
    return Result(code, words)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is said with a step of an interview: times, of which one is chosen `until` a day; or words, and how it came
    out (`result`, of RESULTS). `blank`: of a time a part is missing."""

    slots: tuple[Slot, ...] = ()
    until: date | None = None
    result: str = ""
    words: str = ""
    blank: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The times as an ask keeps them, the first first."""
        return tuple(str(one) for one in sorted(set(self.slots)))

    def said(self, step: Step) -> Result:
        """What is kept of it: only of one that was held it is told how it came out."""
        return Result(self.result if step.deed == "pass" else step.deed, self.words)

    def lacking(self, step: Step, now: datetime) -> Iterator[str]:
        """What the step needs and is not there, by its name in the form."""
        if "slots" in step.needs:
            if self.blank or not self.slots or any(one.at <= now for one in self.slots):
                yield "slots"
            elif self.until is None or not jst_date(now) <= self.until <= jst_date(min(self.slots).at):
                yield "until"
        if "result" in step.needs:
            if step.deed == "pass" and self.result not in RESULTS:
                yield "result"
            if not self.words:
                yield "words"


UNSAID: Final = Meeting()


@dataclass(frozen=True)
class Interview:
    """What a procedure declares: the steps that a city takes which has interviews, the one that begins them first, and
    which cases need one."""

    steps: tuple[str, ...]
    when: Condition

    def taken(self, flow: Flow) -> bool:
        """Whether a city, by its flow, has interviews."""
        return all(step in flow.by_step for step in self.steps)

    def guards(self, flow: Flow, status: str, step: Step) -> bool:
        """Whether it is a step that a case without a result may not take: that passes it where interviews begin, or
        decides it where it can still be sent back there. From elsewhere nobody could mend it."""
        if not self.taken(flow) or status not in step.source:
            return False
        begin = flow.by_step[self.steps[0]].source
        if step.deed == "pass" and step.role == "clerk":
            return status in begin
        back = (one for one in flow.steps if one.deed == "return" and status in one.source)
        return step.decides and any(one.to in begin for one in back)


def read_interview(about: Mapping[str, Any], names: Names) -> Interview | None:
    """From procedure.yaml; None for a procedure without interviews. Raises ConditionFault."""
    told = about.get("interview")
    if not told:
        return None
    return Interview(tuple(told["steps"]), compile_condition(told["when"], inside(names, about.get("subjects", ""))))
