"""きょうだいの物語 - two children in one application: each goes their own way, and what is theirs stays theirs."""

import re

import pytest
from playwright.sync_api import Page, expect

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.desk import office
from madoguchi.lab.family import family
from madoguchi.store import wall
from madoguchi.store.look import accounts
from tests.stories.conftest import Counter
from tests.stories.hands import apply, confirm_address, look_up, open_case, say_why, sign_in, step, try_numbers

FAMILY = "kyodai@example.jp"
SISTER, BROTHER = "見本 花子", "見本 太郎"
# What must not be learned of a protected family: where it lives, where its children are, and how to reach it.
PLACES = ("見本町1-2-3", "206-0000", "0420000000", "株式会社見本", "第二", "愛和", FAMILY)


@pytest.fixture
def javascript() -> bool:
    """Told once: that every page works without it is told of one child."""
    return True


def hired(name: str) -> None:
    with wall.inside("tama", write=True):
        sections = [section.id for section in accounts.sections()]
        office.employ(name, "見本 となり", ("clerk",), DEMO_PASSWORD, sections=sections)


def read(page: Page) -> str:
    return page.locator("html").inner_html()


def test_one_is_placed_and_one_waits(counter: Counter, phone: Page, desk: Page) -> None:
    reference, secret = apply(phone, counter, family(children=2, email=FAMILY), by_hand=False)
    confirm_address(phone, counter, FAMILY)

    sign_in(desk, counter, "uketsuke")
    for branch, name in ((1, SISTER), (2, BROTHER)):
        expect(desk.locator("tr", has_text=name)).to_contain_text(f"{reference}-{branch}")
    open_case(desk, counter, SISTER)
    step(desk, "補正を依頼する", fields="address", message="部屋の番号を入力してください。")
    counter.mail_number(FAMILY, 3)

    look_up(phone, counter, reference, secret)
    expect(phone.get_by_role("link", name="直す")).to_have_count(1)
    expect(phone.locator("section", has=phone.get_by_role("link", name="直す"))).to_contain_text(SISTER)
    phone.get_by_role("link", name="直す").click()
    expect(phone.locator('[name^="children."]')).to_have_count(0)
    phone.locator('[name="address"]').fill("見本町1-2-3 見本荘305")
    phone.get_by_role("button", name="直した内容を送る").click()
    expect(phone.get_by_role("status")).to_contain_text("直した内容を送りました")

    for name in (SISTER, BROTHER):  # the household is one: what was mended stands with both
        open_case(desk, counter, name)
        expect(desk.locator("main")).to_contain_text("見本荘305")
        step(desk, "審査を通す")
    sign_in(desk, counter, "kessai")
    open_case(desk, counter, SISTER)
    step(desk, "承認する", reason="要件を満たし、定員に空きがあるため")
    open_case(desk, counter, BROTHER)
    step(desk, "保留(待機)にする", reason="希望したクラブの定員に空きがないため")
    counter.mail_number(FAMILY, 5)

    look_up(phone, counter, reference, secret)
    for label in ("承認", "保留(待機)"):
        phone.get_by_role("button", name="結果を見る").first.click()
        expect(phone.locator(".outcome", has_text=label)).to_be_visible()
        phone.get_by_role("link", name="申請の状況に戻る").click()
    expect(phone.get_by_role("button", name="結果を見る")).to_have_count(0)
    for branch, label in ((1, "承認"), (2, "保留(待機)")):
        expect(phone.locator(f"section[aria-labelledby=case-{branch}]")).to_contain_text(label)


