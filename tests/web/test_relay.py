"""遠い受け箱 - a robot asks by signed requests: nothing forged or old is taken, and lost answers double nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from madoguchi.core.plug import Plug, PlugError
from madoguchi.lab.transcripts import Made, handover, made
from madoguchi.plugs.robot import fake
from madoguchi.plugs.robot._far import MOMENT, SIGNATURE, Far, Lost, signature
from madoguchi.plugs.robot._letters import letter, write
from madoguchi.plugs.robot._serving import Robot
from madoguchi.plugs.robot._tray import Tray, Unwanted
from tests.plugs.robot.conftest import Ran, drive
from tests.web.relayed import KEY, Relay, relaying
from tests.web.visits import Visitor

CASE = "20260101.a.b"
HERE = "/robot/relay/"
ASKED = {"until": "9999-01-01T00:00:00+00:00", "key": "type-1", "values": {}}


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def relay(house: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    with relaying(tmp_path, monkeypatch) as opened:
        yield opened


@pytest.fixture
def case() -> Made:
    return next(made(1))


def served(relay: Relay, robot: Plug, case: Made, tray: Callable[[], Far] | None = None) -> Ran:
    """A case on its way out and back; the robot begins a round anew whenever one breaks."""
    ran: list[Ran] = []
    product = threading.Thread(target=lambda: ran.append(drive(relay.product(), case.values(handover()))))
    product.start()
    while product.is_alive():
        try:
            Robot((tray or relay.far)(), KEY, robot).round()
        except (Lost, Killed):
            time.sleep(0.01)
    return ran[0]


def files(relay: Relay) -> dict[Path, bytes]:
    """All that lies there, but for who was refused."""
    here = (file for file in relay.folder.parent.rglob("*") if file.is_file() and file.parent.name != "wrong")
    return {file: file.read_bytes() for file in here}


def heads(method: str, path: str, body: bytes = b"", moment: float = 0, key: bytes = KEY) -> dict[str, str]:
    at = str(int(time.time() + moment))
    return {MOMENT: at, SIGNATURE: signature(key, method, path, at, body)}


def test_a_case_comes_back_with_its_stages_and_its_evidence(relay: Relay, case: Made) -> None:
    robot = fake.Plug({})
    ran = served(relay, robot, case)
    assert ran.stages == ["reserved", "searched", "typed", "read_back", "submitting", "found", "compared"]
    assert (ran.number, set(ran.shown)) == ("00000001", {"search", "record"})
    assert relay.product().health().ok
    assert not [*(relay.folder / "taken").iterdir(), *(relay.folder / "in").iterdir()]
    assert {path.split("/")[1] for _, path in relay.asked} == {"robot"}


@pytest.mark.parametrize("last", ["00001", "00006", "end"])
def test_an_answer_that_gets_lost_changes_nothing(relay: Relay, case: Made, last: str) -> None:
    left = [1, 1]
    relay.lost = lambda method, path: path.endswith(last) and bool(left) and bool(left.pop())
    ran = served(relay, fake.Plug({}), case)
    assert (ran.number, len(ran.stages), left) == ("00000001", 7, [])
    assert sum(path.endswith(last) for _, path in relay.asked) == 3


def test_a_case_whose_own_answer_gets_lost_is_begun_by_a_new_try(relay: Relay, case: Made) -> None:
    left = [1]
    relay.lost = lambda method, path: method == "POST" and bool(left) and bool(left.pop())
    robot = fake.Plug({})
    assert served(relay, robot, case).say == "ロボットが途中で止まりました。"
    assert not list((relay.folder / "taken").iterdir())
    assert served(relay, robot, case).number == "00000001"


@pytest.mark.parametrize("behind", [True, False])
@pytest.mark.parametrize("last", ["00001", "00006", "00007", "end"])
def test_a_robot_that_is_killed_at_an_answer_doubles_nothing(relay: Relay, case: Made, last: str, behind: bool) -> None:
    left = [1]

    class Dying(Far):
        """Killed once, before a file is told or behind it."""

        def put(self, name: str, letter: bytes) -> None:
            dies = name.endswith(last) and bool(left) and bool(left.pop())
            if not dies or behind:
                super().put(name, letter)
            if dies:
                raise Killed

    robot = fake.Plug({})

    def dying() -> Far:
        return Dying(relay.url, relay.key, patience=())

    ran = served(relay, robot, case, dying)
    told = last == "end" and behind
    assert (ran.number, ran.say) == (("00000001", "") if told else ("", "ロボットが途中で止まりました。"))
    assert served(relay, robot, case, dying).number == "00000001"
    assert (left, len(robot.records)) == ([], 1)


def test_a_product_that_does_not_answer_is_asked_again_and_then_given_up(relay: Relay) -> None:
    relay.lost = lambda method, path: True
    with pytest.raises(Lost):
        relay.far().look()
    assert len(relay.asked) == 4


def test_a_known_file_may_come_again_but_not_with_another_content(relay: Relay) -> None:
    write(relay.folder / "out" / CASE, KEY, ASKED)
    far = relay.far()
    assert far.look() == ([CASE], [])
    assert far.take(CASE)
    assert far.take(CASE) is None
    assert far.look() == ([], [CASE])
    for last in ("00001", "end"):
        name = f"{CASE}.{last}"
        far.put(name, letter(name, KEY, {"n": 1}))
        (relay.folder / "in" / name).unlink()  # the product has read it
        far.put(name, letter(name, KEY, {"n": 1}))
        with pytest.raises(Unwanted):
            far.put(name, letter(name, KEY, {"n": 2}))
    assert not list((relay.folder / "in").iterdir())
    with pytest.raises(Unwanted):
        far.put(f"{CASE}.00002", b"nobody waits for it")


def test_a_crash_of_the_product_in_the_middle_of_an_end_is_made_good(relay: Relay) -> None:
    write(relay.folder / "taken" / CASE, KEY, ASKED)
    write(relay.folder / "in" / f"{CASE}.end", KEY, {"number": "1", "count": 0})
    assert Robot(relay.far(), KEY, fake.Plug({})).round() == 0
    assert not list((relay.folder / "taken").iterdir())
    assert (relay.folder / "in" / f"{CASE}.end").read_bytes() == letter(f"{CASE}.end", KEY, {"number": "1", "count": 0})


def test_what_the_product_did_not_sign_is_refused_from_afar(relay: Relay) -> None:
    write(relay.folder / "out" / CASE, b"another key of thirty-two letters", ASKED)
    assert Robot(relay.far(), KEY, fake.Plug({})).round() == 0
    assert [file.name for file in (relay.folder / "refused").iterdir()] == [CASE]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {MOMENT: "x", SIGNATURE: "x"},
        {SIGNATURE: "あ"},
        heads("GET", HERE, moment=-400),
        heads("GET", HERE, moment=400),
        heads("GET", HERE, key=b"x" * 32),
        heads("GET", HERE, body=b"x"),
        heads("GET", HERE + CASE),
        heads("POST", HERE),
        heads("GET", HERE) | {MOMENT: str(int(time.time()) - 1)},
    ],
)
def test_a_request_that_is_not_rightly_signed_learns_nothing(
    relay: Relay, visit: Callable[[], Visitor], wrong: dict[str, str]
) -> None:
    write(relay.folder / "out" / CASE, KEY, ASKED)
    answer = visit().client.get(HERE, headers={name: value.encode().decode("latin-1") for name, value in wrong.items()})
    assert answer.status_code == 403
    assert CASE not in answer.content.decode()
    assert answer.content.decode().strip() == answer.headers["X-Madoguchi-Number"]


def test_wrong_tries_are_counted_and_never_shut_the_robot_out(relay: Relay, visit: Callable[[], Visitor]) -> None:
    client = visit().client
    assert [client.get(HERE).status_code for _ in range(12)] == [403] * 10 + [429] * 2
    assert client.get(HERE, headers=heads("GET", HERE)).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["..%2Fkey", "%2e%2e", "lock", "alive", ".hidden", f"{CASE}.00001%2F..", f"{CASE}.x", f"{CASE}.00001.00001", "a.b"],
)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_no_name_leads_out_of_the_folder(relay: Relay, visit: Callable[[], Visitor], name: str, method: str) -> None:
    before = files(relay)
    client = visit().client

    signed = heads(method.upper(), HERE + unquote(name))
    answer = getattr(client, method)(HERE + name, headers=signed)
    assert answer.status_code in (403, 404, 409)
    assert files(relay) == before
    with pytest.raises(Unwanted):
        Tray(relay.folder).put(f"../{name}", b"")


def test_a_body_that_is_altered_or_too_large_is_not_taken(relay: Relay, visit: Callable[[], Visitor]) -> None:
    path, client = f"{HERE}{CASE}.00001", visit().client
    write(relay.folder / "taken" / CASE, KEY, ASKED)

    def put(body: bytes, signed: bytes) -> Any:
        return client.put(path, body, "application/octet-stream", headers=heads("PUT", path, signed)).status_code

    large = bytes(8_000_001)
    assert (put(b"b", b"a"), put(large, large), put(b"a", b"a")) == (403, 413, 200)


def test_without_a_folder_there_is_no_such_address(visit: Callable[[], Visitor]) -> None:
    client = visit().client
    assert client.get(HERE, headers=heads("GET", HERE)).status_code == 404
    assert client.put(HERE + CASE, headers=heads("PUT", HERE + CASE)).status_code == 404


def test_a_key_or_a_moment_that_is_wrong_is_told_with_its_number(relay: Relay) -> None:
    far = relay.far()
    relay.key.write_bytes(b"x" * 32)
    with pytest.raises(PlugError, match=r"403 [0-9A-F]{4}-[0-9A-F]{4}"):
        far.look()


@pytest.mark.parametrize("url", ["http://example.jp/robot/relay/", "ftp://127.0.0.1/", "https://a.jp/robot/relay", "x"])
def test_names_go_over_no_open_line(relay: Relay, url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        Far(url, relay.key)
