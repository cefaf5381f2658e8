"""手順書 - robot.yaml as values: the pages of a back office, how each is known, and the ways through them.

docs/reference/robot.md tells its language. Nothing here opens a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

SHOWN: Final = "shown"  # the kind of a row that is only read
WAYS: Final = ("new", "change", "cancel")


class ScriptFault(ValueError):
    """A script that cannot be followed; says what of it."""


@dataclass(frozen=True)
class Row:
    """One row of a page: its label, and the input behind it."""

    label: str
    kind: str = "text"  # text, textarea, choice, radio, tick, password, file, shown
    required: bool = False
    hint: str = ""
    limit: int = 0  # letters that the input takes; 0: it does not say
    options: tuple[tuple[str, str], ...] = ()  # code and words


@dataclass(frozen=True)
class Button:
    """What is pressed, and what is asked before it does anything."""

    says: str
    asks: str = ""


@dataclass(frozen=True)
class Page:
    """A page as it is known: all that must still be so before anything is typed on it."""

    name: str
    title: str
    rows: tuple[Row, ...] = ()
    buttons: tuple[Button, ...] = ()
    press: str = ""  # the button that leads on
    window: bool = False  # it opens in a window of its own

    @property
    def asks(self) -> str:
        """What is asked when its button is pressed."""
        return next((button.asks for button in self.buttons if button.says == self.press), "")


@dataclass(frozen=True)
class Frames:
    """The page that holds all others: its title, its frames, and which of them holds the menu and which the work."""

    title: str
    names: tuple[str, ...]
    menu: str
    work: str


@dataclass(frozen=True)
class Login:
    """The page that lets in, and the labels under which it asks."""

    page: Page
    user: str
    password: str


@dataclass(frozen=True)
class Search:
    """How a record is looked for by our key, and what its lines say."""

    link: str
    page: Page
    key: str  # the row that takes the key
    none: str  # the sentence when there is none
    heads: tuple[str, ...]
    by: str  # the column that shows the key
    number: str
    state: str
    cancelled: tuple[str, ...]  # states of records that no longer count
    open: str  # the link to the record


@dataclass(frozen=True)
class Way:
    """One deed: what is pressed to begin it, its pages, the page that shows all, and the page when it is done."""

    click: str  # a link of the menu for a new record, else a button of the record's page
    pages: tuple[Page, ...]
    confirm: Page
    done: Page


@dataclass(frozen=True)
class Script:
    """All that a robot knows of a back office."""

    system: str
    version: int
    charset: str
    window: tuple[int, int]
    frames: Frames
    login: Login
    error: str  # the title of its page of mistakes
    busy: tuple[str, ...]  # words of a page that only says: later
    mask: tuple[str, ...]  # labels of which no picture shows the value
    search: Search
    record: Page
    cancelled: Page  # the same page of a record that is cancelled
    ways: Mapping[str, Way]

    def labels(self, way: str) -> tuple[str, ...]:
        """What is typed in this way, in the order of its pages."""
        return tuple(row.label for page in self.ways[way].pages for row in page.rows if row.kind != SHOWN)


def read_script(data: Mapping[str, Any]) -> Script:
    """The script of the file's data. Raises ScriptFault."""
    try:
        return _Reading(data).script()
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        if isinstance(fault, ScriptFault):
            raise
        raise ScriptFault(f"{fault} がないか、形が違います。") from None


class _Reading:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def script(self) -> Script:
        data, error = self.data, self.data["errors"]
        wide, high = data.get("window", (1000, 1400))
        return Script(
            system=data["system"],
            version=data["version"],
            charset=data["charset"],
            window=(wide, high),
            frames=_frames(data["frames"]),
            login=self._login(data["login"]),
            error=error["title"],
            busy=tuple(error.get("busy", ())),
            mask=tuple(data.get("mask", ())),
            search=self._search(data["search"]),
            record=self.page(data["record"]["page"]),
            cancelled=self.page(data["record"]["cancelled"]),
            ways={name: self._way(data["ways"][name]) for name in WAYS if name in data["ways"]},
        )

    def page(self, name: str) -> Page:
        """A page by its name. Raises ScriptFault."""
        told = self.data["pages"].get(name)
        if told is None:
            raise ScriptFault(f"画面「{name}」が pages にありません。")
        before = self.page(told["like"]) if "like" in told else Page(name, "")
        page = replace(
            before,
            name=name,
            title=told.get("title", before.title),
            buttons=tuple(_button(each) for each in told["buttons"]) if "buttons" in told else before.buttons,
            press=told.get("press", before.press),
            window=told.get("window", before.window),
            rows=(*before.rows, *self._rows(told)),
        )
        if page.press and [button.says for button in page.buttons].count(page.press) != 1:
            raise ScriptFault(f"画面「{name}」: ボタン「{page.press}」が buttons に一つだけありません。")
        return page

    def _rows(self, told: Mapping[str, Any]) -> Iterator[Row]:
        for row in told.get("rows", ()):
            if isinstance(row, str):
                yield Row(row, SHOWN)
            else:
                yield Row(**{**row, "options": tuple(_option(each) for each in row.get("options", ()))})
        for name in told.get("shows", ()):
            yield from (Row(row.label, SHOWN) for row in self.page(name).rows)

    def _login(self, told: Mapping[str, Any]) -> Login:
        return Login(self.page(told["page"]), told["user"], told["password"])

    def _search(self, told: Mapping[str, Any]) -> Search:
        lists = {name: tuple(told.get(name, ())) for name in ("heads", "cancelled")}
        search = Search(**{**told, **lists, "page": self.page(told["page"])})
        for head in (search.by, search.number, search.state):
            if search.heads.count(head) != 1:
                raise ScriptFault(f"検索: 列「{head}」が heads に一つだけありません。")
        return search

    def _way(self, told: Mapping[str, Any]) -> Way:
        pages = tuple(self.page(name) for name in told["pages"])
        way = Way(told["click"], pages, self.page(told["confirm"]), self.page(told["done"]))
        for page in (*way.pages, way.confirm):
            if not page.press:
                raise ScriptFault(f"画面「{page.name}」: press がありません。")
        return way


def _frames(told: Mapping[str, Any]) -> Frames:
    return Frames(told["title"], tuple(told["names"]), told["menu"], told["work"])


def _option(told: Any) -> tuple[str, str]:
    """ "01:父" is the code 01 shown with its word; other codes and words are told as a pair."""
    if isinstance(told, str):
        return told.partition(":")[0], told
    code, words = told
    return code, words


def _button(told: Any) -> Button:
    return Button(told) if isinstance(told, str) else Button(**told)
