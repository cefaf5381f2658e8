"""打つ - what a page does for whoever types into it on a phone, and leaves alone for whoever has a keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route, expect

from tests.stories.conftest import Counter
from tests.stories.test_bad_line import SAVED, come_to

BIRTH, NAME = "children.0.birth", "children.0.name"
ADDS = f'<button type="button" data-adds="株式会社" data-to="{NAME}" hidden>株式会社</button>'


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


def test_a_word_that_stands_ready_is_put_in_with_one_tap(counter: Counter, chromium: Browser) -> None:
    """As kit/fields/text.html makes it, whether or not a form of the house has such words."""

    def with_words(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(f'<input id="{NAME}"', f'{ADDS}<input id="{NAME}"'))

    page = before_a_birthday(chromium, counter, touch=True)
    page.route("**/child-1/", with_words)
    page.reload()
    page.locator(f'[name="{NAME}"]').fill("見本")
    page.get_by_role("button", name="株式会社").click()
    expect(page.locator(f'[name="{NAME}"]')).to_have_value("見本株式会社")
    expect(page.locator(f'[name="{NAME}"]')).to_be_focused()
    expect(page.locator("#state")).to_have_text(SAVED)
    page.context.close()


def test_without_a_script_no_button_waits_for_one(counter: Counter, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False, locale="ja-JP") as context:
        page = context.new_page()
        address = come_to(page, counter, "start")
        page.goto(f"{address.removesuffix('start/')}later/")
        expect(page.locator("button[hidden]")).to_have_count(1)
        expect(page.locator("button[hidden]")).to_be_hidden()
