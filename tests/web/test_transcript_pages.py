"""Transcripts on screen: a clerk types by hand, minds the robot, sends files out and takes them in; others see less."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.core.plug import ScreenChanged, Shown
from madoguchi.desk import pictures, protect, publish, robots, transcribe
from madoguchi.store import tables, transcripts, wall
from madoguchi.web import clock
from tests.desk.test_thread import CLERK, DECIDER
from tests.handover import with_handover
from tests.web.test_access import wrong_with
from tests.web.visits import Visitor, hand_in, open_case, sign_in, work

HOME = "/tama/staff/transcripts/"
RUN = f"{HOME}gakudo/"
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
def handed(staff: None, gakudo: dict[str, Any], visit: Callable[[], Visitor]) -> Callable[..., str]:
    """The case of a family, handed over in a way."""

    def hand(way: str, **typed: str) -> str:
        with wall.inside("tama", write=True):
            publish.publish(with_handover(gakudo, way=way), clock.now())
        reference = hand_in(visit(), children=1, **typed)
        work()
        return f"{reference}-1"

    return hand


@pytest.fixture
def clerk(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    return visitor


def row_of(case: str) -> Any:
    with wall.inside("tama"):
        return transcripts.of_case(case)[-1]


def address(case: str, rest: str = "") -> str:
    return f"/tama/staff/case/{case}/transcript/{row_of(case).id}/{rest}"


def refused(case: str, say: str) -> None:
    with wall.inside("tama", write=True):
        transcribe.stopped(row_of_inside(case), say, CLERK, clock.now())


def row_of_inside(case: str) -> Any:
    return transcripts.of_case(case)[-1]


def test_who_types_by_hand_copies_field_by_field_and_writes_the_number_down(
    handed: Callable[..., str], clerk: Visitor
) -> None:
    case = handed("screen", children__0__name="𠮷田 花子")
    page = clerk.get(RUN)
    assert wrong_with(page) == []
    assert case in page.text()
    page = clerk.get(address(case, "type/"))
    assert wrong_with(page) == []
    labels = [field.label for field in row_of(case).sheet.lines]
    assert [label for label in labels if label not in page.text()] == []
    assert "「𠮷」→「吉」" in page.text()
    clerk.send(page.form("/type/"), number="", touch="90")
    assert clerk.status == 422
    assert "基幹の番号を入力してください。" in clerk.page.text()
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/type/"), number="00000012", touch="90")
    assert "00000012" in clerk.page.text()
    row = row_of(case)
    assert (row.state, row.number, row.by, row.seconds) == ("done", "00000012", "uketsuke", 90)
    assert "00000012" in open_case(clerk, case).text()


def test_what_a_screen_said_stands_on_the_run_page_and_a_clerk_takes_it_over(
    handed: Callable[..., str], clerk: Visitor
) -> None:
    case = handed("robot")
    refused(case, "既に登録されています(整理番号 00000012)")
    page = clerk.get(RUN)
    assert wrong_with(page) == []
    assert "既に登録されています(整理番号00000012)" in page.text()
    assert "人が見るもの1件" in page.text()
    assert "既に登録されています" in open_case(clerk, case).text()
    clerk.get(RUN)
    clerk.send(clerk.page.form("/take"))
    assert clerk.path.endswith("/type/")
    clerk.get(address(case))
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/back"))
    assert "戻しました" in clerk.page.text()
    assert row_of(case).state == "waiting"


def test_a_robot_is_stopped_made_to_do_one_and_sent_on(handed: Callable[..., str], clerk: Visitor) -> None:
    handed("robot")
    clerk.get(RUN)
    clerk.send(clerk.page.form("/pause"))
    assert "ロボットは止まっています" in clerk.page.text()
    clerk.send(clerk.page.form("/step"))
    clerk.send(clerk.page.form("/resume"))
    assert "ロボットは動いています" in clerk.page.text()
    assert clerk.answer["Refresh"] == "5"


def test_a_changed_screen_is_seen_beside_its_script_with_its_picture(
    handed: Callable[..., str], clerk: Visitor
) -> None:
    case = handed("robot")
    fault = ScreenChanged(
        "「カナ氏名」があります。", "child", ["題: 新規", "児童氏名カナ: 文字"], ["題: 新規", "カナ氏名: 文字"], JPEG
    )
    with wall.inside("tama", write=True):
        robots._changed_screen(row_of_inside(case), fault, clock.now())
    page = clerk.get(RUN)
    assert wrong_with(page) == []
    assert "児童氏名カナ:文字カナ氏名:文字違う" in page.text()
    assert "題:新規題:新規違う" not in page.text()
    shown = re.search(rf"{re.escape(address(case))}picture/\d+", page.html)
    assert shown
    picture = shown[0]
    assert clerk.client.get(picture).content == JPEG
    assert wrong_with(clerk.get(address(case))) == []
    assert picture in clerk.page.html


def test_the_live_picture_is_seen_by_who_works_there_and_never_of_a_protected_family(
    handed: Callable[..., str], clerk: Visitor
) -> None:
    case = handed("robot")
    with wall.inside("tama", write=True):
        pictures.keep(row_of_inside(case), Shown("confirm", JPEG, {"compared": 40}), clock.now())
    assert f"{RUN}shot" in clerk.get(RUN).html
    assert clerk.client.get(f"{RUN}shot").content == JPEG
    with wall.inside("tama", write=True):
        protect.protect(case.rpartition("-")[0], ("kessai",), DECIDER, clock.now())
        robots.pause("mihon", CLERK, clock.now())
    assert f"{RUN}shot" not in clerk.get(RUN).html
    assert clerk.client.get(f"{RUN}shot").status_code == 404


def test_the_health_of_a_script_is_asked_for_and_told_page_by_page(handed: Callable[..., str], clerk: Visitor) -> None:
    handed("robot")
    clerk.get(f"{RUN}health/")
    assert "まだ点検していません" in clerk.page.text()
    clerk.send(clerk.page.form("/look"))
    assert "ロボットに頼みました" in clerk.page.text()
    told = [
        {"page": "child", "title": "新規登録(児童)", "ok": False, "say": "変わった", "expected": ["a"], "found": ["b"]},
        {"page": "search", "title": "検索", "ok": True, "say": ""},
    ]
    with wall.inside("tama", write=True):
        robots.remember_health("mihon", told, False, "一つ違います。", clock.now())
    page = clerk.get(f"{RUN}health/")
    assert "1枚の画面が、手順書と違います" in page.text()
    assert wrong_with(page) == []


def test_a_file_goes_out_and_its_results_come_back_to_their_cases(
    handed: Callable[..., str], visit: Callable[[], Visitor], clerk: Visitor
) -> None:
    cases = [handed("batch"), handed("batch", children__0__name="見本 太郎", children__0__kana="ミホン タロウ")]
    with wall.inside("tama", write=True):
        tables.Clerk.objects.filter(username="uketsuke").update(permits=["health"])
    sign_in(clerk := visit())
    clerk.get(f"{RUN}batches/")
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/batches/"))
    assert wrong_with(clerk.page) == []
    home = clerk.path.partition("?")[0]
    data = clerk.client.get(f"{home}data").content.decode("cp932")
    assert all(case in data for case in cases)
    assert "SHA-256" in clerk.client.get(f"{home}manifest").content.decode("cp932")
    clerk.send(clerk.page.form(home), results=SimpleUploadedFile("x.csv", b"x"))
    assert clerk.status == 422
    lines = [
        "行,申請番号,結果,エラーコード,項目,メッセージ,整理番号",
        f"1,{cases[0]},OK,,,,00000001",
        f"2,{cases[1]},NG,E05,,既に登録されています,",
    ]
    told = "\r\n".join([*lines, ""]).encode("cp932")
    clerk.send(clerk.page.form(home), results=SimpleUploadedFile("x.csv", told))
    assert "1件が済み、1件に誤りがあります" in clerk.page.text()
    assert wrong_with(clerk.page) == []
    assert "既に登録されています" in open_case(clerk, cases[1]).text()


def test_the_list_of_the_office_is_held_against_ours(handed: Callable[..., str], clerk: Visitor) -> None:
    case = handed("screen")
    with wall.inside("tama", write=True):
        transcribe.mark_done(row_of_inside(case).id, "00000001", CLERK, clock.now())
    typed = dict(row_of(case).sheet.typed)
    lines = [["整理番号", "状態", *typed], ["00000001", "登録", *{**typed, "学年": "6"}.values()]]
    told = "\r\n".join([*(",".join(line) for line in lines), ""]).encode("cp932")
    clerk.get(f"{RUN}reconcile/")
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/reconcile/"), export=SimpleUploadedFile("x.csv", told))
    assert "違いが1件あります" in clerk.page.text()
    assert "学年が違います" in clerk.page.text()
    assert wrong_with(clerk.page) == []


def test_a_town_that_hands_nothing_over_has_no_such_pages(clerk: Visitor) -> None:
    assert "転記" not in clerk.get("/tama/staff/").text()
    assert "転記する手続がありません" in clerk.get(HOME).text()
    clerk.get(RUN)
    assert clerk.status == 404


def test_of_a_protected_family_nothing_that_is_typed_is_seen(handed: Callable[..., str], clerk: Visitor) -> None:
    case = handed("robot")
    refused(case, "住所が違います")
    with wall.inside("tama", write=True):
        protect.protect(case.rpartition("-")[0], ("kessai",), DECIDER, clock.now())
    assert "住所が違います" not in clerk.get(RUN).text()
    open_case(clerk, case)
    page = clerk.get(address(case))
    assert "支援措置により非表示のため、値と画面は見られません" in page.text()
    typed = row_of(case).sheet.typed
    assert not [text for label, text in typed.items() if label in ("住所", "学校コード") and text in page.text()]
