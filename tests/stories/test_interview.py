"""面談の物語 - a family is invited, chooses a time on the phone, is heard, and only then its child is passed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.core.case import Actor
from madoguchi.desk import office, publish
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.store import wall
from madoguchi.web.clock import now
from tests.desk.test_interview import CARE, with_interviews
from tests.stories.conftest import Counter
from tests.stories.hands import apply, look_up, open_case, sign_in, step

CHILD, PLACE = "見本 花子", "市役所 2階 相談室"
UNMET = "面談の結果か、面談が要らない理由がないので、進められません。"
SAID = "静かな部屋があれば過ごせる。"


@pytest.fixture
def city(counter: Counter, gakudo: dict[str, Any]) -> None:
    """A city that has interviews, and a clerk who may read of children's health."""
    with wall.inside("tama", write=True):
        publish.publish(with_interviews(gakudo), now())
        office.employ("kenko", "見本 健康", ("clerk",), DEMO_PASSWORD, permits=("health",))


def invite(desk: Page, *times: tuple[str, str], until: str) -> Locator:
    """Type times into the step, and send it."""
    desk.locator("summary", has_text="面談の日時を案内する").click()
    form = desk.locator("#form-invite")
    for number, (day, time) in enumerate(times):
        form.locator('[name="slot-day"]').nth(number).fill(day)
        form.locator('[name="slot-time"]').nth(number).fill(time)
        form.locator('[name="slot-place"]').nth(number).fill(PLACE)
    form.locator('[name="until"]').fill(until)
    form.get_by_role("button", name="面談の日時を案内する").click()
    return desk.locator("main")


@pytest.mark.usefixtures("city")
def test_a_child_is_passed_after_its_family_was_heard_and_not_before(
    counter: Counter, phone: Page, desk: Page, javascript: bool
) -> None:
    reference, secret = apply(phone, counter, family(**CARE), by_hand=False)
    sign_in(desk, counter, "kenko")
    open_case(desk, counter, CHILD)
    main = desk.locator("main")
    expect(main).to_contain_text(UNMET)
    expect(desk.get_by_role("button", name="審査を通す")).to_have_count(0)
    if javascript:  # axe is a script
        desk.locator("summary", has_text="面談の日時を案内する").click()
        assert axe.wrong(desk, {360: 740, 1280: 800}) == []
        desk.reload()
    invite(desk, ("2026-11-25", "10:00"), ("2026-11-26", "15:30"), until="2026-11-20")
    expect(main).to_contain_text("面談の日の返事を待っています(11月20日(金)まで)")

    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name="面談の日を選ぶ").click()
    phone.get_by_role("button", name="この日時にする").click()
    expect(phone.locator("main")).to_contain_text("面談の日時を一つ選んでください。")
    if javascript:
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    phone.get_by_label("11月26日(木) 15:30").check()
    phone.get_by_role("button", name="この日時にする").click()
    expect(phone.locator("main")).to_contain_text("面談の日が決まっています")
    expect(phone.locator("main")).to_contain_text(f"11月26日(木) 15:30 {PLACE}")
    if javascript:
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []

    open_case(desk, counter, CHILD)
    expect(main).to_contain_text(f"11月26日(木) 15:30 {PLACE}")
    desk.locator("summary", has_text="面談の結果を書く").click()
    desk.get_by_label("配慮があれば預かれる").check()
    step_form = desk.locator("#form-met")
    step_form.locator('[name="words"]').fill(SAID)
    step_form.get_by_role("button", name="面談の結果を書く").click()
    expect(main).to_contain_text(SAID)
    expect(main).not_to_contain_text(UNMET)
    step(desk, "審査を通す")

    with wall.inside("tama", write=True):
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="要件を満たすため。", place="daini")
    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text("学童クラブ入所承認通知書")
    expect(phone.locator("main")).not_to_contain_text(SAID)


@pytest.mark.usefixtures("city")
def test_a_family_that_can_come_on_none_of_the_days_says_so_and_is_invited_anew(
    counter: Counter, phone: Page, desk: Page
) -> None:
    reference, secret = apply(phone, counter, family(**CARE), by_hand=False)
    sign_in(desk, counter, "kenko")
    open_case(desk, counter, CHILD)
    invite(desk, ("2026-11-25", "10:00"), until="2026-11-20")
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name="面談の日を選ぶ").click()
    phone.get_by_label("いつなら行けるかなど").fill("火曜日の夕方なら行けます。")
    phone.get_by_role("button", name="合う日時がない").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("申請の状況")
    open_case(desk, counter, CHILD)
    expect(desk.locator("main")).to_contain_text("火曜日の夕方なら行けます。")
    invite(desk, ("2026-12-01", "17:00"), until="2026-11-27")
    look_up(phone, counter, reference, secret)
    expect(phone.locator("main")).to_contain_text("11月27日(金)までに面談の日を選んでください")
