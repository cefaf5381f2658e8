"""決裁の物語 - planted errors stop a docket by name; then three sign, one sends it back, and families read why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from madoguchi.lab import axe
from madoguchi.lab.selection.walk import Walk
from madoguchi.lab.selection.work import waiting
from madoguchi.store import events, rounds, tables, wall
from tests.stories.conftest import Counter
from tests.stories.hands import look_up, sign_in
from tests.stories.test_round import town

FAMILIES = 40
WHY = "待機の理由の書き方を確かめてください。"


@pytest.fixture(scope="session")
def gakudo(routed: dict[str, Any]) -> dict[str, Any]:
    """Tama with its way to a decision."""
    return routed


def plant() -> None:
    """Somebody changes the frozen inputs behind everybody's back: a place more, and points that are nobody's."""
    with wall.inside("tama", write=True):
        document = dict(found.document) if (found := rounds.get(1)) else {}
        document["pools"][0]["capacity"] += 1
        document["applicants"][0]["values"]["total"] = 77
        tables.Round.objects.filter(pk=1).update(document=document)


def people(phone: Page, counter: Counter, javascript: bool) -> Iterator[tuple[str, Page]]:
    """Each at a telephone of their own, signed in: a code opens once."""
    browser = phone.context.browser
    assert browser
    for name in ("kessai", "kakari", "kacho", "bucho"):
        context = browser.new_context(viewport=phone.viewport_size, java_script_enabled=javascript, locale="ja-JP")
        page = context.new_page()
        page.set_default_timeout(10_000)
        sign_in(page, counter, name)
        yield name, page


def signed(boss: Page, round_page: str, clerk: Page) -> None:
    """Exceptions of the round are answered for, if there are any."""
    boss.goto(round_page)
    Walk(boss).sign()
    clerk.goto(round_page)


def test_a_docket_is_stopped_by_what_is_wrong_sent_back_once_and_decided_by_the_third(
    counter: Counter, desk: Page, phone: Page, javascript: bool, gakudo: dict[str, Any]
) -> None:
    town(gakudo, FAMILIES)
    clerk = Walk(desk)
    sign_in(desk, counter, "uketsuke")
    round_page = clerk.begin()
    clerk.gather()
    plant()
    clerk.place()
    office = dict(people(phone, counter, javascript))
    signed(office["kessai"], round_page, desk)
    clerk.propose()
    expect(desk.locator("#now")).to_contain_text("点検で違いが見つかりました")
    expect(desk.locator("main")).to_contain_text(re.compile(r"選考回は\d+人、自治体のファイルは\d+人"))
    expect(desk.locator("main")).to_contain_text("点数 77→")
    if javascript:  # axe is a script
        assert axe.wrong(desk, {360: 740, 1280: 800}) == []
    desk.locator("summary", has_text="起案をとりやめる").click()
    clerk.do("起案をとりやめる")

    desk.goto(round_page)
    desk.locator("summary", has_text="やり直す").click()
    clerk.do("入力を集め直す")
    clerk.prepare()
    signed(office["kessai"], round_page, desk)
    docket = clerk.propose()
    expect(desk.locator("#now")).to_contain_text("係長の署名を待っています")

    Walk(office["kakari"]).approve(docket)
    head = office["kacho"]
    head.goto(docket)
    head.locator("summary", has_text="差し戻す").click()
    head.get_by_label("差し戻す理由").fill(WHY)
    Walk(head).do("差し戻す")
    desk.goto(docket)
    expect(desk.locator("#now")).to_contain_text(WHY)
    clerk.press("もう一度点検する")
    expect(desk.locator("#now")).to_contain_text("係長の署名を待っています", timeout=30_000)
    for name, label in (("kakari", "署名する"), ("kacho", "署名する"), ("bucho", "署名して決定する")):
        Walk(office[name]).approve(docket, label)
    last = office["bucho"]
    expect(last.locator("#now")).to_contain_text("児青第1号")
    if javascript:
        assert axe.wrong(last, {360: 740, 1280: 800}) == []
    Walk(last).settled(round_page)

    told = waiting("tama")
    look_up(phone, counter, told["reference"], told["secret"])
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text("児青第1号の")
    expect(phone.locator("main")).to_contain_text("届きませんでした")
    with wall.inside("tama"):
        assert events.verify() == ()
