"""多くの行 - made-up rows put in by the thousand, for benches; an office's own come one by one through the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from madoguchi.core.case import Application, Case

from . import tables
from .cases import application_row, case_row

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Filled:
    """An application with its one case, the words it is found by, and the next day to keep."""

    application: Application
    case: Case
    found_by: tuple[str, ...] = ()
    deadline: date | None = None
    deadline_of: str = ""


def put(rows: Iterable[Filled]) -> int:
    """Keep them without events or errands; how many there were."""
    many = iter(rows)
    number = 0
    while batch := list(islice(many, BATCH)):
        tables.Application.objects.bulk_create(application_row(one.application) for one in batch)
        tables.Case.objects.bulk_create(_cases(batch))
        number += len(batch)
    return number


def _cases(batch: list[Filled]) -> Iterator[tables.Case]:
    for one in batch:
        row = case_row(one.case, one.found_by)
        row.deadline, row.deadline_of = one.deadline, one.deadline_of
        yield row
