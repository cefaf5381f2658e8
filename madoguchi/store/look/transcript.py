"""転記を見る - what was handed to a back office, as one clerk may see it: without what 支援措置 and 要配慮 hide."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from madoguchi.core.case import Clerk
from madoguchi.core.handed import Evidence, Handed, Sent
from madoguchi.core.mask import PRIVATE, PROTECTED, Mask, rests_on
from madoguchi.core.package.edition import Edition
from madoguchi.core.transcript import Line, Sheet
from madoguchi.core.transcript.reconcile import Held

from .. import cases, tables, transcripts
from ..editions import current_edition
from .protected import hidden, mask
from .reach import editions_of, procedures_of, veiled_from

__all__ = [
    "Seen",
    "evidence",
    "handover_of",
    "held",
    "latest",
    "listed",
    "of_batch",
    "of_case",
    "over",
    "pictured",
    "recent",
    "seen",
    "sent",
    "unhidden",
    "with_handover",
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A row with the name of its case, both as a clerk may see them; `over`: what is hidden of it, in words."""

    row: Handed
    title: str
    over: str = ""


def with_handover(clerk: Clerk | None) -> tuple[Edition, ...]:
    """The editions in force that hand their cases over, of the procedures this clerk has to do with."""
    return tuple(edition for edition in editions_of(clerk) if edition.handover)


def handover_of(procedure: str, clerk: Clerk | None) -> Edition | None:
    """The edition in force of a procedure, where it hands over and this clerk has to do with it."""
    return next((one for one in with_handover(clerk) if one.procedure.id == procedure), None)


def seen(number: int, clerk: Clerk | None) -> Seen | None:
    """One row; None when this clerk has nothing to do with it."""
    row = transcripts.get(number)
    if row is None or row.procedure not in procedures_of(clerk):
        return None
    return next(iter(listed([row], clerk)))


def of_case(case: str, clerk: Clerk | None) -> tuple[Seen, ...]:
    """The rows of a case, the first first, but those that were replaced."""
    rows = [row for row in transcripts.of_case(case) if row.state != "void" and row.procedure in procedures_of(clerk)]
    return tuple(listed(rows, clerk))


def of_batch(batch: int, clerk: Clerk | None) -> tuple[Seen, ...]:
    """The rows that went out in a file, in its order."""
    return tuple(listed(transcripts.of_batch(batch), clerk))


def sent(number: int, procedure: str) -> Sent | None:
    """A file of a procedure."""
    found = transcripts.batch(number)
    return found if found and found.procedure == procedure else None


def recent(procedure: str, state: str, most: int, clerk: Clerk | None) -> tuple[Seen, ...]:
    """Rows of a procedure in a state: of those that are done the last first, of others the first."""
    order = "-done" if state == "done" else "id"
    rows = tables.Transcript.objects.filter(procedure=procedure, state=state).order_by(order, "-id")[:most]
    return tuple(listed([transcripts.value(row) for row in rows], clerk))


def evidence(number: int) -> Evidence | None:
    """One piece of evidence by its number."""
    row = tables.Evidence.objects.filter(pk=number).defer("picture").first()
    return transcripts.evidence_of(row) if row else None


def latest(procedure: str, cases_: Collection[str]) -> dict[str, Handed]:
    """Of these cases the last row that the back office has."""
    return {row.case: row for row in transcripts.of_procedure(procedure, ["done"]) if row.case in cases_}


def held(procedure: str) -> tuple[Held, ...]:
    """What the back office should have of a procedure's cases, as `reconcile` compares it."""
    last = {row.case: row for row in transcripts.of_procedure(procedure, ["done"])}
    return tuple(Held(row.case, row.number, row.op == "cancel", row.sheet) for row in last.values())


def listed(rows: Iterable[Handed], clerk: Clerk | None) -> Iterator[Seen]:
    """Rows for a list; of a protected case neither its name nor what a screen said."""
    told = list(rows)
    veiled = veiled_from(clerk)
    numbers = {row.case for row in told}
    known = tables.Case.objects.filter(number__in=numbers).values_list("number", "title", "reference")
    names = {number: (title, reference in veiled) for number, title, reference in known}
    for row in told:
        title, over_it = names.get(row.case, ("", False))
        yield Seen(_silent(row, PROTECTED), PROTECTED, PROTECTED) if over_it else Seen(_quiet(row, clerk), title)


def over(row: Handed, clerk: Clerk | None) -> str:
    """In words why not all that is typed of a row may be seen by a clerk; "" when all may."""
    if _protected(row, clerk):
        return PROTECTED
    return PRIVATE if any(line.typed == PRIVATE for line in unhidden(row, clerk).lines) else ""


def pictured(row: Handed, clerk: Clerk | None) -> bool:
    """Whether a clerk may see the pictures of a row: what is private is blackened on them, or may be read."""
    case, edition = cases.get_case(row.case), current_edition(row.procedure)
    if case is None or edition is None or edition.handover is None or _protected(row, clerk):
        return False
    black = edition.handover.script.get("mask", ())
    return set(_private(row, mask(case.reference, case.edition, clerk))) <= {"", *black}


def unhidden(row: Handed, clerk: Clerk | None) -> Sheet:
    """What is typed of a row, with words in the place of what this clerk may not see. Of a protected case nothing."""
    case = cases.get_case(row.case)
    if case is None or _protected(row, clerk):
        return Sheet(())
    private = _private(row, mask(case.reference, case.edition, clerk))
    return Sheet(tuple(_covered(line) if line.label in private else line for line in row.filled.lines))


def _protected(row: Handed, clerk: Clerk | None) -> bool:
    case = cases.get_case(row.case)
    return case is None or hidden(case.reference, clerk)


def _private(row: Handed, words: Mask) -> Collection[str]:
    """The fields whose values rest on something hidden, and those that take the rest of them."""
    edition = current_edition(row.procedure)
    if edition is None or edition.handover is None:
        return ()
    told = edition.handover.transcript
    behind = [one for one in (*told.fields, *told.cancel) if one.value and rests_on(one.value.source, words)]
    return {name for one in behind for name in (one.label, one.rest)}


def _covered(line: Line) -> Line:
    return replace(line, given=PRIVATE, typed=PRIVATE, replaced=(), notes=(), fault=PRIVATE if line.fault else "")


def _silent(row: Handed, words: str) -> Handed:
    return replace(row, error=words if row.error else "")


def _quiet(row: Handed, clerk: Clerk | None) -> Handed:
    """What is wrong with a private value would tell it."""
    faults = unhidden(row, clerk).faults if row.error and row.filled.faults else ()
    return _silent(row, PRIVATE) if any(line.fault == PRIVATE for line in faults) else row
