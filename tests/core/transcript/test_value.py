"""What an expression came to, as a back office writes it; what cannot be said is never guessed at."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.transcript.office import Field
from madoguchi.core.transcript.value import Unsaid, said


def field(**rules: Any) -> Field:
    return Field("見本", None, **rules)


@pytest.mark.parametrize(
    ("rules", "value", "text"),
    [
        ({}, "見本", "見本"),
        ({}, None, ""),
        ({}, 3, "3"),
        ({"format": "yyyymmdd"}, "2027-04-01", "20270401"),
        ({"format": "era"}, "2019-04-30", "平成"),
        ({"format": "era"}, "2019-05-01", "令和"),
        ({"format": "yymmdd"}, "2019-04-30", "310430"),
        ({"format": "yymmdd"}, "2019-05-01", "010501"),
        ({"format": "yymmdd"}, None, ""),
        ({"format": "hhmm"}, "9:05", "0905"),
        ({"format": "hhmm"}, "17:30", "1730"),
        ({"kind": "tick"}, True, "1"),
        ({"kind": "tick"}, False, "0"),
        ({"codes": {"boy": "1", "": "9"}}, "boy", "1"),
        ({"codes": {"boy": "1", "": "9"}}, "", "9"),
        ({"codes": {"boy": "1"}}, "", ""),
        ({"codes": {"true": "1", "false": "0"}}, False, "0"),
        ({"format": "era", "codes": {"令和": "5"}}, "2020-01-01", "5"),
        ({}, ["09:00", "09:00"], "09:00"),
        ({}, [], ""),
    ],
)
def test_a_value_is_said_in_the_back_offices_way(rules: dict[str, Any], value: Any, text: str) -> None:
    assert said(field(**rules), value) == (text, ())


@pytest.mark.parametrize(
    ("rules", "value", "says"),
    [
        ({"codes": {"a": "1"}}, "b", "「b」に当たるコードがありません。"),
        ({"format": "yyyymmdd"}, "見本", "「見本」は日付や時刻として読めません。"),
        ({"format": "hhmm"}, "朝", "「朝」は日付や時刻として読めません。"),
        ({"format": "era"}, "1800-01-01", "「1800-01-01」の元号がありません。"),
        ({"kind": "tick"}, "はい", "はい・いいえになりません。"),
        ({}, {"mon": {}}, "一つの値になりません。"),
    ],
)
def test_what_cannot_be_said_needs_a_person(rules: dict[str, Any], value: Any, says: str) -> None:
    with pytest.raises(Unsaid, match=says):
        said(field(**rules), value)


def test_of_several_values_none_is_chosen_and_that_is_told() -> None:
    text, notes = said(field(), ["11:00", "09:00", "11:00"])
    assert text == ""
    assert notes == ("一つに決まらないので、空けました(09:00、11:00)。",)
