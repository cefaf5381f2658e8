"""郵便番号と住所 - only what is sure is filled in."""

import pytest

from madoguchi.core.address import Place, address_of

MIHON = Place("99201", "見本県", "見本市", "見本町")
OTHER_TOWN = Place("99201", "見本県", "見本市", "仮町")
NEXT_CITY = Place("99202", "見本県", "隣市", "仮町")
ELSEWHERE = Place("98201", "隣県", "隣市", "仮町")


@pytest.mark.parametrize(
    ("places", "own", "address"),
    [
        ((), "992010", ""),
        ((MIHON,), "000000", "見本県見本市見本町"),
        ((MIHON, OTHER_TOWN), "000000", "見本県見本市"),
        ((MIHON, NEXT_CITY), "000000", "見本県"),
        ((MIHON, NEXT_CITY), "992022", "見本県隣市仮町"),
        ((MIHON, ELSEWHERE), "000000", ""),
    ],
)
def test_what_all_places_share_is_filled_in_and_on_a_border_our_own_side(
    places: tuple[Place, ...], own: str, address: str
) -> None:
    assert address_of(places, own) == address


def test_two_cities_with_a_neighborhood_of_one_name_share_no_address_behind_the_prefecture() -> None:
    assert address_of((OTHER_TOWN, NEXT_CITY), "000000") == "見本県"
