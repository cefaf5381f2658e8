"""だれにも使えるか - the whole way by keyboard, and each page as many people have it before them, by WCAG 2.2 AA."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.stage import Stage, stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from madoguchi.lab.a11y.keys import Walk

TOPIC = "a11y"
EVERY = 8  # at the size of a test one state in so many is looked at


def run(full: bool) -> dict[str, Any]:
    """By check and by success criterion: on how many states it was tried, and 0 faults. Raises Disproved."""
    from madoguchi.lab.a11y import keys, sweep
    from madoguchi.lab.a11y.told import Told

    walk, pages = keys.Walk(), list[Told]()
    with stage("a11y") as it:
        for number, (state, page) in enumerate(_states(it, walk, full)):
            if full or number % EVERY == 0:
                sweep.sweep(page, walk, state, pages)
        tools = {"chromium": it.browser.version, "playwright": version("playwright")}
    sweep.together(walk, pages)
    if walk.wrong:
        raise Disproved(f"{walk.wrong}")
    sizes = {"states": len(pages), "eyes": len(sweep.EYES)}
    return {"sizes": sizes, "tools": tools, "checks": sweep.figures(walk), "criteria": sweep.by_criterion(walk)}


def _states(it: Stage, walk: Walk, full: bool) -> Any:
    from madoguchi.lab import axe
    from madoguchi.lab.a11y import keys, told
    from madoguchi.lab.family import family

    context = it.browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    context.add_init_script(told.LISTEN)
    page = context.new_page()
    for state in keys.whole_way(page, it.url, family(), lambda *words: _office(it, *words), walk, 100 if full else 2):
        yield state, page
    for state in axe.family_pages(page, it.url):
        yield state, page
    context.clear_cookies()
    for state in axe.staff_pages(page, it.url, "kanri", *it.signs()):
        yield state, page
        if full:  # afterwards: a tour takes the focus from where the page has put it
            _toured(page, walk, state)


def _toured(page: Page, walk: Walk, state: str) -> None:
    from madoguchi.lab.a11y import keys

    keys.tour(page, walk, state)


def _office(it: Stage, reference: str, deed: str) -> None:
    command = [sys.executable, "-m", "madoguchi.lab.a11y", reference, deed]
    subprocess.run(command, env=it.ground.env, cwd=it.ground.home, check=True)
