"""確かめ - each is a pure function over what a page tells; it answers with what is wrong, nothing when all is well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from .colours import contrast, ground, over, read
from .told import Node, Told

Faults = list[str]

TEXT, LARGE_TEXT, SIGN = 4.5, 3.0, 3.0  # WCAG 2.2: 1.4.3, 1.4.11
LARGE, LARGE_BOLD = 24.0, 18.66  # CSS pixels from which text is large
LEAST, COMFORTABLE = 24, 44  # CSS pixels of a target: WCAG 2.2 (2.5.8), and the house's own for residents
MUST: Final = "必須"
# What takes the focus to be read, not to be worked with.
READ_WHOLE: Final = frozenset({"RootWebArea", "main", "alert"})
CONTROLS: Final = frozenset(
    {"button", "link", "textbox", "searchbox", "combobox", "listbox", "radio", "checkbox", "spinbutton", "slider"}
    | {"switch", "menuitem", "tab", "DisclosureTriangle", "Date", "DateTime", "InputTime"}
)
PATHS_OF_A_FINGER: Final = frozenset({"touchmove", "pointermove", "mousemove", "gesturechange", "gesturestart"})
DRAGS: Final = frozenset({"drag", "dragstart", "dragover", "dragenter", "drop"})
SHAKES: Final = frozenset({"devicemotion", "deviceorientation"})


def name_and_role(told: Told, nodes: Sequence[Node]) -> Faults:
    """4.1.2: whatever takes the focus or is worked with has a role and a name."""
    found = []
    for node in nodes:
        works = node.role in CONTROLS or (node.states.get("focusable") and node.role not in READ_WHOLE)
        if works and not node.name.strip() and node.role != "generic":
            found.append(f"{node.role} without a name: {dict(node.attributes)}")
        if node.states.get("focusable") and node.role == "generic" and "tabindex" not in node.attributes:
            found.append(f"without a role: {dict(node.attributes)}")
    return found


def states(told: Told, nodes: Sequence[Node]) -> Faults:
    """4.1.2, 1.3.1: that an answer is needed, wrong or explained is told with the control or the group around it."""
    found = []
    for field in told["fields"]:
        controls = [node for node in nodes if node.attributes.get("name") in field["names"] and node.role in CONTROLS]
        if not controls:
            continue
        where = field["names"][0]
        said = [(node, " ".join(_words(one) for one in (node, *node.around))) for node in controls]
        if field["must"] and not any(_required(node) or MUST in words for node, words in said):
            found.append(f"{where}: needed, and not told")
        if field["mistake"] and not any(_same(field["mistake"], words) for _, words in said):
            found.append(f"{where}: its mistake is not told")
        if field["mistake"] and not any(_invalid(node) for node, _ in said):
            found.append(f"{where}: not told to be wrong")
        if field["help"] and not any(_same(field["help"], words) for _, words in said):
            found.append(f"{where}: its help is not told")
    return found


def _words(node: Node) -> str:
    return f"{node.name} {node.description}" if node.role in (*CONTROLS, "group", "radiogroup") else ""


def _required(node: Node) -> bool:
    """Of lists to open Chromium's own view leaves this state out, though it tells it."""
    return bool(node.states.get("required")) or node.attributes.get("aria-required") == "true"


def _invalid(node: Node) -> bool:
    """Told by the control, or, where several answer together, by the group's description."""
    alone = node.states.get("invalid") not in (None, "false", False)
    return alone or any(one.role in ("group", "radiogroup") and one.description for one in node.around)


def _same(part: str, words: str) -> bool:
    return _bare(part) in _bare(words)


def _bare(text: str) -> str:
    return re.sub(r"\s|※", "", text)


def headings(told: Told) -> Faults:
    """1.3.1, 2.4.6: one h1; nobody who goes from heading to heading misses a level."""
    levels = [one["level"] for one in told["headings"]]
    found = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    found += [f"h{one} after h{before}" for before, one in pairwise(levels) if one > before + 1]
    return found + [f"empty h{one['level']}" for one in told["headings"] if not one["text"]]


