"""ブラウザー - one Chromium in a thread of its own, with a context for each municipality.

Playwright belongs to the thread that started it and keeps a loop there, beside which nobody may ask a database: so it
gets one that does nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from madoguchi.core.plug import PlugError

T = TypeVar("T")
END: Final = object()


class Broken(Exception):
    """The browser is no longer there: it was ended, or it fell over."""


@contextmanager
def asked(timeout: float) -> Iterator[None]:
    """Around what Playwright does: its errors become ours, without its words, which repeat addresses and values."""
    from playwright import sync_api  # only a robot needs it

    try:
        yield
    except sync_api.TimeoutError:
        raise PlugError(f"基幹システムの画面が{timeout:.0f}秒たっても出ませんでした。") from None
    except sync_api.Error as fault:
        says = str(fault).lower()
        if "net::" in says:
            raise PlugError("基幹システムにつながりません。") from None
        if "closed" in says or "crashed" in says:
            raise Broken from None
        raise PlugError("基幹システムの画面を読めませんでした。") from None
    except Exception as fault:
        if type(fault) is not Exception:
            raise
        raise Broken from None  # Playwright has no other word for a driver that has ended


class Browser:
    """Started with the first page. What it is given to do is done one after the other."""

    def __init__(self, chromium: str) -> None:
        self._chromium = chromium
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="robot")
        self._contexts: dict[str, Any] = {}
        self._playwright: Any = None
        self._browser: Any = None

    def do(self, work: Callable[[], T]) -> T:
        """In its thread."""
        return self._thread.submit(work).result()

    def drive(self, stages: Generator[T, None, str]) -> Generator[T, None, str]:
        """The same generator, each step of it in the browser's thread."""
        try:
            while True:
                told, end = self.do(lambda: _next(stages))
                if told is END:
                    return end
                yield told
        finally:
            with suppress(RuntimeError):  # of a thread that has ended
                self.do(stages.close)

    def page(self, municipality: str, window: tuple[int, int]) -> Any:
        """The municipality's page, with nobody signed in when it is new. In the browser's thread."""
        if self._browser is None:
            self._start()
        with asked(0):
            if municipality not in self._contexts:
                wide, high = window
                options = {"viewport": {"width": wide, "height": high}, "locale": "ja-JP", "service_workers": "block"}
                self._contexts[municipality] = self._browser.new_context(**options)
            context = self._contexts[municipality]
            for left in context.pages[1:]:  # windows of a case that was broken off
                left.close()
            return context.pages[0] if context.pages else context.new_page()

    def end(self) -> None:
        """Whatever state it is in."""
        self._thread.submit(self._stop)
        self._thread.shutdown(wait=True)

    def _start(self) -> None:
        from playwright.sync_api import sync_playwright  # only a robot needs it

        with asked(0):
            self._playwright = sync_playwright().start()
        try:
            with asked(0):
                self._browser = self._playwright.chromium.launch(executable_path=self._chromium)
        except PlugError:
            self._stop()  # or no other may be started in this thread
            raise PlugError("ロボットのブラウザーを始められません。") from None

    def _stop(self) -> None:
        for part, way in ((self._browser, "close"), (self._playwright, "stop")):
            with suppress(Exception):  # of what has ended already, anything may come
                getattr(part, way)()
        self._browser = self._playwright = None


def _next(stages: Generator[Any, None, str]) -> tuple[Any, str]:
    try:
        return next(stages), ""
    except StopIteration as end:
        return END, str(end.value or "")
