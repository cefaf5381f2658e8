"""カタログの行為 - nothing changes before somebody has looked, and a person's word is not lost on the way."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.flow import NotAllowed
from madoguchi.desk import catalogue, publish
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import catalogue as shelf
from madoguchi.store import events, wall
from madoguchi.store.errors import Stale
from madoguchi.store.look import catalogue as look
from tests.desk.test_thread import CLERK, NOW

BY = Actor("sekkei", "designer")
HEADS = ["手続名", "担当課", "根拠規定", "件数", "申請方法", "うちの欄"]
LINES = [
    HEADS,
    ["犬の登録", "環境課", "狂犬病予防法", "600", "窓口", "x"],
    ["改葬許可", "市民課", "墓埋法", "", "窓口", ""],
]


def brought(lines: list[list[str]] = LINES, **more: Any) -> int:
    return catalogue.accept(catalogue.bring("一覧.xlsx", lines, BY, NOW), BY, NOW, **more)


def one(name: str) -> Any:
    return next(entry for entry in shelf.entries().values() if entry.name == name)


def test_a_list_changes_nothing_before_it_is_accepted(in_tama: None) -> None:
    number = catalogue.bring("一覧.xlsx", LINES, BY, NOW)
    assert len(catalogue.preview(number).diff.of("new")) == 2
    assert shelf.entries() == {}
    catalogue.drop(number, BY, NOW)
    with pytest.raises(NotFound):
        catalogue.preview(number)
    assert [event.note["kind"] for event in events.read()] == ["brought", "dropped"]


def test_the_survey_comes_in_once_and_then_changes_nothing(in_tama: None) -> None:
    assert catalogue.accept(catalogue.bring_survey(BY, NOW), BY, NOW) == 2265
    told = catalogue.preview(catalogue.bring_survey(BY, NOW))
    assert (told.diff.changes, told.diff.same) == ((), 2265)
    assert len(told.alike) > 100
    assert look.confirmed() == ()
    assert look.index(public=False).ask("こどもが生まれた")[0].entry.name == "戸籍の届出(出生)"
    assert look.index(public=True).ask("こどもが生まれた") == ()


def test_what_was_chosen_for_a_head_is_remembered(in_tama: None) -> None:
    number = catalogue.bring("一覧.xlsx", LINES, BY, NOW)
    catalogue.choose(number, ["name", "section", "law", "volume", "channels", "note"], BY)
    catalogue.accept(number, BY, NOW)
    mapped = catalogue.preview(catalogue.bring("一覧.xlsx", LINES, BY, NOW)).mapped
    assert mapped is not None
    assert mapped.keys[-1] == "note"
    assert one("犬の登録").get("note") == "x"


def test_a_list_that_says_too_little_is_not_accepted(in_tama: None) -> None:
    with pytest.raises(Incomplete, match="volume"):
        brought([["手続名", "担当課", "根拠", "方法"], ["犬の登録", "環境課", "法", "窓口"]])


def test_a_row_left_out_stays_and_one_that_is_gone_is_marked(in_tama: None) -> None:
    brought(confirm=True)
    dog = one("犬の登録").key
    other = [HEADS, ["犬の登録", "環境課", "狂犬病予防法", "700", "窓口", "x"]]
    assert brought(other, without={dog}) == 1
    assert one("犬の登録").get("volume") == 600
    assert one("改葬許可").get("gone") is True
    assert [entry.name for entry in look.confirmed()] == ["犬の登録"]
    brought()
    assert one("改葬許可").get("gone") is None


def test_a_person_says_where_a_row_stands_and_a_list_does_not_unsay_it(in_tama: None) -> None:
    brought()
    key = one("犬の登録").key
    found = shelf.entry(key)
    assert found
    catalogue.decide(key, "planned", {"owner": "環境課"}, found[1], BY, NOW, confirmed=True)
    brought([HEADS, ["犬の登録", "環境課", "狂犬病予防法", "700", "窓口", "x"], LINES[2]])
    told = one("犬の登録")
    assert (told.state, told.get("owner"), told.confirmed, told.get("volume")) == ("planned", "環境課", True, 700)
    with pytest.raises(Stale):
        catalogue.decide(key, "online", {}, found[1], BY, NOW, confirmed=True)


def test_what_does_not_suit_says_why(in_tama: None) -> None:
    brought()
    key = one("改葬許可").key
    with pytest.raises(Incomplete):
        catalogue.decide(key, "unsuitable", {"why": " "}, 1, BY, NOW, confirmed=False)
    assert (
        catalogue.decide(key, "unsuitable", {"why": "原本が要る"}, 1, BY, NOW, confirmed=False).get("why")
        == "原本が要る"
    )


def test_only_designers_and_administrators_change_it(in_tama: None) -> None:
    brought()
    key = one("改葬許可").key
    for deed in (
        lambda: catalogue.bring("x", LINES, CLERK, NOW),
        lambda: catalogue.bring_survey(CLERK, NOW),
        lambda: catalogue.decide(key, "online", {}, 1, CLERK, NOW, confirmed=True),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_package_that_comes_into_force_moves_its_row(in_tama: None, gakudo: dict[str, Any]) -> None:
    name = gakudo["procedure.yaml"]["name"]
    brought([HEADS, [name, "児童係", "児童福祉法", "2000", "窓口", ""], LINES[1]])
    publish.publish(gakudo, NOW)
    assert (one(name).state, one(name).get("package"), one("犬の登録").state) == ("online", "gakudo", "")
    before = shelf.revision()
    publish.publish(gakudo, NOW)
    assert shelf.revision() == before


def test_each_city_has_its_own(house: object) -> None:
    with wall.inside("tama", write=True):
        brought(confirm=True)
    with wall.inside("hachioji", write=True):
        assert look.confirmed() == ()
        brought([HEADS, ["犬の登録", "x課", "法", "1", "窓口", ""]])
        assert len(look.all_()) == 1
    with wall.inside("tama"):
        assert len(look.all_()) == 2
