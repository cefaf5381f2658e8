"""助ける人ともう一人の保護者 - a grandmother fills in, a clerk with a father, and the mother agrees elsewhere."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from madoguchi.core.case import Actor
from madoguchi.desk import protect
from madoguchi.lab.family import family
from madoguchi.store import wall
from madoguchi.web import clock
from tests.stories.conftest import Counter
from tests.stories.hands import fill_at_once, look_up, open_case, sign_in


def handed_in(page: Page) -> tuple[str, str]:
    """From the first page of the form to the receipt: reference and secret."""
    while not page.url.endswith("/check/"):
        fill_at_once(page, family())
    page.get_by_role("button", name="申請する").click()
    return page.locator("#reference").inner_text(), page.locator("#secret").inner_text()


def test_a_grandmother_fills_in_and_her_name_stays_with_it(counter: Counter, phone: Page, desk: Page):
    phone.goto(f"{counter.url}/tama/gakudo/")
    phone.get_by_role("button", name="本人の代わりに入力する").click()
    phone.get_by_role("button", name="次へ").click()
    expect(phone.locator("main")).to_contain_text("あなたの名前を入力してください。")
    phone.get_by_label("あなたの名前").fill("見本 花代")
    phone.get_by_role("radio", name="家族・親族").check()
    phone.get_by_role("button", name="次へ").click()
    handed_in(phone)
    expect(phone.locator("main")).to_contain_text("見本 花代(家族・親族)")
    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("入力した人: 見本 花代(家族・親族)")


def test_a_clerk_fills_in_with_a_father_and_both_names_stay(counter: Counter, desk: Page):
    sign_in(desk, counter, "uketsuke")
    desk.get_by_role("link", name="窓口で一緒に入力する").click()
    desk.get_by_label("申請する人の名前").fill("見本 健一")
    desk.get_by_role("button", name="入力を始める").click()
    handed_in(desk)
    expect(desk.locator("main")).to_contain_text("見本 健一さんに渡してください")
    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("見本 健一さんと、窓口の職員")
    expect(desk.locator(".history").first).to_contain_text("uketsuke")


def asked(counter: Counter, phone: Page) -> tuple[str, str]:
    """A family that has made an address for the other guardian: its reference, and the address."""
    phone.goto(f"{counter.url}/tama/gakudo/")
    phone.get_by_role("button", name="申し込む").click()
    reference, secret = handed_in(phone)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name=re.compile("もう一人の保護者の確認")).click()
    phone.get_by_role("button", name="アドレスを作る").click()
    return reference, phone.locator("#link").inner_text()


def test_the_other_guardian_agrees_and_the_clerk_sees_it(counter: Counter, phone: Page, desk: Page):
    _, link = asked(counter, phone)
    desk.goto(link)
    expect(desk.locator("main")).to_contain_text("見本 健一")
    expect(desk.locator("main")).to_contain_text("花子さん")
    for hidden in ("見本町", "株式会社見本", "見本 優子", "見本 花子"):
        expect(desk.locator("main")).not_to_contain_text(hidden)
    desk.get_by_role("button", name="同意する").click()
    expect(desk.get_by_role("status")).to_contain_text("ありがとうございました")
    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    expect(desk.locator("main")).to_contain_text("保護者2の確認: 済み")


def test_of_a_protected_family_the_address_shows_the_sentence_alone(counter: Counter, phone: Page, desk: Page):
    reference, link = asked(counter, phone)
    with wall.inside("tama", write=True):
        protect.protect(reference, ("uketsuke",), Actor("kessai", "decider"), clock.now())
    desk.goto(link)
    expect(desk.get_by_role("button", name="同意する")).to_be_visible()
    for hidden in ("健一", "花子", "あなたについて"):
        expect(desk.locator("main")).not_to_contain_text(hidden)
    desk.get_by_role("button", name="同意する").click()
    expect(desk.get_by_role("status")).to_contain_text("ありがとうございました")
