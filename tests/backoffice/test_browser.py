"""本物の画面 - the program itself before Debian's Chromium: frames, dialogs, the window, and letters it cannot keep."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, sync_playwright

from backoffice.records import Record, Records
from tests.backoffice.clerk import PASSWORD, STAFF

CHILD = {
    "申請番号": "2026-000123-C",
    "受付年月日": "20261101",
    "児童氏名": "𠮷田　髙子",
    "児童氏名カナ": "ﾖｼﾀﾞ ﾀｶｺ",
    "生年月日": "020515",
    "学校コード": "001",
    "学年": "1",
    "住所": "見本市関戸６－１２－１",
}


@pytest.fixture
def page() -> Iterator[Page]:
    path = shutil.which("chromium")
    assert path, "Debian's chromium is missing: bin/test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser.new_page(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        browser.close()


def row(place: FrameLocator, label: str) -> Locator:
    """The cell beside a label, which is tied to nothing."""
    return place.locator(f"tr:has(> th:text-is('{label}')) > td")


def log_in(page: Page, url: str) -> tuple[FrameLocator, FrameLocator]:
    page.goto(url)
    page.locator("[name=staff]").fill(STAFF)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("input[type=submit]").click()
    return page.frame_locator("frame[name=menu]"), page.frame_locator("frame[name=main]")


def title(main: FrameLocator, text: str) -> None:
    main.locator(f"h1:text-is('{text}')").wait_for()


def type_in(main: FrameLocator) -> None:
    title(main, "新規登録（児童）")
    for label, value in CHILD.items():
        row(main, label).locator("input").fill(value)
    row(main, "生年月日元号").locator("select").select_option("5")
    row(main, "性別").locator("input[value='2']").check()
    row(main, "備考").locator("textarea").fill("一行目\n二行目")
    main.get_by_role("button", name="次へ").click()
    title(main, "新規登録（保護者）")
    row(main, "保護者1氏名").locator("input").fill("𠮷田　太郎")
    row(main, "保護者1続柄コード").locator("select").select_option(label="01:父")
    main.get_by_role("button", name="次へ").click()
    title(main, "新規登録（利用）")
    row(main, "利用開始年月日").locator("input").fill("20270401")
    row(main, "第1希望クラブコード").locator("input").fill("101")
    row(main, "土曜利用").locator("input").check()
    main.get_by_role("button", name="確認").click()
    title(main, "登録内容の確認")


def kept(records: Records) -> Record:
    (record,) = records.all()
    return record


def test_a_clerk_registers_finds_and_cancels_a_child_in_frames(page: Page, url: str, records: Records) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    menu, main = log_in(page, url)
    menu.get_by_text("新規登録").click()
    type_in(main)
    assert row(main, "児童氏名").inner_text() == "&#134071;田　髙子"
    assert row(main, "備考").inner_text() == "一行目\n二行目"
    main.get_by_role("button", name="登録").click()
    title(main, "登録完了")
    assert asked == ["登録します。よろしいですか？"]
    number = row(main, "整理番号").inner_text()
    assert (kept(records).number, kept(records).values["name"]) == (number, "&#134071;田　髙子")

    menu.get_by_text("検索").click()
    row(main, "児童氏名カナ").locator("input").fill("ﾖｼﾀﾞ")
    main.get_by_role("button", name="検索").click()
    main.get_by_role("link", name="詳細").click()
    title(main, "登録内容の照会")
    assert row(main, "住所").inner_text() == CHILD["住所"]

    main.get_by_role("button", name="取消").click()
    title(main, "取消")
    row(main, "取消理由").locator("input").fill("辞退")
    row(main, "取消年月日").locator("input").fill("20261201")
    with page.expect_popup() as opened:
        main.get_by_role("button", name="取消").click()
    opened.value.get_by_role("button", name="はい").click()
    opened.value.get_by_text("取り消しました").wait_for()
    assert (kept(records).state, kept(records).why) == ("取消", "辞退")


def test_a_clerk_who_says_no_to_the_dialog_registers_nothing(page: Page, url: str, records: Records) -> None:
    page.on("dialog", lambda dialog: dialog.dismiss())
    menu, main = log_in(page, url)
    menu.get_by_text("新規登録").click()
    type_in(main)
    main.get_by_role("button", name="登録").click()
    title(main, "登録内容の確認")
    assert records.all() == []
