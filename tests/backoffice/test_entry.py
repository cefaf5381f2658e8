"""登録と修正 - three pages, the page of all values, and the click; and where an old system lets one record be two."""

import html

import pytest

from backoffice.entry import LOST
from backoffice.fields import FIELDS
from backoffice.office import NoAnswer, Office
from tests.backoffice import clerk as hand
from tests.backoffice.clerk import CHILD, Clerk, errors, hidden, labels, shown, title


def values(office: Office, number: str) -> dict[str, str]:
    record = office.records.get(number)
    assert record
    return dict(record.values)


def test_an_entry_goes_through_three_pages_to_a_number(clerk: Clerk, office: Office) -> None:
    assert title(clerk.look("/new/1")) == "新規登録（児童）"
    key, page = clerk.type_in()
    assert title(page) == "登録内容の確認"
    assert "return confirm('登録します。よろしいですか？')" in html.unescape(page)
    assert labels(page) == [field.label for field in FIELDS]
    assert (shown(page)["学校コード"], shown(page)["アレルギー"], shown(page)["土曜利用"]) == ("001", "1", "1")
    page = clerk.send("/new/done", {"entry": key, "save": "登録"})
    assert (title(page), shown(page)) == ("登録完了", {"整理番号": "00000001"})
    assert values(office, "00000001") == {field.id: field.unset for field in FIELDS} | CHILD | hand.GUARDIANS | hand.USE


def test_numbers_follow_each_other(clerk: Clerk) -> None:
    assert clerk.register() == "00000001"
    assert clerk.register(application="2026-000124-A", kana="ﾐﾎﾝ ｼﾞﾛｳ") == "00000002"


def test_a_page_with_mistakes_comes_again_with_what_was_typed(clerk: Clerk) -> None:
    key = clerk.begin()
    page = clerk.send("/new/1", {"entry": key, **CHILD, "grade": "9", "school": "999", "next": "次へ"})
    assert title(page) == "新規登録（児童）"
    assert errors(page) == ["学校コードが登録されていません", "学年が正しくありません"]
    assert 'value="見本　花子"' in page
    assert 'value="5" selected' in page
    assert 'value="2" checked' in page


def test_back_keeps_what_was_typed_without_looking_at_it(clerk: Clerk) -> None:
    key = clerk.begin()
    clerk.send("/new/1", {"entry": key, **CHILD, "next": "次へ"})
    page = clerk.send("/new/2", {"entry": key, "guardian1_name": "見本　太郎", "back": "戻る"})
    assert title(page) == "新規登録（児童）"
    assert 'value="見本　太郎"' in clerk.look(f"/new/2?entry={key}")


def test_back_from_the_last_page_leads_to_the_one_before_and_keeps_nothing(clerk: Clerk, office: Office) -> None:
    key, _ = clerk.type_in()
    assert title(clerk.send("/new/done", {"entry": key, "back": "戻る"})) == "新規登録（利用）"
    assert office.records.all() == []


def test_two_entries_do_not_mix(clerk: Clerk) -> None:
    one, _ = clerk.type_in()
    other, _ = clerk.type_in(application="2026-000124-A", name="見本　次郎", kana="ﾐﾎﾝ ｼﾞﾛｳ")
    assert shown(clerk.look(f"/new/confirm?entry={one}"))["児童氏名"] == "見本　花子"
    assert shown(clerk.look(f"/new/confirm?entry={other}"))["児童氏名"] == "見本　次郎"


@pytest.mark.parametrize("path", ["/new/2", "/new/confirm", "/new/4", "/edit/00000009/1"])
def test_a_page_out_of_its_turn_is_refused(clerk: Clerk, path: str) -> None:
    assert errors(clerk.look(path)) == [LOST]


def test_the_last_page_is_not_reached_past_one_with_mistakes(clerk: Clerk) -> None:
    key = clerk.begin()
    clerk.send("/new/1", {"entry": key, **CHILD, "next": "次へ"})
    assert errors(clerk.look(f"/new/confirm?entry={key}")) == [LOST]


