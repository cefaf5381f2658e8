"""道順 - one case from the search to the comparison: looked for first, typed only when it is not there."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from madoguchi.core.errand import COMPARED, FOUND, READ_BACK, RESERVED, SEARCHED, SUBMITTING, TYPED
from madoguchi.core.plug import PlugError, Shown, Stages
from madoguchi.core.robot.screen import Seen, compare
from madoguchi.core.robot.script import SHOWN, Page, Way
from madoguchi.core.transcript import same
from madoguchi.plugs.robot._accounts import Account
from madoguchi.plugs.robot._browser import Broken
from madoguchi.plugs.robot._screen import SignedOut, Window

SIGN_INS: Final = 3  # in one case; more means that it never lasts
LOOK: Final = "人の確認が必要です。"


@dataclass(frozen=True)
class Line:
    """One line of the search result."""

    place: int
    number: str
    live: bool


class Course:
    """What is done for one case in one window. `fresh`: the window may show anything."""

    def __init__(self, window: Window, address: str, account: Account, values: Mapping[str, Any]) -> None:
        self.window, self.address, self.account = window, address, account
        self.script = window.script
        self.op, self.key, self.number = values["op"], values["key"], values.get("number") or ""
        self.fields = {field["label"]: field for field in values["fields"]}
        window.names = tuple(self.fields[label]["typed"] for label in self.script.mask if label in self.fields)
        self._sign_ins = 0

    @cached_property
    def way(self) -> Way:
        way = self.script.ways.get(self.op)
        if way is None:
            raise PlugError(f"手順書に「{self.op}」の手順がありません。", permanent=True)
        wanted, given = set(self.script.labels(self.op)), set(self.fields)
        for label in sorted(wanted ^ given):
            say = "転記の項目にありません" if label in wanted else "手順書の画面にありません"
            raise PlugError(f"「{label}」が{say}。", permanent=True)
        return way

    def go(self, search_first: bool = True) -> Stages:
        """The stages of one case. Whatever breaks before SUBMITTING may be begun again."""
        way = self.way
        yield RESERVED
        line = None
        if search_first:
            lines = self.search()
            yield SEARCHED
            yield Shown("search", self.window.picture(), {"found": len(lines)})
            line = self.decide(lines)
        elif self.window.fresh:
            self.begin()
        if line and (done := self.is_done(line)):
            yield from self.found(done)
            return done.value(self.script.search.number) or ""
        arrived = yield from self.type(way, line)
        return (yield from self.verify(arrived))

    def decide(self, lines: list[Line]) -> Line | None:
        """The record that it is about; None when it is to be made. Raises PlugError where a person must say."""
        live = [line for line in lines if line.live]
        if len(live) > 1:
            raise PlugError(f"同じ申請番号の登録が{len(live)}件あります。{LOOK}", permanent=True)
        line = live[0] if live else None
        if self.op == "cancel" and line is None and lines:
            line = next((line for line in lines if line.number == self.number), lines[-1])
        if self.op != "new" and line is None:
            raise PlugError(f"基幹システムに登録がありません。{LOOK}", permanent=True)
        if line and self.number and line.number != self.number:
            raise PlugError(f"{self.script.search.number}が控えと違います。{LOOK}", permanent=True)
        return line

    def is_done(self, line: Line) -> Seen | None:
        """The record when it is as it shall be, else None with the record on the screen."""
        seen = self.record(line)
        differing = self.differing(seen) if line.live is (self.op != "cancel") else ["状態"]
        if not differing:
            return seen
        if self.op == "new" or not line.live:
            raise PlugError(f"既に別の内容で登録されています({'、'.join(differing)})。{LOOK}", permanent=True)
        return None

    # Typing

    def type(self, way: Way, line: Line | None) -> Generator[Any, None, bool]:
        """All pages, the page that shows all, and the click. Whether the page came that says it is done."""
        window = self.window
        frame = window.work
        seen = self.click(way.click) if line is None else window.go(frame, "press", way.click)
        for page, after in zip(way.pages, (*way.pages[1:], way.confirm), strict=True):
            self.fill(page, window.must_be(page, seen, frame))
            frame, seen = window.lead(frame, page, after)
            self.refuse(page, seen)
        yield TYPED
        seen = window.must_be(way.confirm, seen, frame)
        self.read_back(way.confirm, seen, frame)
        yield READ_BACK
        yield Shown("confirm", window.picture(frame), {"compared": len(seen.rows)})
        return (yield from self.submit(way, frame))

    def click(self, link: str) -> Seen:
        """A link of the menu."""
        return self.window.go(self.window.menu, "follow", link, into=self.window.work)

    def fill(self, page: Page, seen: Seen) -> None:
        labels = [row.label for row in page.rows if row.kind != SHOWN]
        refused = self.window.fill(self.window.work, [(label, self.fields[label]["typed"]) for label in labels])
        if refused:
            raise PlugError(f"画面「{page.title}」に入力できない値です: {'、'.join(refused)}", permanent=True)

    def refuse(self, page: Page, seen: Seen) -> None:
        """The same page again, with its sentences: a mistake in what was typed."""
        if seen.title == page.title and seen.errors:
            raise self.window.refusal(seen)

    def read_back(self, page: Page, seen: Seen, frame: Any) -> None:
        """Every value of the page that shows all is what was typed."""
        differing = self.differing(seen) if page.rows else []
        if not differing:
            return
        expected, found = self.told(seen, differing)
        if sorted(self.fields[label]["typed"] for label in differing) == sorted(
            seen.value(label) or "" for label in differing
        ):
            say = f"確認の画面で値が入れかわっています({'、'.join(differing)})。"
            raise self.window.changed(frame, say, expected, found, page.name)
        raise PlugError(f"確認の画面の値が入力と違います: {'、'.join(differing)}。{LOOK}", permanent=True)

    def told(self, seen: Seen, labels: list[str]) -> tuple[list[str], list[str]]:
        """What was typed and what is shown, without what no picture shows either."""

        def shown(label: str, value: str) -> str:
            return f"{label}: {'●●' if label in self.script.mask else value}"

        return (
            [shown(label, self.fields[label]["typed"]) for label in labels],
            [shown(label, seen.value(label) or "") for label in labels],
        )

    def submit(self, way: Way, frame: Any) -> Generator[Any, None, bool]:
        """The click. What comes of it is asked of the search, not of the page."""
        sending = self.window.submit(frame, way.confirm)
        next(sending)
        try:
            yield SUBMITTING
        except GeneratorExit:
            sending.close()
            raise
        try:
            next(sending)
        except StopIteration as end:
            seen: Seen = end.value
            return seen.title == way.done.title
        except (PlugError, Broken):
            return False
        return False

    # Search and comparison

    def search(self) -> list[Line]:
        """All records of our key, wherever the window is, and whether anybody is signed in or not."""
        while True:
            try:
                if self.window.fresh:
                    self.begin()
                return self.searched()
            except SignedOut:
                self.window.fresh = True

    def begin(self) -> None:
        """From the first page, signed in."""
        window, script = self.window, self.script
        seen = window.open(self.address)
        if seen.title == script.login.page.title:
            self.sign_in(seen)
        else:
            window.must_be_frames(seen)
        window.fresh = False

    def sign_in(self, seen: Seen) -> None:
        window, login = self.window, self.script.login
        self._sign_ins += 1
        if self._sign_ins > SIGN_INS:
            raise PlugError("基幹システムのセッションが続きません。")
        top = window.page.main_frame
        if difference := compare(login.page, self.script.charset, seen):
            raise window.changed(top, difference.say, difference.expected, difference.found, login.page.name)
        window.fill(top, [(login.user, self.account.user), (login.password, self.account.password)])
        seen = window.go(top, "press", login.page.press)
        if seen.title == login.page.title:
            say = f"基幹システムにログインできません。{''.join(seen.errors)}"
            raise window.changed(top, say, ["ログイン後の画面"], [login.page.title], login.page.name)
        window.must_be_frames(seen)

    def searched(self) -> list[Line]:
        window, search = self.window, self.script.search
        frame = window.work
        seen = window.must_be(search.page, self.click(search.link), frame)
        asked = [(row.label, self.key if row.label == search.key else "") for row in search.page.rows]
        if window.fill(frame, asked):
            raise PlugError("申請番号を検索の画面に入力できません。", permanent=True)
        seen = window.must_be(search.page, window.go(frame, "press", search.page.press), frame)
        if not seen.lines and search.none in seen.errors:
            return []
        if seen.heads != search.heads or not seen.lines:
            raise window.changed(frame, "検索の結果の列が変わっています。", search.heads, seen.heads, search.page.name)
        return [self.line(place, cells, frame) for place, cells in enumerate(seen.lines)]

    def line(self, place: int, cells: tuple[str, ...], frame: Any) -> Line:
        search = self.script.search
        told = dict(zip(search.heads, cells, strict=True))
        if told[search.by] != self.key:
            say = f"検索の結果の「{search.by}」が、探した番号と違います。"
            raise self.window.changed(frame, say, (self.key,), (told[search.by],), search.page.name)
        return Line(place, told[search.number], told[search.state] not in search.cancelled)

    def record(self, line: Line) -> Seen:
        """Its page, which is as the script says."""
        window, script = self.window, self.script
        seen = window.go(window.work, "open", line.place, script.search.open)
        window.must_be(script.record if line.live else script.cancelled, seen, window.work)
        if seen.value(script.search.number) != line.number:
            raise window.changed(window.work, "選んだ登録と違う登録が出ました。", (), (), script.record.name)
        return seen

    def differing(self, seen: Seen) -> list[str]:
        """The labels of which the page shows another value than was typed."""
        return [
            label
            for label, field in self.fields.items()
            if not same(field["verify"], field["typed"], seen.value(label) or "")
        ]

    def verify(self, arrived: bool) -> Generator[Any, None, str]:
        """After the click: looked for again, and every field compared."""
        lines = self.search()
        live = [line for line in lines if line.live]
        if self.op == "cancel":
            lines = [line for line in lines if not self.number or line.number == self.number] if not live else []
        else:
            lines = live
        if not lines and arrived:
            raise PlugError(f"完了の画面が出ましたが、登録が見つかりません。{LOOK}", permanent=True)
        if not lines:
            raise PlugError("登録できたかどうか分かりません。あとで探してから続けます。")
        if self.op != "cancel" and len(lines) > 1:
            raise PlugError(f"同じ申請番号の登録が{len(lines)}件あります。{LOOK}", permanent=True)
        seen = self.record(lines[-1])
        differing = self.differing(seen)
        if differing and self.op == "change" and not arrived:
            raise PlugError("修正できたかどうか分かりません。あとで探してから続けます。")
        if differing:
            raise PlugError(f"登録された値が入力と違います: {'、'.join(differing)}。{LOOK}", permanent=True)
        yield from self.found(seen)
        return seen.value(self.script.search.number) or ""

    def found(self, seen: Seen) -> Stages:
        """It is there, and every field is as it should be."""
        yield FOUND
        number = seen.value(self.script.search.number) or ""
        yield Shown("record", self.window.picture(), {"number": number, "equal": len(self.fields)})
        yield COMPARED
        return number
