"""The four ways from one application (方式1 to 4): all of the same sheet, as the golden files have them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from backoffice.app import make_app
from backoffice.office import Office
from backoffice.records import Records
from madoguchi.core.handover import Handover
from madoguchi.core.transcript import Sheet, files
from madoguchi.core.transcript.reconcile import Held, differences
from tests.backoffice.clerk import PASSWORD, STAFF, Clerk, errors, title
from tests.core.transcript.application import FOLDER, composed, edition, handover

NAME = "gakudo-000007.csv"


def golden(name: str) -> bytes:
    """A file as the office has it; the folder keeps it in UTF-8, to be read by people."""
    return (FOLDER / name).read_bytes().decode("utf-8").encode("cp932")


def listed(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sheets(gakudo: dict[str, Any]) -> tuple[Sheet, Sheet, Sheet]:
    """Both children of the application, and one of an application that the office has never heard of."""
    it = edition(gakudo)
    first = composed(it, id="2026-000123-C-1", branch=1)
    return first, composed(it), composed(it, id="2026-000124-A-1", branch=1)


@pytest.fixture(scope="module")
def hand(gakudo: dict[str, Any]) -> Handover:
    return handover(edition(gakudo))


@pytest.fixture
def batch(hand: Handover, sheets: tuple[Sheet, Sheet, Sheet]) -> files.Batch:
    return files.batch(hand, NAME, list(zip(files.DEEDS, sheets, strict=True)))


@pytest.fixture
def clerk(tmp_path: Any) -> Clerk:
    """A clerk of the made-up back office, who is in."""
    office = Office(Records(tmp_path / "backoffice.sqlite3"), {STAFF: PASSWORD})
    clerk = Clerk(make_app(office).test_client())
    clerk.log_in()
    return clerk


def results(clerk: Clerk, batch: files.Batch) -> bytes:
    """The file of results that the office gives for a batch."""
    page = clerk.upload("/batch", data=batch.data, manifest=batch.manifest)
    assert errors(page) == []
    found = re.search(r"/batch/result/\d+\.csv", page)
    assert found
    return bytes(clerk.client.get(found[0]).get_data())


def test_the_first_way_shows_a_person_what_we_have_and_what_to_type(sheets: tuple[Sheet, ...]) -> None:
    assert json.loads(json.dumps(sheets[1].plain())) == listed("way1.json")


def test_the_second_way_gives_a_robot_its_fields(sheets: tuple[Sheet, ...]) -> None:
    assert sheets[1].fields == listed("way2.json")


def test_the_third_way_is_a_file_of_one_case(hand: Handover, sheets: tuple[Sheet, ...], clerk: Clerk) -> None:
    data = files.case_file(hand, sheets[1])
    assert data == golden("way3.csv")
    page = clerk.upload("/new/file", file=data)
    assert title(page) == "新規登録（児童）"
    assert 'value="見本谷 吉乃"' in page


def test_the_fourth_way_is_a_file_of_many_with_its_manifest(batch: files.Batch) -> None:
    assert (batch.name, batch.manifest_name) == (NAME, "gakudo-000007-manifest.csv")
    assert batch.data == golden(batch.name)
    assert batch.manifest == golden(batch.manifest_name)


def test_a_file_of_results_is_read_back_row_by_row(hand: Handover, batch: files.Batch, clerk: Clerk) -> None:
    data = results(clerk, batch)
    assert data == golden("gakudo-000007-results.csv")
    assert files.read_results(hand, data) == (
        files.Result(1, "2026-000123-C-1", True, "", "", "", "00000001"),
        files.Result(2, "2026-000123-C-2", False, "E06", "申請番号", "登録がありません", ""),
        files.Result(3, "2026-000124-A-1", False, "E06", "申請番号", "登録がありません", ""),
    )


def test_what_the_office_kept_of_a_batch_is_what_we_handed_over(
    hand: Handover, sheets: tuple[Sheet, ...], clerk: Clerk
) -> None:
    whole = files.batch(hand, NAME, [("new", sheets[0]), ("new", sheets[1])])
    assert all(one.ok for one in files.read_results(hand, results(clerk, whole)))
    records = files.read_export(hand, bytes(clerk.client.get("/export.csv").get_data()))
    ours = [Held(one.typed["申請番号"], "", False, one) for one in sheets[:2]]
    found = differences(hand, ours, records)
    assert (found.ours, found.theirs, found.differences) == (2, 2, ())
