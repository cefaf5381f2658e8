"""採点 - the points of applications that are kept: at once when answers come in, and twice before a round."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from madoguchi.core.case import Application
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import cases, editions, scores

from .twice import Twice, scored_twice

__all__ = ["Twice", "keep", "scored_again", "scored_today", "scored_twice"]


def scored_again(digest: str, references: Iterable[str]) -> Twice:
    """Stored applications twice, by the edition of a round: their answers as they were on its last day for changes.

    Raises LookupError when the edition was never kept.
    """
    edition = editions.opened(digest)
    return _scored(digest, references, edition.points.reference.until if edition.points else None)


def scored_today(digest: str, references: Iterable[str]) -> Twice:
    """The same of their answers as they are today."""
    return _scored(digest, references, None)


def _scored(digest: str, references: Iterable[str], until: date | None) -> Twice:
    edition, files = editions.opened(digest), json.loads(editions.get(digest))
    handed = (cases.as_of(reference, until) for reference in references)
    return scored_twice(edition, files, ((one.reference, one.answers, jst_date(one.received)) for one in handed if one))


def keep(application: Application, edition: Edition, now: datetime) -> None:
    """Score what was handed in or corrected, and keep it with each case.

    At once, in the same transaction: it is reckoned from the answers alone in less than a millisecond, and an errand
    would leave a while in which a case shows points that are not those of its answers. Points of a decided case stay,
    and so do all when a correction comes after the last day for changes.
    """
    rules, reference = edition.points, application.reference
    if rules is None or (not rules.reference.counts(jst_date(now)) and scores.of(reference)):
        return
    settled = {case.branch for case in cases.cases_of(reference) if edition.flow.by_status[case.status].final}
    for score in edition.score(application.answers, jst_date(application.received)):
        if score.branch not in settled:
            scores.put(reference, application.procedure, application.edition, score, now)
