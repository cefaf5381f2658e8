"""指数の画面 - a family reads its points and why, where its city shows them; a clerk sees the rows that gave them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from madoguchi.core.mask import PRIVATE
from madoguchi.desk import publish
from madoguchi.store import wall
from madoguchi.web import clock
from tests.web.visits import Visitor, hand_in, look_up, open_case, shown, sign_in

WHY = "保護者1は、「月20日以上・1日7時間以上の就労」に当たるので、20点です(見本 別表1の1)。"
pytestmark = pytest.mark.usefixtures("staff")


def status_of(visitor: Visitor, reference: str, lang: str = "ja") -> str:
    secret = shown(visitor.page, "secret")
    look_up(visitor, reference, secret)
    visitor.get(f"/tama/status/{reference}/?lang={lang}")
    return visitor.page.html


def publish_with(gakudo: dict[str, Any], **changes: Any) -> None:
    files = deepcopy(gakudo)
    files["town/points.yaml"].update(changes)
    with wall.inside("tama", write=True):
        publish.publish(files, clock.now())


def test_a_family_sees_its_points_and_one_sentence_for_each_row(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    page = status_of(visitor, hand_in(visitor))
    assert "選考の点数" in page
    assert "26点" in page
    assert page.count("<li>保護者") == 1  # of two parents the one that counts
    assert WHY in page
    assert '<span class="tag sample">見本</span>' in page


def test_a_city_that_does_not_show_points_shows_none(visit: Callable[[], Visitor], gakudo: dict[str, Any]) -> None:
    publish_with(gakudo, shown=False)
    visitor = visit()
    page = status_of(visitor, hand_in(visitor))
    assert "選考の点数" not in page
    assert WHY not in page


def test_in_another_language_the_citys_own_sentences_are_marked_as_japanese(visit: Callable[[], Visitor]) -> None:
    visitor = visit()
    page = status_of(visitor, hand_in(visitor), "en")
    assert "Points for selection" in page
    assert "26 points" in page
    assert f'<ul lang="ja"><li>{WHY}</li>' in page


def test_points_that_are_not_decided_say_why(visit: Callable[[], Visitor], gakudo: dict[str, Any]) -> None:
    first, *others = deepcopy(gakudo["town/points.yaml"]["tables"])
    publish_with(gakudo, tables=[{**first, "partial": "見本", "rows": first["rows"][1:]}, *others])
    visitor = visit()
    page = status_of(visitor, hand_in(visitor))
    assert "まだ決まっていません。" in page
    assert "当てはまる行が「基準指数」にありません" in page


def test_a_clerk_sees_the_rows_and_the_values_they_saw(visit: Callable[[], Visitor]) -> None:
    reference = hand_in(visit(), guardians__1__work_days="12")
    clerk = visit()
    sign_in(clerk)
    text = open_case(clerk, f"{reference}-1").text()
    assert "指数22点見本" in text
    assert "保護者2は、「月12日以上・1日7時間以上の就労」に当たるので、16点です" in text
    assert "月に働く日数12日" in text
    assert "数えない" in text


def test_a_row_that_rests_on_what_a_clerk_may_not_see_says_nothing(
    visit: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    ill = {"guardians__0__reasons__work": "", "guardians__0__reasons__illness": "yes"}
    more = {"illness_name": "見本病", "illness_state": "hospital"}
    dates = {f"illness_from__{part}": told for part, told in (("y", "2026"), ("m", "11"), ("d", "1"))}
    told = ill | {f"guardians__0__{name}": value for name, value in (more | dates).items()}
    reference = hand_in(visit(), **told)
    clerk = visit()
    sign_in(clerk)
    seen = open_case(clerk, f"{reference}-1").text()
    assert "1か月以上の入院" not in seen
    assert PRIVATE in seen
    monkeypatch.setattr("madoguchi.store.look.protected._permits", lambda clerk: frozenset({"health"}))
    assert "「1か月以上の入院」に当たるので、20点です" in open_case(clerk, f"{reference}-1").text()
