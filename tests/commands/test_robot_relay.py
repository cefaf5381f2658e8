"""The robot's half behind LGWAN, asking by requests: a process that is killed behind the click types nothing twice."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from madoguchi.lab.office import Office, office
from madoguchi.lab.transcripts import TOWN, handover, made
from tests.commands.office import run, running
from tests.commands.test_serve import wait_until
from tests.plugs.robot.conftest import drive
from tests.web.relayed import Relay, relaying


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def relay(house: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    with relaying(tmp_path, monkeypatch) as opened:
        yield opened


@pytest.fixture
def env(server_env: dict[str, str]) -> dict[str, str]:
    """Of a robot that reaches no database."""
    told = {"MADOGUCHI_ROBOT": "http://127.0.0.1:1/", "MADOGUCHI_ROBOT_ACCOUNTS": "x", "MADOGUCHI_ROBOT_TIMEOUT": "10"}
    return server_env | told | {"MADOGUCHI_DATABASE": "postgresql://nobody@127.0.0.1:1/nowhere"}


def test_killed_behind_the_click_and_begun_again_the_case_is_there_once(
    it: Office, relay: Relay, env: dict[str, str], tmp_path: Path
) -> None:
    env |= {"MADOGUCHI_ROBOT": it.url, "MADOGUCHI_ROBOT_ACCOUNTS": str(it.account(tmp_path / "robot", TOWN))}
    case, words = next(made(1)), ("robot", "serve", "--url", relay.url, "--key", str(relay.key))
    with ExitStack() as stack:
        robots = [stack.enter_context(running(env, *words))]

        def kill(at: str) -> None:
            if at == "found":
                robots[-1].kill()
                robots[-1].wait()
                robots.append(stack.enter_context(running(env, *words)))

        first = drive(relay.product("20"), case.values(handover()), kill)
        second = drive(relay.product("20"), case.values(handover()))
        # Its answer may have been on its way already when it was killed.
        assert first.number or first.say == "ロボットが途中で止まりました。"
        assert not second.fault, second.say
        (record,) = it.live()
        assert record["number"] == second.number
        assert {label: record["values"][label] for label in case.typed} == case.typed
    assert {path.partition("/relay/")[0] for _, path in relay.asked} == {"/robot"}


def test_only_one_process_has_a_key(relay: Relay, env: dict[str, str]) -> None:
    words = ("robot", "serve", "--url", relay.url, "--key", str(relay.key))
    with running(env, *words):
        wait_until(lambda: bool(relay.asked))
        code, _, said = run(env, *words, "--once")
    assert (code, "another process" in said) == (2, True)


@pytest.mark.parametrize("words", [(), ("--url", "http://example.jp/robot/relay/"), ("--url", "x", "--folder", "y")])
def test_serve_names_one_safe_way(relay: Relay, env: dict[str, str], words: tuple[str, ...]) -> None:
    assert run(env, "robot", "serve", "--key", str(relay.key), *words)[0] == 2
