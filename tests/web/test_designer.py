"""The tables on screen: read, typed, brought from a spreadsheet, tried out, published by another person."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.core.case import Actor, Clerk
from madoguchi.core.points.edit import table_of, with_rows
from madoguchi.core.revision import OWN, raw_row
from madoguchi.desk import office, protect, publish, revise, sheet
from madoguchi.store import wall
from madoguchi.store.look import revision as look
from madoguchi.web import clock, demo
from tests.desk.test_revise import ONE, ROW, on_its_way
from tests.web.visits import Visitor, hand_in, sign_in, work

SINGLE = {
    "id": "single",
    "label": "ひとり親",
    "when": {"family": "single"},
    "points": 4,
    "article": "見本 別表2の2",
    "source": "mihon",
}
HOME = "/tama/staff/tables/gakudo/"
ADJUST = f"{HOME}t/adjust/"


@pytest.fixture
def designers(staff: None, visit: Callable[[], Visitor]) -> tuple[Visitor, Visitor]:
    """Two designers, signed in; the second is a clerk too."""
    with wall.inside("tama", write=True):
        office.employ("sekkei2", "見本 設計 受付", ("designer", "clerk"), DEMO_PASSWORD, totp=demo.SECRET)
    one, two = visit(), visit()
    sign_in(one, "sekkei")
    sign_in(two, "sekkei2")
    return one, two


def begin(designer: Visitor) -> None:
    designer.get(HOME)
    designer.send(designer.page.form("/begin"))


def add_row(designer: Visitor, **words: str) -> None:
    designer.get(f"{ADJUST}draft/new-row/")
    designer.send(designer.page.form("/new-row/"), **{**ROW, **words})


def test_the_table_in_force_stands_there_as_a_table(designers: tuple[Visitor, Visitor]) -> None:
    one, _ = designers
    page = one.get("/tama/staff/tables/")
    assert one.path == HOME
    assert "基準指数" in page.text()
    text = one.get(f"{HOME}t/guardian/").text()
    assert "行の言葉理由月に働く日数1日に働く時間いまの様子点条出典いつからいつまで" in text
    assert "月16日以上・1日5時間以上の就労働いている16日以上20日未満300分以上420分未満16見本別表1の1" in text
    one.get(f"{HOME}t/nothing/")
    assert one.status == 404


def test_from_a_row_to_a_new_edition(designers: tuple[Visitor, Visitor], visit: Callable[[], Visitor]) -> None:
    one, two = designers
    hand_in(visit(), single_parent="single")
    hand_in(visit())
    begin(one)
    add_row(one, points="たくさん", label="加算のことば")
    assert one.status == 422
    assert "点:「たくさん」は読めません" in one.page.text()
    assert one.page.inputs()["label"] == "加算のことば"
    one.send(one.page.form("/new-row/"), points="2")
    assert "新しい行" in one.page.text()
    one.get(HOME)
    one.send(one.page.form("/propose"))
    assert one.status == 409
    assert "公開の前に" in one.page.text()
    one.get(HOME)
    one.send(one.page.form("/trial"))
    assert "計算しています" in one.page.text()
    assert one.answer.headers["Refresh"] == "2"
    work()
    text = one.get(f"{HOME}trial/").text()
    assert "変わる子どもは1人です" in text
    assert "見本花子" not in text, "a designer alone sees counts"
    assert "見本花子" in two.get(f"{HOME}trial/").text()
    assert "「加算のことば」に当たるので、2点です" in two.page.text()
    one.get(HOME)
    one.send(one.page.form("/propose"))
    assert not [form for form in one.page.forms if form.action.endswith("/publish")]
    two.get(HOME)
    two.send(two.page.form("/publish"))
    assert "公開しました" in two.page.text()
    history = two.get(f"{HOME}history/")
    assert "今の表" in history.text()
    assert "sekkeiが変え、sekkeiが確認を頼み、sekkei2が公開しました" in history.text()
    old = next(href for tag in history.all("a") if "edition=" in (href := tag.get("href", "")) and "adjust" in href)
    assert "加算のことば" in two.get(old).text()
    last = [tag["href"] for tag in history.all("a") if "adjust" in tag.get("href", "")][-1]
    assert "加算のことば" not in two.get(last).text()
    two.get(f"{ADJUST}?edition=nothing")
    assert two.status == 404


def test_who_changed_it_cannot_send_what_publishes(designers: tuple[Visitor, Visitor]) -> None:
    """The control is the story above: the button of another sends the same."""
    one, _ = designers
    begin(one)
    token = one.client.cookies["csrftoken"].value
    one.post(f"{HOME}draft/publish", {"version": "1", "csrfmiddlewaretoken": token})
    assert one.status == 409


def test_what_another_changed_first_is_shown_beside_what_was_typed(designers: tuple[Visitor, Visitor]) -> None:
    one, two = designers
    begin(one)
    for designer in designers:
        designer.get(f"{ADJUST}draft/single/")
    one.send(one.page.form("/single/"), points="5")
    two.send(two.page.form("/single/"), points="6")
    assert two.status == 409
    assert "今の内容: 5" in two.page.html
    assert two.page.inputs()["points"] == "6"
    two.send(two.page.form("/single/"))
    with wall.inside("tama"):
        assert raw_row(on_its_way().own, "adjust", "single") == {**SINGLE, "points": 6}


def test_faults_stand_at_their_rows(designers: tuple[Visitor, Visitor]) -> None:
    one, _ = designers
    begin(one)
    one.get(f"{HOME}t/grade/draft/new-row/?copy=g1")
    assert one.page.inputs()["points"] == "6"
    one.send(one.page.form("/new-row/"))
    assert "1行目と重なっています" in one.page.text()
    assert "不備が1か所あります" in one.get(HOME).text()
    one.get(f"{HOME}t/grade/draft/g1/")
    one.send(one.page.form("/g1/"), remove="1")
    assert "重なっています" not in one.page.text()
    assert "消す行" in one.page.text()


def workbook(lines: list[list[object]]) -> SimpleUploadedFile:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    made = io.BytesIO()
    book.save(made)
    return SimpleUploadedFile("表.xlsx", made.getvalue())


def test_a_table_goes_to_excel_and_comes_back(designers: tuple[Visitor, Visitor]) -> None:
    one, _ = designers
    begin(one)
    answer = one.client.get(f"{ADJUST}xlsx?draft=1")
    page = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in page[1]][:2] == ["行", "行の言葉"]
    one.get(f"{ADJUST}draft/")
    one.send(one.page.form("/draft/xlsx"), sheet=SimpleUploadedFile("表.xlsx", answer.content))
    with wall.inside("tama"):
        assert on_its_way().version == 1, "nothing has changed"
    rows: list[list[object]] = [["学年", "点", "条", "出典"], *[[at, 7.5 - at, "別表2", "要綱"] for at in range(1, 5)]]
    one.get(f"{HOME}t/grade/draft/")
    one.send(one.page.form("/draft/xlsx"), sheet=workbook([*rows, ["五年", 1, "別表2", "要綱"]]))
    assert one.status == 422
    assert "6行目「学年」:「五年」は読めません" in one.page.text()
    one.send(one.page.form("/draft/xlsx"), sheet=workbook([*rows, ["5以上", 1, "別表2", "要綱"]]))
    assert "6.5別表2要綱" in one.page.text()
    for wrong, say in ((SimpleUploadedFile("表.xlsx", b"no book"), "開けませんでした"), ("", "選んでください")):
        one.send(one.page.form("/draft/xlsx"), sheet=wrong)
        assert one.status == 422
        assert say in one.page.text()


def test_a_protected_family_is_in_no_count(designers: tuple[Visitor, Visitor], visit: Callable[[], Visitor]) -> None:
    _, two = designers
    reference = hand_in(visit(), single_parent="single")
    begin(two)
    add_row(two)
    two.get(HOME)
    two.send(two.page.form("/trial"))
    work()
    assert "変わる子どもは1人です" in two.get(f"{HOME}trial/").text()
    with wall.inside("tama", write=True):
        protect.protect(reference, ["uketsuke"], Actor("kessai", "decider"), clock.now())
    text = two.get(f"{HOME}trial/").text()
    assert "変わる子どもはいません" in text
    assert reference not in two.page.html
    assert "支援措置の申請は、ここに含めていません" in text


def test_to_a_clerk_and_to_another_city_they_are_not_there(staff: None, visit: Callable[[], Visitor]) -> None:
    clerk = visit()
    sign_in(clerk)
    for path in ("", "gakudo/", "gakudo/t/adjust/", "gakudo/t/adjust/xlsx", "gakudo/trial/", "gakudo/history/"):
        clerk.get(f"/tama/staff/tables/{path}")
        assert clerk.status == 403
    with wall.inside("hachioji"):
        assert look.with_tables(Clerk(1, "x", "x", ("designer",))) == ()


def test_a_stranger_has_no_file_opened(
    town: None, visit: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control is the way to Excel and back: a designer's file is opened there."""
    opened: list[bytes] = []
    monkeypatch.setattr(sheet, "lines", opened.append)
    visitor = visit()
    visitor.get("/tama/staff/sign-in/")
    visitor.client.cookies.pop("sessionid", None)
    token = visitor.client.cookies["csrftoken"].value
    file = workbook([["点"], [1]])
    visitor.post(f"{ADJUST}draft/xlsx", {"version": "1", "sheet": file, "csrfmiddlewaretoken": token})
    assert (visitor.status, opened) == (401, [])


