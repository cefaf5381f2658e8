"""One case's sheet: every field of the back office from the answers, and nothing that a person has not been told of."""

from __future__ import annotations

import time
from copy import deepcopy
from typing import Any

import pytest

from backoffice.checks import mistakes, taken
from backoffice.fields import FIELDS
from madoguchi.core.handover import TRANSCRIPT
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.transcript import Line, Sheet, sheet
from madoguchi.core.transcript.compose import compose
from tests.core.transcript.application import APPLICATION, DAY, FACTS, composed, edition, handover
from tests.handover import with_handover

ADDRESS = "見本町２－３１－２３　"
BUILDING = "見本台グランドヒルズ弐番館南棟"


@pytest.fixture(scope="module")
def it(gakudo: dict[str, Any]) -> Edition:
    return edition(gakudo)


def line(found: Sheet, label: str) -> Line:
    return next(one for one in found.lines if one.label == label)


def answers(**changes: Any) -> dict[str, Any]:
    """The application with other answers; `child` and `guardian` change those of the case's child and the first one."""
    given = deepcopy(APPLICATION)
    given["children"][1].update(changes.pop("child", {}))
    given["guardians"][0].update(changes.pop("guardian", {}))
    return given | changes


def other(gakudo: dict[str, Any], label: str, **rules: Any) -> Edition:
    """An edition with other rules for one field of the transcript."""
    files = with_handover(gakudo)
    data = deepcopy(files[TRANSCRIPT])
    for row in data["fields"]:
        if row["label"] == label:
            row.update(rules)
    return open_edition(pack({**files, TRANSCRIPT: data}))


def test_the_sheet_has_the_fields_of_the_back_office_in_its_order(it: Edition) -> None:
    assert [one.label for one in composed(it).lines] == [field.label for field in FIELDS]


def test_the_back_office_takes_every_value_and_keeps_it_as_it_was_typed(it: Edition) -> None:
    found = composed(it)
    kept = {field.id: taken(field, found.typed[field.label]) for field in FIELDS}
    assert not found.faults
    assert mistakes(FIELDS, kept) == []
    assert {field.label: kept[field.id] for field in FIELDS} == found.typed


def test_what_we_have_keeps_its_letters_beside_what_is_typed(it: Edition) -> None:
    name = line(composed(it), "児童氏名")
    assert (name.given, name.typed) == ("見本谷 𠮷乃", "見本谷 吉乃")
    assert [(one.letter, one.by) for one in name.replaced] == [("𠮷", "吉")]


def test_a_case_is_of_its_own_child(it: Edition) -> None:
    assert line(composed(it, branch=1), "児童氏名").typed == "見本谷 一郎"
    assert line(composed(it, branch=2), "児童氏名").typed == "見本谷 吉乃"


def test_fields_of_a_second_guardian_stay_blank_without_one(it: Edition) -> None:
    alone = answers(guardian_count="1", guardians=APPLICATION["guardians"][:1])
    seconds = [one for one in composed(it, alone).lines if one.label.startswith("保護者2")]
    assert {one.typed for one in seconds} == {""}
    assert not any(one.fault for one in seconds)


def test_a_school_without_a_code_needs_a_person(it: Edition) -> None:
    found = line(composed(it, answers(child={"school": "other"})), "学校コード")
    assert found.typed == ""
    assert found.fault == "学校コード: 「other」に当たるコードがありません。"


def test_a_blank_that_the_back_office_requires_needs_a_person(it: Edition) -> None:
    assert [one.fault for one in composed(it, received="").faults] == ["受付年月日: 値がありません。"]


def test_a_text_that_is_too_long_needs_a_person(it: Edition) -> None:
    found = line(composed(it, answers(child={"name": "見本" * 11})), "児童氏名")
    assert found.fault == "児童氏名: 長すぎます(44バイト。40バイトまで)。"


