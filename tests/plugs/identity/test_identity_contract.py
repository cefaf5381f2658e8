"""本人確認の差込 - the contract of the kind: real services and their twin answer alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from madoguchi.core.identity import CANCELLED, REFUSED, STATE, TELLS, Identity, Unproven
from tests.plugs.identity.conftest import TRIP, browse, visit

PLUGS = ["identity/myna", "identity/gbizid", "identity/fake"]


@pytest.fixture(params=PLUGS)
def plug(request: pytest.FixtureRequest, opened: Callable[[str], Identity]) -> Identity:
    return opened(request.param)


def refusal(plug: Identity, answer: dict[str, str]) -> Unproven:
    with pytest.raises(Unproven) as refused:
        plug.arrive(TRIP, answer, datetime.now(UTC))
    return refused.value


def test_whoever_comes_back_is_told_by_a_name_of_the_providers_own_making(plug: Identity) -> None:
    proof = visit(plug)
    assert proof.sub
    assert proof.told
    assert set(proof.told) <= set(TELLS)


def test_the_same_person_has_the_same_name_at_every_visit(plug: Identity) -> None:
    assert visit(plug).sub == visit(plug, trip=replace(TRIP, nonce="another", state="another")).sub


def test_an_answer_to_another_question_is_refused(plug: Identity) -> None:
    answer = browse(plug.leave(TRIP))
    assert refusal(plug, answer | {"state": "another"}).reason == STATE
    assert refusal(plug, {}).reason == STATE


def test_whoever_does_not_want_to_is_not_asked_twice(plug: Identity) -> None:
    plug.leave(TRIP)
    fault = refusal(plug, {"state": TRIP.state, "error": "access_denied"})
    assert fault.reason == CANCELLED
    assert fault.permanent


def test_a_code_is_good_for_once(plug: Identity) -> None:
    answer = browse(plug.leave(TRIP))
    plug.arrive(TRIP, answer, datetime.now(UTC))
    assert refusal(plug, answer).reason == REFUSED


def test_a_code_that_was_never_given_is_refused(plug: Identity) -> None:
    plug.leave(TRIP)
    assert refusal(plug, {"state": TRIP.state, "code": "made-up"}).reason == REFUSED


def test_health_says_whether_the_provider_is_there(plug: Identity) -> None:
    assert plug.health().ok
    assert plug.slowest.total_seconds() >= 0
