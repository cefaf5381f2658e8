"""ファイル - one case that fills the pages in, many that are kept at once, and the ledger."""

import hashlib
import re

import pytest

from backoffice.batch import RESULT
from backoffice.fields import FIELDS
from backoffice.files import DEED, LABELS, MANIFEST, write
from backoffice.office import Office
from tests.backoffice import clerk as hand
from tests.backoffice.clerk import Clerk, errors, title

CASE = hand.CHILD | hand.GUARDIANS | hand.USE
SECOND = {"application": "2026-000124-A", "kana": "ﾐﾎﾝ ｼﾞﾛｳ"}


def line(**other: str) -> list[str]:
    return [(CASE | other).get(field.id, field.unset) for field in FIELDS]


def data(*rows: tuple[str, dict[str, str]]) -> bytes:
    return write((DEED, *LABELS), ([deed, *line(**other)] for deed, other in rows))


def manifest(content: bytes, count: int, digest: str = "") -> bytes:
    return write(MANIFEST, [("data.csv", str(count), digest or hashlib.sha256(content).hexdigest())])


def send(clerk: Clerk, *rows: tuple[str, dict[str, str]]) -> list[list[str]]:
    """The lines of the file of results."""
    content = data(*rows)
    page = clerk.upload("/batch", data=content, manifest=manifest(content, len(rows)))
    found = re.search(r"/batch/result/\d+\.csv", page)
    assert found, page
    head, *lines = clerk.look(found[0]).removesuffix("\r\n").split("\r\n")
    assert head.split(",") == list(RESULT)
    return [text.split(",") for text in lines]


def test_a_file_of_one_case_fills_the_three_pages_in(clerk: Clerk) -> None:
    assert 'href="/new/file"' in clerk.look("/new/1")
    page = clerk.upload("/new/file", file=write(LABELS, [line()]))
    assert title(page) == "新規登録（児童）"
    assert 'value="見本　花子"' in page
    key = hand.hidden(page)
    assert 'value="101"' in clerk.look(f"/new/3?entry={key}")


def test_what_is_too_long_in_a_file_is_cut_when_its_page_is_sent(clerk: Clerk) -> None:
    page = clerk.upload("/new/file", file=write(LABELS, [line(building="荘" * 30)]))
    assert "荘" * 30 in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (write(LABELS, []), "１件のファイルではありません"),
        (write(LABELS, [line(), line()]), "１件のファイルではありません"),
        (write(LABELS[1:], [line()[1:]]), "見出し行が正しくありません"),
        (write(LABELS, [line()[1:]]), "列の数が正しくありません"),
        (b"\x81", "ファイルの文字コードまたは形式が正しくありません"),
        (b"", "見出し行が正しくありません"),
    ],
)
def test_a_file_of_another_shape_is_refused(clerk: Clerk, content: bytes, says: str) -> None:
    told = errors(clerk.upload("/new/file", file=content))
    assert told == [says]


def test_a_batch_keeps_each_good_row_and_names_what_is_wrong_with_the_others(clerk: Clerk, office: Office) -> None:
    rows = [("1", {}), ("1", {**SECOND, "school": "999", "grade": "9"}), ("1", {}), ("9", SECOND), ("2", SECOND)]
    assert send(clerk, *rows) == [
        ["1", "2026-000123-C", "OK", "", "", "", "00000001"],
        ["2", "2026-000124-A", "NG", "E04", "学校コード", "学校コードが登録されていません", ""],
        ["3", "2026-000123-C", "NG", "E05", "申請番号", "既に登録されています（整理番号 00000001）", ""],
        ["4", "2026-000124-A", "NG", "E04", "処理区分", "処理区分が正しくありません", ""],
        ["5", "2026-000124-A", "NG", "E06", "申請番号", "登録がありません", ""],
    ]
    assert len(office.records.all()) == 1


def test_a_batch_changes_and_cancels_by_the_application(clerk: Clerk, office: Office) -> None:
    told = send(clerk, ("1", {}), ("2", {"grade": "2"}), ("3", {}), ("1", {}))
    assert [cells[-1] for cells in told] == ["00000001", "00000001", "00000001", "00000002"]
    first, second = office.records.all()
    assert (first.state, first.values["grade"], second.state) == ("取消", "2", "登録")


@pytest.mark.parametrize(
    ("count", "digest", "says"),
    [
        (2, "", "件数が送付票と一致しません"),
        (1, "0" * 64, "ハッシュ値が送付票と一致しません"),
    ],
)
def test_a_batch_that_is_not_as_its_manifest_says_is_refused_whole(
    clerk: Clerk, office: Office, count: int, digest: str, says: str
) -> None:
    content = data(("1", {}))
    assert errors(clerk.upload("/batch", data=content, manifest=manifest(content, count, digest))) == [says]
    assert office.records.all() == []


def test_a_batch_without_a_manifest_is_refused(clerk: Clerk) -> None:
    assert errors(clerk.upload("/batch", data=data(("1", {})))) == ["見出し行が正しくありません"]


def test_results_are_only_for_whom_they_were_made(clerk: Clerk) -> None:
    assert clerk.client.get("/batch/result/1.csv").status_code == 404


def test_the_ledger_has_every_record_with_every_field(clerk: Clerk, office: Office) -> None:
    office.records.cancel(clerk.register(), "誤り", "20261201")
    clerk.register()
    answer = clerk.client.get("/export.csv")
    head, *lines = answer.get_data().decode("cp932").removesuffix("\r\n").split("\r\n")
    assert head.split(",") == ["整理番号", "状態", *LABELS]
    assert [text.split(",") for text in lines] == [["00000001", "取消", *line()], ["00000002", "登録", *line()]]
    assert answer.headers["Content-Type"] == "text/csv; charset=Shift_JIS"
