"""画面 - every screen as data: title, rows and buttons; a mutation makes another system of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from backoffice.fields import CHILD, FIELDS, GUARDIANS, USE, Field

NAME: Final = "学童クラブ管理システム Ver.3.2（見本）"
CHARSETS: Final = {"cp932": "Shift_JIS", "utf-8": "UTF-8", "euc_jp": "EUC-JP"}


@dataclass(frozen=True)
class Button:
    """What is pressed: its words, the deed it is known by, and what the browser asks before it."""

    says: str
    deed: str
    asks: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a table of records: its head, and the value below it."""

    head: str
    value: str


@dataclass(frozen=True)
class Notice:
    """A page that comes in place of another one."""

    title: str
    says: str
    status: int = 200
    goes_on: bool = False  # has a link that leads to the page itself
    after_saving: bool = False  # the deed is done, and only its page does not come


@dataclass(frozen=True)
class Screen:
    """One page. `rows` are asked on a form, and shown on other pages."""

    title: str
    rows: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    columns: tuple[Column, ...] = ()
    buttons_on_top: bool = False
    alert: str = ""
    instead: Notice | None = None
    numbered: bool = True  # the page of a deed that is done says the number
    saves: bool = True  # and the deed was really done

    @property
    def stops(self) -> bool:
        """Whether the deed of this page is refused, whatever was typed."""
        return self.instead is not None and not self.instead.after_saving


@dataclass(frozen=True)
class System:
    """All that a person sees of the system."""

    screens: Mapping[str, Screen]
    order: tuple[str, ...] = ("child", "guardians", "use")  # of the pages of an entry
    encoding: str = "cp932"
    frames: bool = True
    closed: Notice | None = None
    forgets_at: str = ""  # the screen at which it loses the session, once
    says_so: bool = True


BACK: Final = Button("戻る", "back")
NEXT: Final = Button("次へ", "next")
SCREENS: Final[Mapping[str, Screen]] = {
    "login": Screen(
        "ログイン",
        (Field("staff", "職員番号", 20), Field("password", "パスワード", 40)),
        (Button("ログイン", "login"),),
    ),
    "frames": Screen(NAME),
    "menu": Screen("メニュー"),
    "top": Screen("業務メニュー"),
    "child": Screen("新規登録（児童）", CHILD, (NEXT,)),
    "guardians": Screen("新規登録（保護者）", GUARDIANS, (BACK, NEXT)),
    "use": Screen("新規登録（利用）", USE, (BACK, Button("確認", "next"))),
    "confirm": Screen("登録内容の確認", FIELDS, (BACK, Button("登録", "save", "登録します。よろしいですか？"))),
    "done": Screen("登録完了"),
    "error": Screen("エラー"),
    "search": Screen(
        "検索",
        (Field("application", "申請番号", 20), Field("kana", "児童氏名カナ", 40), Field("number", "整理番号", 8)),
        (Button("検索", "search"),),
        (
            *(Column("整理番号", "number"), Column("申請番号", "application"), Column("児童氏名", "name")),
            *(Column("学校", "school"), Column("状態", "state")),
        ),
    ),
    "record": Screen("登録内容の照会", FIELDS),
    "cancel": Screen(
        "取消",
        (
            Field("why", "取消理由", 60, required=True),
            Field("on", "取消年月日", 8, "date", required=True, hint="(YYYYMMDD)"),
        ),
        (Button("取消", "cancel"),),
    ),
    "popup": Screen("取消の確認", (), (Button("はい", "yes"),)),
    "cancelled": Screen("取消完了"),
    "file": Screen("１件取込", (Field("file", "取込ファイル", kind="file"),), (Button("取込", "load"),)),
    "batch": Screen(
        "一括取込",
        (Field("data", "データファイル", kind="file"), Field("manifest", "送付票ファイル", kind="file")),
        (Button("取込", "load"),),
    ),
    "result": Screen("一括取込結果"),
}
SYSTEM: Final = System(SCREENS)

# The same pages, where they change a record that is there.
_OF_A_CHANGE: Final = (("新規登録", "修正"), ("登録内容", "修正内容"), ("登録", "更新"))


def _of_a_change(text: str) -> str:
    for old, new in _OF_A_CHANGE:
        if old in text:
            return text.replace(old, new)
    return text


def of_a_change(screen: Screen) -> Screen:
    buttons = (
        replace(button, says=_of_a_change(button.says), asks=_of_a_change(button.asks)) for button in screen.buttons
    )
    return replace(screen, title=_of_a_change(screen.title), buttons=tuple(buttons))
