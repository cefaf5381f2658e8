"""学童クラブの一日 - a club signs in, reads who comes today, what they may not eat and whom to call, and reports."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from madoguchi.core.enrolment import Stay
from madoguchi.lab import axe
from madoguchi.store import enrolments, wall
from madoguchi.store.look.accounts import code_of
from madoguchi.web import demo
from tests.stories.conftest import Counter
from tests.web.test_clubs import ALLERGY
from tests.web.visits import Visitor, hand_in

CLUB = "mihon1"  # of the sample account


@pytest.fixture
def club(counter: Counter) -> str:
    """Two children have a place; the address of the club whose account the samples have."""
    found = Visitor(Client(enforce_csrf_checks=True))
    brother = {"children__0__name": "見本 太郎", "children__0__kana": "みほん たろう"}
    numbers = [hand_in(found, **ALLERGY), hand_in(found, **brother)]
    with wall.inside("tama", write=True):
        for number in numbers:
            enrolments.begin(Stay(f"{number}-1", "gakudo", CLUB, date(2026, 11, 1)))
    return f"{counter.url}/tama/staff/clubs/gakudo/{CLUB}/"


def test_a_club_reads_its_children_and_reports(counter: Counter, club: str, page: Page) -> None:
    wrong: dict[str, list[str]] = {}
    page.goto(f"{counter.url}/tama/staff/")
    page.get_by_label("利用者名").fill("kurabu")
    page.get_by_label("パスワード").fill(demo.PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()
    page.locator("input[name=code]").fill(code_of(demo.SECRET))
    page.locator("main button").first.click()
    expect(page.get_by_role("heading", name="学童クラブ", exact=True)).to_be_visible()
    wrong["clubs"] = axe.wrong(page)
    page.get_by_role("link", name="見本第1学童クラブ").click()
    expect(page.get_by_role("row")).to_have_count(3)
    wrong["roster"] = axe.wrong(page)
    page.get_by_role("link", name="見本 花子").click()
    expect(page.get_by_text("卵と乳")).to_be_visible()
    wrong["child"] = axe.wrong(page)
    page.goto(f"{club}print/")
    expect(page.locator("article.sheet")).to_have_count(2)
    wrong["sheets"] = axe.wrong(page)
    page.goto(f"{club}report/")
    page.get_by_label("あと何人入れますか").fill("たくさん")
    page.get_by_label("見本 太郎").select_option("long")
    page.get_by_role("button", name="市に報告する").click()
    expect(page.get_by_role("alert")).to_contain_text("数字で入力してください")
    wrong["report: mistakes"] = axe.wrong(page)
    page.get_by_label("あと何人入れますか").fill("3")
    page.get_by_role("button", name="市に報告する").click()
    expect(page.get_by_role("status")).to_contain_text("報告を受け取りました")
    assert {state: told for state, told in wrong.items() if told} == {}
    with wall.inside("tama"):
        told = enrolments.reports("gakudo", [CLUB], "2026-11")[CLUB]
    assert (told.enrolled, told.free, [one.code for one in told.absences]) == (2, 3, ["long"])
