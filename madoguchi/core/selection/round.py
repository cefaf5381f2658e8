"""選考回 - a round as an object of the house: its standing, its frozen inputs, its runs; and why it may not go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

OFFER: Final = "offer"  # the kind of an ask, whose first field is the place
RERANK: Final = "rerank"  # the kind of a run, and the step by which it is made
DECIDED: Final = "decided"  # of its standings (procedures/standard/round.yaml) the one with an outcome

# What stops a round, by its number: docs/reference/errors.md.
STOPS: Final[Mapping[str, str]] = {
    "S01": "二つの計算の点数が合いません。",
    "S02": "点数の出ない児童がいます。",
    "S03": "定員のない受入先があります。",
    "S04": "入力の形が違う版の申請があります。",
    "S05": "選考を待つ案件がありません。",
    "S06": "選考回の文書に誤りがあります。",
    "S07": "規則が、本当と違う希望を書くと得をする形です。決裁者の署名が要ります。",
    "S08": "検算で、結果に誤りが見つかりました。",
    "S09": "署名のない例外があります。",
    "S10": "入力を固定したあとに、案件が動きました。入力を集め直してください。",
    "S11": "記録と違う結果です。だれかが書きかえた疑いがあります。配置をやり直してください。",
    "S12": "決裁を頼んだ人は、決定できません。",
    "S13": "抽選の値を入力してください。",
    "S14": "抽選の値をどこから取るかを入力してください。",
    "S15": "待つ児童の点数は、変わっていません。",
    "S16": "この選考回は、起案の決裁で決定します。",
}


@dataclass(frozen=True)
class Stop:
    """One reason why a round may not go on: its number, and whom or what it is about."""

    number: str
    who: tuple[str, ...] = ()

    @property
    def say(self) -> str:
        """The sentence of its number."""
        return STOPS[self.number]

    def __str__(self) -> str:
        return f"{self.number} {self.say}{'、'.join(self.who).join('()') if self.who else ''}"


class Stopped(Exception):
    """A round may not go on; every reason."""

    def __init__(self, *stops: Stop) -> None:
        super().__init__(" ".join(map(str, stops)))
        self.stops = stops


@dataclass(frozen=True, slots=True)
class Round:
    """選考回. `members` are its cases with when each last moved, `left` those left out; `progress` of what the worker
    does now; `sealed` the lottery's secret until it is drawn, `promise` what is published before it; `signed` the
    signatures for exceptions, `report` what the checker said of the run in force (`run`, 0: none). `transfers`
    are those of its cases that are new applications of children with a place (転所), with the case that has it."""

    id: int
    procedure: str
    window: str
    edition: str
    status: str
    version: int
    made: datetime
    document: Mapping[str, Any] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    progress: Mapping[str, Any] = field(default_factory=dict)
    sealed: str = ""
    promise: Mapping[str, str] = field(default_factory=dict)
    run: int = 0
    report: Mapping[str, Any] = field(default_factory=dict)
    signed: tuple[Mapping[str, str], ...] = ()
    proposer: str = ""
    transfers: Mapping[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """By which records name it."""
        return f"round/{self.id}"

    @property
    def decided(self) -> bool:
        """Whether its cases were decided."""
        return self.status == DECIDED

    @property
    def disposed(self) -> Mapping[str, Any]:
        """What is left after the last of its cases went (保存年限): counts, and the digests of its runs."""
        told: Mapping[str, Any] = self.report.get("disposed", {})
        return told

    @property
    def name(self) -> str:
        """How its document and its lottery name it."""
        return f"{self.procedure}/{self.window}/{self.id}"


@dataclass(frozen=True, slots=True)
class Run:
    """配置の記録: what a result was made of, and the result; never changed. `change` is how the document differs from
    the frozen one: places more or less, by pool. Of the kind RERANK it gives no places, but a newer order of those that
    wait."""

    id: int
    round: int
    at: datetime
    who: str
    change: Mapping[str, int]
    document: Mapping[str, Any]
    result: Mapping[str, Any]
    kind: str = ""