def test_one_withdraws_and_a_lost_number_is_replaced_at_the_counter(counter: Counter, phone: Page, desk: Page) -> None:
    reference, lost = apply(phone, counter, family(children=2), by_hand=False)
    look_up(phone, counter, reference, lost)
    phone.get_by_role("link", name=re.compile(rf"{BROTHER}\s*の申請を取り下げる")).click()
    expect(phone.get_by_label(SISTER)).not_to_be_checked()
    phone.get_by_role("button", name="取り下げる").click()
    expect(phone.locator("section[aria-labelledby=case-2]")).to_contain_text("取り下げました")
    expect(phone.locator("section[aria-labelledby=case-1]")).not_to_contain_text("取り下げました")

    sign_in(desk, counter, "uketsuke")
    open_case(desk, counter, BROTHER)
    expect(desk.get_by_role("button", name="審査を通す")).to_have_count(0)
    open_case(desk, counter, SISTER)
    expect(desk.get_by_role("button", name="審査を通す")).to_have_count(1)
    desk.get_by_role("link", name="確認用の番号を作り直す").click()
    desk.get_by_role("button", name="番号を作り直す").click()
    expect(desk.locator("main")).to_contain_text("本人確認に使った書類を選んでください。")
    desk.locator('[name="paper"]').first.check()
    desk.get_by_role("button", name="番号を作り直す").click()
    expect(desk.locator("#reference")).to_have_text(reference)
    new = desk.locator("#secret").inner_text()

    phone.reload()  # what was open is shut, too
    expect(phone.get_by_role("heading", level=1)).to_have_text("申請の状況を見る")
    try_numbers(phone, counter, reference, lost)
    expect(phone.locator("main")).to_contain_text("受付番号か確認用の番号が違います")
    look_up(phone, counter, reference, new)
    expect(phone.locator("main")).to_contain_text(SISTER)


def test_a_protected_family_is_seen_by_those_named_alone(counter: Counter, phone: Page, desk: Page) -> None:
    reference, old = apply(phone, counter, family(children=2, email=FAMILY), by_hand=False)
    confirm_address(phone, counter, FAMILY)
    look_up(phone, counter, reference, old)
    hired("tonari")
    case = f"{counter.url}/tama/staff/case/{reference}-1/"
    sign_in(desk, counter, "tonari")
    desk.goto(case)
    seen = read(desk)
    missing = [place for place in PLACES if place not in seen]
    assert missing == [], "control: before the mark the neighbour reads every one of them"

    sign_in(desk, counter, "kessai")
    desk.goto(case)
    say_why(desk)
    desk.get_by_role("link", name="支援措置をつける").click()
    for name in ("uketsuke", "kessai"):
        desk.locator(f'[name="clerks"][value="{name}"]').check()
    desk.get_by_role("button", name="支援措置をつける").click()
    new = desk.locator("#secret").inner_text()

    sign_in(desk, counter, "tonari")
    row = desk.locator("tr", has_text=f"{reference}-1")
    expect(row).to_contain_text("支援措置")
    assert [told for told in (SISTER, BROTHER, *PLACES) if told in desk.locator("table.rows").inner_html()] == []
    desk.goto(f"{counter.url}/tama/staff/?q={SISTER}")
    expect(desk.locator("main")).to_contain_text("この条件にあてはまる申請はありません")
    desk.goto(case)
    expect(desk.get_by_role("heading", level=1)).to_have_text("何のために見ますか")
    say_why(desk)
    expect(desk.locator("main")).to_contain_text("支援措置により非表示")
    assert [told for told in PLACES if told in read(desk)] == []

    sign_in(desk, counter, "uketsuke")
    expect(desk.locator("tr", has_text=f"{reference}-1")).to_contain_text(SISTER)
    desk.goto(case)
    say_why(desk)
    seen = read(desk)
    assert [place for place in PLACES if place not in seen] == []

    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("申請の状況を見る")
    try_numbers(phone, counter, reference, old)
    expect(phone.locator("main")).to_contain_text("受付番号か確認用の番号が違います")
    look_up(phone, counter, reference, new)
    expect(phone.locator("main")).to_contain_text(re.compile(f"{SISTER}[\\s\\S]*{BROTHER}"))
