"""Rounds on screen: one line from inputs to decision; names for who may see them, and each look is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from madoguchi.core.allocation import lottery
from madoguchi.core.case import Actor
from madoguchi.desk import protect, publish
from madoguchi.desk.act import act
from madoguchi.store import cases, events, rounds, wall
from madoguchi.web import clock
from madoguchi.web.resident.round import many
from tests.desk.test_select import FEWER, VALUE, generous, with_places
from tests.desk.test_thread import CLERK
from tests.web.test_access import wrong_with
from tests.web.visits import Visitor, hand_in, look_up, shown, sign_in, work

HOME = "/tama/staff/rounds/"
BOSS = Actor("kessai", "decider")


@pytest.fixture
def gakudo(gakudo: dict[str, Any]) -> dict[str, Any]:
    """One club takes one child, another none."""
    return with_places(gakudo, daini=1, aiwa=0)


@dataclass
class Family:
    """A family at its browser, with the numbers on its receipt."""

    visitor: Visitor
    reference: str
    secret: str


@pytest.fixture
def family(staff: None, visit: Callable[[], Visitor]) -> Callable[..., Family]:
    """Somebody who hands in; the case is passed."""

    def come(**changed: str) -> Family:
        visitor = visit()
        reference = hand_in(visitor, **changed)
        with wall.inside("tama", write=True):
            act(f"{reference}-1", "pass", CLERK, clock.now())
        return Family(visitor, reference, shown(visitor.page, "secret"))

    return come


@pytest.fixture
def clerk(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor)
    return visitor


@pytest.fixture
def boss(staff: None, visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor, "kessai")
    return visitor


def press(visitor: Visitor, deed: str, **words: str) -> str:
    """Take a step; what the page says then."""
    visitor.send(visitor.page.form(f"/{deed}"), **words)
    work()
    path = visitor.path.partition("?")[0]
    return visitor.get(path).text() if visitor.status == 200 else visitor.page.text()


def given(clerk: Visitor) -> str:
    """A round whose places are given; its address."""
    clerk.get(HOME)
    clerk.send(clerk.page.form("/rounds/"), window="april")
    path = clerk.path
    assert "抽選の値を待っています" in press(clerk, "collect", source="見本の出所")
    press(clerk, "draw", value=VALUE)
    press(clerk, "run")
    return path


def decided(clerk: Visitor, boss: Visitor) -> str:
    """The address of a round that is decided."""
    path = given(clerk)
    clerk.get(path)
    press(clerk, "verify")
    press(clerk, "propose")
    boss.get(path)
    press(boss, "approve")
    return path


def test_from_an_empty_list_to_a_family_that_reads_why(
    clerk: Visitor, boss: Visitor, family: Callable[..., Family]
) -> None:
    assert "まだ選考回がありません" in clerk.get(HOME).text()
    family()
    loser = family(**FEWER)
    path = given(clerk)
    text = clerk.page.text()
    assert "待つ児童がいちばん多いのは「第二小学童クラブ」の1人です" in text
    assert "合格" not in text
    assert "合格配置を作ったものとは別のプログラムが" in press(clerk, "verify")
    assert not any(form.action.endswith("/approve") for form in clerk.page.forms)
    press(clerk, "propose")
    boss.get(path)
    assert "すべての案件を決定しました" in press(boss, "approve")
    look_up(loser.visitor, loser.reference, loser.secret)
    page = loser.visitor.send(loser.visitor.page.form("/result/"))
    assert "第1希望の第二小学童クラブは、点数が24点で、入れた最後の人の26点に届きませんでした。" in page.text()
    assert "第2希望の愛和小学童クラブは、空きがありませんでした。" in page.text()
    loser.visitor.get(f"{loser.visitor.path}?lang=en")
    assert "No place: choice 1" in loser.visitor.page.html


def test_a_place_that_is_given_up_goes_to_the_next_in_line(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one, two = family(children__0__name="見本 一郎"), family(children__0__name="見本 二郎", **FEWER)
    third = family(children__0__name="目印 三郎", **FEWER, children__0__school="254030", guardians__0__commute_min="10")
    path = given(clerk)
    clerk.get(f"{path}after/")
    assert clerk.status == 404
    clerk.get(path)
    press(clerk, "verify")
    press(clerk, "propose")
    boss.get(path)
    press(boss, "approve")
    page = clerk.get(f"{path}after/?gone={one.reference}-1")
    assert "案内する児童は1人です" in page.text()
    assert "11月23日(月)" in page.text()
    assert wrong_with(page) == []
    assert "案内する児童は2人です" in clerk.get(f"{path}after/?gone={one.reference}-1&club=daini&seats=1").text()
    boss.get(f"{path}after/?gone={one.reference}-1")
    assert not boss.page.forms or all(
        not form.action.endswith("/after/") for form in boss.page.forms if form.method == "post"
    )
    for other in (two, third):
        with wall.inside("tama", write=True):
            protect.protect(other.reference, ["kessai"], BOSS, clock.now())
    hidden = clerk.get(f"{path}after/?gone={one.reference}-1").text()
    assert "支援措置の児童1人" in hidden
    assert not [name for name in ("二郎", "三郎") if name in hidden]
    clerk.get(f"{path}after/?gone=2026-999999-A-1")
    assert clerk.status == 422


def test_an_offer_is_sent_and_answered_by_the_family(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one, two = family(children__0__name="見本 一郎"), family(children__0__name="見本 二郎", **FEWER)
    path = decided(clerk, boss)
    clerk.get(f"{path}after/?gone={one.reference}-1")
    page = clerk.send(clerk.page.form("/after/"))
    assert "1人に案内しました" in page.text()
    assert "案内する児童はいません" in clerk.get(f"{path}after/?gone={one.reference}-1").text()

    look_up(two.visitor, two.reference, two.secret)
    page = two.visitor.page
    assert "空きが出ました。11月23日(月)までに返事をしてください空いた所:第二小学童クラブ" in page.text()
    assert wrong_with(page) == []
    two.visitor.send(page.form("/reply"), step="decline")
    assert "空きが出ました" not in two.visitor.page.text()
    page = two.visitor.send(two.visitor.page.form("/result/"))
    assert "保留(待機)通知書" in page.text(), "the offer is no result"
    assert "届きませんでした" in page.text()


def test_a_child_that_took_a_free_place_reads_its_approval(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one, two = family(children__0__name="見本 一郎"), family(children__0__name="見本 二郎", **FEWER)
    path = decided(clerk, boss)
    clerk.get(f"{path}after/?gone={one.reference}-1")
    clerk.send(clerk.page.form("/after/"))
    look_up(two.visitor, two.reference, two.secret)
    page = two.visitor.send(two.visitor.page.form("/reply"), step="accept")
    assert "空きに入る返事を受け取りました" in page.text()
    with wall.inside("tama", write=True):
        act(f"{two.reference}-1", "give", BOSS, clock.now(), reason="空きが出たため")
    look_up(two.visitor, two.reference, two.secret)
    page = two.visitor.send(two.visitor.page.form("/result/"))
    assert "空きが出たため" in page.text()
    assert "届きませんでした" not in page.text(), "what the round said holds no longer"


def test_each_page_of_a_round_reads_well(clerk: Visitor, family: Callable[..., Family]) -> None:
    one = family()
    family(**FEWER)
    path = given(clerk)
    press(clerk, "verify")
    pages = [HOME, path, f"{path}club/daini/", f"{path}child/{one.reference}-1/", f"{path}compare/?club=daini&seats=1"]
    assert not {one: wrong for one in pages if (wrong := wrong_with(clerk.get(one)))}
    assert "よくなる児童は1人、悪くなる児童は0人です" in clerk.page.text()


def test_a_deed_that_is_not_open_is_refused_with_its_number(clerk: Visitor, boss: Visitor, family: Any) -> None:
    family()
    path = given(clerk)
    press(clerk, "verify")
    with wall.inside("tama", write=True):
        for case in cases.cases_of(cases.references()[0]):
            act(case.id, "send_back", BOSS, clock.now(), reason="もう一度")
    clerk.send(clerk.page.form("/propose"))
    assert clerk.status == 409
    assert "S10入力を固定したあとに、案件が動きました。" in clerk.page.text()
    clerk.get(path)
    old = clerk.page.form("/run") if any(f.action.endswith("/run") for f in clerk.page.forms) else None
    assert old is None
    clerk.get(path)
    thaw = clerk.page.form("/thaw")
    press(clerk, "thaw")
    clerk.send(thaw)
    assert clerk.status == 409


def test_rounds_are_not_there_for_others(clerk: Visitor, visit: Callable[[], Visitor], family: Any) -> None:
    one = family()
    path = given(clerk)
    for who in ("sekkei", "kanri"):
        other = visit()
        sign_in(other, who)
        for page in (HOME, path, f"{path}club/daini/", f"{path}child/{one.reference}-1/", f"{path}compare/"):
            other.get(page)
            assert other.status == 404
    neighbour = visit()
    sign_in(neighbour, password="tonari-no-madoguchi", city="hachioji")
    neighbour.get(path.replace("tama", "hachioji"))
    assert neighbour.status == 404


def test_a_look_at_a_child_is_written(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one = family()
    path = given(clerk)

    def looks() -> list[str]:
        with wall.inside("tama"):
            return [event.who for event in events.read(subject=f"{one.reference}-1") if event.step == "view"]

    clerk.get(f"{path}club/daini/")
    assert looks() == []
    page = clerk.get(f"{path}child/{one.reference}-1/")
    if any(form.action.endswith("/purpose") for form in page.forms):
        page = clerk.send(page.form("/purpose"), purpose="inquiry")
    assert "第1希望の第二小学童クラブに入れます。" in page.text()
    assert looks() == ["uketsuke"]
    clerk.get(f"{path}child/2026-999999-A-1/")
    assert clerk.status == 404


def test_whom_protection_hides_has_a_place_and_no_name(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one, two = family(children__0__name="目印 花"), family(children__0__name="目印 空", **FEWER)
    path = given(clerk)
    with wall.inside("tama", write=True):
        for it in (one, two):
            protect.protect(it.reference, ["kessai"], BOSS, clock.now())
    page = clerk.get(f"{path}club/daini/")
    assert "支援措置の児童1人" in page.text()
    assert "目印" not in page.text()
    assert one.reference not in page.html
    clerk.get(f"{path}compare/?club=daini&seats=1")
    assert "よくなる児童は1人" in clerk.page.text()
    assert "目印" not in clerk.page.text()
    page = clerk.get(f"{path}child/{one.reference}-1/")
    page = clerk.send(page.form("/purpose"), purpose="inquiry")
    assert "支援措置のため、見られません" in page.text()
    assert "第二小学童クラブ" not in page.text()
    assert "目印花" in boss.get(f"{path}club/daini/").text()


def test_a_letter_and_a_page_of_a_protected_family_name_no_club(clerk: Visitor, boss: Visitor, family: Any) -> None:
    one = family()
    with wall.inside("tama", write=True):
        secret = protect.protect(one.reference, ["kessai"], BOSS, clock.now())
    path = given(clerk)
    press(clerk, "verify")
    press(clerk, "propose")
    boss.get(path)
    press(boss, "approve")
    look_up(one.visitor, one.reference, secret)
    page = one.visitor.send(one.visitor.page.form("/result/"))
    assert "第1希望のクラブに入れます。" in page.text()
    assert "第二小学童クラブ" not in page.text()


def test_everybody_sees_the_promise_before_and_no_small_numbers_after(
    clerk: Visitor, boss: Visitor, family: Any, visit: Callable[[], Visitor]
) -> None:
    family()
    for _ in range(5):
        family(**FEWER)
    path, anybody = given(clerk), visit()
    public = path.replace("/staff/", "/gakudo/")
    with wall.inside("tama"):
        record = rounds.get(rounds.all_of("gakudo")[0].id)
    assert record
    lots = record.document["lottery"]
    before = anybody.get(public)
    assert record.promise["commitment"] in before.html
    assert lots["seed"] not in before.html
    assert "結果は、決まってから" in before.text()
    press(clerk, "verify")
    press(clerk, "propose")
    boss.get(path)
    press(boss, "approve")
    after = anybody.get(public)
    assert lottery.commitment(record.name, lots["seed"], lots["salt"]) == record.promise["commitment"]
    assert lots["seed"] in after.html
    row = after.text().split("第二小学童クラブ")[1].split("見本第3")[0]
    assert "選考の記録見本" in after.text()
    assert row == "16少ない5―"  # capacity, wished, admitted, waiting; and no limit where one child could be known
    assert wrong_with(after) == []
    assert "抽選の約束を" not in after.text()
    anybody.get(public.replace("gakudo", "nothing"))
    assert anybody.status == 404


def test_everybody_sees_how_often_a_draw_was_promised(clerk: Visitor, family: Any) -> None:
    family()
    path = given(clerk)
    press(clerk, "thaw")
    press(clerk, "collect", source="別の出所")
    assert "この回は、抽選の約束を2回しました。" in clerk.get(path.replace("/staff/", "/gakudo/")).text()


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_what_fewer_than_five_did_is_not_told(count: int, told: int | None) -> None:
    assert many(count) == told


def test_a_child_with_a_place_that_applies_anew_stays_where_it_is_and_reads_so(
    clerk: Visitor, boss: Visitor, family: Any
) -> None:
    family(children__0__name="見本 一郎", children__0__club_2="")
    two = family(children__0__name="見本 二郎", children__0__club_1="toyogaoka", children__0__club_2="")
    decided(clerk, boss)
    anew = family(children__0__name="見本 二郎", children__0__club_2="", change="yes", previous=two.reference)
    path = decided(clerk, boss)
    look_up(anew.visitor, anew.reference, anew.secret)
    page = anew.visitor.send(anew.visitor.page.form("/result/"))
    assert "第1希望の第二小学童クラブは、空きがありませんでした。" in page.text()
    assert "今の豊ヶ丘学童クラブのままです。" in page.text()
    anew.visitor.get(f"{anew.visitor.path}?lang=en")
    assert "The present place stays" in anew.visitor.page.html
    page = clerk.get(f"{path}child/{anew.reference}-1/")
    assert f"今の席は、前の申請の案件{two.reference}-1のものです" in page.text()


def test_another_table_is_shown_and_cannot_be_taken(clerk: Visitor, family: Any, gakudo: dict[str, Any]) -> None:
    family(children__0__name="見本 一郎")
    family(children__0__name="見本 二郎", **FEWER)
    path = given(clerk)
    with wall.inside("tama", write=True):
        digest = publish.publish(generous(gakudo, 30), clock.now())
    page = clerk.get(f"{path}compare/?table={digest}&club=daini&seats=0")
    assert "よくなる児童は1人、悪くなる児童は1人です" in page.text()
    assert "ほかの表の試算は、見るだけです。採れません。" in page.text()
    assert not [form for form in page.forms if form.action.endswith("/choose")]
    assert wrong_with(page) == []
