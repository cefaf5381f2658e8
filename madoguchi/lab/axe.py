"""読めるか - every page through axe-core in a real browser: empty, with mistakes, and filled in, at three widths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from madoguchi.lab.family import family

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS: Final = {360: 740, 768: 1024, 1280: 800}
# Sets what stands in the inputs of a page, by their names, as a person would leave them.
FILL: Final = """told => { for (const [name, text] of Object.entries(told)) {
  for (const one of document.getElementsByName(name)) {
    if (one.type === "radio" || one.type === "checkbox") { if (one.value === text) one.checked = true; }
    else if (one.type !== "file" && one.type !== "hidden") one.value = text;
  } } }"""
SEND: Final = "document.querySelector('main form[method=post]').requestSubmit()"
STAFF: Final = (
    "",
    "?q=zzz",
    "?status=all",
    "errands/",
    "me/",
    "accounts/",
    "views/",
    "disposals/",
    "improve/",
    "reviews/",
    "triage/",
    "catalogue/",
    "catalogue/next/",
    "catalogue/progress/",
    "catalogue/lists/",
)


def wrong(page: Page, widths: Mapping[int, int] = WIDTHS) -> list[str]:
    """What axe finds on the page before us: width, rule, and the first place of each."""
    from axe_playwright_python.sync_playwright import Axe

    told = []
    for width, height in widths.items():
        page.set_viewport_size({"width": width, "height": height})
        for one in Axe().run(page).response["violations"]:
            told.append(f"{width}: {one['id']} at {one['nodes'][0]['target']} ({len(one['nodes'])})")
    return told


def family_pages(page: Page, url: str) -> Iterator[str]:
    """Everything a family meets; the name of each state, while it stands there."""
    for place in ("/", "/tama/", "/tama/gakudo/", "/tama/status/", "/tama/letter/", "/tama/catalogue/", "/nowhere/"):
        page.goto(url + place)
        yield f"GET {place}"
    yield from _asked_in_vain(page, url)
    page.goto(f"{url}/tama/gakudo/")
    _send(page)
    told = family(children=2, email="mihon@example.jp")
    for _ in range(len(told)):
        slug = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
        if slug == "check":
            break
        yield f"{slug}: empty"
        here = page.url
        _send(page)
        if slug in page.url.split("?")[0]:
            yield f"{slug}: mistakes"
        else:  # a page where everything may stay open went on
            page.goto(here)
        page.evaluate(FILL, told)
        yield f"{slug}: filled"
        _send(page)
    yield "check"
    draft = page.url.removesuffix("check/")
    page.goto(f"{draft}later/")
    yield "later"
    page.goto(f"{draft}check/")
    _send(page)
    yield "done"
    told_numbers = {name: page.locator(f"#{name}").inner_text() for name in ("reference", "secret")}
    page.goto(f"{url}/tama/status/")
    _send(page, told_numbers)
    yield "standing"
    home = page.url.split("?")[0]
    for place in ("withdraw/", "contact/"):
        page.goto(home + place)
        yield f"standing: {place}"


def _asked_in_vain(page: Page, url: str) -> Iterator[str]:
    page.goto(f"{url}/tama/status/")
    _send(page, {"reference": "x", "secret": "x"})
    yield "status: wrong"
    for state, number in (("empty", ""), ("not ours", "0000-0000-0000")):
        page.goto(f"{url}/tama/letter/")
        _send(page, {"number": number})
        yield f"letter: {state}"


def staff_pages(page: Page, url: str, username: str, password: str, code: str = "") -> Iterator[str]:
    """Everything an account of the sample town meets."""
    home = f"{url}/tama/staff/"
    yield from _sign_in(page, home, username, password, code)
    for place in STAFF:
        page.goto(home + place)
        yield f"{username}: staff/{place}"
    page.goto(home)
    for place in ("", "secret", "protect"):
        page.goto(home)
        page.locator("main tbody a").first.click()
        if place:
            page.goto(page.url.split("?")[0].rstrip("/") + f"/{place}")
        yield f"{username}: case/{place}"


def designer_pages(page: Page, url: str, username: str, password: str, code: str) -> Iterator[str]:
    """The tables of the sample town, read and changed by one of its designers."""
    home = f"{url}/tama/staff/tables/gakudo/"
    for _ in _sign_in(page, f"{url}/tama/staff/", username, password, code):
        pass
    for place in ("", "t/guardian/", "history/"):
        page.goto(home + place)
        yield f"tables/{place}"
    page.goto(home)
    _send(page)
    yield "tables: draft"
    for place in ("t/adjust/draft/", "trial/"):
        page.goto(home + place)
        yield f"tables: draft: {place}"
    for place, mistake in (
        ("t/adjust/draft/new-row/", {"points": "x"}),
        ("t/infants/beside/", {"most": "x"}),
        ("beside/", {"reference.until": "x"}),
    ):
        page.goto(home + place)
        yield f"tables: draft: {place}"
        _send(page, mistake)
        yield f"tables: draft: {place}: mistakes"
    page.goto(f"{home}t/infants/beside/")
    _send(page, {"most": "3"})
    page.goto(home)
    yield "tables: draft: changed"


def _sign_in(page: Page, home: str, username: str, password: str, code: str) -> Iterator[str]:
    page.goto(home)
    yield "sign-in"
    _send(page, {"username": username, "password": "x"})
    yield "sign-in: wrong"
    _send(page, {"username": username, "password": password})
    if code:
        yield "sign-in: code"
        _send(page, {"code": code})


def _send(page: Page, told: Mapping[str, Any] | None = None) -> None:
    page.evaluate(FILL, dict(told or {}))
    with page.expect_navigation():
        page.evaluate(SEND)
