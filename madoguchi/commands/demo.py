"""見本 - the whole counter on one machine: database, sinks, providers of identities, worker, server, until Ctrl-C.

With Flask, Playwright and Chromium beside it a made-up back office runs too, and a robot that types the cases into it.
Loads every municipality of the folder `municipalities`, publishes their procedures and makes sample accounts; what was
entered before is kept. Behind the first page come the other municipalities and some hundred families (見本), once.
Ends with 1 when a part cannot start or stops by itself, and stops the others.
"""

import argparse
import contextlib
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from joserfc.jwk import ECKey

from madoguchi.lab.idp_cast import CLIENT, SECRET
from madoguchi.lab.linegate import channel
from madoguchi.lab.linepage import ACCOUNT
from madoguchi.lab.ports import free_port

from . import _typing
from ._filling import Filling, forget

BARE = True
HOME = Path(__file__).resolve().parents[2]
CHANNELS = "line_channels"  # of the towns with accounts, at madoguchi linesink
STOP_SECONDS = 15.0
SINK_TOKEN = "mihon-sms"  # noqa: S105 - what madoguchi smssink knows everybody by
START_SECONDS = 60.0


class CannotStart(Exception):
    """A part of the demo did not come up; the message says what to do."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("MADOGUCHI_PORT", "8000")), help="default: MADOGUCHI_PORT, 8000"
    )


def run(args: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _settings(args.port)
        _need_free(args.port)
        loaded = _ready_house()
        for town in _towns(loaded):
            channel(Path(os.environ["MADOGUCHI_VAR"]) / CHANNELS, town, account=f"{ACCOUNT}{town}")
        if _types():
            _typing.introduce(_towns(loaded))
        with _parts() as parts:
            _wait_for(f"http://127.0.0.1:{args.port}/", parts)
            _tell(args.port, loaded)
            filling = Filling(Path(os.environ["MADOGUCHI_VAR"]), _towns(loaded), _command)
            filling.start()
            try:
                _watch(parts)
            finally:
                filling.stop()
    except CannotStart as reason:
        print(f"madoguchi demo: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was entered is kept.", file=sys.stderr)
    return 0


def _settings(port: int) -> None:
    """The environment all parts share; what the caller has set stays."""
    state = Path(os.environ.setdefault("MADOGUCHI_VAR", "var"))
    state.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    os.environ["MADOGUCHI_PORT"] = str(port)
    os.environ.setdefault("MADOGUCHI_BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("MADOGUCHI_READING", "paper")
    os.environ.setdefault("MADOGUCHI_SMTP", f"smtp://127.0.0.1:{free_port()}")
    if "MADOGUCHI_SMS" not in os.environ:
        os.environ["MADOGUCHI_SMS"] = f"http://127.0.0.1:{free_port()}/v1"
        os.environ["MADOGUCHI_SMS_TOKEN_FILE"] = str(_token_file(state))
    if "MADOGUCHI_LINE" not in os.environ:
        line = f"http://127.0.0.1:{free_port()}"
        os.environ |= {
            "MADOGUCHI_LINE": str(state / CHANNELS),
            "MADOGUCHI_LINE_API": line,
            "MADOGUCHI_LINE_OPENS": line,
        }
    if "MADOGUCHI_MYNA" not in os.environ:
        os.environ |= _providers(state, f"http://127.0.0.1:{free_port()}")
    if "MADOGUCHI_ROBOT" not in os.environ and not _typing.missing():
        os.environ |= _typing.settings(state)
    if "MADOGUCHI_SECRET_KEY" not in os.environ:
        os.environ.setdefault("MADOGUCHI_SECRET_KEY_FILE", str(_key_file(state)))


def _providers(state: Path, base: str) -> dict[str, str]:
    """The settings with which somebody signs in at `madoguchi idpsink`."""
    pem = ECKey.generate_key("P-256").as_pem(private=True).decode()
    return {
        "MADOGUCHI_MYNA": f"{base}/api/realms/main",
        "MADOGUCHI_MYNA_CLIENT": CLIENT,
        "MADOGUCHI_MYNA_KEY_FILE": str(_own_file(state / "myna_key", pem)),
        "MADOGUCHI_GBIZID": f"{base}/oauth/",
        "MADOGUCHI_GBIZID_CLIENT": CLIENT,
        "MADOGUCHI_GBIZID_SECRET_FILE": str(_own_file(state / "gbizid_secret", SECRET)),
    }


def _key_file(state: Path) -> Path:
    return _own_file(state / "secret_key", secrets.token_urlsafe(64))


def _token_file(state: Path) -> Path:
    return _own_file(state / "sms_token", SINK_TOKEN)


def _own_file(file: Path, text: str) -> Path:
    if not file.exists():
        # Made unreadable for others before anything is in it.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(text)
    return file


def _need_free(port: int) -> None:
    with socket.socket() as door:
        # As the server does: a port that only lingers after the last stop is free.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            raise CannotStart(
                f"port {port} is taken by another program. Stop it, or choose another: MADOGUCHI_PORT=8001 bin/demo"
            ) from None


def _ready_house() -> dict[str, object]:
    """Tables and procedures, as `migrate` and `load` tell; asked for again only when a file of ours has changed."""
    state = Path(os.environ["MADOGUCHI_VAR"])
    stamp, now = state / "demo.json", {"files": _digest(), "database": os.environ.get("MADOGUCHI_DATABASE", "")}
    with contextlib.suppress(OSError, ValueError, KeyError):
        before = json.loads(stamp.read_text(encoding="utf-8"))
        if before["of"] == now and (now["database"] or (state / "madoguchi.sqlite3").exists()):
            return dict(before["loaded"])
    _once("migrate")
    loaded = _once("load", "--own", "--demo")
    forget(state)
    stamp.write_text(json.dumps({"of": now, "loaded": loaded}, ensure_ascii=False), encoding="utf-8")
    return loaded


def _towns(loaded: dict[str, object]) -> list[str]:
    """The municipalities with accounts: there somebody can see what families have sent."""
    accounts = loaded.get("accounts")
    return [str(account["municipality"]) for account in accounts] if isinstance(accounts, list) else []


def _digest() -> str:
    """Of everything that decides what the tables and the procedures are."""
    digest = hashlib.sha256()
    for folder in ("madoguchi", "procedures", "municipalities", "documents", "systems"):
        for file in sorted((HOME / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(HOME)}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "madoguchi", *words]


def _once(*words: str) -> dict[str, object]:
    """Runs a command to its end and returns the JSON object it printed, if it printed one."""
    done = subprocess.run(_command(*words), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"`madoguchi {' '.join(words)}` ended with {done.returncode} (its reasons are above)")
    try:
        told = json.loads(done.stdout or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _types() -> bool:
    """Whether a robot of our own types into a back office of our own."""
    return os.environ.get("MADOGUCHI_ROBOT_ACCOUNTS", "").startswith(os.environ["MADOGUCHI_VAR"])


def _commands() -> dict[str, list[str]]:
    """The parts by their names, in the order in which they begin."""
    parts = {name: _command(name) for name in ("mailsink", "smssink", "linesink", "idpsink", "worker", "serve")}
    if _types():
        parts[_typing.NAME] = _typing.command(Path(os.environ["MADOGUCHI_VAR"]))
        parts[_typing.ROBOT] = _command(_typing.ROBOT, "run")
    return parts


@contextlib.contextmanager
def _parts() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Sinks, worker and server as processes of their own; all of them have ended when the block is left."""
    parts: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in _commands().items():
            # Ctrl-C reaches a whole group at once; in their own sessions the parts are stopped by us, in order.
            parts[name] = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        yield parts
    finally:
        _stop(parts)


