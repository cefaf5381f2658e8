"""卓上のロボット - types a case into a back office that is a window on a desktop, by the keyboard, and never twice.

Settings: `robot_display`, the display of X on which its window is open and nobody else works; `robot_timeout`, seconds
for a window (30).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Mapping
from datetime import timedelta
from typing import Any, Final

from madoguchi.core.errand import COMPARED, FOUND, READ_BACK, RESERVED, SEARCHED, SUBMITTING, TYPED
from madoguchi.core.plug import Health, PlugError, ScreenChanged, Shown, Stages, Values
from madoguchi.core.robot.screen import Looked, beside
from madoguchi.core.transcript import same
from madoguchi.plugs.robot._desktop import Display
from madoguchi.plugs.robot._screen import plain

TIMEOUT: Final = 30.0
WAITS: Final = 8  # that may take all their time, up to the next stage
BLINK: Final = 1.5  # seconds in which a cursor was both on and off
LOOK: Final = "人の確認が必要です。"


class Plug:
    """One display with one window, which a person has opened and signed in to."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        timeout = float(settings.get("robot_timeout") or TIMEOUT)
        self._display = Display(settings["robot_display"], timeout)
        self.slowest = timedelta(seconds=WAITS * timeout)

    def run(self, key: str, values: Values) -> Stages:
        """One case; returns the number under which the back office has it."""
        return (yield from _Course(self._display, values).go())

    def look(self, values: Values) -> tuple[Looked, ...]:
        """The empty window beside the script; nothing is typed. What was found ends with its fingerprints."""
        course = _Course(self._display, {"op": "new", "key": "0", "fields": (), **values})
        try:
            course.begin()
        except ScreenChanged as fault:
            return (Looked(fault.page, course.script["title"], str(fault), fault.expected, fault.found, fault.picture),)
        return (Looked("main", course.script["title"]),)

    def health(self) -> Health:
        """Whether the display shows any window."""
        try:
            if self._display.windows():
                return Health(ok=True, say="基幹システムの画面があります。")
        except PlugError:
            pass
        return Health(ok=False, say="基幹システムの画面がありません。", do="Xvfb と基幹システムの窓を開いてください。")


