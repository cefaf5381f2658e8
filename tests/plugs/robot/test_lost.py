"""失われた答え - whatever breaks between click and answer, the record is there once, and right."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from madoguchi.lab.office import Office
from madoguchi.lab.transcripts import Made, handover
from madoguchi.plugs.robot.browser import Plug as Robot
from tests.plugs.robot.conftest import cancelled, changed, drive
from tests.plugs.robot.test_browser import THERE, TYPED, kept

UNKNOWN = "登録できたかどうか分かりません。あとで探してから続けます。"


def chromium_of_ours() -> list[int]:
    """The browsers below this process; each has many processes of its own below it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = (int(words[1]), (folder / "cmdline").read_bytes())
        except OSError:
            continue  # it has ended

    def below(pid: int) -> bool:
        while pid in parents:
            pid = parents[pid][0]
            if pid == os.getpid():
                return True
        return False

    return [pid for pid, (_, line) in parents.items() if b"--remote-debugging-pipe" in line and below(pid)]


def end_browser_at(stage: str) -> Callable[[str], None]:
    def at(reached: str) -> None:
        if reached == stage:
            for pid in chromium_of_ours():
                os.kill(pid, signal.SIGKILL)

    return at


def test_an_answer_that_never_comes_is_found_by_the_search(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    it.set(drop_after_saving=1)
    ran = drive(robot, case.values(handover()))
    assert ran.stages == TYPED
    assert kept(it, case) == [case.typed]


def test_what_was_not_saved_is_typed_again_by_the_next_run(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    it.set(drop_before_saving=1)
    ran = [drive(robot, case.values(handover())) for _ in range(2)]
    assert [one.stages[-1] for one in ran] == ["submitting", "compared"]
    assert ran[0].say == UNKNOWN
    assert ran[0].fault
    assert not ran[0].fault.permanent
    assert kept(it, case) == [case.typed]


def test_of_a_change_and_a_cancellation_the_same_is_true(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    number = drive(robot, case.values(handover())).number
    other = changed(case, 方書="見本荘　3号")
    for values in (other.values(handover(), "change", number), cancelled(case, number)):
        it.set(drop_before_saving=1)
        assert drive(robot, values).stages[-1] == "submitting"
        it.set(drop_after_saving=1)
        assert drive(robot, values).stages == TYPED
        assert drive(robot, values).stages == THERE


def test_done_without_saving_is_for_a_person(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    it.set(mutation="done-without-saving")
    try:
        ran = drive(robot, case.values(handover()))
    finally:
        it.set(mutation=None)
    assert ran.say == "完了の画面が出ましたが、登録が見つかりません。人の確認が必要です。"
    assert ran.fault
    assert ran.fault.permanent


@pytest.mark.parametrize("stage", ["reserved", "searched", "typed", "read_back"])
def test_a_browser_that_is_killed_before_the_click_is_begun_again(
    it: Office, robot: Robot, cases: Iterator[Made], stage: str
) -> None:
    case = next(cases)
    drive(robot, next(cases).values(handover()))  # it is open
    assert chromium_of_ours()
    ran = drive(robot, case.values(handover()), end_browser_at(stage))
    assert ran.stages == TYPED
    assert kept(it, case) == [case.typed]


@pytest.mark.parametrize("stage", ["submitting", "found"])
def test_a_browser_that_is_killed_after_it_is_left_to_the_next_run(
    it: Office, robot: Robot, cases: Iterator[Made], stage: str
) -> None:
    case = next(cases)
    ran = [drive(robot, case.values(handover()), end_browser_at(stage) if first else str) for first in (True, False)]
    assert ran[0].say == "ロボットのブラウザーが止まりました。"
    assert ran[1].stages[-1] == "compared"
    assert kept(it, case) == [case.typed]


def test_a_session_that_ends_in_between_is_begun_again(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    it.set(timeout=0)
    ended = drive(robot, case.values(handover()))
    it.set(timeout=900)
    assert "submitting" not in ended.stages
    assert ended.fault
    assert not ended.fault.permanent
    assert drive(robot, case.values(handover())).stages == TYPED


def test_a_run_that_is_given_up_before_the_click_sends_nothing(it: Office, robot: Robot, cases: Iterator[Made]) -> None:
    case = next(cases)
    stages = robot.run("type", case.values(handover()))
    while getattr(next(stages), "name", "") != "submitting":
        pass
    stages.close()
    assert kept(it, case) == []
    assert drive(robot, case.values(handover())).stages == TYPED
