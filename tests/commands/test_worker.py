"""用務の係 - the worker as a process: it sends what is due, and stops when told."""

import json
import smtplib
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from madoguchi.commands import worker
from madoguchi.desk import confirm, submit
from madoguchi.desk.errands import Worker
from madoguchi.lab.storm.submitter import fill_in
from madoguchi.store import errands, wall
from madoguchi.web.clock import now
from tests.commands.office import first_line, run, running


@pytest.fixture
def sink(tmp_path: Path, server_env: dict[str, str]) -> Iterator[dict[str, str]]:
    """A mail sink; gives the settings of who uses it."""
    env = server_env | {"MADOGUCHI_VAR": str(tmp_path)}
    with running(env, "mailsink", "--port", "0") as program:
        port = first_line(program)["port"]
        yield server_env | {
            "MADOGUCHI_SMTP": f"smtp://127.0.0.1:{port}",
            "MADOGUCHI_MAIL_FROM": "窓口 <m@city.example>",
        }
        program.terminate()
        assert program.wait(30) == 0


def mails(folder: Path) -> list[Any]:
    return [message_from_bytes(file.read_bytes(), policy=default) for file in sorted((folder / "mail").glob("*.eml"))]


def hand_in() -> str:
    with wall.inside("tama", write=True):
        key = fill_in("gakudo", email="oya@example.jp")
        return submit.submit(key, key, now()).reference


def test_the_code_of_an_application_is_mailed_and_the_errand_ends(
    published: None, sink: dict[str, str], tmp_path: Path
) -> None:
    reference = hand_in()
    code, told, _ = run(sink, "worker", "--once")
    (mail,) = mails(tmp_path)
    assert (code, told["plugs"]) == (0, ["desk/letter", "desk/review", "notice/mail"])
    assert (mail["To"], mail["From"]) == ("oya@example.jp", "窓口 <m@city.example>")
    with wall.inside("tama", write=True):
        assert errands.waiting_count(now()) == 0
        digits = next(word for word in mail.get_content().split() if word.isdigit() and len(word) == 6)
        assert confirm.confirm(reference, digits, now())


def test_it_stops_when_told(house: object, server_env: dict[str, str]) -> None:
    with running(server_env, "worker") as program:
        assert first_line(program)["ready"]
        program.terminate()
        assert program.wait(30) == 0


def test_a_setting_that_cannot_work_is_told(house: object, server_env: dict[str, str]) -> None:
    code, _, said = run(server_env | {"MADOGUCHI_SMTP": "http://mail"}, "worker", "--once")
    assert code == 2
    assert "smtp://" in said


def test_the_sink_can_tell_mails_to_come_again(tmp_path: Path, server_env: dict[str, str]) -> None:
    env = server_env | {"MADOGUCHI_VAR": str(tmp_path)}
    with running(env, "mailsink", "--port", "0", "--refuse", "100") as program:
        port = first_line(program)["port"]
        letter = "Message-ID: <1@example.jp>\r\n\r\nhello"
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as smtp:
            with pytest.raises(smtplib.SMTPDataError) as refused:
                smtp.sendmail("a@example.jp", ["b@example.jp"], letter)
            smtp.sendmail("a@example.jp", ["b@example.jp"], letter)
        program.terminate()
    assert refused.value.smtp_code == 451
    assert len(mails(tmp_path)) == 1


def test_a_port_that_is_taken_is_told(tmp_path: Path, server_env: dict[str, str]) -> None:
    env = server_env | {"MADOGUCHI_VAR": str(tmp_path)}
    with running(env, "mailsink", "--port", "0") as program:
        port = first_line(program)["port"]
        code, told, said = run(env, "mailsink", "--port", str(port))
    assert (code, told) == (1, {})
    assert str(port) in said
    assert json.dumps(port) in said


def test_a_database_that_goes_away_is_waited_for(house: object, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def away(*_: object) -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise OperationalError("the server closed the connection")
        stop.set()

    stop = worker.Stop()
    monkeypatch.setattr(worker, "AFTER_A_FAULT", 0)
    monkeypatch.setattr(worker.errands, "run", away)
    worker._serve(Worker("one", {}, now), stop, 0, once=False)
    assert tries == [0, 1]
