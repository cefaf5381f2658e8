"""Files that go to the back office and come back: exactly as system.yaml says, or refused with a sentence."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from madoguchi.core.handover import Handover
from madoguchi.core.transcript import Line, Sheet, files
from tests.core.transcript.application import composed, edition, handover

HEAD = "行,申請番号,結果,エラーコード,項目,メッセージ,整理番号\r\n"


@pytest.fixture(scope="module")
def hand(gakudo: dict[str, Any]) -> Handover:
    return handover(edition(gakudo))


def test_a_value_with_commas_and_quotation_marks_stays_one_cell(hand: Handover) -> None:
    lines = tuple(Line(field.label, "", 'a,"b"' if field.label == "備考" else "1") for field in hand.transcript.fields)
    data = files.case_file(hand, Sheet(lines))
    assert '"a,""b"""' in data.decode("cp932")
    assert data.count(b"\r\n") == 2


def test_a_manifest_counts_its_cases_and_proves_its_bytes(gakudo: dict[str, Any]) -> None:
    it = edition(gakudo)
    made = files.batch(handover(it), "x.csv", [("new", composed(it)), ("change", composed(it))])
    head, line = made.manifest.decode("cp932").splitlines()
    assert head == "ファイル名,件数,SHA-256"
    assert line == f"x.csv,2,{hashlib.sha256(made.data).hexdigest()}"
    assert [row.split(",")[0] for row in made.data.decode("cp932").splitlines()] == ["処理区分", "1", "2"]


def test_results_tell_the_code_the_field_and_the_sentence(hand: Handover) -> None:
    told = f'{HEAD}1,A-1,OK,,,,00000012\r\n2,A-2,NG,E02,方書,"長すぎ,ます",\r\n'
    assert files.read_results(hand, told.encode("cp932")) == (
        files.Result(1, "A-1", True, "", "", "", "00000012"),
        files.Result(2, "A-2", False, "E02", "方書", "長すぎ,ます", ""),
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x81", "cp932のCSVとして読めません。"),
        (b'"', "cp932のCSVとして読めません。"),
        (b"", "見出しが違います。"),
        ("申請番号,結果\r\n".encode("cp932"), "見出しが違います。"),
        (f"{HEAD}1,A-1,OK\r\n".encode("cp932"), "2行目の列の数が違います。"),
        (f"{HEAD}1,A-1,OK,,,,1\r\nx,A-2,OK,,,,2\r\n".encode("cp932"), "結果ファイルの2件目を読めません。"),
        (f"{HEAD}1,A-1,済,,,,1\r\n".encode("cp932"), "結果ファイルの1件目を読めません。"),
        (HEAD.encode(), "cp932のCSVとして読めません。|見出しが違います。"),
    ],
)
def test_a_file_of_results_that_is_none_is_refused_with_a_sentence(hand: Handover, data: bytes, says: str) -> None:
    with pytest.raises(files.Unreadable, match=says):
        files.read_results(hand, data)


def test_the_offices_list_is_read_by_its_labels(hand: Handover) -> None:
    labels = [field.label for field in hand.transcript.fields]
    rows = [",".join(["整理番号", "状態", *labels]), ",".join(["00000001", "取消", *("値" for _ in labels)])]
    (record,) = files.read_export(hand, "\r\n".join(rows).encode("cp932"))
    assert (record.number, record.cancelled) == ("00000001", True)
    assert record.values == dict.fromkeys(labels, "値")
