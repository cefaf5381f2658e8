"""検索と照会 - a record is found, seen with all its values, and cancelled, but never gone."""

import pytest

from backoffice.fields import FIELDS
from backoffice.lookup import NONE
from backoffice.office import NoAnswer, Office
from tests.backoffice.clerk import CHILD, Clerk, errors, shown, title

WHY = {"why": "辞退", "on": "20261201"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"application": "2026-000123-C"}, True),
        ({"application": "2026-000123"}, False),
        ({"kana": "ﾐﾎﾝ"}, True),
        ({"kana": "ﾊﾅｺ"}, False),
        ({"number": "00000001"}, True),
        ({"number": "00000002"}, False),
        ({"application": "2026-000123-C", "kana": "ﾔﾏﾀﾞ"}, False),
        ({}, False),
    ],
)
def test_records_are_found_by_all_that_was_asked(clerk: Clerk, asked: dict[str, str], found: bool) -> None:
    clerk.register()
    page = clerk.send("/search", {**asked, "search": "検索"})
    assert ('<a href="/record/00000001">詳細</a>' in page) is found
    assert errors(page) == ([] if found else [NONE])


def test_a_line_of_what_was_found_has_five_values(clerk: Clerk) -> None:
    clerk.register()
    page = clerk.send("/search", {"number": "00000001", "search": "検索"})
    heads = "".join(f"<th>{head}</th>" for head in ("整理番号", "申請番号", "児童氏名", "学校", "状態", "照会"))
    line = "".join(f"<td>{value}</td>" for value in ("00000001", CHILD["application"], CHILD["name"], "001", "登録"))
    assert f"<tr>{heads}</tr>" in page
    assert f"<tr>{line}<td>" in page


def test_a_record_shows_every_value_as_it_is_kept(clerk: Clerk, office: Office) -> None:
    page = clerk.look(f"/record/{clerk.register()}")
    assert title(page) == "登録内容の照会"
    rows = shown(page)
    assert (rows.pop("整理番号"), rows.pop("状態")) == ("00000001", "登録")
    kept = office.records.all()[0].values
    assert rows == {field.label: kept[field.id] for field in FIELDS}


def test_an_unknown_number_is_told(clerk: Clerk) -> None:
    assert errors(clerk.look("/record/00000009")) == [NONE]
    assert errors(clerk.look("/cancel/00000009")) == [NONE]


def test_cancelling_asks_in_a_window_of_its_own(clerk: Clerk, office: Office) -> None:
    number = clerk.register()
    page = clerk.look(f"/cancel/{number}")
    assert 'target="popup"' in page
    assert "window.open" in page
    popup = clerk.send(f"/cancel/{number}/popup", {**WHY, "cancel": "取消"})
    assert 'value="はい"' in popup
    assert office.records.all()[0].state == "登録"
    assert title(clerk.send(f"/cancel/{number}/done", {**WHY, "yes": "はい"})) == "取消完了"
    assert office.records.all()[0].state == "取消"


def test_without_a_reason_nothing_is_cancelled(clerk: Clerk) -> None:
    page = clerk.send(f"/cancel/{clerk.register()}/popup", {"on": "2026121"})
    assert errors(page) == ["取消理由を入力してください", "取消年月日が正しくありません"]


def test_a_cancelled_record_stays_to_be_seen_and_is_changed_no_more(clerk: Clerk) -> None:
    number = clerk.register()
    clerk.send(f"/cancel/{number}/done", WHY)
    page = clerk.look(f"/record/{number}")
    assert (shown(page)["状態"], shown(page)["取消理由"], shown(page)["取消年月日"]) == ("取消", "辞退", "20261201")
    assert "修正" not in page
    assert errors(clerk.send(f"/cancel/{number}/done", WHY)) == [NONE]
    assert title(clerk.look(f"/edit/{number}/1")) == "エラー"


def test_a_cancellation_without_an_answer_is_done(clerk: Clerk, office: Office) -> None:
    number = clerk.register()
    office.drops["after"] = 1
    with pytest.raises(NoAnswer):
        clerk.send(f"/cancel/{number}/done", WHY)
    assert office.records.all()[0].state == "取消"
