"""差込 - the door to a service outside: values in, stages out, one type of error."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol, runtime_checkable

from madoguchi.core.errand import Stage

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """Evidence between two stages: what a screen looked like (`picture`, an image) and what was read there (`facts`).

    `name` says of which step it is."""

    name: str
    picture: bytes = b""
    facts: Mapping[str, Any] = field(default_factory=dict)


# Yields each stage before it acts on it, and returns what the other side calls the errand ("" when it names nothing).
Stages = Generator[Stage | Shown, None, str]


class PlugError(Exception):
    """The other side refused or did not answer.

    `permanent`: trying again cannot help and a person must look. `undone`: the other side surely has nothing of it, so
    another may be asked. `after`: how long it asks us to stay away. The text is shown to clerks and kept in the row:
    it says what happened, and names nobody.
    """

    def __init__(
        self, say: str, *, permanent: bool = False, undone: bool = False, after: timedelta = timedelta(0)
    ) -> None:
        super().__init__(say)
        self.permanent, self.undone, self.after = permanent, undone, after


class ScreenChanged(PlugError):
    """A screen is not as its script says, and nothing was typed on it: the run stops until a person has looked.

    `page` of the script; what was `expected` and what was `found`, row by row, and how it looks."""

    def __init__(
        self, say: str, page: str, expected: Sequence[str] = (), found: Sequence[str] = (), picture: bytes = b""
    ) -> None:
        super().__init__(say)
        self.page, self.expected, self.found, self.picture = page, tuple(expected), tuple(found), picture


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a plug's other side answers now; `do` says to the office what to do when it does not."""

    ok: bool
    say: str
    do: str = ""


class Plug(Protocol):
    """One service. A file `plugs/<kind>/<name>.py` holds one class `Plug(settings)`."""

    @property
    def slowest(self) -> timedelta:
        """The longest time from one stage to the moment after which nothing done since can still take effect."""

    def run(self, key: str, values: Values) -> Stages:
        """Does the errand named `key`. Yields SUBMITTING before the first thing it cannot take back.

        Raises PlugError. What was yielded is written down before the plug goes on.
        """

    def health(self) -> Health:
        """Asks the other side whether it is there, without leaving anything; never raises."""


@runtime_checkable
class Findable(Protocol):
    """A plug whose other side remembers our keys."""

    def find(self, key: str) -> str | None:
        """What the other side calls the errand `key`, or None when it surely has none. Raises PlugError if unsure."""
