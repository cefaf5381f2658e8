"""手 - what people do before the pages of the counter: type, press, sign in, look up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page, expect

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.lab import axe
from madoguchi.store import factors
from madoguchi.web import demo
from tests.stories.conftest import Counter

Typed = Mapping[str, str]


def fill(page: Page, inputs: Mapping[str, str]) -> None:
    """Fill in the inputs of one page, in order, as they come up; press 次へ until the page is left."""
    here, left, tries = page.url, dict(inputs), 0
    while page.url == here:
        tries += 1
        assert tries < 4, f"no way on from {here}: {page.locator('main').inner_text()}"
        for name in page.locator("main form [name]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
            if name in left:
                answer(page, name, left.pop(name))
        with page.expect_navigation():  # what was typed is kept first, then the page goes
            page.get_by_role("button", name="次へ").click()


def fill_at_once(page: Page, inputs: Mapping[str, str]) -> None:
    """As `fill`, for a story that is not about filling in."""
    page.wait_for_load_state()  # a button was pressed before, and evaluate takes a page as far as it is there
    here, tries = page.url, 0
    while page.url == here:  # a page that asks more comes once again
        tries += 1
        assert tries < 4, f"no way on from {here}: {page.locator('main').inner_text()}"
        page.evaluate(axe.FILL, dict(inputs))
        with page.expect_navigation():
            page.evaluate(axe.SEND)


def answer(page: Page, name: str, text: str) -> None:
    """Give one answer as its input wants it."""
    field = page.locator(f'[name="{name}"]').first
    if field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(text)
    elif field.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f'[name="{name}"][value="{text}"]').check()
    else:
        field.fill(text)


def apply(page: Page, counter: Counter, told: Typed, *, by_hand: bool) -> tuple[str, str]:
    """From the procedure page to the receipt: reference and secret."""
    page.goto(f"{counter.url}/tama/gakudo/")
    page.get_by_role("button", name="申し込む").click()
    while not page.url.endswith("/check/"):
        (fill if by_hand else fill_at_once)(page, told)
    expect(page.get_by_role("heading", level=1)).to_contain_text("確認")
    expect(page.get_by_text(told["children.0.name"])).to_be_visible()
    page.get_by_role("button", name="申請する").click()
    reference, secret = page.locator("#reference").inner_text(), page.locator("#secret").inner_text()
    page.reload()
    expect(page.locator("#reference")).to_have_text(reference)
    return reference, secret


def confirm_address(page: Page, counter: Counter, address: str) -> None:
    """A wrong number first, then the one that came by mail."""
    code = re.search(r"\b\d{6}\b", counter.mail_number(address, 1))
    assert code
    page.locator('[name="code"]').fill("000000" if code[0] != "000000" else "111111")
    page.get_by_role("button", name="番号を確かめる").click()
    expect(page.get_by_text("番号が違うか").first).to_be_visible()
    page.locator('[name="code"]').fill(code[0])
    page.get_by_role("button", name="番号を確かめる").click()
    expect(page.locator('[name="code"]')).to_have_count(0)


def try_numbers(page: Page, counter: Counter, reference: str, secret: str) -> None:
    """Type both numbers; whether they open anything is for the story to say."""
    page.goto(f"{counter.url}/tama/status/")
    page.locator('[name="reference"]').fill(reference)
    page.locator('[name="secret"]').fill(secret)
    page.get_by_role("button", name="状況を見る").click()


def look_up(page: Page, counter: Counter, reference: str, secret: str) -> None:
    """How the application stands."""
    try_numbers(page, counter, reference, secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("申請の状況")
    expect(page.locator("main")).to_contain_text(reference)


def sign_in(page: Page, counter: Counter, name: str) -> None:
    """As somebody of the sample office, with whatever they are asked for."""
    page.context.clear_cookies()
    page.goto(f"{counter.url}/tama/staff/")
    page.locator('[name="username"]').fill(name)
    page.locator('[name="password"]').fill(DEMO_PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    if page.locator('[name="code"]').count():  # whoever decides shows a second factor
        page.locator('[name="code"]').fill(factors.code_of(demo.SECRET))
        page.get_by_role("button", name="確認する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申請の一覧")


def open_case(page: Page, counter: Counter, title: str) -> None:
    """From the list to a child."""
    page.goto(f"{counter.url}/tama/staff/?status=all")
    page.locator("tr", has_text=title).get_by_role("link").first.click()
    say_why(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def say_why(page: Page) -> None:
    """What somebody looks for is asked where it does not follow from their work."""
    if page.locator('[name="purpose"]').count():
        page.locator('[name="purpose"]').first.check()
        page.get_by_role("button", name="見る", exact=True).click()


def step(page: Page, label: str, **words: str) -> None:
    """Take a step of the flow; what it needs is asked when it is opened."""
    if words:
        page.locator("summary", has_text=label).click()
    form = page.locator("form", has=page.get_by_role("button", name=label))
    for name, text in words.items():
        if name == "fields":
            box = form.locator(f'[name="fields"][value="{text}"]')
            if not box.is_visible():  # nothing was found about it, so it lies below
                form.locator("summary", has_text="ほかの項目").click()
            box.check()
        else:
            form.locator(f'[name="{name}"]').fill(text)
    form.get_by_role("button", name=label).click()
    expect(page.get_by_role("status")).to_contain_text(label)
