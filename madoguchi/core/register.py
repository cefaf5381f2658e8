"""公簿の照会 - whom to look up in the registers of a city, and what their rows say about what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .crossing import Across
from .form.walk import items_in
from .known import Record
from .paper.fold import same, same_place

RESIDENTS, ARREARS = "residents", "arrears"
UNKNOWN, NONE, FOUND, DIFFERS, NEAR = "unknown", "none", "found", "differs", "near"
_GRAVEST: Final = (FOUND, NEAR, UNKNOWN, NONE, "")  # of the arrears of a household, the first of its people counts


@dataclass(frozen=True)
class Who:
    """Somebody to look up: as typed, and in which registers; `at` is how the paths of the item begin."""

    at: str
    name: str
    kana: str
    birth: str
    address: str
    registers: tuple[str, ...] = (RESIDENTS, ARREARS)


@dataclass(frozen=True)
class Resident:
    """A row of 住民記録. `since` and `until` are days (ISO), None where the register says none."""

    name: str
    kana: str
    birth: str
    postal: str = ""
    address: str = ""
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class Debt:
    """A row of fees not paid: yen, and for which months, as the register writes them."""

    name: str
    kana: str
    birth: str
    address: str = ""
    amount: int = 0
    months: str = ""


def asked_about(across: Across, document: Mapping[str, Any]) -> tuple[Who, ...]:
    """Whom to look up of a filled document."""
    return tuple(_people(across, document))


def _people(across: Across, document: Mapping[str, Any]) -> Iterator[Who]:
    for of in across.people:
        for at, names in items_in(document, of.group) if of.registers else ():
            person: Any = names["this"]
            home = document if of.address in document else person
            if person[of.birth]:
                address = home[of.address] if of.address else ""
                yield Who(at, person[of.name], person.get(of.kana, ""), person[of.birth], address, of.registers)


def is_named(who: Who, row: Resident | Debt) -> bool:
    """Whether a row is of somebody born that day, and called so or read so."""
    alike = same(who.name, row.name) or bool(who.kana and row.kana and same(who.kana, row.kana))
    return row.birth == who.birth and alike


def could_be(who: Who, row: Resident | Debt) -> bool:
    """Whether a row is worth a look: the person, somebody of that birth at that address, or a debt at that address."""
    near = bool(who.address and row.address) and same_place(who.address, row.address)
    return is_named(who, row) or (near and (isinstance(row, Debt) or row.birth == who.birth))


def record(who: Who, residents: Iterable[Resident] | None, debts: Iterable[Debt] | None) -> Record:
    """What the rows come to that a register gave for somebody; None is no answer of it."""
    told = _resident(who, residents) if RESIDENTS in who.registers else Record()
    return _owing(who, told, debts) if ARREARS in who.registers else told


def _resident(who: Who, rows: Iterable[Resident] | None) -> Record:
    if rows is None:
        return Record(resident=UNKNOWN)
    known = [(_differs(who, row), row) for row in rows if could_be(who, row)]
    if not known:
        return Record(resident=NONE)
    # Of several the one that still lives here, and of these the one that differs least.
    differs, row = min(known, key=lambda one: (one[1].until is not None, len(one[0])))
    plain = {key: getattr(row, key) for key in ("name", "kana", "birth", "postal", "address", "since", "until")}
    return Record(resident=DIFFERS if differs else FOUND, differs=differs, **plain)


def _differs(who: Who, row: Resident) -> tuple[str, ...]:
    sides = {
        "name": same(who.name, row.name),
        "kana": not (who.kana and row.kana) or same(who.kana, row.kana),
        "address": not (who.address and row.address) or same_place(who.address, row.address),
    }
    return tuple(column for column, alike in sides.items() if not alike)


def _owing(who: Who, told: Record, rows: Iterable[Debt] | None) -> Record:
    if rows is None:
        return replace(told, arrears=UNKNOWN)
    near = [row for row in rows if could_be(who, row)]
    own = [row for row in near if is_named(who, row)]
    owed = own or near
    state = FOUND if own else NEAR if near else NONE
    months = "、".join(row.months for row in owed if row.months)
    return replace(told, arrears=state, amount=sum(row.amount for row in owed), months=months)


def records(found: Iterable[tuple[Who, Record]]) -> dict[str, Record]:
    """By item, and for the household ("") what its people owe together."""
    known = {who.at: record for who, record in found}
    told = list(known.values())
    state = next(one for one in _GRAVEST if one == "" or one in {record.arrears for record in told})
    owing = {(record.amount, record.months) for record in told if record.arrears == state}
    months = "、".join(sorted({months for _, months in owing if months}))
    return {**known, "": Record(arrears=state, amount=sum(amount for amount, _ in owing), months=months)}
