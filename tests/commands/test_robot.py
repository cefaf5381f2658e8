"""The robot as a process of its own: it types what waits into a back office, looks at its screens, and stops."""

from __future__ import annotations

import csv
import io
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.handed import Handed
from madoguchi.desk import publish, transcribe
from madoguchi.lab.office import Office, office
from madoguchi.store import robots, transcripts
from madoguchi.web.clock import now
from tests.commands.office import first_line, run, running
from tests.desk.test_revise import inside
from tests.desk.test_thread import hand_in
from tests.handover import with_handover


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> None:
    inside(publish.publish, with_handover(gakudo), now())


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def env(it: Office, server_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The settings of a house whose robot types into it."""
    accounts = it.account(tmp_path / "robot", "tama")
    return server_env | {
        "MADOGUCHI_ROBOT": it.url,
        "MADOGUCHI_ROBOT_ACCOUNTS": str(accounts),
        "MADOGUCHI_ROBOT_TIMEOUT": "20",
    }


def exported(it: Office, row: Handed, **changed: str) -> bytes:
    """The list that the office would write of one record."""
    (record,) = it.live()
    text = io.StringIO()
    told = {label: record["values"][label] for label in row.sheet.typed} | changed
    csv.writer(text).writerows([["整理番号", "状態", *told], [record["number"], record["state"], *told.values()]])
    return text.getvalue().encode("cp932")


@pytest.mark.usefixtures("town")
def test_it_types_what_waits_and_the_office_has_every_field(it: Office, env: dict[str, str], tmp_path: Path) -> None:
    case = f"{inside(hand_in, now())}-1"
    inside(transcribe.follow, case, now())
    code, told, said = run(env, "robot", "run", "--once")
    assert (code, told["plug"]) == (0, "robot/browser"), said
    (row,) = inside(transcripts.of_case, case)
    (record,) = it.live()
    assert (row.state, row.number) == ("done", record["number"])
    health = inside(robots.get, "mihon").health
    assert health["ok"], health
    file = tmp_path / "export.csv"
    words = ("reconcile", str(file), "--municipality", "tama", "--procedure", "gakudo")
    file.write_bytes(exported(it, row))
    assert run(env, *words)[:2] == (0, {"ours": 1, "theirs": 1, "differences": []})
    file.write_bytes(exported(it, row, 学年="6"))
    code, told, _ = run(env, *words)
    assert (code, [(one["kind"], one["label"], one["theirs"]) for one in told["differences"]]) == (
        *(1, [("field", "学年", "6")]),
    )
    file.write_bytes(b"nothing")
    assert run(env, *words)[0] == 2


@pytest.mark.usefixtures("town")
def test_a_changed_screen_is_told_by_check(it: Office, env: dict[str, str]) -> None:
    it.set(mutation="required-added", page="child")
    code, told, said = run(env, "robot", "check", "--municipality", "tama")
    assert code == 1, said
    wrong = [one["page"] for one in told["systems"]["mihon"]["pages"] if not one["ok"]]
    assert wrong[0] == "child"


def test_it_stops_when_told(house: object, server_env: dict[str, str]) -> None:
    with running(
        server_env | {"MADOGUCHI_ROBOT": "http://127.0.0.1:1/", "MADOGUCHI_ROBOT_ACCOUNTS": "x"}, "robot", "run"
    ) as program:
        assert first_line(program)["ready"]
        program.send_signal(signal.SIGTERM)
        assert program.wait(30) == 0


@pytest.mark.parametrize("words", [("run",), ("check", "--municipality", "tama"), ("check", "--municipality", "osaka")])
def test_without_its_settings_it_says_what_is_missing(
    house: object, server_env: dict[str, str], words: tuple[str, ...]
) -> None:
    code, _, said = run(server_env, "robot", *words)
    assert (code, "madoguchi robot: " in said) == (2, True)


def test_only_a_procedure_that_is_handed_over_can_be_reconciled(
    house: object, server_env: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    words = ("reconcile", str(file), "--municipality", "tama", "--procedure", "gakudo")
    assert run(server_env, *words)[0] == 2
    file.write_bytes(b"x")
    code, _, said = run(server_env, *words)
    assert (code, "not handed over" in said) == (2, True)
    assert run(server_env, *words[:3], "osaka", *words[4:])[0] == 2
