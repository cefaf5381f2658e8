"""台帳の照合 - whatever is not as it should be in a back office is counted under its own name."""

from typing import Any

import pytest

from madoguchi.lab.ledger import judge

OURS = {"2026-000001-A-1": {"申請番号": "2026-000001-A-1", "学年": "1", "備考": ""}}


def record(key: str = "2026-000001-A-1", state: str = "登録", **other: str) -> dict[str, Any]:
    return {"number": "00000001", "state": state, "values": {"申請番号": key, "学年": "1", "備考": "", **other}}


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([record()], (0, 0, 0, 0)),
        ([record(), record(state="取消")], (0, 0, 0, 0)),
        ([], (1, 0, 0, 0)),
        ([record(state="取消")], (1, 0, 0, 0)),
        ([record(), record()], (0, 1, 0, 0)),
        ([record(学年="2")], (0, 0, 1, 0)),
        ([record(), record(学年="2", 備考="見本")], (0, 1, 1, 0)),
        ([record(), record("2026-000009-A-1")], (0, 0, 0, 1)),
    ],
)
def test_each_case_must_be_there_once_and_as_it_should_be(
    records: list[dict[str, Any]], told: tuple[int, int, int, int]
) -> None:
    judged = judge(records, OURS)
    assert (judged.lost, judged.doubled, judged.wrong, judged.foreign) == told
    assert judged.right == (not any(told)) == (not judged.say)


def test_a_field_that_we_know_nothing_of_is_wrong_unless_it_is_ours() -> None:
    judged = judge([record(延長利用="1")], OURS)
    assert (judged.fields, judged.differing, judged.wrong) == (4, 1, 1)
