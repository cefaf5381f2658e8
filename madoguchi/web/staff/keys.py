"""キー - the one table of the keys of the staff's pages; the pages, their script and the list of keys all read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Key:
    """A key and what it does. `id` is how a page and its script speak of it."""

    id: str
    key: str
    does: str


INBOX: Final = (
    Key("search", "/", "検索の欄に移る"),
    Key("after", "J", "次の行に移る"),
    Key("before", "K", "前の行に移る"),
    Key("tick", "X", "行を選ぶ。もう一度押すと、選ぶのをやめる"),
    Key("open", "Enter", "行の申請を開く"),
    Key("pass", "P", "選んだ行(なければ今の行)の審査を通す。確かめる画面が出る"),
    Key("mine", "S", "選んだ行(なければ今の行)を自分の担当にする"),
    Key("onward", "N", "次のページ"),
    Key("help", "?", "キーの一覧"),
)
CASE: Final = (
    Key("after", "J", "次の指摘に移る"),
    Key("before", "K", "前の指摘に移る"),
    Key("fine", "F", "今の指摘を問題なしにする"),
    Key("wrong", "X", "今の指摘を誤りとして残す"),
    Key("ask", "R", "今の指摘を依頼に加える。指摘にいないときは、依頼を開く"),
    Key("paper", "E", "今の指摘の書類を、ページ全体で見る"),
    Key("onward", "N", "次の件"),
    Key("leave", "Esc", "入力欄から出る"),
    Key("help", "?", "キーの一覧"),
)


def by_id(keys: tuple[Key, ...]) -> dict[str, str]:
    """Which key does what, for a template."""
    return {one.id: one.key for one in keys}
