"""一つの選考回 - 2,000 made-up families from inputs to letters before a real browser, each step proved and timed."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.stage import Stage, stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

TOPIC = "round"
SEED, FULL, SMALL = 7, 2_000, 12
PATIENCE: Final = 600.0  # seconds for what the worker does
# At most, in seconds, of what somebody waits for before the page: `collect` and `decide` show how far they are.
LIMITS: Final = {"draw": 2.0, "run": 2.0, "verify": 2.0, "compare": 2.0}


def run(full: bool) -> dict[str, Any]:
    """Seconds of each step (`steps`), children and places; the record of it all holds. Raises Disproved."""
    number = FULL if full else SMALL
    with stage("round") as it:
        words = ("sample", "--municipality", "tama", "--applications", str(number), "--seed", str(SEED))
        filed = it.ground.ask("madoguchi", *words, "--papers", "0", "--without-news")
        worker = it.ground.start("madoguchi", "worker", "--every", "0.1")
        try:
            figures = _walked(it)
        finally:
            worker.terminate()
            worker.communicate(timeout=60)
        faults = it.ground.ask("madoguchi", "audit", "verify").get("faults")
    if faults:
        raise Disproved(f"the record: {faults}")
    if full and (slow := {step: took for step, most in LIMITS.items() if (took := figures["steps"][step]) > most}):
        raise Disproved(f"seconds before the page: {slow}")
    return {"sizes": {"applications": filed["applications"], "seed": SEED}, "limits": LIMITS, **figures}


def _walked(it: Stage) -> dict[str, Any]:
    from madoguchi.lab.selection.walk import Walk

    passed = _office(it, "pass")
    clerk, boss = (Walk(_desk(it), PATIENCE) for _ in range(2))
    _sign_in(it, clerk.page, "uketsuke")
    round_page = clerk.begin()
    clerk.prepare()
    clerk.compare(round_page, "daini", 1)
    _sign_in(it, boss.page, "kessai")
    boss.page.goto(round_page)
    signed = boss.sign()
    clerk.page.goto(round_page)
    docket = clerk.propose()
    for name, label in (("kakari", "署名する"), ("kacho", "署名する"), ("bucho", "署名して決定する")):
        _sign_in(it, boss.page, name)
        boss.approve(docket, label)
    boss.settled(round_page)
    told: dict[str, Any] = {"children": passed["passed"]}
    if told["children"] > SMALL * 2:  # of few everybody has a place
        told = _office(it, "waiting")
        _reads_why(it, told)
    figures: dict[str, Any] = {"steps": clerk.seconds | boss.seconds, "signed": signed}
    return figures | {name: told[name] for name in ("children", "placed", "families", "exceptions") if name in told}


def _reads_why(it: Stage, told: dict[str, Any]) -> None:
    from playwright.sync_api import expect

    page = _desk(it, 360)
    page.goto(f"{it.url}/tama/status/")
    page.locator('[name="reference"]').fill(told["reference"])
    page.locator('[name="secret"]').fill(told["secret"])
    page.get_by_role("button", name="状況を見る").click()
    page.get_by_role("button", name="結果を見る").click()
    expect(page.locator("main")).to_contain_text("届きませんでした")


def _desk(it: Stage, width: int = 1280) -> Page:
    context = it.browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    return context.new_page()


def _sign_in(it: Stage, page: Page, name: str) -> None:
    password, code = it.signs()
    page.context.clear_cookies()
    page.goto(f"{it.url}/tama/staff/")
    page.locator('[name="username"]').fill(name)
    page.locator('[name="password"]').fill(password)
    page.get_by_role("button", name="サインインする", exact=True).click()
    if page.locator('[name="code"]').count():
        page.locator('[name="code"]').fill(code)
        page.get_by_role("button", name="確認する").click()


def _office(it: Stage, deed: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "madoguchi.lab.selection", "tama", deed]
    return dict(json.loads(subprocess.check_output(command, env=it.ground.env, cwd=it.ground.home)))
