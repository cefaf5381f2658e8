"""差込の相手 - an SMTP server that says what a test wants, and a gateway of short messages that fails as it is told."""

import socketserver
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from madoguchi.lab import linegate, portalgate
from madoguchi.lab.served import running
from madoguchi.lab.smsgate import Gate

GREETING = {"": "220 ready", "EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on"}
GREETING |= {".": "250 kept", "NOOP": "250 ok", "QUIT": "221 bye", "RSET": "250 ok"}


class SmtpServer(socketserver.ThreadingTCPServer):
    """`says[verb]` is its answer ("." ends the letter); None hangs up instead. Keeps what it heard, and the mails."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.says: dict[str, str | None] = dict(GREETING)
        self.heard: list[str] = []
        self.mails: list[EmailMessage] = []

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the play."""


class _Talk(socketserver.StreamRequestHandler):
    server: SmtpServer

    def handle(self) -> None:
        going = self._answer("")
        while going and (line := self.rfile.readline()):
            verb = line.decode().split()[0].upper()
            self.server.heard.append(line.decode().strip())
            going = self._answer(verb)
            if going and verb == "DATA" and str(self.server.says["DATA"]).startswith("3"):
                self._letter()
                going = self._answer(".")

    def _letter(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=default))

    def _answer(self, verb: str) -> bool:
        said = self.server.says.get(verb, "500 what?")
        if said is not None:
            self.wfile.write(said.encode() + b"\r\n")
        return said is not None and not said.startswith("221")


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with running(SmtpServer()) as served:
        yield served


@pytest.fixture
def line(tmp_path: Path) -> Iterator[linegate.Gate]:
    with running(linegate.Gate(tmp_path / "line")) as served:
        yield served


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[portalgate.Gate]:
    with running(portalgate.Gate(tmp_path / "portal")) as served:
        yield served


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    with running(Gate(tmp_path / "sms")) as served:
        yield served
