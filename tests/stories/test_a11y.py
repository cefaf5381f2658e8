"""だれにも使えるか - the whole way without a mouse, and pages as many people have them; all of it: bin/prove a11y."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from madoguchi.lab import axe
from madoguchi.lab.a11y import keys, sweep
from madoguchi.lab.a11y.told import FONT, LISTEN, SPACING, Told, as_seen
from madoguchi.lab.a11y.work import work
from madoguchi.lab.family import family
from madoguchi.store.look.accounts import code_of
from madoguchi.web import demo
from tests.stories.conftest import Counter

EVERY = 7  # one state in so many is looked at
EMPTY = 2  # so many pages of the form are sent empty

# Everything that a page should not do, at once.
BAD = """<!doctype html><html><head><title> </title><style>
* { letter-spacing: 0 } .menu { position: fixed; inset: 0 0 auto; height: 60px; background: #fff }
.faint { color: #aaa } .thin { border: 1px solid #ddd; outline: none } .tiny { width: 14px; height: 14px; padding: 0 }
.bare { border: 0; background: #fff } .cut { width: 30px; height: 1em; overflow: hidden; white-space: nowrap }
.wide { width: 900px } .slow { transition: color 1s }</style></head><body class="resident">
<a href="#nowhere" class="thin" tabindex="3">飛ぶ</a><div class="menu">上に重なる</div>
<main><h1>ひとつ</h1><h3>とんで</h3><h1>ふたつ</h1><p class="faint">薄い文字</p>
<div class="field"><label>氏名</label><span class="must">※必須</span><p class="mistake">直してください</p>
<input name="a" class="thin"></div><div class="summary"><a href="#none">直す</a></div>
<button class="tiny bare">あ</button><button class="tiny bare">い</button><button aria-label="送信">申請する</button>
<p class="cut">切れてしまう文字の列</p><p class="wide">広い</p><p class="slow">ゆっくり</p>
<img src="data:,"><video></video><i id="x"></i><i id="x"></i><i draggable="true">引く</i>
<span tabindex="-1"></span></main>
<nav></nav><nav></nav><div id="trap" tabindex="0">出られない</div>
<script>addEventListener("touchmove", () => {}); document.getElementById("trap").addEventListener("keydown",
(event) => { if (event.key === "Tab") event.preventDefault(); });</script></body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP") as context:
        context.add_init_script(LISTEN)
        one = context.new_page()
        one.set_default_timeout(15_000)
        yield one


def test_a_family_goes_the_whole_way_without_a_mouse(counter: Counter, page: Page) -> None:
    walk, pages = keys.Walk(), list[Told]()
    for number, state in enumerate(keys.whole_way(page, counter.url, family(), work, walk, EMPTY)):
        if number % EVERY == 0:
            sweep.sweep(page, walk, state, pages)
    assert walk.wrong == {}
    assert set(walk.tried) >= keys.CHECKS
    assert pages


def test_the_pages_of_families_and_staff_can_be_used_by_everybody(counter: Counter, page: Page) -> None:
    walk, pages = keys.Walk(), list[Told]()
    for number, state in enumerate(axe.family_pages(page, counter.url)):
        if number % (2 * EVERY) == 0:
            sweep.sweep(page, walk, state, pages)
    page.context.clear_cookies()
    for number, state in enumerate(axe.staff_pages(page, counter.url, "kanri", demo.PASSWORD, code_of(demo.SECRET))):
        if number % 2 == 0:
            keys.tour(page, walk, state)
            sweep.sweep(page, walk, state, pages)
    sweep.together(walk, pages)
    assert walk.wrong == {}
    assert len(pages) > 10


def test_a_page_that_shuts_people_out_is_told(page: Page) -> None:
    walk, pages = keys.Walk(), list[Told]()
    page.goto("about:blank")
    page.set_content(BAD)
    sweep.sweep(page, walk, "bad", pages)
    assert [name for name in walk.tried if name not in walk.wrong] == []


def test_a_focus_that_is_hidden_caught_or_out_of_order_is_told(page: Page) -> None:
    walk = keys.Walk()
    page.goto("about:blank")
    page.set_content(BAD)
    keys.tour(page, walk, "bad")
    assert {"ring", "uncovered", "order", "no trap"} <= set(walk.wrong)


def test_the_page_really_stands_there_as_people_have_it(page: Page) -> None:
    page.goto("about:blank")
    page.set_content("<p>字</p>")
    has = "query => matchMedia(query).matches"
    spaced = "getComputedStyle(document.querySelector('p')).letterSpacing"
    assert not page.evaluate(has, "(min-width: 20em) and (max-width: 20em)")
    with as_seen(page, 20 * 2 * FONT, 600, SPACING, font=2 * FONT, motion="reduce", colours="active"):
        assert page.evaluate(has, "(min-width: 20em) and (max-width: 20em)")
        assert page.evaluate(has, "(prefers-reduced-motion: reduce)")
        assert page.evaluate(has, "(forced-colors: active)")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 2 * FONT
        assert page.evaluate(f"parseFloat({spaced})") > 0
    assert page.evaluate(has, "(prefers-reduced-motion: no-preference)")
    assert page.evaluate(spaced) == "normal"