def test_a_letter_that_cp932_lacks_is_kept_as_it_came(clerk: Clerk, office: Office) -> None:
    number = clerk.register(name="𠮷田　花子")
    assert values(office, number)["name"] == "&#134071;田　花子"
    assert "&amp;#134071;田　花子" in clerk.look(f"/record/{number}")


@pytest.mark.parametrize("name", ["髙橋　①", "﨑～－∥"])
def test_the_makers_own_letters_come_through(clerk: Clerk, office: Office, name: str) -> None:
    assert values(office, clerk.register(name=name))["name"] == name


def test_an_application_that_is_there_is_refused_at_the_first_page(clerk: Clerk) -> None:
    clerk.register()
    page = clerk.send("/new/1", {"entry": clerk.begin(), **CHILD, "next": "次へ"})
    assert (title(page), errors(page)) == ("エラー", ["既に登録されています（整理番号 00000001）"])


def test_the_same_child_under_another_application_is_refused(clerk: Clerk) -> None:
    clerk.register()
    other = {**CHILD, "application": "2026-000999-X", "next": "次へ"}
    page = clerk.send("/new/1", {"entry": clerk.begin(), **other})
    assert errors(page) == ["同一児童が既に登録されています（整理番号 00000001）"]


def test_a_cancelled_record_is_in_nobodys_way(clerk: Clerk, office: Office) -> None:
    office.records.cancel(clerk.register(), "誤り", "20261201")
    assert clerk.register() == "00000002"


def test_without_the_check_the_same_is_kept_again(clerk: Clerk, office: Office) -> None:
    office.checks = False
    assert [clerk.register(), clerk.register()] == ["00000001", "00000002"]


def test_the_last_page_sent_twice_is_kept_twice(clerk: Clerk, office: Office) -> None:
    key, _ = clerk.type_in()
    for _ in range(2):
        clerk.send("/new/done", {"entry": key, "save": "登録"})
    assert [record.values["application"] for record in office.records.all()] == [CHILD["application"]] * 2


def test_two_entries_past_the_first_page_are_both_kept(clerk: Clerk, office: Office) -> None:
    keys = [clerk.type_in()[0], clerk.type_in()[0]]
    for key in keys:
        clerk.send("/new/done", {"entry": key, "save": "登録"})
    assert len(office.records.all()) == 2


def test_a_change_goes_through_the_same_pages_under_its_own_names(clerk: Clerk, office: Office) -> None:
    number = clerk.register()
    assert title(clerk.look(f"/edit/{number}/1")) == "修正（児童）"
    key, page = clerk.type_in(f"/edit/{number}", grade="2")
    assert (title(page), "更新します。よろしいですか？" in html.unescape(page)) == ("修正内容の確認", True)
    page = clerk.send(f"/edit/{number}/done", {"entry": key, "save": "更新"})
    assert (title(page), shown(page)) == ("更新完了", {"整理番号": number})
    assert (values(office, number)["grade"], len(office.records.all())) == ("2", 1)


def test_a_change_begins_with_what_is_there(clerk: Clerk) -> None:
    page = clerk.look(f"/edit/{clerk.register()}/1")
    assert 'value="2026-000123-C"' in page
    assert hidden(page)


def test_a_change_of_another_record_does_not_go_on_with_this_one(clerk: Clerk) -> None:
    one, other = clerk.register(), clerk.register(application="2026-000124-A", kana="ﾐﾎﾝ ｼﾞﾛｳ")
    key = clerk.begin(f"/edit/{one}")
    assert errors(clerk.look(f"/edit/{other}/2?entry={key}")) == [LOST]


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_a_line_that_is_cut_leaves_open_what_became_of_it(clerk: Clerk, office: Office, when: str, kept: int) -> None:
    key, _ = clerk.type_in()
    office.drops[when] = 1
    with pytest.raises(NoAnswer):
        clerk.send("/new/done", {"entry": key, "save": "登録"})
    assert len(office.records.all()) == kept
    assert title(clerk.look("/search")) == "検索"
