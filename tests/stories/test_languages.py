"""言葉の物語 - the whole way in each language we serve, from the page of the procedure to the status."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from madoguchi.core.language import LANGUAGES
from madoguchi.lab import axe
from madoguchi.lab.family import family
from tests.stories.conftest import Counter
from tests.stories.hands import fill_at_once


def test_the_whole_way_in_each_language(counter: Counter, phone: Page) -> None:
    """One counter for all of them; every page on the way says that it speaks it."""
    heard = set()
    for lang in LANGUAGES:
        phone.context.clear_cookies()
        phone.goto(f"{counter.url}/tama/gakudo/?lang={lang}")
        heard.add(phone.get_by_role("heading", level=1).inner_text())
        spoken = phone.locator("html").get_attribute("lang")
        with phone.expect_navigation():
            phone.locator('form[action$="/start"] button, form[action$="/start/"] button').first.click()
        while not phone.url.endswith("/check/"):
            assert phone.locator("html").get_attribute("lang") == spoken, (lang, phone.url)
            fill_at_once(phone, family())
        with phone.expect_navigation():
            phone.evaluate(axe.SEND)
        reference, secret = phone.locator("#reference").inner_text(), phone.locator("#secret").inner_text()
        phone.goto(f"{counter.url}/tama/status/")
        phone.evaluate(axe.FILL, {"reference": reference, "secret": secret})
        with phone.expect_navigation():
            phone.evaluate(axe.SEND)
        expect(phone.locator("main")).to_contain_text(reference)
        assert phone.locator("html").get_attribute("lang") == spoken, lang
    assert len(heard) >= 5, heard
