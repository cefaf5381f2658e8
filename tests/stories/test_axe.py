"""読めるか - axe-core finds nothing on the pages of a family and of the staff, as they stand in Chromium."""

from playwright.sync_api import Page

from madoguchi.lab import axe
from madoguchi.store.look.accounts import code_of
from madoguchi.web import demo
from tests.stories.conftest import Counter

PHONE, SCREEN = {360: 740}, {1280: 800}
EVERY = 6  # of the family's states one in so many is looked at; all, at three widths: bin/prove axe


def test_nothing_is_wrong_with_the_pages_of_families_and_staff(counter: Counter, page: Page) -> None:
    found = {}
    for number, state in enumerate(axe.family_pages(page, counter.url)):
        if number % EVERY == 0:
            found[state] = axe.wrong(page, PHONE)
    for state in axe.staff_pages(page, counter.url, "kanri", demo.PASSWORD, code_of(demo.SECRET)):
        found[state] = axe.wrong(page, SCREEN)
    page.context.clear_cookies()
    for state in axe.designer_pages(page, counter.url, "sekkei", demo.PASSWORD, code_of(demo.SECRET)):
        found[state] = axe.wrong(page, SCREEN)
    assert {state: told for state, told in found.items() if told} == {}
    assert len(found) > 20


def test_a_page_that_reads_badly_is_told(page: Page) -> None:
    page.set_content(
        "<html><body><img src='x'><input><p style='color:#ccc;background:#fff'>Nobody can read this.</p></body></html>"
    )
    told = " ".join(axe.wrong(page, PHONE))
    for rule in ("image-alt", "label", "color-contrast", "html-has-lang"):
        assert rule in told
