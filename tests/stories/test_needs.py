"""住民ニーズ - a parent taps faces and writes a word; the office reads where a form costs time, and no name."""

from playwright.sync_api import Page, expect

from madoguchi.core.tally import HANDED, LEFT, PASSED, REFUSED, Tally
from madoguchi.lab.family import family
from madoguchi.store import tallies, wall
from madoguchi.web import clock
from tests.stories.conftest import Counter
from tests.stories.hands import apply, sign_in


def a_busy_week() -> None:
    """What fifty other families left behind."""
    with wall.inside("tama", write=True):
        rows = [
            Tally(HANDED, count=50, timed=50, seconds=50 * 400),
            Tally(PASSED, "home", count=50, timed=50, seconds=50 * 15),
            Tally(PASSED, "work", count=50, timed=50, seconds=50 * 60),
            Tally(REFUSED, "work", count=25, timed=25, seconds=25 * 60),
            Tally(LEFT, "work", count=9),
        ]
        tallies.add("gakudo", "2.0.0", clock.today(), rows)


def test_what_a_family_says_is_read_by_the_office_and_nobody_knows_whose_it_is(
    counter: Counter, phone: Page, desk: Page
):
    reference, _ = apply(phone, counter, family(), by_hand=False)
    phone.get_by_role("radio", name="むずかしい", exact=True).check()
    phone.get_by_role("radio", name="長かった", exact=True).check()
    phone.get_by_role("radio", name="はい", exact=True).check()
    phone.get_by_label("ひとこと").fill("仕事の書き方に迷いました。電話 090-1234-5678")
    phone.get_by_role("button", name="感想を送る").click()
    expect(phone.locator("#voice")).to_contain_text("ありがとうございました")
    expect(phone.locator("#reference")).to_have_text(reference)

    a_busy_week()
    sign_in(desk, counter, "uketsuke")
    desk.get_by_role("link", name="改善する所").click()
    expect(desk.get_by_role("heading", name="「仕事」を直すと")).to_be_visible()
    expect(desk.locator(".costs > li").first).to_contain_text("とちゅうでやめた 1時間0分")
    desk.get_by_text("表で見る").click()
    expect(desk.get_by_role("row", name="仕事").get_by_role("cell", name="32%")).to_be_visible()
    said = desk.locator(".voices")
    expect(said).to_contain_text("仕事の書き方に迷いました。電話 (番号)")
    expect(said).to_contain_text("むずかしい、長かった、はい")
    expect(desk.locator("main")).not_to_contain_text(reference)
