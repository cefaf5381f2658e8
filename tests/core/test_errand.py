"""用務 - stages go forward only, and waits grow, end, and never come too early."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.errand import (
    COMPARED,
    DONE,
    FOUND,
    PREPARED,
    RESERVED,
    STAGES,
    SUBMITTING,
    WAITING,
    BackOff,
    StageFault,
    next_stage,
    stage_named,
)

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)


def test_an_errand_nobody_has_touched_is_waiting() -> None:
    assert stage_named("") == WAITING


def test_a_stage_is_found_by_the_name_in_its_row() -> None:
    assert [stage_named(stage.name) for stage in STAGES] == list(STAGES)


def test_an_unknown_stage_is_a_fault() -> None:
    with pytest.raises(StageFault, match="flying"):
        stage_named("flying")


def test_the_other_side_may_have_it_from_submitting_on_and_not_before() -> None:
    assert [stage for stage in STAGES if stage.outside] == [SUBMITTING, FOUND, COMPARED, DONE]


def test_a_plug_may_leave_stages_out_but_not_go_back() -> None:
    assert next_stage(WAITING, SUBMITTING) == SUBMITTING
    assert next_stage(RESERVED, PREPARED) == PREPARED
    for before, told in ((SUBMITTING, PREPARED), (RESERVED, RESERVED), (RESERVED, WAITING)):
        with pytest.raises(StageFault):
            next_stage(before, told)


def test_a_plug_cannot_say_done_by_itself() -> None:
    with pytest.raises(StageFault):
        next_stage(SUBMITTING, DONE)


def test_a_plug_cannot_make_up_a_stage() -> None:
    with pytest.raises(StageFault):
        next_stage(WAITING, type(SUBMITTING)("nearly", outside=False))


def test_waits_double_up_to_the_longest() -> None:
    waits = [BackOff(attempts=99).wait(attempts, "k").total_seconds() for attempts in (1, 2, 3, 20)]
    for wait, plain in zip(waits, (30, 60, 120, 4 * 3600), strict=True):
        assert plain <= wait < plain * 1.1


def test_two_errands_that_failed_together_come_back_apart() -> None:
    assert len({BackOff().wait(3, f"k{number}") for number in range(50)}) > 20


@given(attempts=st.integers(0, 10**6), key=st.text(max_size=40))
def test_a_wait_is_never_negative_nor_much_longer_than_the_longest(attempts: int, key: str) -> None:
    policy = BackOff()
    assert timedelta(0) < policy.wait(attempts, key) <= policy.longest * 1.1


def test_the_last_attempt_is_followed_by_a_person() -> None:
    policy = BackOff(attempts=3)
    assert policy.next_due(2, "k", NOW, NOW) is not None
    assert policy.next_due(3, "k", NOW, NOW) is None


def test_nothing_is_tried_again_while_the_other_side_may_still_be_at_work() -> None:
    late = NOW + timedelta(hours=9)
    assert BackOff().next_due(1, "k", NOW, late) == late


def test_the_default_outlasts_a_night_without_a_mail_server() -> None:
    policy = BackOff()
    assert sum((policy.wait(a, "k") for a in range(1, policy.attempts)), timedelta()) > timedelta(hours=14)
