"""What a screen shows against what was typed: as exactly as the field asks."""

import pytest

from madoguchi.core.transcript import same


@pytest.mark.parametrize(
    ("expected", "seen", "least"),
    [
        ("見本 花子", "見本 花子", "exact"),
        ("見本 花子", "見本　花子", "width"),
        ("090-0000", "０９０－００００", "width"),
        ("ﾐﾎﾝ", "ミホン", "width"),
        ("090-0000", "0900000", "loose"),
        ("見本", "見木", "none"),
        ("～", "〜", "none"),
        ("", "0", "none"),
    ],
)
def test_what_is_seen_is_as_exact_as_the_field_asks(expected: str, seen: str, least: str) -> None:
    ways = ("exact", "width", "loose", "none")
    assert [same(way, expected, seen) for way in ways] == [ways.index(way) >= ways.index(least) for way in ways]
