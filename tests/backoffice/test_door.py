"""入口 - who comes in, how long a session lasts, and in which letters pages are written."""

import pytest

from backoffice import office as office_module
from backoffice.door import EXPIRED, WRONG
from backoffice.office import Office
from tests.backoffice.clerk import Clerk, errors, title

PAGES = ["/", "/menu", "/new/1", "/search", "/batch", "/export.csv", "/record/00000001"]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_sees_the_login_page_alone(stranger: Clerk, path: str) -> None:
    page = stranger.look(path)
    assert title(page) == "ログイン"
    assert errors(page) == []


def test_a_wrong_password_is_refused(stranger: Clerk) -> None:
    assert errors(stranger.log_in("wrong")) == [WRONG]
    assert errors(stranger.log_in("")) == [WRONG]
    assert title(stranger.look("/search")) == "ログイン"


def test_after_login_there_are_two_frames(stranger: Clerk) -> None:
    page = stranger.log_in()
    assert '<frame name="menu" src="/menu">' in page
    assert '<frame name="main" src="/top">' in page
    menu = stranger.look("/menu")
    assert all(
        f'target="main">{name}</a>' in menu for name in ("新規登録", "検索", "一括取込", "台帳出力", "ログアウト")
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_session_that_has_ended_says_so_on_every_page(clerk: Clerk, office: Office, path: str) -> None:
    office.timeout = -1
    page = clerk.look(path)
    assert (title(page), errors(page)) == ("ログイン", [EXPIRED])


def test_each_request_keeps_the_session_alive(clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    now = office_module.time.monotonic()
    for minutes in (10, 20, 30):
        monkeypatch.setattr(office_module.time, "monotonic", lambda later=now + minutes * 60: later)
        assert title(clerk.look("/search")) == "検索"
    monkeypatch.setattr(office_module.time, "monotonic", lambda: now + 46 * 60)
    assert title(clerk.look("/search")) == "ログイン"


def test_what_was_typed_ends_with_the_session(clerk: Clerk, office: Office) -> None:
    key, _ = clerk.type_in()
    office.sessions.clear()
    clerk.log_in()
    assert title(clerk.look(f"/new/confirm?entry={key}")) == "エラー"


def test_logging_out_ends_the_session_without_a_word(clerk: Clerk, office: Office) -> None:
    page = clerk.look("/logout")
    assert (title(page), errors(page), office.sessions) == ("ログイン", [], {})


def test_pages_are_written_in_shift_jis(clerk: Clerk) -> None:
    answer = clerk.client.get("/new/1")
    assert answer.headers["Content-Type"] == "text/html; charset=Shift_JIS"
    assert "charset=Shift_JIS" in answer.get_data().decode("cp932")


def test_no_label_is_tied_to_its_input(clerk: Clerk) -> None:
    assert "<label" not in clerk.look("/new/1")


def test_every_nth_answer_is_slow_and_each_waits(clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(office_module.time, "sleep", waited.append)
    office.latency, office.slow, office.served = 0.25, (3, 2), 0
    for _ in range(6):
        clerk.look("/menu")
    assert waited == [0.25, 0.25, 2.25] * 2