def landmarks(told: Told, nodes: Sequence[Node]) -> Faults:
    """1.3.1: one main and one banner, a foot where residents are, and names where there are several of a kind."""
    roles = [node.role for node in nodes]
    wanted = {"main": 1, "banner": 1} | ({} if told["staff"] else {"contentinfo": 1})
    found = [f"{roles.count(role)} {role}" for role, count in wanted.items() if roles.count(role) != count]
    menus = [node.name for node in nodes if node.role == "navigation"]
    return found + [f"menus alike: {menus}" for _ in range(1) if len(set(menus)) != len(menus) or "" in menus]


def title(told: Told) -> Faults:
    """2.4.2: a title that tells the page, and first of all that something must be mended."""
    found = [] if told["title"].strip(" -") else ["no title"]
    wrong = bool(told["summary"])
    return found + ([f"title and mistakes: {told['title']}"] if told["title"].startswith("エラー") != wrong else [])


def titles(pages: Iterable[Told]) -> Faults:
    """2.4.2: two pages that are about different things have different titles."""
    known: dict[str, set[str]] = {}
    for told in pages:
        if not told["summary"]:
            known.setdefault(told["title"], set()).update(h["text"] for h in told["headings"] if h["level"] == 1)
    return [f"{name}: {sorted(heads)}" for name, heads in known.items() if len(heads) > 1]


def language(told: Told) -> Faults:
    """3.1.1."""
    return [] if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", told["language"]) else [f"language: {told['language']!r}"]


def ids(told: Told) -> Faults:
    """4.1.1: what labels and messages point at is there once."""
    return [f"twice: #{one}" for one in told["twice"]]


def pictures(told: Told) -> Faults:
    """1.1.1: every picture has words, or says that it needs none."""
    return [f"{one['who']} without words" for one in told["pictures"] if one["alt"] is None]


def media(told: Told) -> Faults:
    """1.2, 1.4.2, 2.3.1: sound, film, or a drawing of a script."""
    return list(told["media"])


def moving(told: Told) -> Faults:
    """2.2.2: what moves or changes by itself."""
    return [*told["media"], *["refresh"] * told["refresh"]]


def motion(told: Told) -> Faults:
    """With less motion asked for, nothing moves at all."""
    return [f"moves: {one}" for one in told["moving"]]


def gestures(told: Told) -> Faults:
    """2.5.1, 2.5.7, 2.5.4: what wants a way of the finger, dragging, or the device to be moved."""
    kinds = set(told["listened"]) & (PATHS_OF_A_FINGER | DRAGS | SHAKES)
    return [*sorted(kinds), *told["draggable"]]


def text_contrast(told: Told) -> Faults:
    """1.4.3."""
    found = []
    for text in told["texts"]:
        below = ground(text["layers"])
        ratio = contrast(over(read(text["ink"]), below), below)
        large = text["size"] >= LARGE or (text["bold"] and text["size"] >= LARGE_BOLD)
        if ratio < (LARGE_TEXT if large else TEXT):
            found.append(f"{text['who']}: {ratio:.2f}")
    return found


def edge_contrast(told: Told) -> Faults:
    """1.4.11: where a control begins is seen by its border or its ground; a button of mere words has neither."""
    found = []
    for edge in told["edges"]:
        outside, inside = ground(edge["outside"]), ground(edge["fill"])
        border = contrast(over(read(edge["border"]), inside), outside) if edge["width"] else 1.0
        words_alone = not edge["width"] and edge["underlined"]
        if max(border, contrast(inside, outside)) < SIGN and not words_alone:
            found.append(f"{edge['who']}: {border:.2f}")
    return found


def forced_edges(told: Told) -> Faults:
    """Where people force their own colours, grounds are gone: a border or a line must still be there."""
    return [f"{edge['who']}: no border" for edge in told["edges"] if edge["width"] < 1 and not edge["underlined"]]


def target_size(told: Told) -> Faults:
    """2.5.8: 24 by 24, or so far from others that a circle of 24 around its middle touches none; not in sentences."""
    targets = [one for one in told["targets"] if not one["skip"] and one["width"] and one["height"]]
    return [
        f"{one['who']}: {one['width']:.0f}x{one['height']:.0f}"
        for one in targets
        if not one["inline"] and min(one["width"], one["height"]) < LEAST and _crowded(one, targets)
    ]


