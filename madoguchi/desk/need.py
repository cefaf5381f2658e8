"""住民ニーズ - what a form costs is counted as families fill it in, and what they say of it is kept; of nobody by name.

Counts are written with the deed that they count, last of all: whoever holds a row of them holds it for a moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from madoguchi.core import form, tally
from madoguchi.core.case import Draft
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.retention import Retention, cutoff
from madoguchi.core.tally import Tally
from madoguchi.core.voice import Voice, discreet, tapped
from madoguchi.store import cases, drafts, editions, tallies, voices

from .refusals import NoDraft

REST: Final = timedelta(days=3)  # a draft that nobody writes in for so long rests
Where = tuple[str, str, date]  # procedure, version, day


def begun(edition: Edition, now: datetime) -> None:
    """A form was begun."""
    _add(edition, now, [Tally(tally.BEGUN)])


def saved(edition: Edition, stop: form.Stop, cleaned: form.Cleaned, touch: int | None, now: datetime) -> None:
    """A page was posted."""
    _add(edition, now, tally.of_save(edition.form, stop, cleaned, touch))


def handed_in(edition: Edition, seconds: int | None, touch: int | None, now: datetime) -> None:
    """An application came of it: `seconds` on the whole form, `touch` of them on the check page; None: not known."""
    known = int(seconds is not None)
    checked = int(touch is not None)
    whole = Tally(tally.HANDED, timed=known, seconds=seconds or 0)
    _add(edition, now, [whole, Tally(tally.PASSED, tally.CHECK, timed=checked, seconds=touch or 0)])


def left(given_up: Iterable[Draft]) -> None:
    """Drafts are about to go for good: on which page each stood, on the day on which it was last written in."""
    _add_all(_where_they_stand(given_up, tally.LEFT))


def rest(now: datetime) -> Mapping[Where, list[Tally]]:
    """On which pages drafts rest that may still be taken up again. Reads only: there may be many."""
    return _where_they_stand(drafts.quiet(now - REST), tally.RESTING)


def rested(found: Mapping[Where, list[Tally]]) -> None:
    """Put this night's count of resting drafts in the place of the last one's."""
    tallies.clear_resting()
    _add_all(found)


def say(key: str, taps: Mapping[str, str], words: str, now: datetime) -> bool:
    """Keep what a family says of a form it has handed in. Said once, it stays as it is: nothing leads back to it.

    False when it said nothing, or had spoken before. Raises NoDraft when nothing was handed in.
    """
    draft = drafts.get(key)
    application = cases.get_application(draft.submitted) if draft and draft.submitted else None
    if draft is None or application is None:
        raise NoDraft
    version = editions.opened(draft.edition).procedure.version
    blank = Voice(draft.procedure, version, jst_date(now), application.channel, application.language, words=words)
    voice = discreet(blank, tapped(taps))
    if voice.silent or not drafts.mark_voiced(key):
        return False
    voices.put(voice)
    return True


def forget(rules: Mapping[str, Retention], now: datetime) -> int:
    """Take away what was counted and said longer ago than the rules keep anything; how many rows."""
    days = {procedure: cutoff(rule, jst_date(now)) for procedure, rule in rules.items()}
    return sum(tallies.forget(name, day) + voices.forget(name, day) for name, day in days.items())


def _where_they_stand(found: Iterable[Draft], kind: str) -> Mapping[Where, list[Tally]]:
    counted: dict[Where, dict[str, Tally]] = defaultdict(dict)
    for draft in found:
        edition, day = editions.opened(draft.edition), jst_date(draft.updated)
        base = edition.scope(day, draft.answers)
        mistakes = form.mistakes_of(edition.form, draft.answers, base)
        page = tally.page_of(edition.form, draft.answers, base, mistakes)
        rows = counted[draft.procedure, edition.procedure.version, day]
        before = rows.get(page, Tally(kind, page, count=0))
        seconds = sum(draft.seconds.values())
        rows[page] = Tally(
            kind,
            page,
            count=before.count + 1,
            timed=before.timed + bool(seconds),
            seconds=before.seconds + seconds,
        )
    return {where: list(rows.values()) for where, rows in counted.items()}


def _add_all(counted: Mapping[Where, list[Tally]]) -> None:
    for (procedure, version, day), rows in sorted(counted.items()):
        tallies.add(procedure, version, day, rows)


def _add(edition: Edition, now: datetime, rows: Iterable[Tally]) -> None:
    tallies.add(edition.procedure.id, edition.procedure.version, jst_date(now), rows)
