"""一本の糸 - a parent applies on a phone, a clerk asks, a decider decides, the parent reads the result."""

import re

from playwright.sync_api import Page, expect

from madoguchi.lab.family import family
from tests.stories.conftest import Counter
from tests.stories.hands import apply, confirm_address, look_up, open_case, sign_in, step

FAMILY = "family@example.jp"


def test_one_child_from_the_phone_to_the_notice(counter: Counter, phone: Page, desk: Page):
    reference, secret = apply(phone, counter, family(email=FAMILY), by_hand=True)
    confirm_address(phone, counter, FAMILY)
    assert reference in counter.mail_number(FAMILY, 2)

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    step(desk, "補正を依頼する", fields="guardians.0.phone", message="電話番号を確かめてください。")
    assert "見本 花子" not in counter.mail_number(FAMILY, 3)

    look_up(phone, counter, reference, secret)
    expect(phone.locator("main")).to_contain_text("電話番号を確かめてください。")
    phone.get_by_role("link", name=re.compile("直す")).first.click()
    expect(phone.locator('[name="children.0.name"]')).to_have_count(0)
    phone.locator('[name="guardians.0.phone"]').fill("12")
    with phone.expect_navigation():
        phone.locator("main form button").first.click()
    expect(phone.locator('[name="guardians.0.phone"]')).to_have_value("12")
    phone.locator('[name="guardians.0.phone"]').fill("０４２－０００－０００１")
    phone.locator("main form button").first.click()
    expect(phone.locator('[name="guardians.0.phone"]')).to_have_count(0)

    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("0420000001")
    step(desk, "審査を通す")
    sign_in(desk, counter, "kessai")
    open_case(desk, counter, "見本 花子")
    step(desk, "承認する", reason="要件を満たし、定員に空きがあるため")
    expect(desk.locator("main")).to_contain_text("承認")
    counter.mail_number(FAMILY, 4)

    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name=re.compile("結果")).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("承認")
    expect(phone.locator("main")).to_contain_text("要件を満たし、定員に空きがあるため")


def test_a_family_withdraws_and_nothing_more_is_done(counter: Counter, phone: Page, desk: Page):
    reference, secret = apply(phone, counter, family(email=FAMILY), by_hand=False)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name=re.compile("取り下げ")).click()
    phone.get_by_role("button", name=re.compile("取り下げ")).click()
    expect(phone.locator("main")).to_contain_text("取り下げました")
    sign_in(desk, counter, "uketsuke")
    desk.goto(f"{counter.url}/tama/staff/case/{reference}-1/")
    expect(desk.get_by_role("button", name="審査を通す")).to_have_count(0)
