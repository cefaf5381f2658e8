"""キーボードだけで - somebody without a mouse: tours a page by Tab, answers by keys, goes the whole way.

The names of states are yielded while the page stands there; what was met on the way is kept in the `Walk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from . import checks
from .told import Told, look, stop

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST: Final = 500  # presses of Tab on one page; the longest list of a clerk has fewer stops
# What is noted on the way.
CHECKS: Final = frozenset(
    {"no trap", "reached", "order", "ring", "uncovered", "unchanged by focus and answers", "summary has the focus"}
    | {"summary leads to the input", "checked before it is sent", "whole way by keyboard"}
)
PARTS: Final = 8  # of one control; whoever stays longer does not get out
OPTIONS: Final = 400  # of one list
# Groups of places that Tab must meet: each control that can be seen and used; of radio buttons of one name any.
TABBED: Final = """() => { const all = [...document.querySelectorAll("*")], groups = new Map();
for (const e of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
  if (e.disabled || e.type === "hidden" || e.tabIndex < 0 || !e.checkVisibility({ visibilityProperty: true })) continue;
  const key = e.type === "radio" ? `${e.form && all.indexOf(e.form)} ${e.name}` : e;
  groups.set(key, [...(groups.get(key) || []), all.indexOf(e)]); }
return [...groups.values()]; }"""


@dataclass
class Walk:
    """What was met: by each check what is wrong and in which state, and on how many states it was tried."""

    found: dict[str, list[str]] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)

    def note(self, check: str, state: str, faults: list[str]) -> None:
        """One check on one state."""
        self.tried[check] = self.tried.get(check, 0) + 1
        self.found.setdefault(check, []).extend(f"{state}: {fault}" for fault in faults)

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Checks that found something."""
        return {check: faults for check, faults in self.found.items() if faults}


def tour(page: Page, walk: Walk, state: str, answer: Callable[[Told], None] | None = None) -> list[Told]:
    """Tab through the whole page, from the top, until it begins anew. `answer` is asked at each stop."""
    stops: list[Told] = []
    url, wanted = page.url, page.evaluate(TABBED)
    stuck = True
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = stop(page)
        if here is None:
            continue
        if len(stops) > 1 and here["at"] == stops[0]["at"]:
            stuck = False
            break
        if [one["at"] for one in stops[-PARTS:]] == [here["at"]] * PARTS:
            break
        stops.append(here)
        if answer:
            answer(here)
    _judge(walk, state, stops, wanted, stuck)
    walk.note("unchanged by focus and answers", state, [] if page.url == url else [f"went to {page.url}"])
    return stops


def _judge(walk: Walk, state: str, stops: list[Told], wanted: Any, stuck: bool) -> None:
    # A date of the browser's own has several parts, and shows by itself in which of them one is.
    stops = [one for number, one in enumerate(stops) if not number or one["at"] != stops[number - 1]["at"]]
    top = min(range(len(stops)), key=lambda number: stops[number]["at"], default=0)
    read = stops[top:] + stops[:top]  # a page with mistakes begins at its summary
    walk.note("no trap", state, [f"Tab stays at {stops[-1]['who']}"] if stuck and stops else [])
    walk.note("reached", state, checks.reached(wanted, stops))
    walk.note("order", state, checks.order(read))
    walk.note("ring", state, checks.ring(stops))
    walk.note("uncovered", state, checks.uncovered(stops))


