"""悪い電波 - what a family types on a telephone survives a bad line, two tabs, and a closed browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route, expect

from madoguchi.lab.axe import FILL
from madoguchi.lab.family import family
from tests.papers import saved
from tests.stories.conftest import Counter
from tests.stories.hands import fill_at_once

NAME, KANA = '[name="children.0.name"]', '[name="children.0.kana"]'
SAVED = re.compile(r"^保存しました \d\d:\d\d$")
NEXT, SEND = "次へ", "申請する"
HEIGHTS = "input => Promise.all([...input.files].map(async one => (await createImageBitmap(one)).height))"
SHOWN = "all => all.filter((one) => getComputedStyle(one).display !== 'none').map((one) => one.className)"


@pytest.fixture
def device(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Another telephone, whenever one is asked for; `javascript=False` for one that runs none."""
    open_ones: list[BrowserContext] = []

    def new(*, javascript: bool = True) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=javascript, locale="ja-JP"
        )
        context.set_default_timeout(15_000)
        open_ones.append(context)
        return context

    yield new
    for context in open_ones:
        context.close()


def come_to(page: Page, counter: Counter, stop: str, **changed: str) -> str:
    """From the procedure's page to a page of the form; its address."""
    told = family(**changed)
    page.goto(f"{counter.url}/tama/gakudo/")
    page.get_by_role("button", name="申し込む").click()
    while not page.url.endswith(f"/{stop}/"):
        fill_at_once(page, told)
    return page.url


def state(page: Page):
    return page.locator("#state")


def away(page: Page) -> None:
    """No line, and the browser closed: what is on the screen is gone."""
    page.context.set_offline(True)
    page.goto("about:blank")


