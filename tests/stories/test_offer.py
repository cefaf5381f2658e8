"""空きの物語 - a child that waits is offered a place; the family takes it on the phone, and it is decided."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from madoguchi.core.case import Actor
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.store import wall
from madoguchi.web.clock import now
from tests.stories.conftest import Counter
from tests.stories.hands import apply, confirm_address, look_up, open_case, sign_in, step

CHILD, PLACE, FAMILY = "見本 花子", "見本第4学童クラブ", "matsu@example.jp"


def test_a_free_place_is_offered_taken_and_decided(counter: Counter, phone: Page, desk: Page, javascript: bool) -> None:
    reference, secret = apply(phone, counter, family(email=FAMILY), by_hand=False)
    confirm_address(phone, counter, FAMILY)
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "hold", Actor("kessai", "decider"), now(), reason="空きがないため")

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, CHILD)
    step(desk, "空きを案内する", message=PLACE)

    look_up(phone, counter, reference, secret)
    expect(phone.locator("main")).to_contain_text("11月23日(月)までに返事をしてください")
    expect(phone.locator("main")).to_contain_text(PLACE)
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    phone.get_by_role("button", name="この空きに入る").click()
    expect(phone.locator("main")).to_contain_text("空きに入る返事を受け取りました")
    expect(phone.get_by_role("button", name="この空きに入る")).to_have_count(0)

    sign_in(desk, counter, "kessai")
    open_case(desk, counter, CHILD)
    expect(desk.locator("main")).to_contain_text(PLACE)  # what was offered stands before who decides
    step(desk, "空きに入ることを承認する", reason=f"{PLACE}に空きが出たため")
    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text(f"{PLACE}に空きが出たため")
