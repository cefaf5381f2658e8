"""What an approval awaits: from the findings that are conditions with a day, and from what its reason says of one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core.finding import Finding
from madoguchi.core.package.edition import Edition, build
from madoguchi.core.proof import awaited, told_in

TODAY = date(2026, 11, 16)
LEAVE = ("guardians.1.on_leave", "guardians.1.return_date")


def finding(code: str = "on_leave", level: str = "condition", due: str = "2027-05-14", **more: Any) -> Finding:
    told = {
        "fields": LEAVE,
        "say": "育休中です。",
        "awaits": "復職証明書",
        "ask": "復職証明書を出してください。",
        **more,
    }
    return Finding(code, level, "実質審査", due=due, **told)


@pytest.fixture(scope="module")
def edition(gakudo: dict[str, Any]) -> Edition:
    return build(gakudo)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    return {"guardian_count": "2", "guardians": [{"reasons": ["work"]}, {"reasons": ["work"]}], "in_city": False}


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("要件を満たすため\n条件: 復職証明書を出す(2027年5月14日まで)", [("復職証明書を出す", date(2027, 5, 14))]),
        ("条件: 就労証明書を2027-07-01まで", [("就労証明書を", date(2027, 7, 1))]),
        ("条件: 復職", []),
        ("条件: 復職証明書(2027年2月31日まで)", []),
        ("2027年5月14日までに戻る", []),
        (
            "条件: 甲(2027年5月1日まで)\n条件: 乙(2027年6月1日まで)",
            [("甲", date(2027, 5, 1)), ("乙", date(2027, 6, 1))],
        ),
    ],
)
def test_a_condition_of_a_reason_is_read_where_it_has_a_day(reason: str, told: list[tuple[str, date]]) -> None:
    assert list(told_in(reason)) == told


def test_a_dated_condition_may_be_met_with_the_papers_of_the_same_person(
    edition: Edition, answers: dict[str, Any]
) -> None:
    (one,) = awaited([finding()], "", edition, answers, TODAY)
    assert (one.message, one.due) == ("復職証明書を出してください。", date(2027, 5, 14))
    assert one.fields == ("guardians.1.evidence",)


def test_what_is_no_condition_or_has_no_day_awaits_nothing(edition: Edition, answers: dict[str, Any]) -> None:
    assert awaited([finding(level="ask"), finding(due="")], "条件: 復職", edition, answers, TODAY) == ()


def test_the_next_day_comes_first_and_a_day_is_asked_for_once(edition: Edition, answers: dict[str, Any]) -> None:
    reason = "条件: 復職証明書(2027年5月14日まで)\n条件: 転入(2027年4月14日まで)"
    found = awaited([finding()], reason, edition, answers, TODAY)
    assert [one.message for one in found] == ["転入", "復職証明書を出してください。"]
    assert found[0].fields == ("move_in_proof", "guardians.0.evidence", "guardians.1.evidence")
