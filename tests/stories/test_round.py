"""選考の物語 - a round of sample families: frozen, placed, proved, signed, decided by another; the family reads why."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from madoguchi.desk import publish
from madoguchi.lab import axe
from madoguchi.lab.sample.filing import Wanted, file
from madoguchi.lab.selection.walk import Walk
from madoguchi.lab.selection.work import passed, waiting
from madoguchi.store import events, wall
from madoguchi.web.clock import now
from tests.stories.conftest import Counter
from tests.stories.hands import look_up, say_why, sign_in

SEED, FAMILIES, SCALE = 6, 60, 34  # so that there are too few places, and one family that no outcome suits


def town(files: dict[str, Any], families: int = FAMILIES) -> None:
    """Made-up families whose applications were passed, and clubs that are small enough for them."""
    own = files["town.yaml"]
    club = own["choices"]["club"]
    options = [{**one, "capacity": max(1, one["capacity"] // SCALE)} for one in club["options"]]
    small = {**own, "choices": {**own["choices"], "club": {**club, "options": options}}}
    with wall.inside("tama", write=True):
        publish.publish({**files, "town.yaml": small}, now())
    file(Wanted("tama", "gakudo", SEED, families, news=False), now(), lambda done, of: None)
    passed("tama")


def test_a_round_is_proved_signed_and_decided_and_the_family_reads_why(
    counter: Counter, desk: Page, phone: Page, javascript: bool, gakudo: dict[str, Any]
) -> None:
    town(gakudo)
    clerk, boss = Walk(desk), Walk(phone)
    sign_in(desk, counter, "uketsuke")
    round_page = clerk.begin()
    clerk.prepare()
    expect(desk.locator("#now")).to_contain_text("例外が1件あり")
    expect(desk.get_by_role("button", name="決裁を頼む")).to_have_count(0)
    clerk.compare(round_page, "daini", 2)
    expect(desk.locator("main")).to_contain_text("悪くなる児童は0人")

    sign_in(phone, counter, "kessai")
    phone.goto(round_page)
    assert boss.sign() == 1
    desk.goto(round_page)
    clerk.do("決裁を頼む")
    phone.goto(round_page)
    if javascript:  # axe is a script
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    boss.decide()

    told = waiting("tama")
    desk.goto(f"{round_page}child/{told['case']}/")
    say_why(desk)
    expect(desk.locator(".wishes")).to_contain_text("届きませんでした")
    phone.context.clear_cookies()
    look_up(phone, counter, told["reference"], told["secret"])
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text("第1希望の")
    if javascript:
        assert axe.wrong(phone, {360: 740, 1280: 800}) == []
    phone.get_by_role("link", name="選考の記録を見る").click()
    expect(phone.locator("main")).to_contain_text("少ない")
    phone.goto(f"{phone.url}?lang=en")
    expect(phone.locator("main")).to_contain_text("few")
    with wall.inside("tama"):
        assert events.verify() == ()