def go(page: Page, wanted: Callable[[Told], bool], *, back: bool = False) -> Told:
    """Press Tab until that has the focus. Raises LookupError."""
    for _ in range(MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        here = stop(page)
        if here and wanted(here):
            return here
    raise LookupError(f"Tab never comes to it: {page.url}")


def press(page: Page, wanted: Callable[[Told], bool], *, back: bool = False) -> None:
    """Go there, and Enter."""
    go(page, wanted, back=back)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer(page: Page, here: Told, told: Mapping[str, str]) -> None:
    """Give the answer of what has the focus, if there is one, as hands on a keyboard do."""
    text = told.get(here["name"])
    if text is None:
        return
    if here["type"] == "checkbox":
        if (here["value"] == text) != here["checked"]:
            page.keyboard.press("Space")
    elif here["type"] == "radio" or here["tag"] == "SELECT":
        _choose(page, here, text)
    elif here["type"] != "file" and here["value"] != text:
        page.keyboard.press("Control+A")
        page.keyboard.type(text)


def _choose(page: Page, here: Told | None, text: str) -> None:
    if here and here["type"] == "radio" and here["value"] == text:
        page.keyboard.press("Space")
    for _ in range(OPTIONS):
        if here and here["value"] == text:
            return
        page.keyboard.press("ArrowDown")
        here = stop(page)
    raise LookupError(f"the arrows never come to {text}")


def sends(here: Told) -> bool:
    """The button that sends the form of a page; others beside it come after."""
    return bool(here["sends"])


def leads(ending: str) -> Callable[[Told], bool]:
    """A link whose address ends so."""
    return lambda here: here["tag"] == "A" and str(here["href"]).partition("?")[0].endswith(ending)


def whole_way(
    page: Page, url: str, told: Mapping[str, str], work: Callable[[str, str], object], walk: Walk, empty: int
) -> Iterator[str]:
    """From the page of a procedure to its result, without a mouse. `work(reference, deed)` is what the office does;
    `empty`: how many pages of the form are sent empty first."""
    page.goto(f"{url}/tama/gakudo/")
    yield "keys: procedure"
    tour(page, walk, "keys: procedure")
    press(page, sends, back=True)
    yield from _fill_in(page, told, walk, empty)
    before_sending = look(page)
    walk.note("checked before it is sent", "keys: check", [] if before_sending["path"].endswith("/check/") else ["no"])
    yield from _send(page, walk, "keys: check")
    reference, secret = (page.locator(f"#{name}").inner_text() for name in ("reference", "secret"))
    yield "keys: receipt"
    tour(page, walk, "keys: receipt")
    press(page, leads("/status/"), back=True)
    yield from _send(page, walk, "keys: look up", {"reference": reference, "secret": secret})
    work(reference, "return")
    page.reload()
    press(page, leads("/correct/"))
    yield from _send(page, walk, "keys: correct", {"guardians.0.phone": "042-000-0009"})
    for deed in ("pass", "approve"):
        work(reference, deed)
    page.reload()
    yield "keys: standing"
    press(page, sends)
    yield "keys: result"
    tour(page, walk, "keys: result")
    reached = page.url.partition("#")[0].endswith("/result/")
    walk.note("whole way by keyboard", "keys: result", [] if reached else [f"ended at {page.url}"])


def _fill_in(page: Page, told: Mapping[str, str], walk: Walk, empty: int) -> Iterator[str]:
    """Every page of the form: so many of the first are sent empty, and led by the summary; then filled in."""
    been: list[str] = []
    while (slug := _slug(page)) != "check":
        if slug not in been and len(been) < empty:
            yield from _mistaken(page, walk, slug, again=not been)
        been.append(slug)
        yield from _send(page, walk, f"keys: {slug}", told)


def _mistaken(page: Page, walk: Walk, slug: str, *, again: bool) -> Iterator[str]:
    press(page, sends)
    if _slug(page) != slug:  # everything may stay open there
        page.go_back()
        return
    yield f"keys: {slug}: mistakes"
    _follow(page, walk, f"keys: {slug}: mistakes")
    if again:  # from there: where the last link led must not keep the focus from the summary
        press(page, sends, back=True)
        _follow(page, walk, f"keys: {slug}: mistakes again")


def _send(page: Page, walk: Walk, state: str, told: Mapping[str, str] | None = None) -> Iterator[str]:
    tour(page, walk, state, lambda here: answer(page, here, told or {}))
    if not look(page)["summary"]:  # the page with mistakes was shown before, when its summary had the focus
        yield state
    press(page, sends, back=True)


def _follow(page: Page, walk: Walk, state: str) -> None:
    """The summary has the focus; its first link leads to the input that must be mended."""
    here = stop(page)
    walk.note("summary has the focus", state, [] if here and here["id"] == "summary" else [f"has it: {here}"])
    link = go(page, lambda one: str(one["href"]).startswith("#"))
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: unquote(url).endswith(link["href"]))
    there = stop(page)
    led = there is not None and there["id"] == link["href"].removeprefix("#") and there["tag"] != "A"
    walk.note("summary leads to the input", state, [] if led else [f"{link['href']} led to {there}"])


def _slug(page: Page) -> str:
    return page.url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
