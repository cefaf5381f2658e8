"""手続カタログの画面 - staff bring a list in and see the road; residents see what was confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.desk import catalogue
from madoguchi.store import wall
from madoguchi.store.look import catalogue as look
from madoguchi.web import clock
from tests.web.visits import Visitor, sign_in

HOME = "/tama/staff/catalogue/"
HEADS = "手続の名称,担当課,部名,根拠規定,R6件数,申請方法,通称,処理時間,処理時間(後),手数料\n"
DOG = "犬の登録,環境課,環境部,狂犬病予防法,600,窓口,犬を飼う,10,4,3000円\n"
GRAVE = "改葬許可,市民課,市民部,墓埋法,0,窓口,お墓,,,\n"
pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def designer(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    sign_in(visitor, "sekkei")
    return visitor


def upload(visitor: Visitor, text: str, name: str = "一覧.csv") -> str:
    visitor.get(f"{HOME}lists/")
    token = visitor.client.cookies["csrftoken"].value
    file = SimpleUploadedFile(name, text.encode())
    return visitor.post(f"{HOME}lists/", {"list": file, "csrfmiddlewaretoken": token}).text()


def key_of(name: str) -> str:
    with wall.inside("tama"):
        return next(one.key for one in look.all_() if one.name == name)


def bring(text: str = HEADS + DOG + GRAVE, *, confirm: bool = False) -> None:
    lines = [line.split(",") for line in text.splitlines()]
    with wall.inside("tama", write=True):
        number = catalogue.bring("一覧", lines, catalogue.SYSTEM, clock.now())
        catalogue.accept(number, catalogue.SYSTEM, clock.now(), confirm=confirm)


def test_a_list_is_looked_at_before_it_changes_anything(designer: Visitor) -> None:
    told = upload(designer, HEADS + DOG + GRAVE)
    assert "2件が変わります" in told
    brought = designer.path
    assert "犬の登録" not in designer.get(HOME).text()
    designer.get(brought)
    form = designer.page.forms[-1]
    designer.post(brought, {**form.sends(), "deed": "accept"})
    assert "2件を変えました" in designer.page.text()
    assert "犬の登録" in designer.get(HOME).text()
    assert "変わる所はありません" in upload(designer, HEADS + DOG + GRAVE)


def test_a_list_that_says_too_little_names_what_is_missing(designer: Visitor) -> None:
    told = upload(designer, "手続名,担当課\n犬の登録,環境課\n")
    assert "「年間件数」の列を選んでください。" in told
    form = designer.page.forms[-1]
    designer.post(designer.path, {**form.sends(), "deed": "accept"})
    assert designer.status == 422


def test_what_is_no_list_is_told(designer: Visitor) -> None:
    visitor = designer
    upload(visitor, "")
    assert visitor.status == 422
    visitor.get(f"{HOME}lists/")
    token = visitor.client.cookies["csrftoken"].value
    broken = {"list": SimpleUploadedFile("x.xlsx", b"PK\x03\x04" + b"\xff" * 9), "csrfmiddlewaretoken": token}
    assert "Excel" in visitor.post(f"{HOME}lists/", broken).text()
    assert visitor.status == 422


def test_a_clerk_reads_and_does_not_change(visit: Callable[[], Visitor]) -> None:
    bring()
    clerk = visit()
    sign_in(clerk)
    assert "犬の登録" in clerk.get(HOME).text()
    row = f"{HOME}row/{key_of('犬の登録')}/"
    assert "状態を決める" not in clerk.get(row).text()
    token = clerk.client.cookies["csrftoken"].value
    clerk.post(row, {"state": "online", "version": "1", "csrfmiddlewaretoken": token})
    assert clerk.status == 403


def test_a_row_is_given_its_state_and_what_does_not_suit_says_why(designer: Visitor) -> None:
    bring()
    row = f"{HOME}row/{key_of('改葬許可')}/"
    designer.get(row)
    assert "向かない理由を書いてください。" in designer.send(designer.page.forms[-1], state="unsuitable").text()
    assert designer.status == 422
    assert "保存しました" in designer.send(designer.page.forms[-1], state="unsuitable", why="原本が要る").text()
    assert "原本が要る" in designer.get(f"{HOME}?state=unsuitable").text()
    stale = {**designer.get(row).forms[-1].sends(), "version": "1"}
    assert "ほかの人が、先に" in designer.post(row, stale).text()


def test_what_next_shows_its_arithmetic_and_takes_other_weights(designer: Visitor) -> None:
    bring()
    told = designer.get(f"{HOME}next/").text()
    assert "600件×(職員6分+住民0分×50%)×85%=3,060分" in told
    assert "件数か時間が分からない手続1" in told
    assert "3,600分" in designer.get(f"{HOME}next/?fee=0&work=40").text()


def test_progress_draws_a_square_for_each_procedure(designer: Visitor) -> None:
    bring()
    page = designer.get(f"{HOME}progress/?by=channels")
    assert "2,000の手続のうち、0がオンラインでできます" in page.text()
    assert page.html.count("h6v6h-6z") == 2000
    assert "窓口" in page.text()


def test_the_state_s_rows_are_a_reference_for_staff_with_their_credit(designer: Visitor) -> None:
    bring()
    with wall.inside("tama", write=True):
        catalogue.accept(catalogue.bring_survey(catalogue.SYSTEM, clock.now()), catalogue.SYSTEM, clock.now())
    assert "戸籍の届出(出生)" in designer.get(f"{HOME}?q=こどもが生まれた&source=all").text()
    assert "戸籍の届出(出生)" not in designer.get(f"{HOME}?q=こどもが生まれた").text()
    page = designer.get(f"{HOME}?source=state&page=46").text()
    assert "2265件のうち46/46ページ" in page
    assert "デジタル庁「行政手続等の悉皆調査結果等」" in page


def test_the_workbook_comes_out(designer: Visitor) -> None:
    bring()
    assert designer.client.get(f"{HOME}xlsx").content.startswith(b"PK")


def test_residents_see_what_their_city_has_confirmed_and_nothing_else(visit: Callable[[], Visitor]) -> None:
    bring()
    resident = visit()
    key = key_of("犬の登録")
    assert "犬の登録" not in resident.get("/tama/catalogue/").text()
    assert "手続を探す" not in resident.get("/tama/").text()
    resident.get(f"/tama/catalogue/{key}/")
    assert resident.status == 404
    bring(confirm=True)
    assert "手続を探す" in resident.get("/tama/").text()
    assert "犬の登録" in resident.get("/tama/catalogue/").text()
    resident.get(f"/hachioji/catalogue/{key}/")
    assert resident.status == 404


def test_everyday_words_lead_to_a_page_with_what_one_asks(visit: Callable[[], Visitor]) -> None:
    bring(
        HEADS.strip()
        + ",概要,期限,書類,持ちもの,URL\n"
        + DOG.strip()
        + ",犬の届け,30日以内,注射済証,お金,https://www.example.jp/inu\n",
        confirm=True,
    )
    resident = visit()
    found = resident.get("/tama/catalogue/?q=子犬を飼い始めた")
    assert "犬の登録" in found.text()
    page = resident.get(f"/tama/catalogue/{key_of('犬の登録')}/")
    for words in ("犬の届け", "30日以内", "注射済証", "お金", "窓口", "環境部環境課", "狂犬病予防法", "3000円"):
        assert words in page.text()
    assert 'href="https://www.example.jp/inu"' in page.html
    assert "見つかりませんでした" in resident.get("/tama/catalogue/?q=zzzz").text()


def test_what_is_offered_here_leads_to_its_form_and_other_languages_say_their_words(
    visit: Callable[[], Visitor],
) -> None:
    bring("手続名,課,根拠,件数,方法,手続パッケージ,見本\n学童,児童係,法,1,窓口,gakudo,○\n", confirm=True)
    resident = visit()
    page = resident.get(f"/tama/catalogue/{key_of('学童')}/")
    assert 'href="/tama/gakudo/"' in page.html
    assert "この手続の内容は見本です。" in page.text()
    assert "Apply on the internet" in resident.get(f"{resident.path}?lang=en").html
