"""変異の試し - a case is typed under each change of the screens, and judged by what the back office keeps of it.

Nothing wrong may ever be kept, and nothing twice; whoever stops must say why in the right way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Protocol

from madoguchi.core.plug import Plug, PlugError, ScreenChanged, Shown
from madoguchi.lab.ledger import KEY, Judged, judge
from madoguchi.lab.office import Office
from madoguchi.lab.transcripts import TOWN, Made, handover, made

# What becomes of a run: it ends; it says what is otherwise on the screen; a person gets the case; it tries later.
DONE, STOPPED, ASKED, LATER = "done", "stopped", "asked", "later"
# Of a harmful change a robot says what is otherwise; of these it can know only by what becomes of its work.
KNOWN_OTHERWISE: Final[Mapping[str, frozenset[str]]] = {
    "names-exchanged": frozenset({STOPPED, ASKED, DONE}),  # the page looks as ever, and labels still say what is meant
    "limit-shortened": frozenset({STOPPED, ASKED}),
    "confirm-lacks-field": frozenset({STOPPED, ASKED}),
    "confirm-normalises": frozenset({STOPPED, ASKED, DONE}),
    "login-silently": frozenset({DONE, LATER}),  # it logs in again
    "maintenance": frozenset({STOPPED, LATER}),
    "busy": frozenset({STOPPED, LATER}),
    "busy-after-saving": frozenset({DONE}),  # it is found
    "done-without-saving": frozenset({LATER, ASKED}),  # it is not found
    "done-without-number": frozenset({DONE, STOPPED}),
    "record-labels-changed": frozenset({STOPPED, ASKED}),
    "record-lacks-field": frozenset({STOPPED, ASKED}),
}
PATIENCE: Final = "4"  # seconds for a page
TRIES: Final = 2  # of what is told to try later
FRESH: Final = frozenset({"notice-after-login", "password-expired", "frames-removed"})  # seen only by who logs in
EVERYWHERE: Final = frozenset({"utf-8", "euc-jp", "frames-removed", "maintenance"})  # and so on the first page there is


class Closing(Plug, Protocol):
    """A robot with a browser of its own."""

    def close(self) -> None:
        """Ends it."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended, in the words that a clerk reads; where the screen had changed, `page` of the script."""

    how: str
    say: str = ""
    page: str = ""
    expected: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tried:
    """One change at one page: what the robot made of it, and what the office has of the case."""

    name: str
    page: str
    harmless: bool
    outcome: Outcome
    kept: Judged
    healed: Judged | None = None

    @property
    def wrong(self) -> str:
        """Why this must not be; "" when it may."""
        how, kept = self.outcome.how, self.kept
        if self.healed and not self.healed.right:
            return f"not right when all was well again: {self.healed.say}"
        if kept.doubled or kept.wrong or kept.foreign:
            return f"the office has what is wrong: {kept.say}"
        if how not in self._may_be():
            return f"{how}: {self.outcome.say}"
        if how == DONE and kept.lost:
            return "said to be done, and is not there"
        if how == STOPPED and self.outcome.expected == self.outcome.found:
            return "stopped without saying what is otherwise"
        if how == STOPPED and self.outcome.page != self.page and self.name not in EVERYWHERE:
            return f"stopped at another page: {self.outcome.page}"
        return "" if how == DONE or self.outcome.say else "stopped without a word"

    def _may_be(self) -> frozenset[str]:
        return KNOWN_OTHERWISE.get(self.name, frozenset({STOPPED, DONE} if self.harmless else {STOPPED}))


def robot_of(office: Office, place: Path) -> Callable[[], Closing]:
    """Makes robots of that office's; `place` is for what they need."""
    accounts = office.account(place, TOWN)
    told = {"robot": office.url, "robot_accounts": str(accounts), "robot_timeout": PATIENCE}

    def make() -> Closing:
        from madoguchi.plugs.robot.browser import Plug as Robot  # needs the extra `robot`

        return Robot(told)

    return make


def run_once(plug: Plug, case: Made) -> Outcome:
    """One run, through all its stages."""
    stages = plug.run(case.key, case.values(handover()))
    try:
        while True:
            told = next(stages)
            assert told.name  # evidence and stages both say what they are of
            if isinstance(told, Shown):
                assert told.picture
    except StopIteration as end:
        return Outcome(DONE, str(end.value))
    except ScreenChanged as fault:
        return Outcome(STOPPED, str(fault), fault.page, fault.expected, fault.found)
    except PlugError as fault:
        return Outcome(ASKED if fault.permanent else LATER, str(fault))
    finally:
        stages.close()


def attempt(office: Office, plug: Plug, case: Made, mutation: Mapping[str, Any], page: str) -> Tried:
    """The case under one change, as often as a worker would; afterwards the office is as it was delivered."""
    office.set(mutation=mutation["name"], page=page)
    try:
        outcome = run_once(plug, case)
        for _ in range(TRIES - 1):
            if outcome.how == LATER:
                outcome = run_once(plug, case)
    finally:
        office.set(mutation=None)
    return Tried(mutation["name"], page, mutation["harmless"], outcome, kept_of(office, case))


def heal(office: Office, plug: Plug, case: Made) -> Judged:
    """The change is taken back, and the case is taken up again: what the office has of it then."""
    run_once(plug, case)
    return kept_of(office, case)


def kept_of(office: Office, case: Made) -> Judged:
    """Of one case, whatever else is there."""
    mine = (record for record in office.records() if record["values"][KEY] == case.key)
    return judge(mine, {case.key: case.typed})


def try_all(office: Office, make: Callable[[], Closing], *, every: bool, healed: bool = False) -> Iterator[Tried]:
    """Every change, at its first page or at `every` one of its pages, each with a case of its own. With `healed`, each
    case is taken up once more when its change has been taken back: then it must be right, too."""
    each = [(one, page) for one in office.mutations() for page in (one["pages"] if every else one["pages"][:1])]
    with _robots(make) as robot:
        for (mutation, page), case in zip(each, made(len(each)), strict=True):
            plug = robot(mutation["name"])
            tried = attempt(office, plug, case, mutation, page)
            yield replace(tried, healed=heal(office, plug, case)) if healed else tried


@contextmanager
def _robots(make: Callable[[], Closing]) -> Iterator[Callable[[str], Closing]]:
    """A robot for each change at a page: the same one, as long as it need not log in anew."""
    opened: list[Closing] = []

    def robot(mutation: str) -> Closing:
        if mutation in FRESH or not opened:
            while opened:
                opened.pop().close()
            opened.append(make())
        return opened[-1]

    try:
        yield robot
    finally:
        while opened:
            opened.pop().close()
