"""選考の歩み - a round step by step, as a clerk and a decider take it on their pages; how long each step takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

VALUE: Final = "12345"  # 見本 of a public value


@dataclass
class Walk:
    """Somebody before the pages of a round: `patience` in seconds, `seconds` what each step took."""

    page: Page
    patience: float = 30.0
    seconds: dict[str, float] = field(default_factory=dict)

    def begin(self) -> str:
        """From any page of the staff: a round is begun; its address."""
        self.page.get_by_role("link", name="選考", exact=True).click()
        self.press("選考回を始める")
        return self.page.url.partition("?")[0]

    def prepare(self) -> None:
        """Gathered, drawn, placed and checked by a clerk."""
        self.gather()
        self.place()

    def gather(self) -> None:
        """Inputs frozen, and lots drawn."""
        self.page.get_by_label("抽選に使う公開の値の出所").fill("見本の出所(12月1日)")
        with self.timed("collect"):  # the page comes again by itself until the worker has gathered all
            self.press("入力を集めて固定する")
            self.page.get_by_label("公開の値", exact=True).fill(VALUE, timeout=self.patience * 1000)
        with self.timed("draw"):
            self.do("抽選の値を入れる")

    def place(self) -> None:
        """Places given, and checked."""
        for deed, label in (("run", "配置する"), ("verify", "検算する")):
            with self.timed(deed):
                self.do(label)
        expect(self.page.locator(".seal")).to_contain_text("合格")

    def sign(self) -> int:
        """A decider signs each exception; how many there were."""
        sign = self.page.get_by_role("button", name="例外に署名する", exact=True)
        number = sign.count()
        for _ in range(number):
            self.page.get_by_label("署名の理由").first.fill("要綱どおり。世帯に説明した。")
            sign.first.click()
            expect(self.page.get_by_role("status").first).to_contain_text("例外に署名する")
        return number

    def decide(self) -> None:
        """Another person decides, and the worker settles each case."""
        with self.timed("decide"):
            self.press("決定する")
            expect(self.page.locator("#now")).to_contain_text(
                "すべての案件を決定しました", timeout=self.patience * 1000
            )

    def propose(self) -> str:
        """A docket is drafted, and every letter looked at before anybody signs; its address."""
        with self.timed("look"):
            self.press("決裁を頼む")
            now = self.page.locator("#now")
            expect(now.get_by_role("heading", name="点検しています")).to_have_count(0, timeout=self.patience * 1000)
        return self.page.url.partition("?")[0]

    def approve(self, docket: str, label: str = "署名する") -> None:
        """Somebody whose turn it is signs."""
        self.page.goto(docket)
        with self.timed("approve"):
            self.do(label)

    def settled(self, round_page: str) -> None:
        """The worker has settled each case."""
        self.page.goto(round_page)
        with self.timed("decide"):
            expect(self.page.locator("#now")).to_contain_text(
                "すべての案件を決定しました", timeout=self.patience * 1000
            )

    def compare(self, round_page: str, club: str, seats: int) -> None:
        """What so many places more or less would change."""
        self.page.goto(f"{round_page}compare/")
        self.page.get_by_label("クラブ", exact=True).select_option(club)
        self.page.get_by_label("定員の増減").fill(str(seats))
        with self.timed("compare"):
            self.press("くらべる")
            expect(self.page.get_by_role("heading", level=2)).to_contain_text("よくなる児童は")

    def do(self, label: str) -> None:
        """Press a button, and be told that it was done."""
        self.press(label)
        expect(self.page.get_by_role("status").first).to_contain_text(label, timeout=self.patience * 1000)

    def press(self, name: str) -> None:
        """A button by its words."""
        self.page.get_by_role("button", name=name, exact=True).click()

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Seconds of a step, as who waits before the page has them."""
        began = time.monotonic()
        yield
        self.seconds[what] = round(time.monotonic() - began, 1)
