"""画面が語ること - asks a page in Chromium what it tells: its styles and boxes, its accessibility tree, its focus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Page

Motion = Literal["reduce", "no-preference"]
Colours = Literal["active", "none"]
Told = Mapping[str, Any]  # what look.js and stop.js answer

_HERE: Final = Path(__file__).parent
DRAWN: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOOK: Final = (_HERE / "look.js").read_text(encoding="utf-8")
STOP: Final = (_HERE / "stop.js").read_text(encoding="utf-8")
# Before any script of a page: which kinds of events are listened to.
LISTEN: Final = """(() => { window.__listened = []; const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (kind, ...rest) {
  window.__listened.push(kind); return add.call(this, kind, ...rest); }; })()"""
# WCAG 2.2, 1.4.12: line height, space after paragraphs, between letters, between words.
SPACING: Final = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
FONT: Final = 16  # CSS pixels; what a browser is delivered with
# As a style sheet that a person's browser adds: no rule of the page forbids it.
ADD: Final = """style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);
document.adoptedStyleSheets = style ? [sheet] : []; }"""
STATES: Final = frozenset({"required", "invalid", "checked", "expanded", "disabled", "focusable", "level"})


@dataclass(frozen=True)
class Node:
    """One node of the accessibility tree, with those that it lies in, the nearest first."""

    role: str
    name: str
    description: str
    states: Mapping[str, Any]
    attributes: Mapping[str, str]
    around: tuple[Node, ...] = ()


def look(page: Page) -> Told:
    """What the page tells as it stands there, once it has been drawn: only then has it a focus."""
    page.evaluate(DRAWN)
    told: Told = page.evaluate(LOOK)
    return told


def stop(page: Page) -> Told | None:
    """What has the focus; None when nothing has it."""
    told: Told | None = page.evaluate(STOP)
    return told


def tree(page: Page) -> list[Node]:
    """The accessibility tree as Chromium gives it to assistive technology, without what it leaves out."""
    line = page.context.new_cdp_session(page)
    try:
        line.send("DOM.enable")
        nodes = line.send("Accessibility.getFullAXTree")["nodes"]
        flat = line.send("DOM.getFlattenedDocument", {"depth": -1, "pierce": True})["nodes"]
    finally:
        line.detach()
    attributes = {one["backendNodeId"]: _pairs(one.get("attributes", ())) for one in flat}
    known = {one["nodeId"]: one for one in nodes}
    made: dict[str, Node] = {}
    for one in nodes:
        _node(one["nodeId"], known, attributes, made)
    return [made[one["nodeId"]] for one in nodes if not one["ignored"]]


def _pairs(flat: Sequence[str]) -> dict[str, str]:
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _node(key: str, known: Mapping[str, Any], attributes: Mapping[int, Any], made: dict[str, Node]) -> Node:
    if key not in made:
        one = known[key]
        above = one.get("parentId")
        around: tuple[Node, ...] = ()
        if above in known:
            parent = _node(above, known, attributes, made)
            around = (parent, *parent.around)
        told = {part: one.get(part, {}).get("value", "") for part in ("role", "name", "description")}
        states = {it["name"]: it["value"].get("value") for it in one.get("properties", ()) if it["name"] in STATES}
        mine = attributes.get(one.get("backendDOMNodeId", 0), {})
        made[key] = Node(told["role"], told["name"], told["description"], states, mine, around)
    return made[key]


@contextmanager
def as_seen(
    page: Page,
    width: int,
    height: int,
    style: str = "",
    *,
    font: int = FONT,
    motion: Motion = "no-preference",
    colours: Colours = "none",
) -> Iterator[None]:
    """The page as somebody has it: so wide, with a style and a size of text of their own, with less motion
    (`reduce`), in forced colours (`active`)."""
    before = page.viewport_size or {"width": width, "height": height}
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion=motion, forced_colors=colours)
    page.evaluate(ADD, style)
    line = page.context.new_cdp_session(page)
    line.send("Page.setFontSizes", {"fontSizes": {"standard": font}})
    try:
        yield
    finally:
        line.send("Page.setFontSizes", {"fontSizes": {"standard": FONT}})
        line.detach()
        page.evaluate(ADD, "")
        page.emulate_media(reduced_motion="no-preference", forced_colors="none")
        page.set_viewport_size(before)
