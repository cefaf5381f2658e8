"""台帳の控え - the twin of the register plugs: knows only the places and the people it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.address import Place
from madoguchi.core.cut import Town
from madoguchi.core.plug import Health, PlugError
from madoguchi.core.register import ARREARS, RESIDENTS, Debt, Resident, Who, could_be


class Plug:
    """`known` has the places by postcode, `people` and `debts` the rows by town; while `away` it answers nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.known: dict[str, tuple[Place, ...]] = {}
        self.people: dict[str, tuple[Resident, ...]] = {}
        self.debts: dict[str, tuple[Debt, ...]] = {}
        self.away = False

    def places(self, digits: str) -> tuple[Place, ...]:
        """Those it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return self.known.get(digits, ())

    def towns(self, line: str) -> tuple[Town, ...]:
        """Those of the places it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        told = [(one, code) for code, places in self.known.items() for one in places]
        return tuple(
            Town(one.prefecture, one.city, one.neighborhood, code)
            for one, code in told
            if line.startswith(one.prefecture + one.city)
        )

    def registers(self, town: str) -> tuple[str, ...]:
        """Those it was told something for."""
        there: dict[str, Mapping[str, object]] = {RESIDENTS: self.people, ARREARS: self.debts}
        return tuple(name for name, rows in there.items() if town in rows)

    def residents(self, town: str, who: Who) -> tuple[Resident, ...]:
        """Those it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return tuple(row for row in self.people.get(town, ()) if could_be(who, row))

    def arrears(self, town: str, who: Who) -> tuple[Debt, ...]:
        """Those it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return tuple(row for row in self.debts.get(town, ()) if could_be(who, row))

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="見本" if self.away else "")
