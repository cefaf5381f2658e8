"""ファイルで渡す - one case or many in a file for the back office, and what it says of each, back to its case."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from madoguchi.core.case import Actor, Event
from madoguchi.core.flow import NotAllowed
from madoguchi.core.handed import Handed, Sent
from madoguchi.core.handover import Handover
from madoguchi.core.transcript import files
from madoguchi.core.transcript.files import Batch, Result
from madoguchi.core.transcript.reconcile import Held, Reconciled, differences
from madoguchi.store import events, protections, transcripts

from . import transcribe
from .refusals import NotFound


class Altered(Exception):
    """The file cannot be made again as it was; the message is for a clerk."""


class Foreign(Exception):
    """The results are not of this file, or were taken in already with others; the message is for a clerk."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases the back office has taken, and how many came back; `again`: it had been read before."""

    ok: int
    wrong: int
    again: bool = False


def case_file(number: int, by: Actor, now: datetime) -> tuple[str, bytes]:
    """The file of one case and its name; from now on it is in the hands of whoever fetched it.

    Raises NotFound, NotAllowed (another has it, or it is done).
    """
    row = transcripts.get(number, lock=True)
    handover = transcribe.handover_of(row.procedure) if row else None
    if row is None or handover is None or _hidden(row, by):
        raise NotFound(str(number))
    if row.way != "file" or row.filled.faults:
        raise NotAllowed(f"case_file: {row.way}")
    if (row.state, row.by) != ("taken", by.name):  # who has it may fetch it once more
        transcribe.take_over(number, by, now)
    return f"{row.case}.csv", files.case_file(handover, row.filled)


def make_batch(procedure: str, by: Actor, now: datetime) -> Sent | None:
    """Let all that wait of a procedure go out in one file; None when nothing does. What is hidden from `by` stays."""
    handover = transcribe.handover_of(procedure)
    rows = [row for row in transcripts.next_out(procedure, "batch") if not _hidden(row, by)]
    if handover is None or not rows:
        return None
    sent = transcripts.put_batch(Sent(0, procedure, handover.system.id, "", len(rows), "", now, by.name))
    name = f"{procedure}-{sent.id:06d}.csv"
    made = _made(handover, name, rows)
    for row in rows:
        transcripts.save(row, batch=sent.id)
    sent = transcripts.save_batch(sent, name=name, digest=hashlib.sha256(made.data).hexdigest())
    _tell(sent, "made", by, now)
    return sent


def batch_files(number: int) -> Batch:
    """The file and its manifest, made again from its rows. Raises NotFound, Altered."""
    sent = transcripts.batch(number)
    handover = transcribe.handover_of(sent.procedure) if sent else None
    if sent is None or handover is None:
        raise NotFound(str(number))
    made = _made(handover, sent.name, transcripts.of_batch(number))
    if hashlib.sha256(made.data).hexdigest() != sent.digest:
        raise Altered("このファイルは、作ったときと同じ内容では作れません(廃棄した案件があるか、設定が変わりました)。")
    return made


def take_results(number: int, data: bytes, by: Actor, now: datetime) -> Counted:
    """What the back office says of each case of a file. The same results once more change nothing.

    Raises NotFound, files.Unreadable, Foreign; then nothing is changed.
    """
    sent = transcripts.batch(number, lock=True)
    handover = transcribe.handover_of(sent.procedure) if sent else None
    if sent is None or handover is None:
        raise NotFound(str(number))
    results = sorted(files.read_results(handover, data), key=lambda one: one.row)
    rows = transcripts.of_batch(number)
    digest, wrong = hashlib.sha256(data).hexdigest(), sum(not one.ok for one in results)
    if sent.taken and sent.results == digest:
        return Counted(len(results) - wrong, wrong, again=True)
    _fitting(sent, results, rows)
    for result, row in zip(results, rows, strict=True):
        if result.ok:
            transcribe.settled(row, result.number or row.number, by, now)
        else:
            transcribe.stopped(row, f"{result.label}: {result.say}({result.code})", by, now)
    _tell(transcripts.save_batch(sent, taken=now, results=digest), "results", by, now)
    return Counted(len(results) - wrong, wrong)


def reconcile(procedure: str, data: bytes) -> Reconciled:
    """The back office's own list beside what it was given. Raises NotFound (nothing is handed over), Unreadable."""
    handover = transcribe.handover_of(procedure)
    if handover is None:
        raise NotFound(procedure)
    rows = transcripts.last_done(procedure)
    ours = (Held(row.case, row.number, row.op == "cancel", row.sheet) for row in rows)
    return differences(handover, ours, files.read_export(handover, data))


def _made(handover: Handover, name: str, rows: Sequence[Handed]) -> Batch:
    return files.batch(handover, name, [(row.op, row.sheet) for row in rows])


def _fitting(sent: Sent, results: Sequence[Result], rows: Sequence[Handed]) -> None:
    """Whether they speak of exactly the cases of the file. Raises Foreign."""
    if sent.taken:
        raise Foreign("このファイルの結果は、もう取り込みました。別の結果は取り込めません。")
    if len(results) != sent.count or len(rows) != sent.count:
        raise Foreign(f"件数が違います。渡したのは{sent.count}件、結果は{len(results)}件です。")
    for at, (result, row) in enumerate(zip(results, rows, strict=True), start=1):
        if (result.row, result.key) != (at, row.case):
            raise Foreign(f"{at}件目が、渡したファイルの案件と違います。別のファイルの結果ではないか確かめてください。")
        if result.ok and not (result.number or row.number):
            raise Foreign(f"{at}件目に、基幹システムの番号がありません。")


def _hidden(row: Handed, by: Actor) -> bool:
    """支援措置: only the clerks who are named for a protected family hand its data over."""
    found = protections.of(row.case.rpartition("-")[0])
    return found is not None and by.name not in found.clerks


def _tell(sent: Sent, kind: str, by: Actor, now: datetime) -> None:
    note: Mapping[str, int | str] = {"kind": kind, "count": sent.count, "procedure": sent.procedure}
    events.append(Event(0, now, "note", "batch", by.name, by.role, f"batch/{sent.id}", channel="staff", note=note))
