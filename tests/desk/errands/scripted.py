"""用務の台本 - a plug that does what a test says, a clock that a test sets, and errands to be done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from madoguchi.core.case import Actor, Errand
from madoguchi.core.errand import RESERVED, SUBMITTING
from madoguchi.core.plug import Health, Stages, Values
from madoguchi.desk.errands import Worker
from madoguchi.store import errands, wall

START = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
CLERK = Actor("uketsuke", "clerk")


class Killed(BaseException):
    """What a `kill -9` looks like from inside: nothing after it is done."""


@dataclass
class Clock:
    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@dataclass
class Script:
    """A plug that does what a test says at each place, and remembers what it was asked."""

    before: Callable[[], object] = lambda: None
    effect: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None
    asked: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    slowest: timedelta = timedelta(seconds=30)

    def run(self, key: str, values: Values) -> Stages:
        self.asked.append(f"run {key} {values.get('word', '')}".strip())
        self.before()
        yield RESERVED
        yield SUBMITTING
        self.effect()
        self.effects.append(key)
        self.after()
        return f"R-{key}"

    def health(self) -> Health:
        return Health(ok=True, say="")


class FindingScript(Script):
    def find(self, key: str) -> str | None:
        self.asked.append(f"find {key}")
        return f"R-{key}" if key in self.effects else None


def worker(plug: Any, clock: Clock, name: str = "one", **more: Any) -> Worker:
    return Worker(name, {"test/script": plug}, clock, **more)


def leave(slug: str, key: str = "k", kind: str = "test", **payload: Any) -> int:
    with wall.inside(slug, write=True):
        return errands.leave(kind, key, payload, "", START).id


def row(slug: str, errand_id: int) -> Errand:
    with wall.inside(slug):
        found = errands.get(errand_id)
    assert found
    return found


def die(*_: object) -> None:
    raise Killed
