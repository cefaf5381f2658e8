"""ブラウザーのロボット - types a case into a back office that is reached only by a browser, and never twice.

Settings: `robot`, the address of the back office; `robot_accounts`, the folder of accounts; `robot_chromium`, the
program; `robot_timeout`, seconds for a page (30).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from madoguchi.core.errand import Stage
from madoguchi.core.plug import Health, PlugError, Stages, Values
from madoguchi.core.robot.screen import Looked
from madoguchi.core.robot.script import Script, ScriptFault, read_script
from madoguchi.plugs.robot._accounts import account
from madoguchi.plugs.robot._browser import Broken, Browser
from madoguchi.plugs.robot._course import Course
from madoguchi.plugs.robot._look import look
from madoguchi.plugs.robot._screen import Pace, SignedOut, Window
from madoguchi.plugs.robot._words import Told

CHROMIUM: Final = "/usr/bin/chromium"
TIMEOUT: Final = 30.0
PAGES: Final = 8  # that may take all their time, up to the next stage
TRIES: Final = 3  # of one case, as long as nothing can have been saved


class Plug:
    """One browser; a window for each municipality stays open and signed in from case to case.

    `search_first=False` is only for showing what happens without it.
    """

    def __init__(self, settings: Mapping[str, str], *, search_first: bool = True) -> None:
        self._address = settings["robot"]
        if urlsplit(self._address).scheme not in ("http", "https"):
            raise ValueError("robot: an address of http or https")
        self._accounts = Path(settings["robot_accounts"])
        self._chromium = settings.get("robot_chromium") or CHROMIUM
        self._timeout = float(settings.get("robot_timeout") or TIMEOUT)
        self._pace = Pace(self._timeout, PAGES * self._timeout)
        self._search_first = search_first
        self._browser: Browser | None = None
        self._windows: dict[str, Window] = {}
        # What the last page began may still take effect for a while after nobody waits for it.
        self.slowest = timedelta(seconds=(PAGES + 2) * self._timeout)

    def run(self, key: str, values: Values) -> Stages:
        """One case; returns the number under which the back office has it."""
        script = _script(values)
        told = Told()
        self._pace.begin()
        for left in reversed(range(TRIES)):
            stages = self._browser_now().drive(self._course(script, values))
            try:
                while True:
                    step = next(stages)
                    if told.again(step):
                        continue
                    yield step
                    if isinstance(step, Stage):
                        self._pace.begin()
            except StopIteration as end:
                return str(end.value)
            except Broken:
                self.close()
                if told.last.outside or not left:
                    raise PlugError("ロボットのブラウザーが止まりました。") from None
            except SignedOut:
                if told.last.outside or not left:
                    raise PlugError("基幹システムのセッションが切れました。") from None
            finally:
                stages.close()
        raise AssertionError  # the last try returns or raises

    def look(self, values: Values) -> tuple[Looked, ...]:
        """The screens beside the script; of `values`, `key` may be left out. Raises PlugError."""
        script, told = _script(values), {"op": "new", "key": "0", "fields": (), **values}
        for left in reversed(range(TRIES)):
            self._pace.begin()
            try:
                return self._browser_now().do(lambda: tuple(look(self._hand(script, told))))
            except (Broken, SignedOut):
                self.close()
                if not left:
                    raise PlugError("ロボットのブラウザーが止まりました。") from None
        raise AssertionError  # the last try returns or raises

    def health(self) -> Health:
        """Asks for the first page, without a browser."""
        request = Request(self._address, method="GET")
        try:
            with urlopen(request, timeout=self._timeout):
                return Health(ok=True, say="基幹システムが応答しました。")
        except (OSError, ValueError):
            return Health(ok=False, say="基幹システムが応答しません。", do="MADOGUCHI_ROBOT の宛先を確認してください。")

    def close(self) -> None:
        """Ends the browser; the next case starts another."""
        browser, self._browser = self._browser, None
        self._windows.clear()
        if browser:
            browser.end()

    def _course(self, script: Script, values: Values) -> Stages:
        """In the browser's thread."""
        course = self._hand(script, values)
        done = False
        try:
            number = yield from course.go(self._search_first)
            done = True
            return number
        finally:
            course.window.fresh = not done

    def _hand(self, script: Script, values: Values) -> Course:
        """The municipality's window, in the hands of this script. In the browser's thread."""
        municipality = str(values["municipality"])
        known = account(self._accounts, municipality)
        page = self._browser_now().page(municipality, script.window)
        window = self._windows.get(municipality)
        if window is None or window.page != page or window.script != script:
            if window:
                window.leave()
            window = self._windows[municipality] = Window(page, script, self._pace)
        return Course(window, self._address, known, values)

    def _browser_now(self) -> Browser:
        if self._browser is None:
            self._browser = Browser(self._chromium)
        return self._browser


def _script(values: Values) -> Script:
    try:
        return read_script(values["script"])
    except ScriptFault as fault:
        raise PlugError(f"手順書を読めません。{fault}") from None
