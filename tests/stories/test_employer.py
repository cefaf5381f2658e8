"""勤め先から直接 - a firm answers on a page of its own, and what it says is the certificate of both children."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.lab.firm import firm
from tests.stories.conftest import Counter
from tests.stories.hands import Typed, fill, fill_at_once, look_up, open_case, sign_in

# What the family has not typed yet, because the firm says it.
SAID = ("employer", "employer_phone", "work_days", "work_week")


def told() -> Typed:
    """Two children; of the first guardian's work only what the firm does not know."""
    begun = tuple(f"guardians.0.{name}" for name in SAID)
    return {name: text for name, text in family(children=2).items() if not name.startswith(begun)}


def to_the_papers(page: Page, counter: Counter) -> str:
    """From the procedure's page to that for the first guardian's papers; its address."""
    page.goto(f"{counter.url}/tama/gakudo/")
    page.get_by_role("button", name="申し込む").click()
    page.wait_for_url(re.compile("/d/"))
    while "/evidence-1/" not in page.url:
        fill_at_once(page, told())
    return page.url


def asked(page: Page) -> str:
    """The address that the family forwards, as it stands in the text for it."""
    page.get_by_role("button", name="勤め先に頼む").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("勤め先に頼む")
    page.get_by_role("button", name="アドレスを作る").click()
    found = re.search(r"http://\S+/e/\S+/", page.locator("#link").inner_text())
    assert found
    assert page.get_by_role("link", name="メールで送る").get_attribute("href").startswith("mailto:?subject=")
    return found[0]


def proved(page: Page, counter: Counter, link: str) -> None:
    """The firm's address: a wrong number first, then the one that came by mail."""
    mail = f"jinji-{link.rpartition('/e/')[2][:8].strip('-_').lower()}@mihon.example.jp"  # no other story's mails
    page.goto(link)
    expect(page.locator("main")).to_contain_text("見本 優子")
    for hidden in ("花子", "見本町", "健一", "042-000-000"):
        expect(page.locator("main")).not_to_contain_text(hidden)
    page.get_by_label("会社のメールアドレス").fill(mail)
    page.get_by_role("button", name="番号を送る").click()
    code = re.search(r"\b\d{6}\b", counter.mail_number(mail, 1))
    assert code
    for number in ("000000" if code[0] != "000000" else "111111", code[0]):
        page.get_by_label("届いた番号(6けた)").fill(number)
        page.get_by_role("button", name="番号を確かめる").click()
        if number != code[0]:
            expect(page.get_by_text("番号が違うか").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("事業所")


def stated(page: Page) -> None:
    """Page by page, a mistake on the first one, then all of it sent."""
    page.locator('[name="office_phone"]').fill("12")
    page.get_by_role("button", name="次へ").click()
    expect(page.get_by_role("alert")).to_contain_text("直してください")
    while not page.url.endswith("/check/"):
        fill(page, firm())
    expect(page.locator("main")).to_contain_text("株式会社見本")
    page.get_by_role("button", name="証明して送る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("送りました")


def test_an_employer_states_it_and_both_children_have_it(counter: Counter, phone: Page, desk: Page, javascript: bool):
    look = axe.wrong if javascript else lambda page: []  # axe is a script
    papers = to_the_papers(phone, counter)
    link = asked(phone)
    assert look(phone) == []
    desk.goto(link)
    assert look(desk) == []
    proved(desk, counter, link)
    assert look(desk) == []
    stated(desk)
    assert look(desk) == []
    phone.goto(papers)
    expect(phone.locator("main")).to_contain_text("勤め先から届きました")
    fill_at_once(phone, told())
    expect(phone.get_by_role("status").first).to_contain_text("勤め先から届いた内容です")
    expect(phone.locator('[name="guardians.0.employer"]')).to_have_value("株式会社見本")
    expect(phone.locator('[name="guardians.0.work_days"]')).to_have_value("19")
    while not phone.url.endswith("/check/"):
        fill_at_once(phone, told())
    phone.get_by_role("button", name="申請する").click()
    reference, secret = phone.locator("#reference").inner_text(), phone.locator("#secret").inner_text()
    look_up(phone, counter, reference, secret)
    expect(phone.get_by_role("link", name=re.compile("勤め先に頼む: 見本 優子"))).to_contain_text("届きました")
    sign_in(desk, counter, "uketsuke")
    for child in ("見本 花子", "見本 太郎"):
        open_case(desk, counter, child)
        title = "勤め先から 2026-11-16 株式会社見本 (mihon.example.jp で確認)"
        expect(desk.locator("section", has=desk.locator("#stated"))).to_contain_text(title)
        expect(desk.locator("section", has=desk.locator("#stated"))).to_contain_text("170時間0分")


def test_a_withdrawn_address_opens_nothing(counter: Counter, phone: Page, desk: Page):
    to_the_papers(phone, counter)
    link = asked(phone)
    desk.goto(link)
    expect(desk.get_by_role("heading", level=1)).to_have_text("勤め先からの証明")
    phone.get_by_role("button", name=re.compile("取り消す")).click()
    expect(phone.locator("#open")).to_have_count(0)
    desk.goto(link)
    expect(desk.get_by_role("heading", level=1)).to_have_text("このアドレスは使えません")
