"""届いたもの - by which channel, under which number, when, and why it could not be taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

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


# Where a row stands, and where its file does.
WAITING, FILED, KNOWN, QUARANTINED, ASIDE = "waiting", "filed", "known", "quarantined", "aside"
MATCHING, RUNNING, DONE, DROPPED = "matching", "running", "done", "dropped"


@dataclass(frozen=True)
class Row:
    """届いた行: `raw` are its bytes, sealed under the key number `sealed_by`; `told` digests of its cells by column."""

    id: int
    intake: int
    line: int
    channel: str
    procedure: str
    digest: str
    raw: bytes
    sealed_by: int
    state: str
    at: datetime
    came: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    words: str = ""
    reference: str = ""
    who: str = ""

    @property
    def subject(self) -> str:
        """What the records call it."""
        return f"intake/{self.intake}/{self.line}"


@dataclass(frozen=True)
class Intake:
    """届いたファイル: how it is read, by which match (of which version), and how many of its rows stand where."""

    id: int
    procedure: str
    channel: str
    form: str
    name: str
    digest: str
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    state: str
    at: datetime
    who: str
    role: str
    rows: int
    match: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0
    ended: datetime | None = None
    filed: int = 0
    known: int = 0
    quarantined: int = 0
    aside: int = 0

    @property
    def subject(self) -> str:
        """What the records call it."""
        return f"intake/{self.id}"

    @property
    def done(self) -> int:
        """How many rows have come to an end, or to a person."""
        return self.filed + self.known + self.quarantined + self.aside

    @property
    def totals(self) -> dict[str, int]:
        """The rows, and where they stand: they always add up."""
        names = ("rows", "filed", "known", "quarantined", "aside")
        return {name: getattr(self, name) for name in names} | {"waiting": self.rows - self.done}
