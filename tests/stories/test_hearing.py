"""弁明の物語 - a family reads on the phone why its place may be taken back, answers, and reads both decisions after."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from madoguchi.core.case import Actor
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.store import wall
from madoguchi.web.clock import now
from tests.stories.conftest import Counter
from tests.stories.hands import apply, look_up, open_case, sign_in, step

CHILD, WHY = "見本 花子", "就労の実態がないと分かったため。"
SAID = "退職の日が違います。\n3月まで働いています。"


def test_a_decision_is_taken_back_only_after_its_family_was_heard(
    counter: Counter, phone: Page, desk: Page, javascript: bool
) -> None:
    reference, secret = apply(phone, counter, family(), by_hand=False)
    with wall.inside("tama", write=True):
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="要件を満たすため。", place="daini")
    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="結果を見る").click()

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, CHILD)
    step(desk, "取消しの前に弁明を求める", message=WHY)

    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="お知らせを読む").click()
    expect(phone.locator("main")).to_contain_text(WHY)
    phone.get_by_role("button", name="言い分を送る").click()
    expect(phone.locator("main")).to_contain_text("言い分を入力してください。")
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    phone.get_by_label("あなたの言い分").fill(SAID)
    phone.get_by_role("button", name="言い分を送る").click()
    expect(phone.locator("main")).to_contain_text("決まるまで、前の決定が続きます")

    sign_in(desk, counter, "kessai")
    open_case(desk, counter, CHILD)
    expect(desk.locator("main")).to_contain_text("退職の日が違います。")
    step(desk, "決定を取り消す", reason=WHY)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text("により取り消します")
    phone.get_by_role("link", name="申請の状況に戻る").click()
    phone.get_by_role("link", name="これまでの通知").click()
    expect(phone.locator("main")).to_contain_text("学童クラブ入所承認通知書")
    if javascript:
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
