"""画面の手 - the window of one municipality: what stands in it, what is pressed, and a picture with names covered."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from time import monotonic
from typing import Any, Final

from madoguchi.core.plug import PlugError, ScreenChanged
from madoguchi.core.robot.screen import Seen, beside, compare, seen_of
from madoguchi.core.robot.script import Page, Script
from madoguchi.plugs.robot._browser import Broken, asked
from madoguchi.plugs.robot._gate import Gate

QUALITY: Final = 45  # of a JPEG: letters can be read
FOR_A_DIALOG: Final = 5.0  # seconds; it opens without asking anybody

BLANK: Final = "about:blank"  # where a new window is before its page comes


class SignedOut(Exception):
    """The page that lets in came in place of another one."""


@cache
def reader() -> str:
    return files("madoguchi.plugs.robot").joinpath("_reader.js").read_text(encoding="utf-8")


class Pace:
    """How long a page may take, and all pages up to the next stage, in seconds: leases are made for it."""

    def __init__(self, page: float, stage: float) -> None:
        self._page, self._stage, self._until = page, stage, 0.0

    def begin(self) -> None:
        """A stage was told."""
        self._until = monotonic() + self._stage

    @property
    def left(self) -> float:
        """For the next page. Raises PlugError when all is used up."""
        left = min(self._page, self._until - monotonic())
        if left <= 0:
            raise PlugError("基幹システムの応答に時間がかかりすぎています。")
        return left


class Window:
    """One browser page with its frames."""

    def __init__(self, page: Any, script: Script, pace: Pace) -> None:
        self.page, self.script, self.pace = page, script, pace
        self._said: list[str] = []
        self._held: Any = None
        self._holds = False
        self.fresh = True  # it may show anything
        self.names: tuple[str, ...] = ()  # of the case in hand, which no sentence of ours repeats
        page.context.on("dialog", self._dialog)

    def leave(self) -> None:
        """Another hand takes the page over."""
        self.page.context.remove_listener("dialog", self._dialog)

    @property
    def timeout(self) -> float:
        """Seconds for the next page."""
        return self.pace.left

    @property
    def work(self) -> Any:
        """The frame in which the work is done."""
        return self._frame(self.script.frames.work)

    @property
    def menu(self) -> Any:
        """The frame of the menu."""
        return self._frame(self.script.frames.menu)

    def _frame(self, name: str) -> Any:
        frame = self.page.frame(name=name)
        if frame is None:
            raise Broken
        return frame

    def ask(self, frame: Any, what: str, *words: Any) -> Any:
        """One call of _reader.js."""
        with asked(self.timeout):
            return frame.evaluate(f"(words) => {reader()}.{what}(...words)", list(words))

    def see(self, frame: Any) -> Seen:
        """What stands there, with the dialogs that have opened since it was looked at last."""
        said, self._said = self._said, []
        frames = [child.name for child in frame.child_frames]
        return seen_of(self.ask(frame, "read"), said, frames)

    def open(self, address: str) -> Seen:
        """The first page."""
        self._said.clear()
        with asked(self.timeout):
            answer = self.page.goto(address, timeout=self.timeout * 1000)
        return self._came(answer, self.page.main_frame)

    def go(self, frame: Any, what: str, *words: Any, into: Any = None) -> Seen:
        """What is pressed or followed in one frame, and the page that comes of it, in `into` if that is another."""
        into = into or frame
        with asked(self.timeout), into.expect_navigation(timeout=self.timeout * 1000) as came:
            if not self.ask(frame, what, *words):
                raise self.changed(frame, f"「{words[-1]}」を押せません。一つだけあるはずです。", (), (), "")
        return self._came(came.value, into)

    def _came(self, answer: Any, frame: Any) -> Seen:
        seen = self.see(frame)
        if answer is not None and answer.status >= 500:
            raise PlugError(f"基幹システムが応じません({answer.status})。{seen.sentence}")
        return seen

    def fill(self, frame: Any, pairs: list[tuple[str, str]]) -> list[str]:
        """Types a whole page; the labels that did not take it."""
        return list(self.ask(frame, "fill", pairs))

    def picture(self, frame: Any = None, *, bare: bool = True) -> bytes:
        """How it looks, covered where the script says; not `bare`, every value: a changed page's labels may lie."""
        frame = frame or self.work
        labels = list(self.script.mask) if bare else None
        self.ask(frame, "cover", labels, True)
        with asked(self.timeout):
            data: bytes = frame.page.screenshot(type="jpeg", quality=QUALITY, timeout=self.timeout * 1000)
        self.ask(frame, "cover", labels, False)
        return data

    def must_be(self, page: Page, seen: Seen, frame: Any) -> Seen:
        """The expected page, or why another one came. Raises PlugError, ScreenChanged, SignedOut."""
        script = self.script
        if seen.title != page.title:
            if seen.title == script.login.page.title:
                raise SignedOut
            if any(word in seen.says for word in script.busy):
                raise PlugError(f"基幹システムの画面: {seen.sentence}")
            if seen.title == script.error and seen.errors:
                raise self.refusal(seen)
        if difference := compare(page, script.charset, seen):
            raise self.changed(frame, difference.say, difference.expected, difference.found, page.name)
        return seen

    def refusal(self, seen: Seen) -> PlugError:
        """What the office says of a case it does not take."""
        return PlugError(plain("。".join(seen.errors), self.names), permanent=True)

    def must_be_frames(self, seen: Seen) -> None:
        """The page that holds the frames."""
        frames = self.script.frames
        if any(word in seen.says for word in self.script.busy):
            raise PlugError(f"基幹システムの画面: {seen.sentence}")
        if (seen.title, seen.frames, seen.dialogs) != (frames.title, frames.names, ()):
            expected = (f"題: {frames.title}", *(f"フレーム: {name}" for name in frames.names))
            found = (f"題: {seen.title}", *(f"フレーム: {name}" for name in seen.frames), *seen.dialogs)
            say = "ログインのあとの画面が変わっています。"
            raise self.changed(self.page.main_frame, say, expected, found, "frames")

    def lead(self, frame: Any, page: Page, after: Page) -> tuple[Any, Seen]:
        """From a page on to the next, which may open in a window of its own."""
        if not after.window:
            return frame, self.go(frame, "press", page.press)
        with asked(self.timeout), self.page.context.expect_page(timeout=self.timeout * 1000) as came:
            if not self.ask(frame, "press", page.press):
                raise self.changed(frame, f"「{page.press}」を押せません。", (), (), page.name)
        with asked(self.timeout):
            came.value.wait_for_url(lambda address: address != BLANK, timeout=self.timeout * 1000)
        return came.value.main_frame, self.see(came.value.main_frame)

    def changed(self, frame: Any, say: str, expected: Sequence[str], found: Sequence[str], page: str) -> ScreenChanged:
        """The change, with a picture of it."""
        return ScreenChanged(say, page, *beside(expected, found), self.picture(frame, bare=False))

    def submit(self, frame: Any, page: Page) -> Generator[None, None, Seen]:
        """Presses what cannot be taken back; yields once before it, when all that is asked is what the script says.

        Raises PlugError when no page came of it: it may be done, or not."""
        with Gate(self.page.context, self.timeout) as gate:
            go: Callable[[], Any]
            if page.asks:
                dialog = self._asked(frame, page)
                try:
                    yield
                except GeneratorExit:
                    with suppress(Broken, PlugError), asked(self.timeout):
                        dialog.dismiss()
                    raise
                go = dialog.accept
            else:
                yield
                go = lambda: self.ask(frame, "press", page.press)  # noqa: E731 - one of two ways to go on
            gate.open = True
            with asked(self.timeout), frame.expect_navigation(timeout=self.timeout * 1000) as came:
                go()
            return self._came(came.value, frame)

    def _asked(self, frame: Any, page: Page) -> Any:
        """The window that asks once more, still open."""
        self._holds, self._held = True, None
        try:
            pressed = self.ask(frame, "press", page.press)
            until = monotonic() + FOR_A_DIALOG
            while pressed and self._held is None and monotonic() < until:
                with asked(self.timeout):
                    self.page.wait_for_timeout(2)
        finally:
            self._holds = False
        dialog = self._held
        says = dialog.message if dialog else "(窓が開かない)"
        if says != page.asks:
            if dialog:
                with asked(self.timeout):
                    dialog.dismiss()
            say = f"画面「{page.title}」で聞かれることが変わっています。"
            raise self.changed(frame, say, (page.asks,), (says,), page.name)
        return dialog

    def _dialog(self, dialog: Any) -> None:
        if self._holds and self._held is None:
            self._held = dialog
            return
        self._said.append(dialog.message)
        with suppress(Broken, PlugError), asked(self.timeout):
            dialog.accept() if dialog.type == "alert" else dialog.dismiss()


def plain(says: str, names: Iterable[str]) -> str:
    """A sentence of the screen without what it repeats of a person."""
    for name in names:
        says = says.replace(name, "●●") if len(name) > 1 else says
    return says