def test_a_stale_press_says_so(designers: tuple[Visitor, Visitor]) -> None:
    one, two = designers
    begin(one)
    two.get(HOME)
    form = two.page.form("/drop")
    add_row(one)
    two.send(form)
    assert two.status == 409
    assert "先に案を変えました" in two.page.text()
    with wall.inside("tama", write=True):
        revise.drop("gakudo", 2, ONE, clock.now())
    assert "改正案を作る" in two.get(HOME).text()


def test_how_rows_count_is_typed_and_stands_in_the_history(designers: tuple[Visitor, Visitor]) -> None:
    one, two = designers
    begin(one)
    assert f"{HOME}t/infants/beside/" in [tag.get("href") for tag in one.get(f"{HOME}t/infants/draft/").all("a")]
    page = one.get(f"{HOME}t/infants/beside/")
    assert page.inputs()["most"] == "1.5"
    one.send(page.form("/beside/"), most="たくさん")
    assert one.status == 422
    assert "「たくさん」は読めません" in one.page.text()
    two.get(f"{HOME}t/infants/beside/")
    two.send(two.page.form("/beside/"), most="3")
    one.send(one.page.form("/beside/"), most="4")
    assert one.status == 409
    assert "今の内容:3" in one.page.text()
    assert one.page.inputs()["most"] == "4"
    one.send(one.page.form("/beside/"))
    assert "上限4点" in one.page.text()
    assert "上限(点):1.5→4" in one.get(HOME).text()
    assert "就学前の弟妹(一人につき)数え方変える上限(点):1.5→3" in one.get(f"{HOME}history/").text()


