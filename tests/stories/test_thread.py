"""一本の糸 - a parent applies on a phone, a clerk asks, a decider decides, the parent reads the result."""

import re

from playwright.sync_api import Page, expect

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.lab.family import family
from madoguchi.store import factors
from madoguchi.web import demo
from tests.stories.conftest import Counter

FAMILY = "family@example.jp"


def fill(page: Page, inputs: dict[str, str]) -> None:
    """Fill in the inputs of one page, in order, as they come up; press 次へ until the page is left."""
    here, left, tries = page.url, dict(inputs), 0
    while page.url == here:
        tries += 1
        assert tries < 4, f"no way on from {here}: {page.locator('main').inner_text()}"
        for name in list(left):
            if page.locator(f'[name="{name}"]').count():
                answer(page, name, left.pop(name))
        page.get_by_role("button", name="次へ").click()
    assert not left, f"never asked on {here}: {left}"


def answer(page: Page, name: str, text: str) -> None:
    field = page.locator(f'[name="{name}"]').first
    if field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(text)
    elif field.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f'[name="{name}"][value="{text}"]').check()
    else:
        field.fill(text)


def apply(page: Page, counter: Counter) -> tuple[str, str]:
    """From the procedure page to the receipt: reference and secret."""
    page.goto(f"{counter.url}/tama/gakudo/")
    page.get_by_role("button", name="申し込む").click()
    for inputs in family(email=FAMILY).values():
        fill(page, inputs)
    expect(page.get_by_role("heading", level=1)).to_contain_text("確認")
    expect(page.get_by_text("見本 花子")).to_be_visible()
    page.get_by_role("button", name="申請する").click()
    reference, secret = page.locator("#reference").inner_text(), page.locator("#secret").inner_text()
    page.reload()
    expect(page.locator("#reference")).to_have_text(reference)
    return reference, secret


def confirm_address(page: Page, counter: Counter) -> None:
    code = re.search(r"\b\d{6}\b", counter.mail_number(FAMILY, 1))
    assert code
    page.locator('[name="code"]').fill("000000" if code[0] != "000000" else "111111")
    page.get_by_role("button", name="番号を確かめる").click()
    expect(page.get_by_text("番号が違うか").first).to_be_visible()
    page.locator('[name="code"]').fill(code[0])
    page.get_by_role("button", name="番号を確かめる").click()
    expect(page.locator('[name="code"]')).to_have_count(0)


def look_up(page: Page, counter: Counter, reference: str, secret: str) -> None:
    page.goto(f"{counter.url}/tama/status/")
    page.locator('[name="reference"]').fill(reference)
    page.locator('[name="secret"]').fill(secret)
    page.locator('main button[type="submit"], main button:not([type])').first.click()
    expect(page.locator("main")).to_contain_text(reference)


def sign_in(page: Page, counter: Counter, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{counter.url}/tama/staff/")
    page.locator('[name="username"]').fill(name)
    page.locator('[name="password"]').fill(DEMO_PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    if page.locator('[name="code"]').count():  # whoever decides shows a second factor
        page.locator('[name="code"]').fill(factors.code_of(demo.SECRET))
        page.get_by_role("button", name="確認する").click()


def open_case(page: Page, counter: Counter, title: str) -> None:
    page.goto(f"{counter.url}/tama/staff/")
    page.locator("tr", has_text=title).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def step(page: Page, label: str, **words: str) -> None:
    """Take a step of the flow; what it needs is asked when it is opened."""
    if words:
        page.locator("summary", has_text=label).click()
    form = page.locator("form", has=page.get_by_role("button", name=label))
    for name, text in words.items():
        box = form.locator(f'[name="{name}"][value="{text}"]')
        if box.count():
            box.check()
        else:
            form.locator(f'[name="{name}"]').fill(text)
    form.get_by_role("button", name=label).click()
    expect(page.get_by_role("status")).to_contain_text(label)


def test_one_child_from_the_phone_to_the_notice(counter: Counter, phone: Page, desk: Page):
    reference, secret = apply(phone, counter)
    confirm_address(phone, counter)
    assert reference in counter.mail_number(FAMILY, 2)

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, "見本 花子")
    step(desk, "補正を依頼する", fields="phone", message="電話番号を確かめてください。")
    assert "見本 花子" not in counter.mail_number(FAMILY, 3)

    look_up(phone, counter, reference, secret)
    expect(phone.locator("main")).to_contain_text("電話番号を確かめてください。")
    phone.get_by_role("link", name=re.compile("直す")).first.click()
    expect(phone.locator('[name="children.0.name"]')).to_have_count(0)
    phone.locator('[name="phone"]').fill("12")
    phone.locator("main form button").first.click()
    expect(phone.locator('[name="phone"]')).to_have_value("12")
    phone.locator('[name="phone"]').fill("０４２－０００－０００１")
    phone.locator("main form button").first.click()
    expect(phone.locator('[name="phone"]')).to_have_count(0)

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
    reference, secret = apply(phone, counter)
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name=re.compile("取り下げ")).click()
    phone.get_by_role("button", name=re.compile("取り下げ")).click()
    expect(phone.locator("main")).to_contain_text("取り下げました")
    sign_in(desk, counter, "uketsuke")
    desk.goto(f"{counter.url}/tama/staff/case/{reference}-1/")
    expect(desk.get_by_role("button", name="審査を通す")).to_have_count(0)
