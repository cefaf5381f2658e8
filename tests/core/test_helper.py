"""代わりに入力する人 - a name, and how they belong to the family."""

import pytest

from madoguchi.core.helper import RELATIONS, Aide, read


def test_a_name_is_tidied() -> None:
    assert read(" 見本　花代 ", "family") == (Aide("見本 花代", "family"), {})


@pytest.mark.parametrize(
    ("name", "relation", "wrong"),
    [
        ("  ", "", {"name", "relation"}),
        ("見本", "", {"relation"}),
        ("", "family", {"name"}),
        ("見本", "boss", {"relation"}),
    ],
)
def test_half_of_it_says_what_is_missing(name: str, relation: str, wrong: set[str]) -> None:
    found, told = read(name, relation)
    assert found is None
    assert set(told) == wrong


def test_who_helped_is_read_in_one_line() -> None:
    assert Aide("見本 花代", "supporter").said == "見本 花代(支援者・相談員)"
    assert Aide("受付 太郎", "clerk", "uketsuke", "見本 優子").said == "見本 優子さんと、窓口の職員(受付 太郎)"
    assert len(RELATIONS) == 5
