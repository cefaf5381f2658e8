"""見本の案件 - made-up cases as an office has them in its busiest week; nobody in them exists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from madoguchi.core.case import Application, Case
from madoguchi.core.days import jst_date
from madoguchi.core.fields import Field
from madoguchi.core.finding import Finding
from madoguchi.core.package.edition import Edition
from madoguchi.core.reference import reference
from madoguchi.store import many

SURNAMES = (
    "見本",
    "架空",
    "仮名",
    "例田",
    "髙例",
    "渡邉",
    "山﨑",
    "佐々例",
    "試川",
    "模沢",
    "原稿",
    "練習",
    "雛形",
    "標例",
)
GIVEN = ("花子", "太郎", "ショウ", "結衣", "蓮", "陽菜", "湊", "さくら", "一郎", "次郎", "三奈", "恵美", "ジュン", "葵")
KANA = ("みほん", "かくう", "かめい", "れいだ", "たかれい", "わたなべ", "やまざき", "ささき", "ためしかわ", "もさわ")
# Of a hundred: the first have waited longest.
SHARES = (("received", 30), ("correcting", 8), ("passed", 12), ("approved", 35), ("waiting", 10), ("refused", 5))
SAYS = (
    "働く日数が足りません。確かめてください。",
    "証明書の期間と申請の期間が違います。",
    "きょうだいの希望と違います。",
)


def filled(edition: Edition, number: int, now: datetime, seed: int = 1) -> Iterator[many.Filled]:
    """So many cases of an edition, received over the months before `now`."""
    chance = random.Random(seed)
    statuses = [status for status, share in SHARES if status in edition.flow.by_status for _ in range(share)]
    for serial in range(1, number + 1):
        received = now - timedelta(minutes=chance.randrange(1, 60 * 24 * 90))
        yield _one(edition, serial, chance.choice(statuses), received, chance)


def _one(edition: Edition, serial: int, status: str, received: datetime, chance: random.Random) -> many.Filled:
    number = reference(received.year, serial)
    ended = edition.flow.by_status[status].final
    case = Case(
        id=f"{number}-1",
        reference=number,
        branch=1,
        status=status,
        outcome=status if edition.flow.by_status[status].outcome else "",
        reason="",
        findings=tuple(_finding(chance) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))),
        assignee=chance.choice(("", "", "uketsuke", "kessai")),
        version=1,
        title=f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}",
        procedure=edition.procedure.id,
        edition=edition.digest,
        received=received,
        changed=received,
        facets={name: _facet(edition, name, chance) for name in edition.procedure.facets},
    )
    application = Application(number, case.procedure, case.edition, {}, "web", received, idempotency=f"bench-{serial}")
    found_by = (f"{chance.choice(KANA)} {chance.choice(KANA)}", f"{chance.choice(SURNAMES)} 優子", _phone(chance))
    return many.Filled(application, case, found_by, None if ended else _day(received, chance), _kind(status, ended))


def _finding(chance: random.Random) -> Finding:
    level = chance.choice(("ask", "ask", "block", "info"))
    return Finding("made_up", level, "実質審査", ("guardians.0.work_days",), chance.choice(SAYS), "見本の要綱 第5条")


def _facet(edition: Edition, name: str, chance: random.Random) -> str | int:
    field = field_of(edition, name)
    return chance.choice(field.options).id if field.options else chance.randrange(1, 7)


def field_of(edition: Edition, name: str) -> Field:
    """The field behind a facet: of the subjects' group, or of the whole."""
    inside = edition.form.grouped.get(edition.procedure.subjects, {})
    return inside.get(name) or edition.form.flat[name]


def _phone(chance: random.Random) -> str:
    return f"0{chance.choice((42, 80, 90))}-0{chance.randrange(100, 1000)}-{chance.randrange(1000, 10000)}"


def _day(received: datetime, chance: random.Random) -> date:
    return jst_date(received) + timedelta(days=chance.randrange(14, 100))


def _kind(status: str, ended: bool) -> str:
    if ended:
        return ""
    return "ask" if status == "correcting" else "standard"
