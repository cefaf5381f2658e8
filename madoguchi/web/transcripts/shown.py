"""転記を言葉にする - a row, a stage and a changed screen, in the words of the counter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any, Final

from madoguchi.core.handed import OPEN, OPS, STATES, Evidence, Handed
from madoguchi.store.look.transcript import Seen

WAYS: Final[Mapping[str, str]] = {
    "screen": "方式1 画面から手で入力",
    "robot": "方式2 ロボットが入力",
    "file": "方式3 1件のファイル",
    "batch": "方式4 一括ファイル",
}
LOOKS: Final[Mapping[str, str]] = {"done": "good", "refused": "error", "taken": "warn"}
STEPS: Final[Mapping[str, str]] = {
    "reserved": "始めた",
    "prepared": "用意した",
    "search": "入力の前に検索した",
    "searched": "検索を終えた",
    "typed": "入力した",
    "confirm": "確認の画面を読み返した",
    "read_back": "読み返しを終えた",
    "submitting": "登録のボタンを押す",
    "found": "登録されたものを見つけた",
    "record": "登録された内容を読んだ",
    "compared": "すべての項目を比べた",
    "changed": "画面が変わっていた",
}
FACTS: Final[Mapping[str, str]] = {
    "found": "見つかった数",
    "compared": "比べた項目",
    "equal": "同じ項目",
    "number": "基幹の番号",
    "page": "画面",
}


@dataclass(frozen=True)
class Row:
    """A row of a list or on top of a page, with what a clerk may do about it."""

    row: Handed
    title: str
    over: str

    @property
    def deed(self) -> str:
        """新規, 変更, 取消."""
        return OPS[self.row.op]

    @property
    def label(self) -> str:
        """Where it stands."""
        return STATES[self.row.state]

    @property
    def look(self) -> str:
        """The class of its tag."""
        return LOOKS.get(self.row.state, "plain")

    @property
    def way(self) -> str:
        """How it is handed over."""
        return WAYS[self.row.way]

    @property
    def open(self) -> bool:
        """Whether there is something to do about it."""
        return self.row.state in OPEN

    @property
    def by_hand(self) -> bool:
        """Whether a person types it now."""
        return self.row.state == "taken" or (self.row.state == "waiting" and self.row.way == "screen")

    @property
    def by_file(self) -> bool:
        """Whether the file of this case is to be fetched."""
        return self.open and self.row.way == "file" and not self.row.filled.faults

    @property
    def deeds(self) -> tuple[tuple[str, str], ...]:
        """What can be pressed: deed and words."""
        back = ("back", "ロボットに戻す" if self.row.way == "robot" else "元に戻す")
        take = ("take", "引き取って手で入力する")
        again = ("again", "申請から作り直す")
        refused = (take, again) if self.row.filled.faults else (back, take, again)
        offered = {"waiting": (take,), "refused": refused, "taken": (back,)}
        return (
            () if self.row.state == "waiting" and (self.by_hand or self.row.batch) else offered.get(self.row.state, ())
        )


def rows(seen: Iterable[Seen]) -> list[Row]:
    """Rows as lists show them."""
    return [Row(one.row, one.title, one.over) for one in seen]


@dataclass(frozen=True)
class Step:
    """What a robot has seen at a step: when, of which step, with which words, and whether a picture is kept."""

    id: int
    at: datetime
    label: str
    facts: tuple[tuple[str, str], ...]
    picture: bool


def label(one: Evidence) -> str:
    """What was seen there, in words."""
    return STEPS.get(one.name, one.name)


def steps(told: Iterable[Evidence], *, pictures: bool) -> list[Step]:
    """Evidence in its order; without pictures and facts for whom something of the case is hidden."""
    return [
        Step(
            one.id,
            one.at,
            label(one),
            tuple((FACTS[name], str(one.facts[name])) for name in FACTS if name in one.facts) if pictures else (),
            one.pictured and pictures,
        )
        for one in told
    ]


@dataclass(frozen=True)
class Changed:
    """A screen that is not as its script says: both line for line, and whether they are the same."""

    title: str
    say: str
    lines: tuple[tuple[str, str, bool], ...]
    ok: bool = False
    picture: str = ""


def beside(expected: Sequence[str], found: Sequence[str]) -> tuple[tuple[str, str, bool], ...]:
    """Line for line, with whether both are the same."""
    return tuple((one, other, one == other) for one, other in zip_longest(expected, found, fillvalue="(なし)"))


def pages(health: Mapping[str, Any]) -> list[Changed]:
    """The pages of the last look at the live screens."""
    return [
        Changed(
            str(one.get("title") or one.get("page", "")),
            str(one.get("say", "")),
            beside(one.get("expected", ()), one.get("found", ())) if not one.get("ok") else (),
            bool(one.get("ok")),
        )
        for one in health.get("pages", ())
    ]


def spoken(time: timedelta) -> str:
    """About how long: 約40秒, 約12分, 約3時間5分."""
    seconds = round(time.total_seconds())
    if seconds < 60:
        return f"約{seconds}秒"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"約{hours}時間{minutes}分" if hours else f"約{minutes}分"
