"""突合 - what the back office holds against what we have handed over: counts, and every field of every case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..handover import Handover
from .compare import same
from .files import Record
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Held:
    """A case that the back office should have; `key` is that of its record, `number` the back office's, if known."""

    key: str
    number: str
    cancelled: bool
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind`: missing, unknown (to us), twice, state, or a field with its label; what we have, and what is there."""

    key: str
    number: str
    kind: str
    label: str
    ours: str
    theirs: str
    say: str


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many cases we have handed over, how many records there are, and every difference."""

    ours: int
    theirs: int
    differences: tuple[Difference, ...]


def differences(handover: Handover, ours: Iterable[Held], records: Iterable[Record]) -> Reconciled:
    """Every difference between our cases and the records of the back office. Cancelled records of a case that was
    handed over again are its past, and no difference."""
    held = {one.key: one for one in ours}
    theirs: dict[str, list[Record]] = defaultdict(list)
    count = 0
    for record in records:
        count += 1
        theirs[record.values[handover.transcript.key]].append(record)
    found = [told for key, one in held.items() for told in _of_case(one, theirs.get(key, []))]
    found += [
        Difference(key, record.number, "unknown", "", "", record.number, "こちらから渡していない登録です。")
        for key, there in theirs.items()
        if key not in held
        for record in there
    ]
    return Reconciled(len(held), count, tuple(found))


def _of_case(held: Held, records: list[Record]) -> Iterator[Difference]:
    living = [record for record in records if not record.cancelled]
    if held.cancelled:
        for record in living:
            yield Difference(held.key, record.number, "state", "", "取消", "登録", "取り消されていません。")
        return
    if not living:
        cancelled = "取消" if records else ""
        say = "取り消されています。" if records else "登録がありません。"
        yield Difference(held.key, held.number, "state" if records else "missing", "", "登録", cancelled, say)
    if len(living) > 1:
        numbers = "、".join(record.number for record in living)
        yield Difference(held.key, numbers, "twice", "", "1", str(len(living)), "登録が二つ以上あります。")
    for record in living:
        for line in held.sheet.lines:
            if not same(line.verify, line.typed, seen := record.values[line.label]):
                say = f"{line.label}が違います。"
                yield Difference(held.key, record.number, "field", line.label, line.typed, seen, say)