def test_what_is_typed_without_a_line_is_there_when_it_is_back(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    address = come_to(page, counter, "child-1")
    page.locator(NAME).fill("見本 花子")
    expect(state(page)).to_have_text(SAVED)
    page.context.set_offline(True)
    page.locator(KANA).fill("みほん はなこ")
    expect(state(page)).to_have_text("電波がありません。入力はこの端末に残っています。")
    page.get_by_role("button", name=NEXT).click()
    expect(state(page)).to_contain_text("電波が戻ると、自動で送ります")
    assert page.url == address
    away(page)
    page.context.set_offline(False)
    page.goto(address)
    expect(state(page)).to_have_text(re.compile("戻しました|保存しました"))
    expect(page.locator(NAME)).to_have_value("見本 花子")
    expect(page.locator(KANA)).to_have_value("みほん はなこ")
    expect(state(page)).to_have_text(SAVED)
    other = device().new_page()
    other.goto(address)
    expect(other.locator(KANA)).to_have_value("ミホン ハナコ")
    assert page.evaluate("Object.keys(localStorage)") == [], "what is saved lies on the phone no longer"


def test_the_same_without_the_script_is_lost(counter: Counter, device: Callable[..., BrowserContext]):
    """The control: were it kept here too, the story above would show nothing."""
    helper, page = device().new_page(), device(javascript=False).new_page()
    address = come_to(helper, counter, "child-1")
    page.goto(address)
    page.locator(NAME).fill("見本 花子")
    away(page)
    page.context.set_offline(False)
    page.goto(address)
    expect(page.locator(NAME)).to_have_value("")


def test_a_page_that_waited_goes_on_by_itself(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    come_to(page, counter, "child-1")
    page.context.set_offline(True)
    page.evaluate(FILL, family())
    page.get_by_role("button", name=NEXT).click()
    expect(state(page)).to_contain_text("電波が戻ると、自動で送ります")
    page.context.set_offline(False)
    page.wait_for_url("**/school-1/")


def test_a_page_that_was_saved_goes_on_at_once(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    come_to(page, counter, "child-1")
    page.evaluate(FILL, family())
    page.locator(NAME).fill("見本 花子")
    expect(state(page)).to_have_text(SAVED)
    page.get_by_role("button", name=NEXT).click()
    page.wait_for_url("**/school-1/")


def test_an_application_without_a_line_is_not_handed_in_and_says_so(
    counter: Counter, device: Callable[..., BrowserContext]
):
    page = device().new_page()
    come_to(page, counter, "check")
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    expect(state(page)).to_contain_text("まだ申請できていません")
    expect(page.get_by_role("heading", level=1)).to_have_text("内容の確認")
    page.context.set_offline(False)
    page.wait_for_url("**/done/")
    expect(page.locator("#reference")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_an_answer_that_got_lost_is_no_other_screen(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    come_to(page, counter, "child-1")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/child-1/", lose_the_answer)
    page.locator(NAME).fill("見本 花")
    expect(state(page)).to_contain_text("電波がありません")
    page.locator(NAME).fill("見本 花子")
    page.unroute("**/child-1/")
    expect(state(page)).to_have_text(SAVED)


def test_two_devices_never_overwrite_each_other(counter: Counter, device: Callable[..., BrowserContext]):
    one, other = device().new_page(), device().new_page()
    address = come_to(one, counter, "child-1")
    other.goto(address)
    one.locator(NAME).fill("見本 花子")
    expect(state(one)).to_have_text(SAVED)
    other.locator(NAME).fill("別の 名前")
    expect(state(other)).to_contain_text("別の画面で、先に保存されています")
    with other.expect_navigation():
        other.get_by_role("button", name=NEXT).click()
    expect(other.locator("main")).to_contain_text("保存されている内容: 見本 花子")
    expect(other.locator("main")).to_contain_text("いま入力した内容: 別の 名前")
    expect(other.locator(NAME)).to_have_value("別の 名前")
    one.reload()
    expect(one.locator(NAME)).to_have_value("見本 花子")


def test_two_tabs_on_two_pages_raise_no_alarm(counter: Counter, device: Callable[..., BrowserContext]):
    context = device()
    one, other = context.new_page(), context.new_page()
    address = come_to(one, counter, "school-1")
    other.goto(address.replace("school-1", "child-1"))
    other.locator(NAME).fill("見本 次郎")
    expect(state(other)).to_have_text(SAVED)
    one.locator('[name="children.0.class_type"][value="resource"]').check()
    expect(state(one)).to_have_text(SAVED)
    one.reload()
    expect(one.locator('[name="children.0.class_type"][value="resource"]')).to_be_checked()


def test_the_way_back_is_one_tap_away_without_a_line_too(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    come_to(page, counter, "child-1")
    page.context.set_offline(True)
    page.get_by_role("link", name="あとで続ける").click()
    expect(state(page)).to_contain_text("次のアドレスを控えると")
    link = state(page).inner_text().split()[-1]
    page.context.set_offline(False)
    other = device().new_page()
    other.goto(link)
    other.wait_for_url("**/child-1/")


def test_a_name_brings_its_reading_until_another_is_typed(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    come_to(page, counter, "child-1")
    keys = page.context.new_cdp_session(page)
    page.locator(NAME).focus()
    for typed in (("み", "みほ", "みほん", "見本"), (" ",), ("は", "はな", "はなこ", "花子")):
        for text in typed if len(typed) > 1 else ():
            at = {"selectionStart": len(text), "selectionEnd": len(text)}
            keys.send("Input.imeSetComposition", {"text": text, **at})
        keys.send("Input.insertText", {"text": typed[-1]})
    expect(page.locator(NAME)).to_have_value("見本 花子")
    expect(page.locator(KANA)).to_have_value("ミホン ハナコ")
    page.locator(KANA).fill("ミモト ハナコ")
    page.locator(NAME).press("End")
    keys.send("Input.imeSetComposition", {"text": "み", "selectionStart": 1, "selectionEnd": 1})
    keys.send("Input.insertText", {"text": "見"})
    expect(page.locator(NAME)).to_have_value("見本 花子見")
    expect(page.locator(KANA)).to_have_value("ミモト ハナコ")


def test_seven_digits_bring_the_address_while_it_is_blank(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    address = come_to(page, counter, "home")
    page.locator('[name="postal"]').press_sequentially("206-0025")
    expect(page.locator("#state.hidden")).to_have_text("住所を入れました。")  # all others see it
    expect(page.locator('[name="address"]')).to_have_value("東京都多摩市永山")
    page.goto(address)
    page.locator('[name="address"]').fill("見本町1")
    page.locator('[name="postal"]').fill("")
    page.locator('[name="postal"]').press_sequentially("206-0025")
    expect(page.locator('[name="address"]')).to_have_value("見本町1")


def test_photos_are_made_smaller_judged_and_sent_page_by_page(counter: Counter, device: Callable[..., BrowserContext]):
    page = device().new_page()
    address = come_to(page, counter, "evidence-1")
    camera, chooser = page.locator('[name="guardians.0.evidence.new"]').all()
    words = page.locator(".choose .camera span")
    assert words.evaluate_all(SHOWN) == ["first"]
    rows = page.locator(".chosen li")
    chooser.set_input_files([photo("一枚目.jpg"), photo("ぼけ.jpg", blur=8)])
    expect(rows).to_have_count(2)
    assert words.evaluate_all(SHOWN) == ["more"]
    camera.set_input_files(photo("暗い.jpg", light=0.1))
    expect(rows).to_have_count(3)
    assert [row.get_attribute("data-fault") for row in rows.all()] == ["", "blurred", "dark"]
    expect(rows.nth(1)).to_contain_text("ぼやけていて")
    expect(rows.nth(0).get_by_role("button", name="撮り直す")).to_be_hidden()
    rows.nth(1).get_by_role("button", name="このまま使う").click()
    expect(rows.nth(1).get_by_text("ぼやけていて")).to_be_hidden()
    rows.nth(1).get_by_role("button", name="1つ前へ").click()
    rows.nth(2).get_by_role("button", name="取り消す").click()
    expect(rows).to_have_count(2)
    assert chooser.evaluate(HEIGHTS) == [2_400, 2_400]
    page.get_by_role("button", name=NEXT).click()
    page.wait_for_url(lambda url: url != address)
    page.goto(address)
    expect(page.locator("ul.files:not(.chosen) li a")).to_have_text(["ぼけ.jpg", "一枚目.jpg"])


def photo(name: str, *, blur: int = 0, light: float = 1.0) -> FilePayload:
    """A sheet of paper full of figures as a camera of twelve million pixels takes it."""
    sheet = Image.new("RGB", (3_000, 4_000), "white")
    pen, letters = ImageDraw.Draw(sheet), ImageFont.load_default(size=60)
    for line in range(40):
        pen.text((200, 200 + 90 * line), "0123456789 " * 5, fill="black", font=letters)
    seen = sheet.filter(ImageFilter.GaussianBlur(blur)).point(lambda one: int(one * light))
    return {"name": name, "mimeType": "image/jpeg", "buffer": saved(seen, "JPEG")}
