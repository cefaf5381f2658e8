"""台帳の差込 - looks up what a register says; nothing is written there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Protocol, TypeVar

from madoguchi.core.address import Place
from madoguchi.core.cut import Town
from madoguchi.core.known import Record
from madoguchi.core.plug import Health, PlugError
from madoguchi.core.register import ARREARS, RESIDENTS, Debt, Resident, Who, record, records

Rows = TypeVar("Rows")


class Postcodes(Protocol):
    """What every register of postcodes does; what it is asked names nobody."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def places(self, digits: str) -> tuple[Place, ...]:
        """The places of a postcode, seven digits; none when there is no such postcode. Raises PlugError."""

    def towns(self, line: str) -> tuple[Town, ...]:
        """The towns of the city that an address begins with; none when it names no prefecture. Raises PlugError."""

    def health(self) -> Health:
        """Whether it answers now; never raises."""


class People(Protocol):
    """What every register of a city's people does: 住民記録, and fees not paid. `town` is the city's slug."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def registers(self, town: str) -> tuple[str, ...]:
        """Which of residents and arrears can be asked in this city."""

    def residents(self, town: str, who: Who) -> tuple[Resident, ...]:
        """The rows that could be of somebody (core/register.could_be); none when there is none. Raises PlugError."""

    def arrears(self, town: str, who: Who) -> tuple[Debt, ...]:
        """The debts that could be of somebody, or of their household. Raises PlugError."""

    def health(self) -> Health:
        """Whether it answers now; never raises."""


def look_up(register: People, town: str, people: Iterable[Who]) -> dict[str, Record]:
    """What the registers of a city say of people, by the item each is of, and of the household ("").

    A register that is not there is not asked; one that does not answer makes it unknown.
    """
    there = register.registers(town)
    found = []
    for who in people:
        asked = Who(who.at, who.name, who.kana, who.birth, who.address, tuple(x for x in who.registers if x in there))
        residents = _answer(register.residents, town, asked) if RESIDENTS in asked.registers else ()
        debts = _answer(register.arrears, town, asked) if ARREARS in asked.registers else ()
        found.append((asked, record(asked, residents, debts)))
    return records(found)


def _answer(ask: Callable[[str, Who], tuple[Rows, ...]], town: str, who: Who) -> tuple[Rows, ...] | None:
    try:
        return ask(town, who)
    except PlugError:
        return None
