"""台帳 - the one row of a municipality that whoever numbers something holds until the transaction ends."""

from __future__ import annotations

from madoguchi.core.chain import genesis

from . import tables, wall


def hold() -> tables.Ledger:
    """The ledger of the municipality around us, locked; made when it is missing."""
    rows = tables.Ledger.objects.select_for_update()
    found = rows.first()
    if found is None:
        # Two may find none: one makes it, and both then wait for it here.
        blank = tables.Ledger(head=genesis(wall.current()))
        tables.Ledger.objects.bulk_create([blank], ignore_conflicts=True)
        found = rows.get()
    return found


def next_serial(row: int | str) -> int:
    """The next number of a row of numbers (of a year, say), from 1 on."""
    ledger = hold()
    serial = int(ledger.serials.get(str(row), 0)) + 1
    ledger.serials[str(row)] = serial
    tables.Ledger.objects.update(serials=ledger.serials)
    return serial


def head() -> tuple[int, str]:
    """(seq, digest) of the last event as the ledger has it; of a municipality without events, its genesis."""
    row = tables.Ledger.objects.first()
    return (row.seq, row.head) if row else (0, genesis(wall.current()))
