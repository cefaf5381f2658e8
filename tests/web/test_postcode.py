"""郵便番号と住所の画面 - a button fills in the address where no script does, and nothing else on the page is lost."""

import pytest

from tests.web.visits import Visitor, fill_in
from tests.web.visits import typed as told

NAGAYAMA = "206-0025"  # 多摩市永山


def press(visitor: Visitor, **typed: str) -> None:
    fill_in(visitor, "home")
    visitor.send(fill="address", **(told(visitor) | typed))


@pytest.mark.parametrize("typed", [NAGAYAMA, "2060025", "〒２０６ー００２５"])
def test_the_button_fills_in_the_address_and_keeps_the_rest(visitor: Visitor, typed: str) -> None:
    press(visitor, postal=typed, address="")
    assert visitor.status == 200
    assert visitor.path.endswith("/home/"), "the house number is still missing"
    inputs = visitor.page.inputs()
    assert inputs["address"] == "東京都多摩市永山"
    assert inputs["postal"] in (typed, "2060025")
    assert inputs["in_city"] == "yes"
    assert "続きの番地" in visitor.page.text()
    visitor.send(address="東京都多摩市永山1-2-3")
    assert not visitor.path.endswith("/home/")


def test_a_button_pressed_replaces_what_stood_there(visitor: Visitor) -> None:
    press(visitor, postal=NAGAYAMA, address="古い住所")
    assert visitor.page.inputs()["address"] == "東京都多摩市永山"


@pytest.mark.parametrize("typed", ["", "206", "0000000", "nonsense"])
def test_what_nobody_knows_is_told_and_the_address_stays(visitor: Visitor, typed: str) -> None:
    press(visitor, postal=typed, address="見本町1")
    assert visitor.page.inputs()["address"] == "見本町1"
    assert visitor.page.inputs()["postal"] == typed
    assert "見つかりません" in visitor.page.text()


def test_another_name_than_an_address_fills_in_nothing(visitor: Visitor) -> None:
    fill_in(visitor, "home")
    visitor.send(fill="postal", **told(visitor))
    assert not visitor.path.endswith("/home/"), "the page is sent as ever"


def test_the_first_button_of_the_page_is_that_of_the_enter_key(visitor: Visitor) -> None:
    buttons = fill_in(visitor, "home").all("button")
    assert "name" not in buttons[0]
    assert (buttons[0]["tabindex"], buttons[0]["aria-hidden"]) == ("-1", "true")
    assert buttons[1]["name"] == "fill"
    assert len(fill_in(visitor, "child-1").all("button")) == 1


def test_the_script_is_told_the_same(visitor: Visitor) -> None:
    address = visitor.client.get("/tama/postcode/2060025")
    assert address.json() == {"address": "東京都多摩市永山"}
    assert visitor.client.get("/tama/postcode/0000000").status_code == 404
    assert visitor.client.get("/tama/postcode/2060000").json() == {"address": "東京都多摩市"}, "our side of the border"
    assert visitor.client.post("/tama/postcode/2060025").status_code in (403, 405)
