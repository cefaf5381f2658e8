"""Who signs next: in the order of the route, never the drafter, nobody twice, and a substitute only for who is away."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from madoguchi.core.approval import Absence, Approval, Official, Post, Turn, turn
from madoguchi.core.flow import Flow

POSTS = (Post("kakaricho", "係長"), Post("kacho", "課長", ("kakaricho",)), Post("bucho", "部長", ("kacho",)))
STAFF = (
    Official("kakari1", ("kakaricho",)),
    Official("kakari2", ("kakaricho",)),
    Official("kacho1", ("kacho",)),
    Official("bucho1", ("bucho",)),
)


def next_(signed: int, away: tuple[str, ...] = (), barred: tuple[str, ...] = ()) -> Turn:
    found = turn(POSTS, signed, STAFF, away, barred)
    assert found
    return found


@pytest.mark.parametrize(
    ("signed", "signers", "last"),
    [(0, ("kakari1", "kakari2"), False), (1, ("kacho1",), False), (2, ("bucho1",), True)],
)
def test_posts_sign_in_the_order_of_the_route(signed: int, signers: tuple[str, ...], last: bool) -> None:
    found = next_(signed)
    assert (found.post, found.signers, found.last, found.acting) == (POSTS[signed], signers, last, False)


def test_behind_the_last_signature_nobody_is_next() -> None:
    assert turn(POSTS, 3, STAFF, (), ()) is None


def test_who_drafted_it_does_not_sign_though_they_hold_the_post() -> None:
    assert next_(0, barred=("kakari1",)).signers == ("kakari2",)


def test_while_the_head_is_away_a_substitute_signs_and_it_is_said_so() -> None:
    found = next_(1, away=("kacho1",), barred=("kakari1",))
    assert (found.signers, found.acting, found.away) == (("kakari2",), True, ("kacho1",))


def test_a_substitute_who_has_signed_already_does_not_sign_for_another_post() -> None:
    assert next_(1, away=("kacho1",), barred=("kakari1", "kakari2")).signers == ()


def test_one_of_two_holders_who_is_there_leaves_no_room_for_a_substitute() -> None:
    found = next_(0, away=("kakari1",))
    assert (found.signers, found.acting) == (("kakari2",), False)


def test_who_is_away_is_no_substitute_either() -> None:
    assert next_(2, away=("bucho1", "kacho1")).signers == ()


@pytest.mark.parametrize(("day", "away"), [(9, False), (10, True), (12, True), (13, False)])
def test_an_absence_holds_on_its_first_and_its_last_day(day: int, away: bool) -> None:
    absence = Absence(1, "kacho1", date(2026, 11, 10), date(2026, 11, 12))
    assert absence.holds(date(2026, 11, day)) is away


def test_a_kind_without_a_route_is_decided_alone_and_numbers_have_their_form() -> None:
    blank: Any = Flow((), (), ())
    approval = Approval(blank, POSTS, {"round": ("kakaricho", "bucho")}, "児青第{n}号")
    assert approval.route("case") == ()
    assert [post.label for post in approval.route("round")] == ["係長", "部長"]
    assert approval.numbered(12) == "児青第12号"
