"""見本 - the demo's parts start together, are told apart when one fails, and all end together."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.commands import _typing, demo
from madoguchi.commands._filling import MARK, Filling, forget
from madoguchi.lab.ports import free_port

STAND_IN = """
import http.server, os, pathlib, signal, sys, time
name, here = sys.argv[1], pathlib.Path(os.environ["MADOGUCHI_VAR"])
(here / f"{name}.pid").write_text(str(os.getpid()))
if name == "migrate":
    sys.exit(int(os.environ.get("STAND_IN_MIGRATE", "0")))
if name == "load":
    print('{"accounts": [{"name": "uke", "password": "pw", "roles": ["clerk"], "municipality": "a"}]}')
    sys.exit()
if name == os.environ.get("STAND_IN_DIES"):
    sys.exit(3)
if name == "serve":
    place = ("127.0.0.1", int(os.environ["MADOGUCHI_PORT"]))
    http.server.ThreadingHTTPServer(place, http.server.SimpleHTTPRequestHandler).serve_forever()
signal.pause()
"""


@pytest.fixture(autouse=True)
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Small processes in the place of the real commands; the environment and signals are put back."""
    before, on_term = dict(os.environ), signal.getsignal(signal.SIGTERM)
    (tmp_path / "stand_in.py").write_text(STAND_IN, encoding="utf-8")
    monkeypatch.setattr(demo, "_command", lambda *words: [sys.executable, str(tmp_path / "stand_in.py"), *words])
    monkeypatch.setattr(_typing, "missing", lambda: "flask")
    for name in [name for name in os.environ if name.startswith("MADOGUCHI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MADOGUCHI_VAR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    yield
    signal.signal(signal.SIGTERM, on_term)
    os.environ.clear()
    os.environ.update(before)


def alive(tmp_path: Path) -> list[str]:
    """The stand-ins that still run; a number may have been given to another process since."""
    running = []
    for file in (tmp_path / "var").glob("*.pid"):
        told = Path(f"/proc/{file.read_text()}/cmdline")
        if told.exists() and b"stand_in.py" in told.read_bytes():
            running.append(file.stem)
    return running


def test_it_tells_addresses_and_accounts_once_the_first_page_answers_and_ends_on_ctrl_c(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    started: dict[str, subprocess.Popen[bytes]] = {}

    def ctrl_c(parts: dict[str, subprocess.Popen[bytes]]) -> None:
        assert list(parts) == ["mailsink", "smssink", "linesink", "idpsink", "worker", "serve"]
        assert all(part.poll() is None for part in parts.values())
        started.update(parts)
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_watch", ctrl_c)
    port = free_port()
    assert demo.run(Namespace(port=port)) == 0
    told = capfd.readouterr().err
    assert f"http://localhost:{port}/" in told
    assert f"http://localhost:{port}/a/staff/  uke / pw (clerk)" in told
    assert "RPA: none, for want of flask" in told
    assert started
    assert all(part.poll() is not None for part in started.values())


def test_where_it_can_a_robot_types_into_a_back_office_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def ctrl_c(parts: dict[str, subprocess.Popen[bytes]]) -> None:
        assert list(parts)[-2:] == ["backoffice", "robot"]
        assert all(part.poll() is None for part in parts.values())
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_watch", ctrl_c)
    monkeypatch.setattr(_typing, "missing", lambda: "")
    monkeypatch.setattr(_typing, "command", lambda state: demo._command("backoffice"))
    assert demo.run(Namespace(port=free_port())) == 0
    account = tmp_path / "var" / "robot_accounts" / "a.json"
    assert stat.S_IMODE(account.stat().st_mode) == 0o600
    assert "1001 / mihon-1001" in capfd.readouterr().err


def test_a_taken_port_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert demo.run(Namespace(port=port)) == 1
    assert f"port {port} is taken" in capfd.readouterr().err


@pytest.mark.parametrize("part", ["mailsink", "smssink", "linesink", "idpsink", "worker", "serve"])
def test_a_part_that_stops_by_itself_is_named_and_the_others_end(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAND_IN_DIES", part)
    assert demo.run(Namespace(port=free_port())) == 1
    assert f"`madoguchi {part}` stopped by itself with 3" in capfd.readouterr().err
    assert not alive(tmp_path)


def test_a_refused_migration_starts_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAND_IN_MIGRATE", "1")
    assert demo.run(Namespace(port=free_port())) == 1
    assert "`madoguchi migrate` ended with 1" in capfd.readouterr().err
    assert [file.stem for file in (tmp_path / "var").glob("*.pid")] == ["migrate"]


def test_a_second_start_asks_again_only_when_a_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    var = tmp_path / "var"
    var.mkdir()
    asked: list[str] = []

    def once(*words: str) -> dict[str, object]:
        asked.append(words[0])
        (var / "madoguchi.sqlite3").touch()
        return {"accounts": [1]} if words[0] == "load" else {}

    monkeypatch.setattr(demo, "_once", once)
    assert demo._ready_house() == demo._ready_house() == {"accounts": [1]}
    assert asked == ["migrate", "load"]
    monkeypatch.setattr(demo, "_digest", lambda: "another")
    demo._ready_house()
    assert asked == ["migrate", "load"] * 2
    (var / "madoguchi.sqlite3").unlink()
    demo._ready_house()
    assert asked == ["migrate", "load"] * 3


def test_the_key_of_the_demo_is_made_once_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    first = demo._key_file(tmp_path).read_text()
    assert len(first) >= 64
    assert demo._key_file(tmp_path).read_text() == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_it_is_filled_once_and_only_when_everything_is_there(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def filled(code: int) -> list[str]:
        ran = tmp_path / "ran"
        ran.unlink(missing_ok=True)
        write = f"import sys; open({str(ran)!r}, 'a').write(sys.argv[1] + chr(10)); sys.exit({code})"
        filling = Filling(tmp_path, ["a", "a", "b"], lambda *words: [sys.executable, "-c", write, *words])
        filling.start()
        filling.join(30)
        return ran.read_text().split() if ran.exists() else []

    assert filled(3) == ["load"]
    assert "ended with 3" in capfd.readouterr().err
    assert filled(0) == ["load", "sample", "sample"]
    assert filled(0) == []
    forget(tmp_path)
    assert filled(0) == ["load", "sample", "sample"]


def test_what_fills_it_ends_with_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    started = tmp_path / "started"
    wait = f"import time, pathlib; pathlib.Path({str(started)!r}).touch(); time.sleep(60)"
    filling = Filling(tmp_path, ["a"], lambda *words: [sys.executable, "-c", wait])
    filling.start()
    until = time.monotonic() + 30
    while not started.exists() and time.monotonic() < until:
        time.sleep(0.02)
    filling.stop()
    assert not filling.is_alive()
    assert filling._running
    assert filling._running.poll() is not None
    assert not (tmp_path / MARK).exists()
    assert capfd.readouterr().err == ""
