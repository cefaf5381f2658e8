"""パスキーの物語 - somebody new signs in, sets up a passkey in Chromium, and comes back with it alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.desk import account
from madoguchi.store import clerks, events, factors, locks, wall
from madoguchi.web import demo
from madoguchi.web.clock import now
from tests.stories.conftest import Counter


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP") as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page


def with_a_key(page: Page) -> CDPSession:
    """A key in the machine itself, as a telephone or a laptop has it."""
    link = page.context.new_cdp_session(page)
    link.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    link.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return link


def type_password(page: Page, counter: Counter, name: str, password: str, city: str = "tama") -> None:
    page.goto(f"{counter.url}/{city}/staff/")
    page.locator('[name="username"]').fill(name)
    page.locator('[name="password"]').fill(password)
    page.get_by_role("button", name="サインインする", exact=True).click()


def hired(name: str = "shinjin") -> str:
    with wall.inside("tama", write=True):
        return account.create(name, "新しい人", ("decider",), account.SYSTEM, now())[1]


def test_somebody_new_sets_up_a_passkey_and_comes_back_with_it_alone(counter: Counter, screen: Page) -> None:
    with_a_key(screen)
    password, own = hired(), "watashi-dake-no-kotoba"
    type_password(screen, counter, "shinjin", password)
    expect(screen.get_by_role("heading", level=1)).to_have_text("パスワードを変える")
    screen.goto(f"{counter.url}/tama/staff/errands/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("パスワードを変える")
    for name, text in (("old", password), ("new", own), ("again", own)):
        screen.locator(f'[name="{name}"]').fill(text)
    screen.get_by_role("button", name="変える").click()
    screen.goto(f"{counter.url}/tama/staff/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("サインインの設定")
    screen.locator("#key-name").fill("机のパソコン")
    screen.get_by_role("button", name="パスキーを登録する").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("予備のコード")
    assert len(screen.locator("#codes li").all_inner_texts()) == 10
    screen.get_by_role("link", name="控えました").click()
    screen.get_by_role("button", name="サインアウト").click()

    with wall.inside("tama", write=True):  # whatever somebody else tries from afar
        for _ in range(20):
            locks.hold("shinjin", now())
            locks.count("shinjin", now())
    type_password(screen, counter, "shinjin", own)
    expect(screen.locator("main")).to_contain_text("パスキーなら、いま使えます")
    screen.get_by_role("button", name="パスキーでサインインする").click()
    expect(screen).to_have_url(re.compile("/tama/staff/$"))
    with wall.inside("tama"):
        clerk = clerks.named("shinjin")
        assert clerk
        assert factors.kinds(clerk.id) == {"webauthn"}
        kinds = [event.note["kind"] for event in events.read(subject="shinjin")]
    assert kinds == ["created", "signed-in", "password-changed", "passkey-added", "signed-in-by-passkey"]


def test_a_passkey_of_another_city_opens_nothing(counter: Counter, screen: Page) -> None:
    link = with_a_key(screen)
    type_password(screen, counter, "uketsuke", DEMO_PASSWORD)
    screen.goto(f"{counter.url}/tama/staff/me/")
    screen.get_by_role("button", name="パスキーを登録する").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("予備のコード")
    del link
    screen.context.clear_cookies()
    screen.goto(f"{counter.url}/hachioji/staff/")
    screen.get_by_role("button", name="パスキーでサインインする").click()
    expect(screen.locator("main")).to_contain_text("このパスキーではサインインできません")
    screen.goto(f"{counter.url}/tama/staff/")
    screen.get_by_role("button", name="パスキーでサインインする").click()
    expect(screen).to_have_url(re.compile("/tama/staff/$"))


def test_a_decider_types_a_code_of_the_telephone(counter: Counter, screen: Page) -> None:
    type_password(screen, counter, "kessai", DEMO_PASSWORD)
    screen.locator('[name="code"]').fill("000000")
    screen.get_by_role("button", name="確認する").click()
    expect(screen.locator("main")).to_contain_text("確認コードが違うか")
    screen.locator('[name="code"]').fill(factors.code_of(demo.SECRET))
    screen.get_by_role("button", name="確認する").click()
    expect(screen).to_have_url(re.compile("/tama/staff/$"))