def _stop(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for part in reversed(parts.values()):
        part.terminate()
    until = time.monotonic() + STOP_SECONDS
    for part in parts.values():
        try:
            part.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()


def _need_alive(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, part in parts.items():
        if part.poll() is not None:
            raise CannotStart(f"`madoguchi {name}` stopped by itself with {part.returncode} (its reasons are above)")


def _wait_for(address: str, parts: dict[str, subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        _need_alive(parts)
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            raise CannotStart(f"the first page answers {answer.code}") from None
        except OSError:
            time.sleep(0.05)  # nothing listens yet
    raise CannotStart(f"nothing answered on {address} within {START_SECONDS:.0f} seconds")


def _tell(port: int, loaded: dict[str, object]) -> None:
    """Addresses and accounts for the person in front of it: on stderr, as every message of a command."""
    base = f"http://localhost:{port}"
    today = os.environ.get("MADOGUCHI_TODAY") or "-"
    lines = ["", f"窓口 {base}/", f"  mails, SMS, LINE: {base}/demo/mail/", f"  見本の日付: {today}"]
    if _types():
        lines.append(
            f"  基幹(見本): {os.environ['MADOGUCHI_ROBOT']} {_typing.STAFF} / {_typing.PASSWORD}, typed by a robot"
        )
    elif lacking := _typing.missing():
        lines.append(f"  RPA: none, for want of {lacking} (docs/howto/robots.md)")
    accounts = loaded.get("accounts")
    for account in accounts if isinstance(accounts, list) else []:
        place = f"{base}/{account['municipality']}"
        lines.append(f"  {place}/staff/  {account['name']} / {account['password']} ({', '.join(account['roles'])})")
    print("\n".join([*lines, "Ctrl-C stops everything.", ""]), file=sys.stderr, flush=True)


def _watch(parts: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _need_alive(parts)
        time.sleep(0.5)
