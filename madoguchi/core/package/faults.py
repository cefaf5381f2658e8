"""不備 - what is wrong with a package: where, and what to do; every code stands in docs/reference/faults.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CODES: Final[dict[str, str]] = {
    # reading
    "encoding": "UTF-8で保存されていない",
    "character": "見えない文字や使えない文字がある",
    "syntax": "YAMLとして読めない",
    "duplicate-key": "同じキーが二度ある",
    "alias": "アンカー・別名・タグは使えない",
    "fraction": "小数は使えない",
    "too-large": "大きすぎる、または深すぎる",
    "missing-file": "必要なファイルがない",
    "unknown-file": "知らないファイルがある",
    # shape
    "unknown-key": "知らないキーがある",
    "missing-key": "必要なキーがない",
    "wrong-shape": "値の形が違う",
    "duplicate-id": "同じidが二度ある",
    "reserved-id": "使えないid",
    # conditions
    "condition-syntax": "条件が読めない",
    "condition-long": "条件が長すぎる",
    "condition-wide": "条件が一度に多くの項目を使っている",
    "condition-fails": "条件が計算できないことがある",
    "unknown-name": "条件が知らない項目を使っている",
    "unknown-function": "条件が知らない関数を使っている",
    "unknown-option": "条件が選択肢にない値と比べている",
    "later-field": "条件が後で聞く項目を使っている",
    # form
    "empty-page": "項目のない画面",
    "crowded-page": "項目が多すぎる画面",
    "field-on-no-page": "どの画面にもない項目を指している",
    "wrong-field": "その役には合わない種類の項目を指している",
    "unknown-document": "知らない書類の種類",
    "unknown-list": "知らない選択肢の一覧",
    "repeat-count": "繰り返しの数が前の項目で決まらない",
    "repeat-differs": "同じ繰り返しの決め方が画面によって違う",
    "limits": "上限が下限より小さい",
    "unknown-slot": "知らない差し込み名、または閉じていない括弧",
    # papers
    "unknown-paper": "知らない種類の書類",
    # flow
    "no-start": "申請で始まる手順がない",
    "no-role": "手順に役がない",
    "unknown-status": "知らない状態",
    "unknown-step": "知らない手順",
    "unknown-post": "知らない職",
    "unknown-station": "知らない駅",
    "unreachable": "たどり着けない状態",
    "dead-end": "出口がないのに終わりでない状態",
    "no-end": "終わりにたどり着けない状態",
    "no-expiry": "依頼の期限が過ぎた時の手順がない",
    "unknown-errand": "知らない用務",
    "duplicate-shortcut": "同じ状態で同じキーの手順が二つある",
    # letters and languages
    "missing-notice": "手順の出す通知がない",
    "no-grounds": "決定の根拠の条がない",
    "unused-notice": "どの手順も出さない通知",
    "letter-shape": "通知の形が違う",
    "missing-text": "その言語の文がない",
    "unknown-text": "元の文がない訳",
    "unknown-language": "手続にない言語",
    "unreviewed": "人がまだ確認していない訳(知らせるだけで、止めない)",
    # town
    "wrong-procedure": "別の手続のファイル",
    "wrong-code": "団体コードの検査数字が合わない",
    "missing-value": "手続が必要とする市の値がない",
    "unknown-value": "手続にない市の値",
    "wrong-value": "市の値の種類や単位が違う",
    "unsourced": "出典がない",
    "unknown-source": "知らない出典",
    "no-options": "選択肢がない",
    "no-window": "受付期間がない",
    "window-order": "始まる前に終わる受付期間",
    # back offices
    "wrong-system": "別の基幹システムのファイル",
    "unknown-label": "基幹システムにない項目",
    "unknown-codes": "知らないコードの表",
    "wrong-script": "手順書のとおりに動けない",
    # kinds of paper
    "paper-id": "書類の種類のidがファイルの名前と違う",
    # tables of points
    "unknown-column": "知らない欄、またはこの表では聞けない欄",
    "wrong-cell": "表の升が読めない",
    "overlap": "重なっている行",
    "hole": "当てはまる行がない所",
    "never-applies": "決して使われない行",
    "table-wide": "欄の組み合わせが多すぎて調べられない表",
    "unproved": "検算できない式",
    # cases
    "case-fails": "例の結果が違う",
    "unbuilt": "版にできない",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a package: `file` is a key of the files handed in, `line` counts from 1."""

    file: str
    line: int
    code: str
    say: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.say}"
