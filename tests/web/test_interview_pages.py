"""面談の画面 - a family chooses a time or says why none suits; a clerk offers times and writes what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.commands.load import DEMO_PASSWORD
from madoguchi.core.interview import result
from madoguchi.desk import interview, office, publish
from madoguchi.desk.act import act
from madoguchi.store import asks, notices, wall
from madoguchi.web import clock
from madoguchi.web.staff.meeting import NEEDS
from tests.desk.test_interview import CARE, FIRST, OFFERED, SECOND, SUPPORT, with_interviews
from tests.desk.test_thread import CLERK, RESIDENT
from tests.web.test_access import wrong_with
from tests.web.visits import Visitor, case_of, hand_in, look_up, open_case, shown, sign_in, work

NURSE = "kenko"  # a clerk who may read of children's health


@pytest.fixture(autouse=True)
def city(staff: None, gakudo: dict[str, Any]) -> None:
    """A city that has interviews."""
    with wall.inside("tama", write=True):
        publish.publish(with_interviews(gakudo), clock.now())
        office.employ(NURSE, "見本 健康", ("clerk",), DEMO_PASSWORD, permits=("health",))


@pytest.fixture
def filed(visit: Callable[[], Visitor]) -> tuple[str, str]:
    """The numbers of an application for a child that needs care."""
    visitor = visit()
    number = hand_in(visitor, **CARE)
    return number, shown(visitor.page, "secret")


@pytest.fixture
def invited(filed: tuple[str, str]) -> tuple[str, str]:
    with wall.inside("tama", write=True):
        act(f"{filed[0]}-1", "invite", CLERK, clock.now(), meeting=OFFERED)
    work()
    return filed


def to_choose(visitor: Visitor, numbers: tuple[str, str]) -> Visitor:
    """The family before the times."""
    look_up(visitor, *numbers)
    visitor.get(f"/tama/status/{numbers[0]}/interview/?child=1")
    return visitor


def at_case(visitor: Visitor, number: str, who: str = NURSE) -> Visitor:
    """A clerk before the case."""
    sign_in(visitor, who)
    open_case(visitor, f"{number}-1")
    return visitor


def took(number: str, slot: str) -> None:
    with wall.inside("tama", write=True):
        interview.choose(f"{number}-1", slot, RESIDENT, clock.now())


def steps(visitor: Visitor) -> set[str]:
    """The steps that the case offers."""
    return {form.action.split("/")[-2] for form in visitor.page.forms if "/case/" in form.action}


def test_the_family_is_told_first_to_choose_and_by_when(visit: Callable[[], Visitor], invited: tuple[str, str]) -> None:
    page = look_up(visit(), *invited)
    assert "11月20日(金)までに面談の日を選んでください" in page.text()
    assert wrong_with(page) == []


def test_the_time_chosen_stands_where_things_stand(visit: Callable[[], Visitor], invited: tuple[str, str]) -> None:
    visitor = to_choose(visit(), invited)
    assert wrong_with(visitor.page) == []
    visitor.send(visitor.page.form("/interview/"), slot=str(SECOND))
    assert "面談の日が決まっています" in visitor.page.text()
    assert "11月26日(木)15:30第二小学童クラブ" in visitor.page.text()
    assert wrong_with(visitor.page) == []
    assert case_of(invited[0]).status == "meeting"
    with wall.inside("tama"):
        assert notices.of_case(f"{invited[0]}-1")[-1].opened


def test_who_chooses_nothing_is_told_so_and_nothing_is_sent(
    visit: Callable[[], Visitor], invited: tuple[str, str]
) -> None:
    visitor = to_choose(visit(), invited)
    form = visitor.page.form("/interview/")
    for slot in ([], "2026-11-25T10:00 駅前"):
        visitor.send(form, slot=slot)
        assert visitor.status == 422
        assert "面談の日時を一つ選んでください。" in visitor.page.text()
        assert wrong_with(visitor.page) == []
    assert case_of(invited[0]).status == "inviting"


def test_a_word_why_none_suits_goes_back_to_the_clerk(visit: Callable[[], Visitor], invited: tuple[str, str]) -> None:
    visitor = to_choose(visit(), invited)
    form = [one for one in visitor.page.forms if one.action.endswith("/interview/")][-1]
    visitor.send(form, none="1", words=" ")
    assert visitor.status == 422
    assert "いつなら行けるかなどを入力してください。" in visitor.page.text()
    assert wrong_with(visitor.page) == []
    visitor.send(form, none="1", words="火曜日なら\r\n行けます。")
    assert case_of(invited[0]).status == "received"
    page = at_case(visit(), invited[0]).page
    assert "火曜日なら" in page.text()
    assert "合う日時がないという返事" in page.text()


def test_what_was_answered_leads_back_to_where_things_stand(
    visit: Callable[[], Visitor], invited: tuple[str, str]
) -> None:
    visitor = to_choose(visit(), invited)
    form = visitor.page.form("/interview/")
    visitor.send(form, slot=str(FIRST))
    visitor.send(form, slot=str(SECOND))
    assert visitor.path == f"/tama/status/{invited[0]}/"
    assert "10:00" in visitor.page.text()
    visitor.get(f"/tama/status/{invited[0]}/interview/?child=1")
    assert visitor.path == f"/tama/status/{invited[0]}/"


def test_nobody_chooses_without_the_secret(visit: Callable[[], Visitor], invited: tuple[str, str]) -> None:
    visitor = visit()
    visitor.get(f"/tama/status/{invited[0]}/interview/?child=1")
    assert visitor.path == "/tama/status/"
    assert "第二小学童クラブ" not in visitor.page.text()


def test_a_clerk_offers_times_and_keeps_what_was_typed_wrong(
    visit: Callable[[], Visitor], filed: tuple[str, str]
) -> None:
    clerk = at_case(visit(), filed[0], "uketsuke")
    days, times, places = ["2026-11-25", "2026-11-26"], ["10:00", "15:30"], [FIRST.place, ""]
    form = clerk.page.form("/invite/")
    clerk.send(form, **{"slot-day": days, "slot-time": times, "slot-place": places, "until": "2026-11-20"})
    assert clerk.status == 422
    assert "これからの日時と、場所を、そろえて入力してください。" in clerk.page.text()
    assert wrong_with(clerk.page) == []
    kept = clerk.page.form("/invite/").sends()
    assert (kept["slot-day"][:2], kept["slot-place"][:2], kept["until"]) == (days, places, ["2026-11-20"])
    clerk.send(clerk.page.form("/invite/"), **{"slot-place": [FIRST.place, SECOND.place], "until": "2026-12-01"})
    assert "最初の面談の日までの日にしてください。" in clerk.page.text()
    clerk.send(clerk.page.form("/invite/"), until="2026-11-20")
    assert case_of(filed[0]).status == "inviting"
    assert "面談の日の返事を待っています(11月20日(金)まで)" in clerk.page.text()
    assert wrong_with(clerk.page) == []
    with wall.inside("tama"):
        assert asks.open_of(f"{filed[0]}-1")[0].fields == (str(FIRST), str(SECOND))


def test_without_a_result_the_case_cannot_be_passed_and_says_so(
    visit: Callable[[], Visitor], filed: tuple[str, str]
) -> None:
    clerk = at_case(visit(), filed[0])
    assert "pass" not in steps(clerk)
    assert NEEDS["interview"] in clerk.page.text()
    form = clerk.page.form("/waive/")
    clerk.post(form.action.replace("/waive/", "/pass/"), form.sends())
    assert (clerk.status, case_of(filed[0]).status) == (422, "received")
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/waive/"), words="去年から変わりがない。")
    assert {"pass", "waive"} & steps(clerk) == {"pass"}, "one reason is enough"
    assert "面談は要らない" in clerk.page.text()
    clerk.send(clerk.page.form("/pass/"))
    assert case_of(filed[0]).status == "passed"


def test_a_result_is_written_and_read_by_who_may(visit: Callable[[], Visitor], invited: tuple[str, str]) -> None:
    took(invited[0], str(FIRST))
    clerk = at_case(visit(), invited[0])
    assert "11月25日(水)10:00市役所2階相談室" in clerk.page.text()
    clerk.send(clerk.page.form("/met/"), words="")
    assert clerk.status == 422
    assert wrong_with(clerk.page) == []
    clerk.send(clerk.page.form("/met/"), result="support", words=SUPPORT.words)
    assert "配慮があれば預かれる" in clerk.page.text()
    assert SUPPORT.words in clerk.page.text()
    assert "pass" in steps(clerk)


def test_who_may_not_read_of_health_neither_writes_nor_reads_a_result(
    visit: Callable[[], Visitor], invited: tuple[str, str]
) -> None:
    took(invited[0], str(FIRST))
    clerk = at_case(visit(), invited[0], "uketsuke")
    assert steps(clerk).isdisjoint({"met", "absent", "waive"})
    form = clerk.page.form("/note")
    address = f"/tama/staff/case/{invited[0]}-1/met/"
    version = str(case_of(invited[0]).version)
    clerk.post(address, {**form.sends(), "version": version, "result": "support", "words": "見本"})
    assert (clerk.status, case_of(invited[0]).status) == (409, "meeting")
    with wall.inside("tama", write=True):
        act(f"{invited[0]}-1", "met", CLERK, clock.now(), meeting=SUPPORT)
    page = open_case(clerk, f"{invited[0]}-1")
    assert SUPPORT.words not in page.text()
    assert "配慮があれば預かれる" not in page.text()
    assert "権限がないため非表示" in page.text()
    with wall.inside("tama"):
        assert result(asks.of_case(f"{invited[0]}-1")[-1].answer).words == SUPPORT.words


def test_many_at_once_leaves_out_the_one_without_a_result(visit: Callable[[], Visitor], filed: tuple[str, str]) -> None:
    other = hand_in(visit())
    clerk = visit()
    page = sign_in(clerk)
    rows = [f"{number}-1:{case_of(number).version}" for number in (filed[0], other)]
    page = clerk.send(page.form("/bulk/"), case=rows, deed="pass")
    assert NEEDS["interview"] in page.text()
    clerk.send(next(form for form in page.forms if ("sure", "1") in form.inputs), case=rows[1:])
    assert (case_of(filed[0]).status, case_of(other).status) == ("received", "passed")


def test_a_child_that_needs_none_and_a_case_that_has_ended_are_not_spoken_of(
    visit: Callable[[], Visitor], filed: tuple[str, str]
) -> None:
    clerk = at_case(visit(), hand_in(visit()))
    assert {"pass", "waive"} & steps(clerk) == {"pass"}
    with wall.inside("tama", write=True):
        act(f"{filed[0]}-1", "withdraw", RESIDENT, clock.now())
    assert NEEDS["interview"] not in open_case(clerk, f"{filed[0]}-1").text()