class _Course:
    """What is done for one case. `at`: the place in the order of the Tab key where the focus is."""

    def __init__(self, display: Display, values: Mapping[str, Any]) -> None:
        self.display, self.script = display, values["script"]
        self.op, self.key = values["op"], values["key"]
        self.fields = {field["label"]: field for field in values["fields"]}
        self.typed = tuple(field["typed"] for field in values["fields"])
        self.order: list[str] = self.script["order"]
        self.window, self.at = "", 0

    def go(self) -> Stages:
        script, labels = self.script, self.script["ways"].get(self.op)
        if labels is None:
            raise PlugError(f"手順書に「{self.op}」の手順がありません。", permanent=True)
        if set(labels) != set(self.fields):
            differing = "、".join(sorted(set(labels) ^ set(self.fields)))
            raise PlugError(f"転記の項目が手順書と違います: {differing}。", permanent=True)
        yield RESERVED
        found = self.search()
        yield SEARCHED
        yield self.shown("search", found=found)
        if found:
            if others := self.differing():
                raise PlugError(f"既に別の内容で登録されています({'、'.join(others)})。{LOOK}", permanent=True)
            return (yield from self.found())
        for label in labels:
            self.type(label, self.fields[label]["typed"])
        yield TYPED
        if others := self.differing():
            raise PlugError(f"画面の値が入力と違います: {'、'.join(others)}。{LOOK}", permanent=True)
        yield READ_BACK
        yield self.shown("confirm", compared=len(labels))
        return (yield from self.verify((yield from self.submit(script["keys"]))))

    # The click and after it

    def submit(self, keys: Mapping[str, str]) -> Generator[Any, None, bool]:
        """Opens the window that asks, and says yes there. Whether the office then said that it is done."""
        asks = self.script["asks"]
        self.display.press(keys["save"])
        if not self.display.until(lambda: asks["title"] in self.display.windows(), self.quick):
            says = self.read(self.script["says"])
            if says in (self.script["search"]["none"], asks["says"]):
                raise PlugError("登録の確認の窓が開きません。")
            raise PlugError(plain(says, self.typed), permanent=True)
        question = self.display.windows()[asks["title"]]
        self.display.focus(question)
        says = self.display.copied(wait=self.quick)
        if says != asks["says"]:
            self.display.press(keys["no"])
            found = [plain(says, self.typed)]
            raise ScreenChanged("登録のときに聞かれることが変わっています。", "asks", [asks["says"]], found)
        try:
            yield SUBMITTING
        except GeneratorExit:
            self.display.press(keys["no"])
            raise
        self.display.press(keys["yes"])
        try:
            self.display.until(lambda: asks["title"] not in self.display.windows())
            self.display.focus(self.window)
            return self.read(self.script["says"]) == self.script["done"]
        except PlugError:
            return False

    def verify(self, arrived: bool) -> Generator[Any, None, str]:
        """Looked for again, and every field compared. What was said at the click does not count."""
        if not self.search():
            if arrived:
                raise PlugError(f"登録したと出ましたが、登録が見つかりません。{LOOK}", permanent=True)
            raise PlugError("登録できたかどうか分かりません。あとで探してから続けます。")
        if differing := self.differing():
            raise PlugError(f"登録された値が入力と違います: {'、'.join(differing)}。{LOOK}", permanent=True)
        return (yield from self.found())

    def found(self) -> Stages:
        yield FOUND
        number = self.read(self.script["number"])
        yield self.shown("record", number=number, equal=len(self.fields))
        yield COMPARED
        return number

    # The window

    def begin(self) -> None:
        """The window, empty and as the script says. A question that a killed run has left open is told no."""
        script, keys = self.script, self.script["keys"]
        windows = self.display.windows()
        if script["asks"]["title"] in windows:
            self.display.focus(windows[script["asks"]["title"]])
            self.display.press(keys["no"])
            self.display.until(lambda: script["asks"]["title"] not in self.display.windows())
            windows = self.display.windows()
        if not windows:
            raise PlugError("基幹システムの窓がありません。")
        if list(windows) != [script["title"]]:
            say = f"「{script['title']}」の窓だけのはずが、違う窓があります。"
            raise ScreenChanged(say, "main", *beside([script["title"]], list(windows)))
        self.window = windows[script["title"]]
        self.display.focus(self.window)
        self.display.press(keys["clear"])
        self.at = 0
        seen: Counter[str] = Counter()

        def is_as_told() -> bool:
            seen[self.display.looks(self.window)] += 1
            return bool(set(seen) & set(script["looks"]))

        if not self.display.until(is_as_told, BLINK):
            raise self.changed(f"画面「{script['title']}」の見た目が変わっています。", seen)
        if self.read(script["says"]) != script["ready"]:
            raise self.changed("項目の並びが変わっています。", seen)

    def changed(self, say: str, seen: Mapping[str, int]) -> ScreenChanged:
        """Only of an empty window, which may be shown whole. What was `seen` but once was on its way."""
        script = self.script
        expected = [f"題: {script['title']}", *(f"指紋: {one}" for one in script["looks"])]
        found = [f"題: {script['title']}", *(f"指紋: {one}" for one, times in seen.items() if times > 1)]
        return ScreenChanged(say, "main", *beside(expected, found), self.display.picture(self.window, ()))

    def search(self) -> bool:
        """Whether there is a record of our key; then it is on the screen."""
        search = self.script["search"]
        self.begin()
        self.type(search["key"], self.key)
        if self.read(search["key"]) != self.key:
            raise PlugError("申請番号を検索の欄に入力できません。", permanent=True)
        self.display.press(self.script["keys"]["search"])
        says = self.answer()
        if says == search["none"]:
            return False
        if says != search["one"]:
            several = says.endswith(search["several"])
            raise PlugError(f"同じ申請番号の登録が{says}{LOOK}" if several else says, permanent=several)
        if self.read(search["by"]) != self.key:
            raise ScreenChanged("探した番号と違う登録が出ました。", "main", [self.key], [self.read(search["by"])])
        return True

    def answer(self) -> str:
        """What the window says once it has searched."""
        found = [self.script["ready"]]

        def came() -> bool:
            found[0] = self.read(self.script["says"])
            return found[0] != self.script["ready"]

        self.display.until(came)
        return found[0]

    def differing(self) -> list[str]:
        """The labels of which the window holds another value than was typed."""
        return [
            label for label, field in self.fields.items() if not same(field["verify"], field["typed"], self.read(label))
        ]

    def read(self, label: str) -> str:
        """What stands there. A field is empty only when another one, asked after it, has answered."""
        if found := self.display.copied(*self.keys(label)):
            return found
        if not self.display.copied(*self.keys(self.script["says"]), wait=self.display.timeout):
            raise PlugError("基幹システムの窓が応答しません。")
        return self.display.copied(*self.keys(label))

    def type(self, label: str, text: str) -> None:
        self.display.press(*self.keys(label))
        self.display.type(text)

    def keys(self, label: str) -> list[str]:
        """From where the focus is to this field."""
        place = self.order.index(label)
        tabs, self.at = (place - self.at) % len(self.order), place
        return ["Tab"] * tabs

    def shown(self, name: str, **facts: Any) -> Shown:
        return Shown(name, self.display.picture(self.window, self.script["covers"]), facts)

    @property
    def quick(self) -> float:
        return min(2.0, self.display.timeout)
