"""打つ - what a page does for whoever types into it on a phone, and leaves alone for whoever has a keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.stories.conftest import Counter
from tests.stories.test_bad_line import come_to

BIRTH = "children.0.birth"


def before_a_birthday(browser: Browser, counter: Counter, *, touch: bool) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=touch, locale="ja-JP")
    context.set_default_timeout(15_000)
    page = context.new_page()
    come_to(page, counter, "child-1")
    return page


def typed(page: Page, part: str, text: str) -> str:
    """Type into a box of the date; which one has the focus afterwards."""
    box = page.locator(f'[name="{BIRTH}.{part}"]')
    box.fill("")
    box.press_sequentially(text)
    return str(page.evaluate("document.activeElement.name")).removeprefix(f"{BIRTH}.")


def test_a_whole_year_or_month_leads_to_the_next_box(counter: Counter, chromium: Browser) -> None:
    page = before_a_birthday(chromium, counter, touch=True)
    for part, text, then in (
        *(("y", "202", "y"), ("y", "2020", "m"), ("y", "R0", "y"), ("y", "令和02", "m"), ("y", "20", "y")),
        *(("m", "1", "m"), ("m", "0", "m"), ("m", "06", "d"), ("m", "6", "d"), ("d", "14", "d")),
    ):
        page.locator(f'[name="{BIRTH}.m"]').fill("")
        page.locator(f'[name="{BIRTH}.d"]').fill("")
        assert typed(page, part, text) == then, (part, text)
    page.locator(f'[name="{BIRTH}.m"]').fill("6")
    assert typed(page, "y", "2019") == "y", "who corrects a date stays where they are"
    box = page.locator("fieldset", has=page.locator(f'[name="{BIRTH}.y"]'))
    expect(box).to_have_accessible_description("スマートフォンでは、年と月を入れると、次の欄に移ります。")
    expect(page.locator(f'[name="{BIRTH}.y"]')).to_have_accessible_description("")
    page.context.close()


def test_who_has_a_keyboard_goes_on_with_its_own_key(counter: Counter, chromium: Browser) -> None:
    page = before_a_birthday(chromium, counter, touch=False)
    assert typed(page, "y", "2020") == "y"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == f"{BIRTH}.m"
    page.context.close()
