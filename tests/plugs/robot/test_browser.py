"""ブラウザーのロボット - looked for first, typed once, read back, found again and compared: new, changed, cancelled."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from madoguchi.core.plug import ScreenChanged
from madoguchi.lab.office import Office
from madoguchi.lab.transcripts import TOWN, Made, handover
from madoguchi.plugs.robot._screen import plain
from madoguchi.plugs.robot.browser import Plug as Robot
from tests.plugs.robot.conftest import cancelled, changed, drive

TYPED = ["reserved", "searched", "typed", "read_back", "submitting", "found", "compared"]
THERE = ["reserved", "searched", "found", "compared"]
DARK = 64  # the grey of a cover, of 255
DAY = "20261201"


def kept(it: Office, case: Made) -> list[dict[str, str]]:
    return [record["values"] for record in it.live() if record["values"]["申請番号"] == case.key]


def test_a_case_is_typed_once_and_all_its_fields_are_equal(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    first, second = (drive(robot, case.values(handover())) for _ in range(2))
    assert (first.stages, second.stages) == (TYPED, THERE)
    assert first.number == second.number != ""
    assert kept(it, case) == [case.typed]
    assert list(first.shown) == ["search", "confirm", "record"]
    assert first.shown["record"].facts == {"number": first.number, "equal": len(case.fields)}


def test_a_change_is_made_once(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    number = drive(robot, case.values(handover())).number
    other = changed(case, 方書="見本荘　2号")
    ran = [drive(robot, other.values(handover(), "change", number)) for _ in range(2)]
    assert [one.stages for one in ran] == [TYPED, THERE]
    assert kept(it, case) == [other.typed]


def test_a_record_is_cancelled_once_through_its_window(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    number = drive(robot, case.values(handover())).number
    ran = [drive(robot, cancelled(case, number)) for _ in range(2)]
    assert [one.stages for one in ran] == [TYPED, THERE]
    (record,) = [one for one in it.records() if one["number"] == number]
    assert (record["state"], record["why"], record["on"]) == ("取消", "取下げ", DAY)
    again = drive(robot, case.values(handover()))
    assert again.stages == TYPED
    assert again.number != number


def test_what_is_registered_with_other_values_is_for_a_person(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    drive(robot, case.values(handover()))
    ran = drive(robot, changed(case, 方書="別の所").values(handover()))
    assert ran.fault
    assert ran.fault.permanent
    assert ran.say == "既に別の内容で登録されています(方書)。人の確認が必要です。"
    assert kept(it, case) == [case.typed]


def test_what_is_to_be_changed_must_be_there(robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    for values in (case.values(handover(), "change"), cancelled(case)):
        ran = drive(robot, values)
        assert ran.stages == ["reserved", "searched"]
        assert ran.fault
        assert ran.fault.permanent


@pytest.mark.parametrize(
    ("label", "value", "says"),
    [
        ("学校コード", "999", "学校コードが登録されていません"),
        ("性別", "3", "画面「新規登録（児童）」に入力できない値です: 性別"),
        ("方書", "荘" * 21, "確認の画面の値が入力と違います: 方書。人の確認が必要です。"),
    ],
)
def test_what_the_office_does_not_take_goes_to_the_case(
    it: Office, robot: Robot, cases: Iterator[Made], label: str, value: str, says: str
) -> None:
    case = changed(next(cases), **{label: value})
    ran = drive(robot, case.values(handover()))
    assert ran.say == says
    assert ran.fault
    assert ran.fault.permanent
    assert "submitting" not in ran.stages
    assert kept(it, case) == []


def test_a_sentence_of_the_screen_names_nobody(cases: Iterator[Made]) -> None:
    case = next(cases)
    says = f"{case.typed['児童氏名']}は対象外です"
    assert plain(says, [case.typed["児童氏名"], ""]) == "●●は対象外です"


def test_pictures_show_no_name_and_every_row(robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    ran = drive(robot, case.values(handover()))
    for name in ("confirm", "record"):
        picture = Image.open(io.BytesIO(ran.shown[name].picture))
        assert picture.format == "JPEG"
        dark = sum(picture.convert("L").histogram()[DARK - 8 : DARK + 8])
        assert dark > 100 * 20 * len(handover().script["mask"]) / 2  # the covers, at least so large


def test_a_row_that_is_only_in_one_of_script_and_transcript_is_never_typed(robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    for fields in (case.fields[:-1], [*case.fields, {**case.fields[0], "label": "きょうだい"}]):
        ran = drive(robot, case.values(handover()) | {"fields": fields})
        assert ran.fault
        assert ran.fault.permanent
        assert ran.stages == []


def test_the_screens_are_looked_at_before_a_run(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    drive(robot, case.values(handover()))
    values = {"municipality": TOWN, "script": handover().script, "key": case.key}
    assert [(one.page, one.say) for one in robot.look(values)] == [("search", ""), ("record", ""), ("child", "")]
    it.set(mutation="label-kana")
    try:
        (*_, last) = robot.look(values)
    finally:
        it.set(mutation=None)
    assert "カナ氏名" in last.say
    assert last.picture


def test_an_account_that_is_not_let_in_stops_the_run_at_once(
    settings: dict[str, str], tmp_path: Path, cases: Iterator[Made]
) -> None:
    file = tmp_path / f"{TOWN}.json"
    file.touch(mode=0o600)
    file.write_text('{"user": "1001", "password": "unknown-word"}')
    robot = Robot(settings | {"robot_accounts": str(tmp_path)})
    try:
        ran = drive(robot, next(cases).values(handover()))
        file.chmod(0o644)
        other = drive(robot, next(cases).values(handover()))
    finally:
        robot.close()
    assert isinstance(ran.fault, ScreenChanged)
    assert "unknown-word" not in ran.say + repr(ran.fault.__dict__)
    assert other.say == "ロボットの口座のファイルを、ほかの人が読めます。"


def test_health_asks_without_a_browser(settings: dict[str, str]) -> None:
    assert Robot(settings).health().ok
    assert not Robot(settings | {"robot": "http://127.0.0.1:9/"}).health().ok
    with pytest.raises(ValueError, match="http"):
        Robot(settings | {"robot": "ftp://127.0.0.1/"})
