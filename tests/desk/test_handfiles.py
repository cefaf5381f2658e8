"""One case or many go out in a file; what the back office says of each comes back to its case, once."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

from madoguchi.core.case import Actor, Protection
from madoguchi.core.flow import NotAllowed
from madoguchi.core.handed import Sent
from madoguchi.core.transcript.files import Unreadable
from madoguchi.desk import handfiles, transcribe
from madoguchi.desk.handfiles import Altered, Counted, Foreign
from madoguchi.desk.refusals import NotFound
from madoguchi.store import events, protections, transcripts, wall
from tests.desk.test_revise import inside
from tests.desk.test_thread import NOW
from tests.desk.test_transcribe import corrected, handed, rows, told, town, typing  # noqa: F401 - a fixture

WHO = Actor("uketsuke", "clerk")
HEADS = ["行", "申請番号", "結果", "エラーコード", "項目", "メッセージ", "整理番号"]


@pytest.fixture
def way() -> str:
    return "batch"


pytestmark = pytest.mark.usefixtures("town")


def made() -> Sent:
    sent = inside(handfiles.make_batch, "gakudo", WHO, NOW)
    assert sent
    return sent  # type: ignore[no-any-return] # `inside` is of any deed


def results(*lines: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([HEADS, *lines])
    return text.getvalue().encode("cp932")


def ok(row: int, case: str) -> list[str]:
    return [str(row), case, "OK", "", "", "", f"9{row:03}"]


def wrong(row: int, case: str) -> list[str]:
    return [str(row), case, "NG", "E12", "学校コード", "学校コードがありません", ""]


def test_all_that_wait_go_out_in_one_file_with_its_manifest() -> None:
    cases = [handed(), handed()]
    assert typing(cases[0]) == [], "no robot is asked"
    sent = made()
    with wall.inside("tama"):
        found = handfiles.batch_files(sent.id)
    assert (sent.name, sent.count, found.name) == (f"gakudo-{sent.id:06}.csv", 2, sent.name)
    assert sent.digest == hashlib.sha256(found.data).hexdigest()
    lines = list(csv.reader(io.StringIO(found.data.decode("cp932"))))
    assert [line[1] for line in lines[1:]] == cases
    assert sent.digest in found.manifest.decode("cp932")
    assert inside(handfiles.make_batch, "gakudo", WHO, NOW) is None
    assert inside(events.read, f"batch/{sent.id}")[0].note == {"kind": "made", "count": 2, "procedure": "gakudo"}


def test_what_went_out_is_not_replaced_and_the_next_waits_for_its_result() -> None:
    case = handed()
    sent = made()
    corrected(case)
    assert told(case) == [("new", "waiting"), ("change", "waiting")]
    assert inside(handfiles.make_batch, "gakudo", WHO, NOW) is None
    with pytest.raises(NotAllowed):
        inside(transcribe.take_over, rows(case)[0].id, WHO, NOW)
    inside(handfiles.take_results, sent.id, results(ok(1, case)), WHO, NOW)
    assert made().count == 1


def test_results_come_back_to_their_cases_and_twice_change_nothing() -> None:
    cases = [handed(), handed(), handed()]
    sent = made()
    data = results(ok(1, cases[0]), ok(3, cases[2]), wrong(2, cases[1]))  # in an order of its own
    assert inside(handfiles.take_results, sent.id, data, WHO, NOW) == Counted(2, 1)
    first, second, third = (rows(case)[0] for case in cases)
    assert [(row.state, row.number) for row in (first, second, third)] == [
        *(("done", "9001"), ("refused", ""), ("done", "9003")),
    ]
    assert second.error == "学校コード: 学校コードがありません(E12)"
    before = len(inside(events.read))
    assert inside(handfiles.take_results, sent.id, data, WHO, NOW) == Counted(2, 1, again=True)
    assert len(inside(events.read)) == before
    inside(transcribe.hand_back, second.id, WHO, NOW)
    assert made().count == 1


@pytest.mark.parametrize("change", ["other case", "fewer", "a row twice", "no number", "unreadable", "once more"])
def test_results_that_are_not_of_this_file_change_nothing(change: str) -> None:
    cases = [handed(), handed()]
    sent = made()
    right = [ok(1, cases[0]), ok(2, cases[1])]
    told: dict[str, bytes] = {
        "other case": results(right[0], ok(2, "2026-000099-X-1")),
        "fewer": results(right[0]),
        "a row twice": results(right[0], right[0]),
        "no number": results(right[0], [*right[1][:-1], ""]),
        "unreadable": b"\xff\xfe",
    }
    if change == "once more":
        inside(handfiles.take_results, sent.id, results(*right), WHO, NOW)
    data = told.get(change) or results(right[0], wrong(2, cases[1]))
    with pytest.raises(Unreadable if change == "unreadable" else Foreign):
        inside(handfiles.take_results, sent.id, data, WHO, NOW)
    states = [rows(case)[0].state for case in cases]
    assert states == (["done", "done"] if change == "once more" else ["waiting", "waiting"])


def test_a_file_that_cannot_be_made_again_says_so() -> None:
    case = handed()
    sent = made()
    with wall.inside("tama", write=True):
        row = transcripts.of_case(case)[0]
        transcripts.save(row, batch=0)
        with pytest.raises(Altered):
            handfiles.batch_files(sent.id)
        with pytest.raises(NotFound):
            handfiles.batch_files(99)


def test_a_protected_family_is_handed_over_by_who_is_named_for_it() -> None:
    case = handed()
    with wall.inside("tama", write=True):
        protections.put(Protection(case.rpartition("-")[0], ("other",), NOW, "kessai"))
    assert inside(handfiles.make_batch, "gakudo", WHO, NOW) is None
    assert inside(handfiles.make_batch, "gakudo", Actor("other", "clerk"), NOW)


class TestOneCase:
    @pytest.fixture
    def way(self) -> str:
        return "file"

    def test_who_fetches_it_has_it_in_their_hands(self) -> None:
        case = handed()
        (row,) = rows(case)
        name, data = inside(handfiles.case_file, row.id, WHO, NOW)
        heads, values = csv.reader(io.StringIO(data.decode("cp932")))
        assert (name, dict(zip(heads, values, strict=True))) == (f"{case}.csv", row.sheet.typed)
        assert (rows(case)[0].state, rows(case)[0].by) == ("taken", "uketsuke")
        assert inside(handfiles.case_file, row.id, WHO, NOW)[1] == data
        with pytest.raises(NotAllowed):
            inside(handfiles.case_file, row.id, Actor("other", "clerk"), NOW)
        inside(transcribe.mark_done, row.id, "9001", WHO, NOW)
        assert told(case) == [("new", "done")]
