"""お知らせ先の画面 - confirmed, changed and taken away by the family, long after the receipt."""

from collections.abc import Callable

import pytest

from madoguchi import settings
from madoguchi.store import cases, codes, wall
from tests.web.visits import Visitor, hand_in, look_up, shown


def opened(visitor: Visitor, **changed: str) -> str:
    """An application whose family looks at its status."""
    reference = hand_in(visitor, **changed)
    look_up(visitor, reference, shown(visitor.page, "secret"))
    return reference


def code(reference: str) -> str:
    with wall.inside("tama"):
        last = codes.get(reference)
        assert last is not None
        return codes.made(settings.SECRET_KEY, reference, last.serial)


def contact(reference: str) -> tuple[str, bool]:
    with wall.inside("tama"):
        found = cases.get_application(reference)
        assert found is not None
        return found.contact, found.contact_confirmed


def test_the_code_may_come_later_from_the_status_page(visitor: Visitor) -> None:
    reference = opened(visitor, email="mihon@example.jp")
    assert "まだ確かめられていません" in visitor.page.text()
    visitor.get(f"/tama/status/{reference}/contact/")
    visitor.send(deed="code", code="000000" if code(reference) != "000000" else "111111")
    assert visitor.status == 422
    assert "番号が違うか、期限が切れています" in visitor.page.text()
    visitor.send(deed="code", code=code(reference))
    assert contact(reference) == ("mihon@example.jp", True)
    assert "mihon@example.jpにお知らせを送ります" in visitor.page.text()


def test_who_gave_no_address_can_give_one_and_a_mobile_too(visitor: Visitor) -> None:
    reference = opened(visitor)
    visitor.get(f"/tama/status/{reference}/contact/")
    assert "お知らせ先はありません" in visitor.page.text()
    visitor.send(deed="change", contact="090-0000-0000")
    assert contact(reference) == ("09000000000", False)
    visitor.send(deed="code", code=code(reference))
    assert contact(reference) == ("09000000000", True)


def test_a_wrong_address_is_told_and_stays_as_typed(visitor: Visitor) -> None:
    reference = opened(visitor, email="mihon@example.jp")
    visitor.get(f"/tama/status/{reference}/contact/")
    visitor.send(visitor.page.forms[-2], deed="change", contact="042-338-7777")
    assert visitor.status == 422
    assert visitor.page.inputs()["contact"] == "042-338-7777"
    assert contact(reference) == ("mihon@example.jp", False)


def test_it_can_be_taken_away(visitor: Visitor) -> None:
    reference = opened(visitor, email="mihon@example.jp")
    visitor.get(f"/tama/status/{reference}/contact/")
    visitor.send(deed="remove")
    assert contact(reference) == ("", False)
    assert "お知らせ先はありません" in visitor.page.text()


def test_behind_the_limit_the_office_is_named(visitor: Visitor) -> None:
    reference = opened(visitor, email="mihon@example.jp")
    visitor.get(f"/tama/status/{reference}/contact/")
    for _ in range(10):
        visitor.send(visitor.page.forms[-1], deed="again")
    assert "窓口に電話してください" in visitor.page.text()


@pytest.mark.parametrize("deed", ["code", "again", "remove", "change"])
def test_nobody_else_touches_it(visit: Callable[[], Visitor], deed: str) -> None:
    family, stranger = visit(), visit()
    reference = opened(family, email="mihon@example.jp")
    stranger.get("/tama/status/")
    sent = stranger.page.form().sends(deed=deed, contact="evil@example.jp", code=code(reference))
    stranger.post(f"/tama/status/{reference}/contact/", sent)
    assert stranger.status == 401
    assert contact(reference) == ("mihon@example.jp", False)
