"""電話 - the real page in Chromium as a hand-held screen of 390 × 844: what is in sight, tapping, typing, waiting."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 390, 844
PATIENCE: Final = 30_000  # milliseconds for one answer of the server
JUDGED: Final = 3_000  # milliseconds in which a script has judged a photo
SIGN_IN: Final = '[data-klm="sign-in"]'
LAST_YEAR: Final = '[data-klm="last-year"]'
BRING: Final = '[data-klm="bring"]'  # earlier answers, into this page's inputs
RECEIPT: Final = "#reference"


@dataclass(frozen=True)
class Control:
    """One input that waits for an answer. `place`: which of those of its name; `options` of a list: (id, label); the
    ids `near` are those that the list has marked as near, under the words `near_by`. `adds`: words that a button beside
    it puts in."""

    name: str
    type: str
    value: str
    checked: bool
    label: str
    place: int
    camera: bool
    options: tuple[tuple[str, str], ...]
    near: tuple[str, ...] = ()
    near_by: str = ""
    adds: tuple[str, ...] = ()


@contextmanager
def phone(browser: Browser) -> Iterator[Phone]:
    """A phone of its own: no cookies, nothing seen."""
    with browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        is_mobile=True,
        has_touch=True,
        locale="ja-JP",
        reduced_motion="reduce",
    ) as context:
        context.add_init_script(files(__package__).joinpath("eyes.js").read_text(encoding="utf-8"))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield Phone(page)


class Phone:
    """A page in the hand. Everything asked of it is asked of the page as it stands."""

    def __init__(self, page: Page) -> None:
        self.page, self._home = page, ""
        self._keyboard = page.context.new_cdp_session(page)
        self._under_way: set[Any] = set()
        page.on("request", self._begun)
        for ended in ("requestfinished", "requestfailed"):
            page.on(ended, self._ended)

    def _begun(self, request: Any) -> None:
        if request.resource_type in ("fetch", "xhr"):  # what a script asks for may fill an input
            self._under_way.add(request)

    def _ended(self, request: Any) -> None:
        self._under_way.discard(request)

    @property
    def path(self) -> str:
        """The address without its host and what follows `?`."""
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        """What the page is called."""
        return str(self._ask("klm.heading()"))

    @property
    def y(self) -> float:
        """Pixels above the screen."""
        return float(self._ask("scrollY"))

    @property
    def focused(self) -> str:
        """The name of the input that is typed into."""
        return str(self._ask("klm.focused()"))

    @property
    def away(self) -> bool:
        """Whether the page is one of another house."""
        return self._origin != self._home

    @property
    def _origin(self) -> str:
        return "://".join(urlsplit(self.page.url)[:2])

    def has(self, selector: str) -> bool:
        """Whether there is such a thing on the page."""
        return bool(self.page.locator(selector).count())

    def texts(self) -> list[tuple[str, str, bool]]:
        """Texts that have come into sight: the name of the input they belong to, or ""; False: of the frame."""
        return [(text, name, inside) for text, name, inside in self._ask("klm.texts()")]

    def controls(self) -> list[Control]:
        """The inputs of the page, from top to bottom, when nothing is under way that may fill them."""
        until = time.monotonic() + PATIENCE / 1000
        while self._under_way and time.monotonic() < until:
            self.page.wait_for_timeout(10)  # lets the browser tell what has ended
        told = self._ask("klm.controls()")
        lists = (
            {"options": tuple(map(tuple, one["options"])), "near": tuple(one["near"]), "adds": tuple(one["adds"])}
            for one in told
        )
        return [Control(**one | more) for one, more in zip(told, lists, strict=True)]

    def complaints(self) -> list[tuple[str, str]]:
        """What the page has found wrong: the name of an input, and the sentence there."""
        return [(name, say) for name, say in self._ask("klm.complaints()")]

    def approach(self, name: str, selector: str = "") -> bool:
        """Scroll one screen at most towards an input, the button (""), or what is selected. False when in sight."""
        return abs(self.page.evaluate("([name, selector]) => klm.approach(name, selector)", [name, selector])) >= 1

    def open(self, url: str) -> None:
        """Go to an address, as from a link elsewhere."""
        self.page.goto(url)
        self._home = self._origin

    def type(self, control: Control, text: str, reading: str = "", *, add: bool = False) -> bool:
        """Type a text into an input, over what stands there or behind it. False when it had to be tapped first."""
        there = self._locate(control)
        was_focused = self.focused == control.name
        if not was_focused:
            there.tap()
        there.evaluate(
            "(one, add) => add ? one.setSelectionRange(one.value.length, one.value.length) : one.select()", add
        )
        if not text:
            self.page.keyboard.press("Delete")
        for word, sound in _phrases(text, reading):
            if sound:  # as a keyboard for Japanese does: kana first, then what they become
                told = {"text": sound, "selectionStart": len(sound), "selectionEnd": len(sound)}
                self._keyboard.send("Input.imeSetComposition", told)
            self._keyboard.send("Input.insertText", {"text": word})
        return was_focused

    def add(self, control: Control, word: str) -> None:
        """Tap the button beside an input that puts a word in."""
        self.page.locator(f'.field:has([name="{control.name}"]) button[data-adds="{word}"]').first.tap()

    def fill_date(self, control: Control, day: str) -> None:
        """Of a browser's own date input."""
        self._locate(control).fill(day)

    def tick(self, control: Control, on: bool = True) -> None:
        """Tap a radio button or a checkbox."""
        self._locate(control).set_checked(on)

    def is_ticked(self, control: Control) -> bool:
        """Whether it is ticked now: typing a time may have done so."""
        return bool(self._locate(control).is_checked())

    def value(self, control: Control) -> str:
        """What stands in it now: typing elsewhere may have put it there."""
        return str(self._locate(control).input_value())

    def choose(self, control: Control, option: str) -> None:
        """Take an option of a list."""
        self._locate(control).select_option(option)

    def give(self, control: Control, name: str, data: bytes) -> None:
        """A file for an input that takes files. Back when the page has said what it thinks of it."""
        self.page.evaluate("most => { klm.still = klm.settled(most); }", JUDGED)
        self._locate(control).set_input_files(
            {"name": name, "mimeType": mimetypes.guess_type(name)[0] or "", "buffer": data}
        )
        self._ask("klm.still")

    def press(self, selector: str = "") -> float:
        """Tap the main button of the page, or something else that leads on: seconds until the next page can be used."""
        target = self.page.locator(selector).first if selector else self._handle("klm.button()")
        return self._leave(target)

    def show_card(self, who: str) -> float:
        """On the page of the house that knows the cards: show this one. Seconds until the next page can be used."""
        self.page.locator(f'[name="who"][value="{who}"]').check()
        return self._leave(self.page.locator("form button").first)

    def leads_to(self, path: str) -> bool:
        """Whether a link of the page leads to an address."""
        return bool(self.page.evaluate("path => klm.link(path) !== null", path))

    def follow(self, path: str) -> float:
        """Tap the link to an address."""
        return self._leave(self._handle(f"klm.link({path!r})"))

    def _leave(self, target: Any) -> float:
        began, here = time.monotonic(), self._origin
        with self.page.expect_navigation(wait_until="load"):
            target.tap()
        # The moment of the tap is known to the pages of one house only.
        waited = self._ask("klm.waited()") if self._origin == here else None
        return time.monotonic() - began if waited is None else float(waited)

    def _handle(self, expression: str) -> Any:
        found = self.page.evaluate_handle(f"() => {expression}").as_element()
        if found is None:
            raise LookupError(f"{self.path}: there is no way on")
        return found

    def _locate(self, control: Control) -> Any:
        if control.type == "radio":
            return self.page.locator(f'[name="{control.name}"][value="{control.value}"]')
        return self.page.locator(f'[name="{control.name}"]:not([type=hidden])').nth(control.place)

    def _ask(self, expression: str) -> Any:
        return self.page.evaluate(f"() => {expression}")


def _phrases(text: str, reading: str) -> list[tuple[str, str]]:
    """The text word by word, each with its kana; Latin and digits have none."""
    words, sounds = text.split(" "), reading.split(" ")
    if len(words) != len(sounds):
        words, sounds = [text], [reading]
    pairs = [(word, "" if word.isascii() else sound) for word, sound in zip(words, sounds, strict=True) if word]
    spaced = [pair for one in pairs for pair in ((" ", ""), one)]
    return spaced[1:]
