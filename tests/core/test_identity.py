"""本人確認 - a day of birth in whichever of the two shapes providers tell it."""

import pytest

from madoguchi.core.identity import Proof, iso_day


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("19880505", "1988-05-05"),
        ("1988-05-05", "1988-05-05"),
        ("19880230", ""),
        ("1988-5-5", ""),
        ("0000-05-05", ""),
        ("", ""),
        ("昭和63年", ""),
    ],
)
def test_a_day_is_read_or_left_out(told: str, day: str) -> None:
    assert iso_day(told) == day


def test_only_what_was_told_is_handed_on() -> None:
    assert Proof("s", name="見本").told == {"name": "見本"}
