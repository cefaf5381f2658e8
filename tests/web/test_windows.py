"""締切 - what arrived in time is taken however long it waited; what came late loses nothing that was typed."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.days import JST
from madoguchi.core.window import Window
from madoguchi.desk import submit
from madoguchi.desk.refusals import WindowClosed
from madoguchi.store import cases, drafts, editions, look, wall
from madoguchi.web import clock
from tests.web.visits import Visitor, fill_in, hand_in, shown

SECOND = timedelta(seconds=1)


class Clock:
    """The counter's clock, in the hands of a test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = datetime(2026, 11, 16, 10, tzinfo=JST)
        monkeypatch.setattr("madoguchi.web.clock.now", lambda: self.at)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def window() -> Window:
    with wall.inside("tama"):
        edition = look.current_edition("gakudo")
        assert edition is not None
        found = edition.town.window("april")
        assert found is not None
        return found


def test_the_last_second_is_in_time_and_the_next_is_not(visit: Any, at: Clock) -> None:
    early, late = visit(), visit()
    fill_in(early)
    fill_in(late)
    at.at = window().ends - SECOND
    early.send()
    assert early.status == 200
    assert "申請を受け付けました" in early.page.text()
    at.at = window().ends
    late.send()
    assert late.status == 409
    assert "まだ申請していません" in late.page.text()


def test_what_arrived_in_time_and_then_waited_is_in_time(visitor: Visitor, at: Clock, monkeypatch: Any) -> None:
    fill_in(visitor)
    at.at = window().ends - SECOND
    real = drafts.get

    def waits(key: str, lock: bool = False) -> Any:
        if lock:
            at.at = window().ends + timedelta(minutes=3)  # another request held the lock for so long
        return real(key, lock=lock)

    monkeypatch.setattr("madoguchi.desk.submit.drafts.get", waits)
    visitor.send()
    reference = shown(visitor.page, "reference")
    with wall.inside("tama"):
        application = cases.get_application(reference)
        assert application is not None
        assert application.received == window().ends - SECOND


def test_a_retry_behind_the_end_of_what_was_taken_before_it_gives_the_same_receipt(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor)
    sent, path = visitor.page.form().sends(), visitor.path
    at.at = window().ends - SECOND
    visitor.post(path, sent)
    reference, secret = shown(visitor.page, "reference"), shown(visitor.page, "secret")
    at.at = window().ends + timedelta(days=1)
    visitor.post(path, sent)
    assert (shown(visitor.page, "reference"), shown(visitor.page, "secret")) == (reference, secret)


def test_what_never_arrived_is_late(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor)
    at.at = window().ends - SECOND  # here the line broke: nothing came
    at.at = window().ends
    visitor.send()
    assert visitor.status == 409
    with wall.inside("tama"):
        assert cases.references() == ()


