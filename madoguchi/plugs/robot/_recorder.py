"""記録 - a person goes through the back office in a browser once, and a draft of the script comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.resources import files
from typing import Any, Final

from madoguchi.core.robot.draft import draft
from madoguchi.plugs.robot._browser import Broken, asked
from madoguchi.plugs.robot._screen import reader

CHROMIUM: Final = "/usr/bin/chromium"
LOOK: Final = 200  # milliseconds


def record(
    address: str,
    settings: Mapping[str, str],
    *,
    headed: bool = True,
    stop: Callable[[], bool] = lambda: False,
    hand: Callable[[Any], None] | None = None,
) -> dict[str, Any]:
    """robot.yaml as far as one sees it; what a clerk has to complete is `?`. Values that were typed are not in it."""
    from playwright.sync_api import Error, sync_playwright  # only a robot needs it

    events: list[dict[str, Any]] = []

    def heard(source: Any, told: str) -> None:
        events.append(json.loads(told))

    def asks(dialog: Any) -> None:
        events.append({"kind": "dialog", "words": dialog.message, "frame": ""})
        dialog.accept()

    with sync_playwright() as playwright:
        program = settings.get("robot_chromium") or CHROMIUM
        browser = playwright.chromium.launch(executable_path=program, headless=not headed)
        context = browser.new_context(locale="ja-JP", no_viewport=headed)
        context.expose_binding("madoguchiSeen", heard)
        context.add_init_script(f"({_script()})({reader()})")
        context.on("dialog", asks)
        with suppress(Broken), asked(0):  # a window that was closed: the person has done
            _go(context.new_page(), address, hand, lambda: not headed or stop())
        with suppress(Error):
            browser.close()
    return draft(events)


def _go(page: Any, address: str, hand: Callable[[Any], None] | None, stop: Callable[[], bool]) -> None:
    page.goto(address)
    if hand:
        hand(page)
    page.wait_for_timeout(LOOK)
    while not stop() and not page.is_closed():
        page.wait_for_timeout(LOOK)


def _script() -> str:
    return files("madoguchi.plugs.robot").joinpath("_recorder.js").read_text(encoding="utf-8").partition("\n")[2]
