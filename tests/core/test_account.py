"""利用者の規則 - locks grow and are forgiven; a password must be more than long."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.core.account import (
    FOREVER,
    FORGIVEN,
    MOST,
    Lock,
    bad_password,
    faults,
    needs_factor,
    without_proof,
    wrong_once_more,
)

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def tried(times: int, lock: Lock | None = None, at: datetime = NOW) -> Lock:
    for _ in range(times):
        lock = wrong_once_more(lock, at)
    assert lock
    return lock


def test_the_fifth_wrong_try_shuts_it_and_the_fourth_does_not() -> None:
    assert tried(MOST - 1).shut(NOW) is None
    assert tried(MOST).shut(NOW) == NOW + timedelta(minutes=15)
    assert tried(MOST).shut(NOW + timedelta(minutes=15)) is None


def test_each_time_it_stays_shut_twice_as_long_but_not_for_ever() -> None:
    lock, at, seen = None, NOW, []
    for _ in range(8):
        lock = tried(MOST, lock, at)
        assert lock.until
        seen.append(lock.until - at)
        at = lock.until
    assert seen[:3] == [timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60)]
    assert seen[-1] == FOREVER


def test_a_day_without_a_wrong_one_forgives_all() -> None:
    later = NOW + FORGIVEN + timedelta(seconds=1)
    assert wrong_once_more(tried(MOST), later) == Lock(later, 1)
    assert wrong_once_more(tried(MOST), NOW + timedelta(hours=1)).times == 1


@pytest.mark.parametrize("password", ["short", "a" * 20, "kessai-kessai-kessai", "x" * 201])
def test_a_password_that_is_guessed_is_refused(password: str) -> None:
    assert bad_password(password, "kessai")
    assert not bad_password("mado-no-soto-wa-ame", "kessai")


def test_who_decides_or_keeps_accounts_needs_a_second_factor() -> None:
    assert needs_factor(("clerk", "decider"))
    assert needs_factor(("admin",))
    assert needs_factor(("designer",))
    assert not needs_factor(("clerk",))
    assert without_proof(("clerk", "decider", "designer", "admin")) == ("clerk",)


def test_what_cannot_be_an_account_is_named() -> None:
    assert len(list(faults("山田", ("mayor",), ("all",)))) == 3
    assert not list(faults("uketsuke", ("clerk",), ("health",)))