def _crowded(one: Mapping[str, Any], targets: Iterable[Mapping[str, Any]]) -> bool:
    x, y = one["x"] + one["width"] / 2, one["y"] + one["height"] / 2
    for other in targets:
        if other is one:
            continue
        across = max(other["x"] - x, 0, x - other["x"] - other["width"])
        along = max(other["y"] - y, 0, y - other["y"] - other["height"])
        if across**2 + along**2 < (LEAST / 2) ** 2:
            return True
    return False


def house_target_size(told: Told) -> Faults:
    """The house's own: what a resident presses is 44 high, and as wide; links in sentences are as their line."""
    if told["staff"]:
        return []
    return [
        f"{one['who']}: {one['width']:.0f}x{one['height']:.0f}"
        for one in told["targets"]
        if not one["inline"] and not one["skip"] and min(one["width"], one["height"]) < COMFORTABLE - 0.5
    ]


def reflow(told: Told) -> Faults:
    """1.4.10, 1.4.4, 1.4.12, 1.3.4: nothing is cut or wants moving sideways, but a table that keys can move."""
    found = []
    if told["reaches"] > told["width"]:
        found.append(f"{told['reaches']} wide on {told['width']}: {told['wide']}")
    for one in told["scrolls"]:
        if not (one["table"] and one["reached"]):
            found.append(f"moves sideways: {one['who']}")
    return found + [f"cut: {one}" for one in told["cut"]]


def label_in_name(told: Told) -> Faults:
    """2.5.3: whoever speaks what is written there is understood."""
    return [f"{one['who']}: {one['said']}" for one in told["labels"] if not _same(one["seen"], one["said"])]


def skip_link(told: Told) -> Faults:
    """2.4.1: the first link of a page leads to what it is about."""
    return [] if told["skip"] else ["nothing leads to the main part"]


def mistakes(told: Told) -> Faults:
    """3.3.1: what is wrong is told in words, first of all, with a way to each place."""
    it = told["summary"]
    if not it:
        return []
    found = [] if it["focused"] else ["the summary has not the focus"]
    found += [] if it["links"] else ["a summary that leads nowhere"]
    return found + [f"{one['text']}: {one['href']} takes no focus" for one in it["links"] if not one["takes"]]


def steady(pages: Iterable[Told]) -> Faults:
    """3.2.3, 3.2.6: the menu keeps its order, and whom to call stands on every page of a city."""
    found: Faults = []
    order: dict[frozenset[str], tuple[str, str]] = {}
    for told in pages:
        if not told["staff"] and told["city"] and not told["help"]:
            found.append(f"{told['path']}: no word whom to call")
        for before, after in pairwise(told["menu"]):
            if order.setdefault(frozenset((before, after)), (before, after)) != (before, after):
                found.append(f"{told['path']}: {after} before {before}")
    return found


def ring(stops: Iterable[Told]) -> Faults:
    """2.4.7, 1.4.11: where one is, is seen: a line two pixels wide or more that stands out from what is around it."""
    found = []
    for stop in stops:
        it = stop["ring"]
        if not it or it["width"] < 2:
            found.append(f"{stop['who']}: no ring")
        elif contrast(read(it["colour"]), ground(it["inside"] or it["layers"])) < SIGN:
            found.append(f"{stop['who']}: the ring is faint")
    return found


def uncovered(stops: Iterable[Told]) -> Faults:
    """2.4.11: what has the focus is on the screen, and nothing lies upon it."""
    return [f"{stop['who']}: covered" for stop in stops if not stop["shown"] or stop["hidden"]]


def order(stops: Sequence[Told]) -> Faults:
    """2.4.3, 1.3.2: the focus goes as one reads: in the order of the page, and not up again but in another column."""
    found = [f"{stop['who']}: an order of its own" for stop in stops if stop["tabindex"] > 0]
    for before, after in pairwise(stops):
        if after["at"] < before["at"]:
            found.append(f"{after['who']} after {before['who']}")
        elif after["y"] + after["height"] < before["y"] - 1 and not after["column"]:
            found.append(f"up to {after['who']} from {before['who']}")
    return found


def reached(wanted: Iterable[Sequence[int]], stops: Iterable[Told]) -> Faults:
    """2.1.1: all that a finger can press is met by the Tab key. `wanted`: places in the page, as in `at`; of those that
    stand together (radio buttons) one is enough."""
    met = {stop["at"] for stop in stops}
    return [f"never reached: element {places[0]}" for places in wanted if not met.intersection(places)]
