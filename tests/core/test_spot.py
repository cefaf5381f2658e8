"""A place on a file is read as readers write it, and an address names a box or none."""

import pytest

from madoguchi.core.spot import Spot, box_of, cells_of, spot_of


def test_a_place_on_a_page_is_a_box_that_holds_all_of_it() -> None:
    assert spot_of("p2 12.4,40,80.1,52") == Spot(2, (12, 40, 81, 53))
    assert spot_of("p1 10,10,20,20、p1 40,5,50,18、p2 1,1,900,900") == Spot(1, (10, 5, 51, 21))
    assert spot_of("p1 -3,0,5,5") == Spot(1, (0, 0, 6, 6))


@pytest.mark.parametrize("where", ["", "Sheet1!C5", "p1", "p1 1,2,3", "px 1,2,3,4"])
def test_what_is_no_place_on_a_page_is_none(where: str) -> None:
    assert spot_of(where) is None


def test_cells_are_told_by_their_sheets() -> None:
    assert cells_of("Sheet1!C5、Sheet1!D5") == ("Sheet1!C5", "Sheet1!D5")
    assert cells_of("p1 1,2,3,4") == ()


def test_an_address_names_a_box_or_none() -> None:
    assert box_of(Spot(1, (1, 2, 30, 40)).name) == (1, 2, 30, 40)
    for name in ("", "1-2-3", "3-2-1-4", "1-2-3-x", "1-2-3-4-5", "1-2-9999999-4"):
        assert box_of(name) is None
