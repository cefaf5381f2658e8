"""箱 - a file that breaks it breaks nothing else.

Each limit has a control arm: without it, the same file gets its way.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from madoguchi.plugs.box import SURROUNDINGS, Box, Broke, Limits

MB = 1_000_000


@pytest.fixture
def hostile() -> Iterator[Callable[..., Box]]:
    """A box whose openers are hostile, with the limits of the test."""
    boxes: list[Box] = []

    def made(**limits: float) -> Box:
        boxes.append(Box("tests.plugs.hostile", Limits(**limits)))  # type: ignore[arg-type] # - whole ones for the counts
        return boxes[-1]

    yield made
    for box in boxes:
        box.close()


def why(box: Box, opener: str, data: bytes) -> str:
    with pytest.raises(Broke) as broke:
        box.open(opener, data)
    return broke.value.why


def still_serves(box: Box) -> bool:
    return box.open("sleep", b"0").values == {"done": True}


def test_memory_ends_at_the_limit_and_without_one_it_would_have_been_taken(hostile: Callable[..., Box]) -> None:
    limited, open_ended = hostile(memory=100 * MB), hostile(memory=0)
    assert why(limited, "grow", b"300000000") == "memory"
    assert still_serves(limited)
    assert open_ended.open("grow", b"300000000").values == {"bytes": 300_000_000}


def test_time_ends_at_the_limit_and_without_one_it_would_have_been_waited(hostile: Callable[..., Box]) -> None:
    limited, patient = hostile(seconds=0.3), hostile(seconds=10)
    begun = time.monotonic()
    assert why(limited, "sleep", b"1.0") == "time"
    assert time.monotonic() - begun < 0.9
    assert still_serves(limited)
    assert patient.open("sleep", b"1.0").values == {"done": True}


def test_computing_ends_at_the_limit_and_without_one_it_would_have_gone_on(hostile: Callable[..., Box]) -> None:
    limited, patient = hostile(cpu=1), hostile(cpu=0)
    assert why(limited, "spin", b"5") == "time"
    assert patient.open("spin", b"1.3").values == {"done": True}


def test_a_crash_in_the_box_is_a_refusal_outside_of_it(hostile: Callable[..., Box]) -> None:
    box = hostile()
    assert why(box, "crash", b"") == "broken"
    assert still_serves(box)


def test_inside_of_the_box_no_file_and_no_socket_can_be_opened_and_no_secret_is_known(
    hostile: Callable[..., Box],
) -> None:
    told = hostile().open("reach", b"").values
    # LC_CTYPE is the interpreter's own (PEP 538).
    assert told.pop("environment") | {"LC_CTYPE": ""} == SURROUNDINGS | {"LC_CTYPE": ""}
    assert set(told.values()) == {"OSError"}


def test_the_control_arm_outside_of_the_box_all_of_it_can_be_done() -> None:
    os.close(os.open("/etc/hostname", os.O_RDONLY))
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    for end in os.pipe():
        os.close(end)


def test_an_answer_larger_than_agreed_is_not_read(hostile: Callable[..., Box]) -> None:
    box = hostile(answer=1_000)
    assert why(box, "flood", b"2000") == "broken"
    assert box.open("flood", b"900").data == b"x" * 900


def test_a_keeper_that_died_is_followed_by_another(hostile: Callable[..., Box]) -> None:
    box = hostile()
    assert still_serves(box)
    assert box.keeper
    box.keeper.kill()
    box.keeper.wait()
    assert still_serves(box)


def test_one_that_hangs_does_not_hold_up_another(hostile: Callable[..., Box]) -> None:
    box = hostile(seconds=3)
    slow = threading.Thread(target=lambda: box.open("sleep", b"1.5"))
    slow.start()
    time.sleep(0.3)
    begun = time.monotonic()
    assert still_serves(box)
    assert time.monotonic() - begun < 1
    slow.join()


def test_a_process_forked_from_ours_has_a_keeper_of_its_own(hostile: Callable[..., Box]) -> None:
    box = hostile()
    assert still_serves(box)
    box._owner = 1  # as a forked process finds it
    before, control = box.keeper, box._control
    assert still_serves(box)
    assert box.keeper is not before
    assert before
    assert control
    control.close()
    before.wait(5)  # whose asker is gone ends by itself
