"""下書き - a script as far as it can be told from the pages that were seen and what was pressed on them.

What only a person knows stands as `?`: nothing is guessed that a robot would then believe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

ASK: Final = "?"
_PERSONAL = re.compile("氏名|カナ|住所|方書|電話|生年月日|郵便|勤務先|備考|障害|アレルギー")

Event = Mapping[str, Any]


def page_of(seen: Mapping[str, Any]) -> dict[str, Any]:
    """A page by itself: its labels become fields."""
    told: dict[str, Any] = {"title": seen["title"]}
    rows = [_row(row) for row in seen["rows"]]
    return told | ({"rows": rows} if rows else {}) | ({"buttons": list(seen["buttons"])} if seen["buttons"] else {})


def _row(row: Mapping[str, Any]) -> Any:
    if row["kind"] == "shown":
        return row["label"]
    told = {"label": row["label"]}
    told |= {name: row[name] for name in ("kind", "required", "hint", "limit") if row[name] and row[name] != "text"}
    if row["options"]:
        told["options"] = [_option(code, words) for code, words in row["options"]]
    return told


def _option(code: str, words: str) -> Any:
    return words if words.partition(":")[0] == code else [code, words]


def draft(events: Sequence[Event]) -> dict[str, Any]:
    """robot.yaml's data of what was recorded, in the order it was."""
    walk = _Walk(events)
    pages = walk.pages
    frames = next((event for event in walk.seen if event["frames"]), None)
    charset = walk.seen[0]["page"]["charset"] if walk.seen else ASK
    labels = {_label(row) for page in pages.values() for row in page.get("rows", ())}
    return {
        "schema": 1,
        "system": ASK,
        "version": 1,
        "charset": charset,
        "frames": _frames(frames, walk),
        "login": _login(pages),
        "errors": {"title": ASK, "busy": [ASK]},
        "mask": sorted(label for label in labels if _PERSONAL.search(label)),
        "search": walk.search(),
        "record": walk.record(),
        "ways": walk.ways(),
        "pages": pages,
    }


def _label(row: Any) -> str:
    return str(row if isinstance(row, str) else row["label"])


def _frames(event: Event | None, walk: _Walk) -> dict[str, Any]:
    if event is None:
        return {"title": ASK, "names": [], "menu": ASK, "work": ASK}
    menu = next((step["frame"] for step in walk.events if step["kind"] == "follow" and step["frame"]), ASK)
    work = next((name for name in event["frames"] if name != menu), ASK)
    return {"title": event["page"]["title"], "names": list(event["frames"]), "menu": menu, "work": work}


def _login(pages: Mapping[str, Any]) -> dict[str, Any]:
    for name, page in pages.items():
        rows = [row for row in page.get("rows", ()) if not isinstance(row, str)]
        password = next((row["label"] for row in rows if row.get("kind") == "password"), None)
        if password:
            user = next((row["label"] for row in rows if row["label"] != password), ASK)
            return {"page": name, "user": user, "password": password}
    return {"page": ASK, "user": ASK, "password": ASK}


class _Walk:
    """What a person did, page after page; a page has the same name each time."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = [event for event in events if event["kind"] != "page" or event["page"]["title"]]
        self.seen = [event for event in self.events if event["kind"] == "page"]
        titles = list(dict.fromkeys(event["page"]["title"] for event in self.seen if not event["frames"]))
        self.names = {title: f"page-{place}" for place, title in enumerate(titles, 1)}
        self.pages = {self.names[title]: self._page(title) for title in titles}
        self.steps = list(self._steps())

    def _page(self, title: str) -> dict[str, Any]:
        first = next(event for event in self.seen if event["page"]["title"] == title)
        page = page_of(first["page"])
        if pressed := next((step for step in self._presses() if step[0] == title), None):
            _, words, asks = pressed
            page["press"] = words
            buttons = page.get("buttons", [])
            page["buttons"] = [{"says": word, "asks": asks} if asks and word == words else word for word in buttons]
        return page | ({"window": True} if first["window"] else {})

    def _presses(self) -> Iterable[tuple[str, str, str]]:
        """Of each button that was pressed: the title of its page, its words, and what was asked then."""
        shown: dict[str, str] = {}
        for event, after in pairwise([*self.events, {"kind": "end"}]):
            if event["kind"] == "page":
                shown[event["frame"]] = event["page"]["title"]
            elif event["kind"] == "press":
                yield shown.get(event["frame"], ""), event["words"], after["words"] if after["kind"] == "dialog" else ""

    def _steps(self) -> Iterable[tuple[str, str, str, Event]]:
        """What was done, its words, the name of the page that it was done on, and the page that came of it."""
        shown, done = {"": ""}, ("", "", "")
        for event in self.events:
            if event["kind"] in ("press", "follow"):
                done = (event["kind"], event["words"], shown.get(event["frame"], ""))
            elif event["kind"] == "page" and not event["frames"]:
                name = self.names[event["page"]["title"]]
                shown[event["frame"]] = name
                yield *done, event
                done = ("", "", "")

    def _name(self, event: Event) -> str:
        return self.names[event["page"]["title"]]

    def search(self) -> dict[str, Any]:
        """The page that was pressed and came again: with a table, or with the sentence that there is none."""
        told: dict[str, Any] = dict.fromkeys(("link", "page", "key", "none"), ASK)
        told |= {"heads": [], "by": ASK, "number": ASK, "state": ASK, "cancelled": [ASK], "open": ASK}
        for kind, words, before, event in self.steps:
            name, page = self._name(event), event["page"]
            if kind == "press" and before == name and page["errors"]:
                told |= {"page": name, "none": page["errors"][0]}
            if kind == "press" and page["heads"]:
                told |= {"page": name, "heads": list(page["heads"])}
            if kind == "follow" and before == told["page"] and before != ASK:
                told["open"] = words
        return told | {"link": self._link(told["page"]), "key": self._typed_on(told["page"])}

    def _link(self, name: str) -> str:
        return next(
            (words for kind, words, _, event in self.steps if kind == "follow" and self._name(event) == name), ASK
        )

    def _typed_on(self, name: str) -> str:
        """The one row that was filled in on a page."""
        rows = [_label(row) for row in self.pages.get(name, {}).get("rows", ())]
        shown = ""
        for event in self.events:
            if event["kind"] == "page" and not event["frames"]:
                shown = self._name(event)
            elif event["kind"] == "typed" and shown == name and event["words"] in rows:
                return str(event["words"])
        return ASK

    def record(self) -> dict[str, Any]:
        """The page that a line of the search result led to."""
        search = self.search()["page"]
        found = (self._name(event) for kind, _, before, event in self.steps if kind == "follow" and before == search)
        return {"page": next(found, ASK), "cancelled": ASK}

    def ways(self) -> dict[str, Any]:
        """From a link of the menu over pages that are filled in to a page that is pressed and only shows."""
        way: list[str] = []
        click = ""
        for kind, words, before, event in self.steps:
            name = self._name(event)
            if kind == "follow":
                click, way = words, [name]
            elif kind == "press" and way and before == way[-1]:
                if not _is_form(self.pages[before]):
                    return {"new": {"click": click, "pages": way[:-1], "confirm": before, "done": name}}
                way = [*way, name] if name != before else way
        return {"new": {"click": ASK, "pages": [], "confirm": ASK, "done": ASK}}


def _is_form(page: Mapping[str, Any]) -> bool:
    return any(not isinstance(row, str) for row in page.get("rows", ()))
