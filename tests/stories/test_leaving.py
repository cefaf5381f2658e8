"""退所の物語 - a family says on the phone that its child leaves; a clerk files it, and the club's list follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from madoguchi.commands._packages import examine_folder
from madoguchi.core.case import Actor
from madoguchi.core.enrolment import Stay
from madoguchi.desk import publish
from madoguchi.desk.act import act
from madoguchi.lab import axe
from madoguchi.lab.family import family
from madoguchi.store import enrolments, wall
from madoguchi.web.clock import now
from tests.stories.conftest import Counter
from tests.stories.hands import apply, fill_at_once, look_up, sign_in, step

HOME = Path(__file__).parents[2]
CHILD, CLUB = "見本 花子", "mihon1"
YESTERDAY = {"last_day.y": "2026", "last_day.m": "11", "last_day.d": "15"}


def admitted(reference: str) -> None:
    """The child has had a place since the first of the month."""
    leave = examine_folder(HOME / "procedures" / "gakudo_leave", "tama", HOME).report
    with wall.inside("tama", write=True):
        publish.publish(leave.files, now())
        act(f"{reference}-1", "pass", Actor("uketsuke", "clerk"), now())
        act(f"{reference}-1", "approve", Actor("kessai", "decider"), now(), reason="要件を満たすため", place="daini")
        enrolments.begin(Stay(f"{reference}-1", "gakudo", CLUB, date(2026, 11, 1)))


def test_a_child_leaves_its_club(counter: Counter, phone: Page, desk: Page, javascript: bool) -> None:
    reference, secret = apply(phone, counter, family(), by_hand=False)
    admitted(reference)
    roster = f"{counter.url}/tama/staff/clubs/gakudo/{CLUB}/"
    sign_in(desk, counter, "uketsuke")
    desk.goto(roster)
    expect(desk.locator("main")).to_contain_text(CHILD)

    look_up(phone, counter, reference, secret)
    phone.get_by_role("button", name="結果を見る").click()
    look_up(phone, counter, reference, secret)
    phone.get_by_role("link", name="学童クラブの退所届").click()
    wrong = axe.wrong(phone, {360: 740, 1280: 800}) if javascript else []  # axe is a script
    phone.get_by_role("button", name="始める").click()
    expect(phone.locator("main")).to_contain_text(CHILD)  # what is known of the child has come along
    phone.get_by_role("button", name="残りは前回と同じ").click()
    while not phone.url.endswith("/check/"):
        fill_at_once(phone, {**YESTERDAY, "truth": "yes"})
    phone.get_by_role("button", name="申請する").click()
    expect(phone.locator("#reference")).to_be_visible()
    left, number = phone.locator("#reference").inner_text(), phone.locator("#secret").inner_text()
    assert wrong == []

    desk.goto(roster)
    expect(desk.locator("main")).to_contain_text(CHILD)  # nobody has read it yet
    desk.goto(f"{counter.url}/tama/staff/case/{left}-1/")
    expect(desk.get_by_role("heading", name="この届の児童")).to_be_visible()
    step(desk, "届を受け付ける")
    if javascript:
        assert axe.wrong(desk) == []
    desk.goto(roster)
    expect(desk.locator("main")).not_to_contain_text(CHILD)
    look_up(phone, counter, left, number)
    phone.get_by_role("button", name="結果を見る").click()
    expect(phone.locator("main")).to_contain_text("最後に通う日: 2026年11月15日")