@pytest.mark.parametrize(
    ("address", "head", "rest"),
    [
        ("見本町2-31-23 見本荘109", "見本町２－３１－２３　見本荘１０９", ""),
        # From the space before the building, because the rest then goes in.
        (f"見本町2-31-23 {BUILDING}1009号室", ADDRESS.rstrip(), f"{BUILDING}1009号室"),
        # The rest after the space would be too long in its turn: as much as goes in.
        ("見本町2-31-23 " + "見" * 25, ADDRESS + "見" * 19, "見" * 6),
        ("見" * 31, "見" * 30, "見"),
    ],
)
def test_what_an_address_has_no_room_for_goes_into_the_next_field_and_is_told(
    it: Edition, address: str, head: str, rest: str
) -> None:
    found = composed(it, answers(address=address))
    assert (line(found, "住所").typed, line(found, "方書").typed) == (head, rest)
    assert line(found, "住所").given == address
    assert line(found, "住所").notes == ((f"60バイトに入らない「{rest}」は、方書に入れました。",) if rest else ())
    assert not found.faults


def test_an_address_too_long_for_both_fields_needs_a_person(it: Edition) -> None:
    assert [one.fault for one in composed(it, answers(address="見" * 60)).faults] == [
        "方書: 長すぎます(60バイト。40バイトまで)。"
    ]


def test_letters_are_told_where_they_are_typed(it: Edition) -> None:
    found = composed(it, answers(address="見" * 30 + "〜𠮷"))
    assert line(found, "住所").replaced == ()
    assert [one.letter for one in line(found, "方書").replaced] == ["〜", "𠮷"]


def test_what_is_cut_is_told_before_the_back_office_cuts_it_in_silence(it: Edition) -> None:
    found = line(composed(it, place="見本" * 30), "備考")
    assert len(found.typed.encode("cp932")) <= 100
    assert found.notes == (f"100バイトに入らない「{found.given.removeprefix(found.typed)}」は、入れませんでした。",)


def test_hours_that_differ_from_day_to_day_are_left_blank_and_told(it: Edition) -> None:
    found = line(composed(it), "保護者2就労開始時刻")
    assert found.typed == ""
    assert found.notes == ("一つに決まらないので、空けました(09:00、11:00)。",)


def test_a_decision_stands_in_the_remarks_once_there_is_one(it: Edition) -> None:
    assert line(composed(it), "備考").typed == "承認 2027-01-29 見本第15学童クラブ"
    assert line(composed(it, outcome=""), "備考").typed == ""


def test_a_cancellation_has_fields_of_its_own(it: Edition) -> None:
    found = composed(it, cancel=True, status="withdrawn", status_label="取下げ", status_on="2026-12-01")
    assert found.typed == {"取消理由": "取下げ", "取消年月日": "20261201"}


def test_an_expression_without_an_answer_needs_a_person(gakudo: dict[str, Any]) -> None:
    found = composed(other(gakudo, "備考", value="children[7].name"))
    assert [one.fault for one in found.faults] == ["備考: 計算できません。"]


def test_an_answer_that_an_older_edition_did_not_ask_for_needs_a_person(it: Edition) -> None:
    document = it.document(APPLICATION, DAY)
    old = {key: value for key, value in document.items() if key != "postal"}
    found = compose(handover(it), old, it.scope(DAY, document), FACTS)
    assert [one.label for one in found.faults] == ["郵便番号"]


def test_letters_that_a_width_lacks_need_a_person(gakudo: dict[str, Any]) -> None:
    found = composed(other(gakudo, "備考", value="this.name", letters="ascii"))
    assert [one.fault for one in found.faults] == ["備考: 「見」は半角英数字ではありません。"]


def test_a_sheet_comes_back_from_json_as_it_was(it: Edition) -> None:
    found = composed(it)
    assert sheet(found.plain()) == found


def test_a_robot_is_given_what_is_typed_and_how_it_is_read_back(it: Edition) -> None:
    fields = {field["label"]: field for field in composed(it).fields}
    assert fields["アレルギー"] == {"label": "アレルギー", "typed": "1", "verify": "exact", "kind": "tick"}
    assert fields["性別"]["kind"] == "choice"


def test_a_sheet_takes_a_few_milliseconds(it: Edition) -> None:
    document = it.document(APPLICATION, DAY)
    scope = it.scope(DAY, document)
    times = []
    for _ in range(20):
        before = time.perf_counter()
        compose(handover(it), document, scope, FACTS)
        times.append(time.perf_counter() - before)
    assert sorted(times)[10] < 0.05