def test_what_holds_for_all_tables_is_typed(designers: tuple[Visitor, Visitor]) -> None:
    one, _ = designers
    begin(one)
    page = one.get(HOME)
    assert "同点のとき1くらべる欄「学年」、先になるもの「小さいほう」" in page.text()
    page = one.get(f"{HOME}beside/")
    one.send(page.form("/beside/"), **{"threshold.points": "20", "reference.day": "いつか"})
    assert one.status == 422
    assert "届かない人へのことば:届かない人へのことばを入力してください" in one.page.text()
    assert "「いつか」は読めません" in one.page.text()
    words = {"threshold.below": "保留にします", "threshold.source": "要綱", "reference.day": "2027-04-01"}
    one.send(one.page.form("/beside/"), **words)
    assert "保存しました" in one.page.text()
    assert "基準点この点から承認(点)「20」、届かない人へのことば「保留にします」、出典「要綱」" in one.page.text()


def test_a_draft_is_laid_onto_tables_that_came_meanwhile(
    designers: tuple[Visitor, Visitor], gakudo: dict[str, Any]
) -> None:
    one, _ = designers
    begin(one)
    assert "ほかの表が公開されました" not in one.get(HOME).text()
    add_row(one, points="2")
    one.get(f"{ADJUST}draft/single/")
    one.send(one.page.form("/single/"), points="9")
    rows = [{**row, "points": 7} for row in table_of(gakudo[OWN], "adjust")["rows"]]
    with wall.inside("tama", write=True):
        publish.publish({**gakudo, OWN: with_rows(gakudo[OWN], "adjust", rows)}, clock.now())
    page = one.get(HOME)
    assert "ほかの表が公開されました" in page.text()
    one.send(page.form("/renew"))
    text = one.page.text()
    assert "今の表に合わせました" in text
    assert "調整指数:ひとり親" in text
    assert "調整指数ひとり親変える点:7→9" in text
    assert "ほかの表が公開されました" not in text
