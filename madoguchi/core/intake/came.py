"""届いたもの - by which channel, under which number, when, and why it could not be taken in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

# The channels whose files a clerk brings, as people call them.
CHANNELS: Final[dict[str, str]] = {
    "logo": "LoGoフォーム",
    "kyodo": "東京共同電子申請・届出サービス",
    "csv": "ほかの申込フォーム(CSV)",
}


@dataclass(frozen=True)
class Reason:
    """Why a row waits for a person: in a few words, and what to do about it."""

    label: str
    todo: str


REASONS: Final[dict[str, Reason]] = {
    "encoding": Reason("文字コードが違う", "読めない文字を直してください。"),
    "quotes": Reason("引用符が閉じていない", "値を列に分けて入れ直してください。"),
    "columns": Reason("列の数が違う", "値を列に合わせて入れ直してください。"),
    "number": Reason("番号がない", "申込フォームの番号を入れてください。"),
    "twice": Reason("同じ番号で、内容が違う行がある", "元のフォームで、どちらが正しいかを確かめてください。"),
    "changed": Reason("受け付けた番号で、内容が変わった", "受け付けた申請は変わっていません。違いを確かめてください。"),
    "arrived": Reason("届いた日時が読めない", "日時を「年/月/日 時:分」の形に直してください。"),
    "late": Reason("受付期間の外に届いた", "届いた日時と入りたい月を確かめてください。"),
    "ended": Reason("元のフォームで取下げ・却下になっている", "受け付けないなら「取り込まない」にしてください。"),
    "status": Reason("状態が読めない", "列の対応で、状態の読み方を決めてください。"),
    "nobody": Reason("だれの申請かわからない", "名前を入れてください。"),
    "fault": Reason("こちらの誤りで止まった", "もう一度試してください。続くときは管理者に伝えてください。"),
}


@dataclass(frozen=True)
class Came:
    """届いた一件: its channel and its number there, which together come once; the digest of its bytes as they came."""

    channel: str
    number: str
    digest: str
    arrived: datetime | None

    def key(self, procedure: str) -> str:
        """The key of its submission: the same for the same number, whatever else is in it. 64 letters at most."""
        told = "\x1f".join((self.channel, procedure, self.number))
        return f"intake/{hashlib.sha256(told.encode()).hexdigest()[:48]}"
