"""集計 - where a form costs its families time, told in counts that name nobody.

A tally counts at a page (its id, whatever item it was about) and, for a mistake, at a field. None of them knows whose
it is. What fewer than `FEW` families did is not told as a share: they could be known by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .fields import KINDS
from .form import Cleaned, Form, Mistake, Stop, places
from .mask import unnumbered
from .say import Say

FEW: Final = 5
CHECK: Final = "check"  # the page on which everything is looked over and handed in

BEGUN: Final = "begun"
PASSED: Final = "passed"  # a page was answered without a mistake
REFUSED: Final = "refused"  # a page came back with mistakes
MISTAKE: Final = "mistake"  # each of them
HANDED: Final = "handed"  # an application came of it; the seconds are those of the whole form
RESTING: Final = "resting"  # nobody has written for some days; the page is where it would go on
LEFT: Final = "left"  # given up for good

MISSING: Final = "missing"  # the code of the sentence for a required field without an answer
RULE: Final = "#"  # before the id of a rule


@dataclass(frozen=True, slots=True)
class Tally:
    """集計: something happened `count` times; `timed` of them are known in `seconds` (all of them together).

    `field` is a path without numbers (`children.birth`); `say` the code of the sentence: `missing`, a rule's `#id`, the
    sentence's pattern, or "" where it might hold what was typed.
    """

    kind: str
    page: str = ""
    field: str = ""
    say: str = ""
    count: int = 1
    timed: int = 0
    seconds: int = 0


def of_save(form: Form, stop: Stop, cleaned: Cleaned, touch: int | None) -> tuple[Tally, ...]:
    """What one posted page adds. Seconds of a page that only called up more questions are those of the page."""
    known = 0 if touch is None else 1
    kind = REFUSED if cleaned.mistakes else PASSED
    once = int(cleaned.ok or kind == REFUSED)
    page = Tally(kind, stop.page.id, count=once, timed=known * once, seconds=touch or 0)
    told = Counter((unnumbered(mistake.path), _code(form, stop, mistake)) for mistake in cleaned.mistakes)
    return (page, *(Tally(MISTAKE, stop.page.id, field, say, count) for (field, say), count in sorted(told.items())))


def page_of(form: Form, answers: Mapping[str, object], base: Mapping[str, object], mistakes: Iterable[Mistake]) -> str:
    """The page on which a draft would go on: that of its first mistake, or the check page."""
    first = next(iter(mistakes), None)
    stop = places(form, answers, base).get(first.path) if first else None
    return stop.page.id if stop else CHECK


def _code(form: Form, stop: Stop, mistake: Mistake) -> str:
    """Which sentence it was. A sentence without a pattern may hold an answer, and is not kept."""
    own = {unnumbered(mistake.path).rpartition(".")[2]}
    field = next((field for field in stop.page.fields if field.id in own), None)
    if field and mistake.say == KINDS[field.kind].missing(field):
        return MISSING
    rule = next((rule for rule in form.rules if rule.at in own and rule.say == mistake.say), None)
    if rule:
        return f"{RULE}{rule.id}"
    return mistake.say.pattern if isinstance(mistake.say, Say) else ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page cost its families, in seconds of them all: filling in, doing it again, and leaving the form there.

    Doing again is what a save took on the average, for each that was refused; leaving costs the time of a whole form,
    for whoever leaves has it all before them again.
    """

    page: str
    passed: int
    refused: int
    left: int
    each: int  # seconds of one save, 0 when too few browsers have counted
    filling: int
    again: int
    leaving: int
    mistakes: tuple[Tally, ...]

    @property
    def whole(self) -> int:
        """All of it."""
        return self.filling + self.again + self.leaving

    @property
    def few(self) -> bool:
        """Whether so few were here that nothing may be told of them."""
        return self.passed + self.refused < FEW


def costs(tallies: Iterable[Tally]) -> tuple[Cost, ...]:
    """The pages, the most expensive first; those with few families last."""
    rows = tuple(tallies)
    whole = whole_time(rows)
    pages = dict.fromkeys(row.page for row in rows if row.page)
    found = [_cost(page, [row for row in rows if row.page == page], whole) for page in pages]
    return tuple(sorted(found, key=lambda cost: (cost.few, -cost.whole, -cost.refused - cost.left, cost.page)))


def whole_time(tallies: Iterable[Tally]) -> int:
    """Seconds of a whole form, on the average; 0 when too few are known."""
    return _mean([row for row in tallies if row.kind == HANDED])


def total(tallies: Iterable[Tally], *kinds: str) -> int:
    """How often something of these kinds happened."""
    return sum(row.count for row in tallies if row.kind in kinds)


def _cost(page: str, rows: list[Tally], whole: int) -> Cost:
    saves = [row for row in rows if row.kind in (PASSED, REFUSED)]
    passed, refused, left = (total(rows, *kinds) for kinds in ((PASSED,), (REFUSED,), (LEFT, RESTING)))
    each = _mean(saves)
    mistakes = sorted((row for row in rows if row.kind == MISTAKE), key=lambda row: -row.count)
    filling, again, leaving = each * passed, each * _told(refused), whole * _told(left)
    return Cost(page, passed, refused, left, each, filling, again, leaving, tuple(mistakes))


def _mean(rows: list[Tally]) -> int:
    timed = sum(row.timed for row in rows)
    return round(sum(row.seconds for row in rows) / timed) if timed >= FEW else 0


def _told(count: int) -> int:
    """A count as it may be told: that of a few is as good as none."""
    return count if count >= FEW else 0


def share(part: int, of: int) -> int | None:
    """A share in whole per cent; None when it would tell of a few."""
    return round(100 * part / of) if of >= FEW and (part >= FEW or part == 0) else None
