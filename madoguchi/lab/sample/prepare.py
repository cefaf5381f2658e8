"""見本の下ごしらえ - made-up families become documents: pure work, done by processes of their own beside the filing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition, open_edition

from .arrivals import main_window, other_window
from .dice import Dice, written
from .household import Household, household
from .papers import Paper, add_papers
from .plants import circumstances
from .typed import document_of, pages_of

CHUNK: Final = 20
FEW: Final = 60  # below this, starting processes costs more than they bring


@dataclass(frozen=True)
class Ready:
    """One application before it is filed; `planted` are the findings that must come of it."""

    number: int
    moment: datetime
    document: dict[str, Any]
    planted: tuple[dict[str, str], ...]
    seconds: int  # that the family took
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Job:
    """What a process needs to prepare application `number`."""

    number: int
    seed: int
    moment: datetime
    now: datetime
    papers: int = 0  # share of a hundred families that add papers
    news: bool = True  # whether some want mail or messages
    known: bool = False  # filed before


def family_of(edition: Edition, job: Job) -> Household:
    """The family of a job, with all that is particular about it."""
    dice = Dice(job.seed, job.number, "window")
    window = other_window(edition.town, main_window(edition.town, job.now), job.moment, dice)
    home = household(job.number, job.seed, edition.town, window, jst_date(job.moment))
    circumstances(home, _period())
    if not job.news:
        home.answers["contact_by"] = "none"
    return home


def prepare(edition: Edition, job: Job) -> Ready:
    """A family, typed in and cleaned. Raises typed.Mistyped."""
    home = family_of(edition, job)
    papers = add_papers(edition, home, job.papers)
    today = jst_date(job.moment)
    document = home.answers  # of a family that has been filed before, nobody types anything again
    if not job.known:
        document = document_of(edition, pages_of(edition, home.answers, today, home.dice), today)
    seconds = int(home.dice.assumed("minutes")) * 60 + home.dice.between(0, 59)
    return Ready(job.number, job.moment, document, tuple(home.planted), seconds, papers)


def _period() -> int:
    """One in so many families has a defect."""
    weights = written()[0]["defect"].weights
    return sum(weights.values()) // weights["yes"]


@contextmanager
def prepared(data: bytes, jobs: Sequence[Job]) -> Iterator[Iterator[Ready]]:
    """All jobs on the edition of these bytes, in their order, made ahead on the cores that filing leaves free."""
    if len(jobs) < FEW:
        edition = open_edition(data)
        yield (prepare(edition, job) for job in jobs)
        return
    workers = max(1, (os.cpu_count() or 2) - 1)
    # Spawned: a forked process would share our connections to the database.
    around = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=around, initializer=_begin, initargs=(data,)) as pool:
        yield iter(pool.map(_one, jobs, chunksize=CHUNK))


_edition: list[Edition] = []


def _begin(data: bytes) -> None:
    _edition[:] = [open_edition(data)]


def _one(job: Job) -> Ready:
    return prepare(_edition[0], job)
