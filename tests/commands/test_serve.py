"""窓口を開く - the server comes up, keeps its port to itself, stops when told, and never half dies."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.office import run, running

DEADLINE = 60.0  # seconds; only a broken server needs them


@pytest.fixture
def env(server_env: dict[str, str]) -> dict[str, str]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return server_env | {"MADOGUCHI_PORT": str(door.getsockname()[1])}


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + DEADLINE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def answers(env: dict[str, str]) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{env['MADOGUCHI_PORT']}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(program: "subprocess.Popen[str]") -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_it_answers_and_stops_when_told(env: dict[str, str]) -> None:
    with running(env, "serve") as server:
        wait_until(lambda: answers(env))
        server.terminate()
        assert server.wait(DEADLINE) == 0
        assert server.stdout
        assert server.stdout.read() == ""


def test_told_to_stop_while_it_starts_it_stops(env: dict[str, str]) -> None:
    with running(env, "serve") as server:
        wait_until(lambda: bool(children(server)))
        server.terminate()
        began = time.monotonic()
        server.wait(DEADLINE)
        assert time.monotonic() - began < DEADLINE / 2


def test_a_second_server_does_not_share_the_port_in_silence(env: dict[str, str]) -> None:
    with running(env, "serve"):
        wait_until(lambda: answers(env))
        code, _, said = run(env, "serve")
    assert code == 1
    assert env["MADOGUCHI_PORT"] in said


def test_a_killed_part_is_replaced(env: dict[str, str]) -> None:
    with running(env, "serve") as server:
        wait_until(lambda: answers(env))
        (victim,) = children(server)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: victim not in children(server) and answers(env))
        server.terminate()
        server.wait(DEADLINE)


def test_when_the_first_process_is_killed_none_serves_on(env: dict[str, str]) -> None:
    with running(env, "serve") as server:
        wait_until(lambda: answers(env))
        (part,) = children(server)
        server.kill()
        server.wait(DEADLINE)
        wait_until(lambda: gone(part))
    assert not answers(env)
