"""弁明と前の通知の画面 - a family reads why the city may revoke, answers in its own words, finds what came before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from madoguchi.desk.act import act
from madoguchi.desk.nightly import SYSTEM
from madoguchi.store import asks, notices, wall
from madoguchi.web import clock
from tests.desk.test_thread import CLERK, DECIDER
from tests.web.test_access import wrong_with
from tests.web.visits import Visitor, case_of, hand_in, look_up, open_case, shown, sign_in, work

WHY = "就労の実態がないと分かったため。"
SAID = "退職の日が違います。\r\n3月まで働いています。"


@pytest.fixture
def heard(visit: Callable[[], Visitor]) -> tuple[str, str]:
    """An approved application whose family has read the decision, and whose clerk then asks it to explain."""
    visitor = visit()
    number = hand_in(visitor)
    secret = shown(visitor.page, "secret")
    with wall.inside("tama", write=True):
        act(f"{number}-1", "pass", CLERK, clock.now())
        act(f"{number}-1", "approve", DECIDER, clock.now(), reason="要件を満たすため。", place="daini")
    look_up(visitor, number, secret)
    visitor.send(visitor.page.form("/result/"))
    with wall.inside("tama", write=True):
        act(f"{number}-1", "hear", CLERK, clock.now(), message=WHY)
    work()
    return number, secret


def read(visitor: Visitor, heard: tuple[str, str]) -> None:
    look_up(visitor, *heard)
    visitor.send(visitor.page.form("/hearing/"), open="1")


def test_the_family_reads_the_letter_first_which_is_noted(visit: Callable[[], Visitor], heard: tuple[str, str]) -> None:
    visitor = visit()
    look_up(visitor, *heard)
    assert "決定の取消しについて、11月30日(月)までに言い分を出せます" in visitor.page.text()
    assert WHY not in visitor.page.text()
    visitor.get(f"/tama/status/{heard[0]}/hearing/?child=1")
    assert visitor.path == f"/tama/status/{heard[0]}/"  # unread, there is nothing to answer
    read(visitor, heard)
    assert WHY in visitor.page.text()
    assert wrong_with(visitor.page) == []
    with wall.inside("tama"):
        assert notices.of_case(f"{heard[0]}-1")[-1].opened


def test_what_it_writes_reaches_the_clerk_as_it_was_written(
    staff: None, visit: Callable[[], Visitor], heard: tuple[str, str]
) -> None:
    visitor, clerk = visit(), visit()
    read(visitor, heard)
    visitor.send(visitor.page.form("/hearing/"), words="  ")
    assert visitor.status == 422
    assert "言い分を入力してください。" in visitor.page.text()
    visitor.send(visitor.page.form("/hearing/"), words=SAID)
    assert "決まるまで、前の決定が続きます" in visitor.page.text()
    assert case_of(heard[0]).status == "heard"
    with wall.inside("tama"):
        assert asks.of_case(f"{heard[0]}-1")[-1].answer == SAID.replace("\r\n", "\n")
    sign_in(clerk, "kessai")
    page = open_case(clerk, f"{heard[0]}-1")
    assert "退職の日が違います。" in page.text()


def test_the_decision_before_stays_readable(visit: Callable[[], Visitor], heard: tuple[str, str]) -> None:
    visitor = visit()
    look_up(visitor, *heard)
    assert "これまでの通知" in visitor.page.text()
    page = visitor.get(f"/tama/status/{heard[0]}/earlier/")
    assert "入所承認通知書" in page.text()
    assert wrong_with(page) == []
    with wall.inside("tama", write=True):
        act(f"{heard[0]}-1", "lapse_hearing", SYSTEM, clock.now(), channel="system")
        act(f"{heard[0]}-1", "revoke", DECIDER, clock.now(), reason=WHY)
    look_up(visitor, *heard)
    visitor.send(visitor.page.form("/result/"))
    assert "により取り消します" in visitor.page.text()
    assert "入所承認通知書" in visitor.get(f"/tama/status/{heard[0]}/earlier/").text()


def test_a_clerk_needs_a_purpose_to_look_at_what_is_decided(
    staff: None, visit: Callable[[], Visitor], heard: tuple[str, str]
) -> None:
    with wall.inside("tama", write=True):
        act(f"{heard[0]}-1", "lapse_hearing", SYSTEM, clock.now(), channel="system")
        act(f"{heard[0]}-1", "uphold", DECIDER, clock.now(), reason="就労を確かめたため。")
    clerk = visit()
    sign_in(clerk)
    page = clerk.get(f"/tama/staff/case/{heard[0]}-1/")
    assert [form for form in page.forms if form.action.endswith("/purpose")]
