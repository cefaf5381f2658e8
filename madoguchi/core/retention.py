"""保存年限 - how long what was handed in is kept after its case was closed, and the first day on which it may go.

文書は、事案が完結した年度の翌年度の初日から(会計年度), or from the day after it was closed (民法第140条・第143条).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from .chain import stamp
from .days import JST

FISCAL_YEAR: Final = "fiscal_year"
CLOSING: Final = "closing"
FROM: Final[dict[str, str]] = {FISCAL_YEAR: "完結した年度の翌年度の初日から", CLOSING: "完結した日の翌日から"}
# Why something is kept beyond its day.
HOLDS: Final[dict[str, str]] = {
    "litigation": "訴訟",
    "review": "審査請求",
    "audit": "監査",
    "disclosure": "開示請求",
    "other": "その他",
}
APRIL: Final = 4


@dataclass(frozen=True)
class Retention:
    """A municipality's rule: `years` from `since`; drafts go `drafts` days after somebody last wrote in them."""

    years: int
    since: str
    status: str
    drafts: int = 0
    source: str = ""


def read_retention(municipality: Mapping[str, Any], own: Mapping[str, Any]) -> Retention | None:
    """The rule of municipality.yaml; the municipality's file for the procedure may have one of its own."""
    told = own.get("retention", municipality.get("retention"))
    if told is None:
        return None
    return Retention(**{"since" if key == "from" else key: value for key, value in told.items()})


def release(rule: Retention, closed: date) -> date:
    """The first day on which what was closed on a day may go."""
    if rule.since == FISCAL_YEAR:
        return date(fiscal_year(closed) + 1 + rule.years, APRIL, 1)
    year = closed.year + rule.years
    try:
        return closed.replace(year=year) + timedelta(days=1)
    except ValueError:  # 29 February: the period ends with the month
        return date(year, 3, 1)


def cutoff(rule: Retention, today: date) -> date:
    """What may go was closed before this day; whether all that was may go, `release` says."""
    if rule.since == FISCAL_YEAR:
        return date(fiscal_year(today) - rule.years, APRIL, 1)
    return date(today.year - rule.years, today.month, 28) + timedelta(days=4)


def fiscal_year(day: date) -> int:
    """年度: it begins on 1 April."""
    return day.year if day.month >= APRIL else day.year - 1


@dataclass(frozen=True, slots=True)
class Gone:
    """An application that went: its number, since when it might, and how much went with it."""

    reference: str
    procedure: str
    release: date
    at: datetime
    rows: int
    files: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """廃棄の記録: `rule` as it was in force (as municipality.yaml has it), `digest` that of `certificate_bytes`."""

    number: int
    procedure: str
    at: datetime
    rule: Mapping[str, Any]
    count: int
    rows: int
    files: int
    digest: str

    @property
    def period(self) -> str:
        """保存年限 as it stands on paper; "" where the rule has since been taken away."""
        return f"{self.rule['years']}年({FROM[self.rule['from']]})" if self.rule else ""


def certificate_bytes(municipality: str, one: Certificate, gone: Iterable[Gone]) -> bytes:
    """The bytes whose digest a certificate bears: JSON in ASCII, keys sorted, without white space."""
    told = {
        "municipality": municipality,
        "number": one.number,
        "procedure": one.procedure,
        "at": stamp(one.at),
        "rule": dict(one.rule),
        "gone": [[it.reference, it.release.isoformat(), it.rows, it.files] for it in gone],
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def printed(town: str, procedure: str, one: Certificate, gone: Iterable[Gone]) -> str:
    """A certificate as a text for the files of the office; nobody's name is in it."""
    sample = "(見本)" if one.rule.get("status") == "見本" else ""
    lines = [
        f"廃棄の記録 第{one.number}号",
        "",
        f"自治体: {town}",
        f"手続: {procedure}",
        f"保存年限: {one.period}{sample}",
        f"廃棄した日時: {one.at.astimezone(JST):%Y-%m-%d %H:%M}",
        f"件数: {one.count}件  行: {one.rows}  ファイル: {one.files}",
        f"確かめの値(SHA-256): {one.digest}",
        "",
        "受付番号        廃棄できる日  行  ファイル",
        *(f"{it.reference}  {it.release.isoformat()}  {it.rows}  {it.files}" for it in gone),
    ]
    return "\n".join(lines)
