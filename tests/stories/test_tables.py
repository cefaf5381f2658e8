"""表の物語 - points for single parents from April: typed, tried, published by another; the old keep their edition."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from madoguchi.lab import axe
from madoguchi.store import cases, editions, wall
from tests.desk.test_thread import hand_in
from tests.stories.conftest import PATIENCE, Counter
from tests.stories.hands import sign_in

SINGLE, OTHERS = 14, 2


def handed_in(number: int, **changed: str) -> list[str]:
    with wall.inside("tama", write=True):
        return [hand_in(**changed) for _ in range(number)]


def total(reference: str) -> str:
    with wall.inside("tama"):
        application = cases.get_application(reference)
        assert application
        score = editions.opened(application.edition).score(application.answers, application.received.date())
    return str(score[0].total)


def to_tables(page: Page) -> None:
    page.get_by_role("link", name="指数の表").first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_designer_changes_a_table_and_another_publishes_it(
    counter: Counter, desk: Page, phone: Page, javascript: bool
) -> None:
    old = handed_in(SINGLE, single_parent="single")[0]
    handed_in(OTHERS)

    sign_in(desk, counter, "sekkei")
    to_tables(desk)
    press(desk, "改正案を作る")
    desk.get_by_role("link", name="調整指数").click()
    desk.get_by_role("link", name="行を加える").click()
    desk.get_by_label("行の言葉").fill("ひとり親(4月から)")
    desk.get_by_label("保護者の状況").fill("ひとり親")
    desk.get_by_label("点", exact=True).fill("二点")
    desk.get_by_label("いつから").fill("2027-04-01")
    desk.get_by_label("出典").fill("改正要綱 第3条")
    press(desk, "保存する")
    expect(desk.get_by_role("alert")).to_contain_text("「二点」は読めません")
    desk.get_by_label("点", exact=True).fill("2")
    press(desk, "保存する")
    expect(desk.get_by_role("status")).to_contain_text("保存しました")
    if javascript:  # axe is a script
        assert axe.wrong(desk, {1280: 800}) == []

    to_tables(desk)
    press(desk, "だれが変わるか調べる")
    # The page comes again by itself until the worker has reckoned.
    expect(desk.locator("main")).to_contain_text(f"変わる子どもは{SINGLE}人です", timeout=PATIENCE * 1000)
    if javascript:
        assert axe.wrong(desk, {1280: 800}) == []
    to_tables(desk)
    press(desk, "公開の確認を頼む")
    expect(desk.get_by_role("button", name="公開する")).to_have_count(0)

    sign_in(phone, counter, "kakunin")
    to_tables(phone)
    expect(phone.locator("main")).to_contain_text("ひとり親(4月から)")
    press(phone, "公開する")
    expect(phone.get_by_role("status")).to_contain_text("公開しました")

    new = handed_in(1, single_parent="single")[0]
    assert float(total(new)) - float(total(old)) == 2
    phone.get_by_role("link", name="これまでの版と記録").click()
    expect(phone.locator("main")).to_contain_text("kakuninが公開しました")
