"""本人確認の物語 - the card instead of typing, every mishap on the way, and last year's answers the time after."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from joserfc.jwk import ECKey
from playwright.sync_api import Browser, Page, expect

from madoguchi.lab.family import family
from madoguchi.lab.idp_cast import CLIENT, PLAYS, SECRET, WELL
from madoguchi.lab.ports import free_port
from tests.stories.conftest import Beside, Counter
from tests.stories.hands import fill_at_once


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    """Providers of identities, as the demo has them."""
    base = f"http://127.0.0.1:{free_port()}"
    for name, text in (("key", ECKey.generate_key("P-256").as_pem(private=True).decode()), ("secret", SECRET)):
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_text(text)
    env = {
        "MADOGUCHI_MYNA": f"{base}/api/realms/main",
        "MADOGUCHI_MYNA_CLIENT": CLIENT,
        "MADOGUCHI_MYNA_KEY_FILE": str(tmp_path / "key"),
        "MADOGUCHI_GBIZID": f"{base}/oauth/",
        "MADOGUCHI_GBIZID_CLIENT": CLIENT,
        "MADOGUCHI_GBIZID_SECRET_FILE": str(tmp_path / "secret"),
        "MADOGUCHI_IDENTITY_TIMEOUT": "2",
    }
    return Beside(env, ("idpsink",))


def go(page: Page, *, play: str = "", who: str = "yuko") -> None:
    """To the provider's page, and on from there."""
    page.get_by_role("link", name="マイナンバーカードで始める").click()
    page.locator(f'[name="who"][value="{who}"]').check()
    page.locator('[name="play"]').select_option(play)
    page.get_by_role("button", name="進む").click()


def hand_in(page: Page, told: Mapping[str, str]) -> str:
    """From wherever the draft stands to the receipt, answering only what is still asked."""
    while not page.url.split("?")[0].endswith("/check/"):
        fill_at_once(page, told)
    page.get_by_role("button", name="申請する").click()
    return page.locator("#reference").inner_text()


def test_the_card_fills_in_and_next_time_everything_comes_back(counter: Counter, phone: Page) -> None:
    phone.goto(f"{counter.url}/tama/gakudo/")
    go(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text("あなたの情報の確認")
    expect(phone.locator("main")).to_contain_text("見本 優子")
    expect(phone.locator('[name="head"]')).to_have_value("東京都多摩市")
    phone.get_by_role("button", name="この内容を使う").click()
    # Where they live is as the card has it.
    pages = {name: text for name, text in family().items() if name not in ("postal", "address")}
    while not phone.url.endswith("/guardian-1/"):
        fill_at_once(phone, pages)
    expect(phone.locator('[name="guardians.0.name"]')).to_have_value("見本 優子")
    expect(phone.locator('[name="guardians.0.birth.y"]')).to_have_value("1988")
    reference = hand_in(phone, pages)

    phone.goto(f"{counter.url}/tama/gakudo/")
    phone.get_by_role("button", name="本人確認を終わる").click()
    expect(phone.locator('[data-klm="last-year"]')).to_have_count(0)
    go(phone)
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "前回の内容"
    )  # what has not changed is not confirmed twice
    expect(phone.locator("main")).to_contain_text("見本 花子")
    phone.get_by_role("button", name=re.compile("前回と同じ")).click()
    again = hand_in(phone, pages)
    assert again != reference


def test_whoever_changes_something_confirms_the_rest(counter: Counter, phone: Page) -> None:
    phone.goto(f"{counter.url}/tama/gakudo/")
    go(phone)
    phone.get_by_role("button", name="この内容を使う").click()
    pages = family()
    hand_in(phone, pages)
    phone.goto(f"{counter.url}/tama/gakudo/")
    phone.locator('[data-klm="last-year"]').click()
    phone.get_by_role("button", name="直すところがある").click()
    phone.locator('a[href$="child-1/?again=1"]').click()
    phone.locator('[name="children.0.name"]').fill("見本 華子")
    phone.locator("main form button").last.click()
    expect(phone.locator("main")).not_to_contain_text("見本 華子")
    phone.get_by_role("button", name="残りは前回と同じ").click()
    hand_in(phone, pages | {"children.0.name": "見本 華子"})


def test_every_mishap_leads_on_without_it(counter: Counter, chromium: Browser) -> None:
    """One counter for all of them: it outlives every one."""
    mishaps = sorted((play for play in PLAYS if play not in WELL), key="keys_away".__eq__)  # that one goes on
    assert len(mishaps) > 20
    for play in mishaps:
        with screen(chromium) as phone:
            phone.goto(f"{counter.url}/tama/gakudo/")
            phone.get_by_role("button", name="申し込む").click()
            fill_at_once(phone, family())
            draft = phone.url
            phone.goto(f"{counter.url}/tama/gakudo/sign-in/?draft={re.findall('/d/([^/]+)/', draft)[0]}")
            go(phone, play=play)
            expect(phone.get_by_role("heading", level=1), play).to_be_visible()
            expect(phone.locator("main"), play).not_to_contain_text("見本 優子")
            phone.get_by_role("link", name="本人確認をしないで続ける").click()
            assert phone.url == draft, play


@contextlib.contextmanager
def screen(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP") as context:
        page = context.new_page()
        page.set_default_timeout(10_000)
        yield page


def test_the_providers_of_the_demo_listen_and_stop(beside: Beside, server_env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "madoguchi", *beside.commands]
    with subprocess.Popen(command, env=server_env | beside.env, stdout=subprocess.PIPE, text=True) as part:
        assert part.stdout
        assert '"ready": true' in part.stdout.readline()
        part.terminate()
    assert part.returncode == 0
