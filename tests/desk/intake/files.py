"""届いたファイルの見本 - what a form service gives out for the after-school club, and how its columns are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from madoguchi.core.case import Actor
from madoguchi.core.intake import Intake, Match, read_match
from madoguchi.desk.intake import bring, carry
from madoguchi.store import cases, intakes

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
CLERK = Actor("uketsuke", "clerk")
ROW = {
    "受付番号": "L-0001",
    "送信日時": "2026/11/15 9:05",
    "ステータス": "送信済",
    "入りたい月": "4月入所",
    "郵便番号1": "206",
    "郵便番号2": "0011",
    "住所": "多摩市関戸\n4-72",
    "子の姓": "多摩",
    "子の名": "花子",
    "子のフリガナ": "タマ ハナコ",
    "元号": "令和",
    "年": "2",
    "月": "6",
    "日": "14",
    "小学校": "見本小",
    "第1希望": "第一小学童クラブ",
    "保護者の名前": "多摩 太郎",
    "続柄": "父",
    "電話1": "042",
    "電話2": "000",
    "電話3": "1111",
    "理由": "働いている",
    "メール": "oya@example.jp",
}
FIELDS: dict[str, Sequence[str]] = {
    "start_date": ["入りたい月"],
    "postal": ["郵便番号1", "郵便番号2"],
    "address": ["住所"],
    "children.0.name": ["子の姓", "子の名"],
    "children.0.kana": ["子のフリガナ"],
    "children.0.birth": ["元号", "年", "月", "日"],
    "children.0.school": ["小学校"],
    "children.0.club_1": ["第1希望"],
    "guardians.0.name": ["保護者の名前"],
    "guardians.0.relation": ["続柄"],
    "guardians.0.phone": ["電話1", "電話2", "電話3"],
    "guardians.0.reasons": ["理由"],
    "email": ["メール"],
}
CHOICES = {
    "start_date": {"4月入所": "april"},
    "children.0.school": {"見本小": "254270"},
    "children.0.club_1": {"第一小学童クラブ": "daini"},
}
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


def match(**more: Any) -> Match:
    """How the columns of this form are read."""
    lines = [
        {"to": to, "from": list(names), **({"choices": CHOICES[to]} if to in CHOICES else {})}
        for to, names in FIELDS.items()
    ]
    plain = {"schema": 1, "form": "学童", "channel": "logo", "procedure": "gakudo", "headers": list(ROW)}
    given = {"contact_by": "メール"}
    columns = {"number": "受付番号", "arrived": "送信日時", "status": "ステータス", "encoding": "utf-8"}
    return read_match({**plain, **columns, "fields": lines, "statuses": {"送信済": "received"}, "given": given, **more})


def rows(count: int, **changed: str) -> list[dict[str, str]]:
    """So many families, each with a child of its own."""
    return [
        {
            **ROW,
            "受付番号": f"L-{number:04}",
            "子の名": f"見本{number}",
            "子のフリガナ": f"タマ {KANA[number // 40 % 40]}{KANA[number % 40]}",
            **changed,
        }
        for number in range(1, count + 1)
    ]


def csv(lines: Sequence[Mapping[str, str]], encoding: str = "utf-8", headers: Sequence[str] = ()) -> bytes:
    """A file as a service gives it out, every cell in quotes."""
    names = list(headers or lines[0])
    told = [names, *([line[name] for name in names] for line in lines)]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in told).encode(encoding)


def brought(data: bytes, name: str = "見本.csv", known: Match | None = None, encoding: str = "") -> Intake:
    """A file that was brought, with a match that was made for it unless one is known."""
    made = bring.bring(
        procedure="gakudo", channel="logo", form="学童", name=name, data=data, by=CLERK, now=NOW, encoding=encoding
    )
    return bring.draft(made, known) if known else made


def carried(intake: Intake) -> Intake:
    """All of its rows, as the errands would."""
    moved = bring.start(intake, CLERK, NOW)
    while moved.state == "running":
        found = carry.part(moved, NOW)
        assert found
        moved = found
    return moved


def filed(data: bytes, **more: Any) -> Intake:
    """A file from the first page to its last row."""
    return carried(brought(data, known=match(), **more))


def adds_up(intake: Intake) -> dict[str, int]:
    """What is told of a file, without what is nought."""
    told = intake.totals
    assert told["rows"] == sum(count for name, count in told.items() if name != "rows")
    return {name: count for name, count in told.items() if count}


def waiting(intake: Intake) -> dict[str, str]:
    """Why rows wait, by their number at the service, or their line."""
    return {row.came or str(row.line): row.reason for row in intakes.rows(intake.id, "quarantined", 9999)}


def titles() -> list[str]:
    """Who has a case."""
    found = [cases.cases_of(reference) for reference in cases.references()]
    return [case.title for each in found for case in each]