def breaks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next handing in meets a fault of ours; those after it do not."""
    real, left = submit.submit, [ZeroDivisionError()]

    def deed(*given: Any, **named: Any) -> Any:
        if left:
            raise left.pop()
        return real(*given, **named)

    monkeypatch.setattr("madoguchi.web.resident.check.submit.submit", deed)


@pytest.mark.parametrize("later", [SECOND, timedelta(hours=23)])
def test_a_fault_of_ours_does_not_make_it_late(
    visitor: Visitor, at: Clock, monkeypatch: pytest.MonkeyPatch, later: timedelta
) -> None:
    fill_in(visitor)
    sent, path = visitor.page.form().sends(), visitor.path
    breaks_once(monkeypatch)
    at.at = window().ends - SECOND
    visitor.post(path, sent)
    assert visitor.status == 500
    at.at += later
    visitor.post(path, sent)
    reference = shown(visitor.page, "reference")
    with wall.inside("tama"):
        application = cases.get_application(reference)
        assert application is not None
        assert application.received == window().ends - SECOND
    assert visitor.client.cookies["arrived"].value == ""


def test_a_moment_that_is_a_day_old_made_up_or_of_another_address_is_none(
    visit: Any, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, other = visit(), visit()
    fill_in(visitor)
    fill_in(other)
    sent, path = visitor.page.form().sends(), visitor.path
    breaks_once(monkeypatch)
    at.at = window().ends - SECOND
    visitor.post(path, sent)
    sealed = visitor.client.cookies["arrived"].value
    at.at += timedelta(days=1)
    visitor.post(path, sent)
    assert visitor.status == 409, "a day old"
    at.at = window().ends
    for forged in (at.at.isoformat(), sealed.replace("2026", "2025"), sealed[1:]):
        visitor.client.cookies["arrived"] = forged
        visitor.post(path, sent)
        assert visitor.status == 409, forged
    other.client.cookies["arrived"] = sealed
    other.send()
    assert other.status == 409, "of another draft"


def test_late_answers_move_to_the_next_window_with_one_press(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor, children__0__birth__y="2018")
    at.at = window().ends
    page = visitor.send()
    assert "1月からの受付期間は、11月11日(水)〜12月10日(木)です" in page.text()
    visitor.send(page.form("/window"))
    assert visitor.path.endswith("/check/")
    visitor.send()
    reference = shown(visitor.page, "reference")
    with wall.inside("tama"):
        application = cases.get_application(reference)
        assert application is not None
        chosen = editions.opened(application.edition).window_of(application.answers)
        assert chosen is not None
        assert chosen.id == "january"


def test_answers_that_do_not_fit_the_next_window_are_asked_again(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor)  # the child is too young for school before April
    at.at = window().ends
    page = visitor.send()
    visitor.send(page.form("/window"))
    assert visitor.path.endswith("?check=1")


def test_when_the_last_window_has_ended_the_draft_stays(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor)
    at.at = datetime(2027, 8, 1, tzinfo=JST)
    page = visitor.send()
    assert "次の受付期間は、まだ決まっていません" in page.text()
    assert not [form for form in page.forms if form.action.endswith("/window")]
    assert "見本花子" in visitor.get(visitor.path).text()


@pytest.mark.parametrize("wanted", ["april", "", "none"])
def test_a_window_that_is_over_or_made_up_is_not_chosen(visitor: Visitor, at: Clock, wanted: str) -> None:
    fill_in(visitor)
    at.at = window().ends
    page = visitor.send()
    visitor.post(page.form("/window").action, page.form("/window").sends(window=wanted))
    assert visitor.status == 409


def test_every_page_says_how_long_there_is_louder_towards_the_end(visitor: Visitor, at: Clock) -> None:
    fill_in(visitor, "home")
    for when, look_, say in [
        (datetime(2026, 11, 16, 10, tzinfo=JST), "quiet", "11月26日(木)まで"),
        (datetime(2026, 11, 26, 9, tzinfo=JST), "day", "締切は今日の23時59分です"),
        (datetime(2026, 11, 26, 23, 30, tzinfo=JST), "hour", "締切まであと30分です"),
        (datetime(2026, 11, 27, tzinfo=JST), "over", "で終わりました"),
    ]:
        at.at = when
        page = visitor.get(visitor.path)
        assert say in page.text()
        assert f"closing {look_}" in page.html


def test_other_channels_bring_their_own_time_of_arrival(visitor: Visitor, at: Clock) -> None:
    reference = hand_in(visitor)
    with wall.inside("tama", write=True):
        application = cases.get_application(reference)
        assert application is not None
        edition, end = editions.opened(application.edition), window().ends
        paper = submit.file(
            edition, application.answers, "paper-1", end + SECOND, "counter", None, arrived=end - SECOND
        )
        assert paper.received == end - SECOND
        for late in (end, None):
            with pytest.raises(WindowClosed):
                submit.file(edition, application.answers, "paper-2", end + SECOND, "counter", None, arrived=late)
        ahead = submit.file(
            edition, application.answers, "paper-3", end - SECOND, "counter", None, arrived=end + SECOND
        )
        assert ahead.received == end - SECOND


def test_the_day_in_japan_decides_not_the_servers(visitor: Visitor, at: Clock) -> None:
    assert clock.now() == at.at
    fill_in(visitor)
    at.at = (window().ends - SECOND).astimezone(JST)
    assert at.at.astimezone(JST).hour == 23
    visitor.send()
    assert visitor.status == 200
