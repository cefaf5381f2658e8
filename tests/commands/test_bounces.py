"""戻ったメール - the command as a mail server calls it: one message on standard input, or files."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi import settings
from madoguchi.core.bounce import mark_for
from madoguchi.core.case import Actor
from madoguchi.desk.act import act
from madoguchi.store import errands, notices, wall
from madoguchi.web.clock import now
from tests.commands.office import run
from tests.commands.test_worker import hand_in
from tests.dsn import HOLIDAY, report


@pytest.fixture
def told(published: None) -> tuple[str, str]:
    """A case with a letter, and the mail that told of it."""
    case_id = f"{hand_in()}-1"
    with wall.inside("tama", write=True):
        act(case_id, "return", Actor("uketsuke", "clerk"), now(), fields=("school",), message="確かめてください。")
        (notice,) = notices.of_case(case_id)
        errand = errands.leave("mail", f"notice/{case_id}/{notice.id}/tama", {"notice": notice.id}, case_id, now())
    mark = mark_for(settings.SECRET_KEY, "tama", errand.id, errand.key)
    return case_id, f"From: madoguchi@city.example\nMessage-ID: <{mark}@city.example>\n\nhello\n"


def returned(case_id: str) -> bool:
    with wall.inside("tama"):
        return any(one.returned for one in notices.of_case(case_id))


def test_a_message_on_standard_input_is_laid_to_its_letter(told: tuple[str, str], server_env: dict[str, str]) -> None:
    case_id, mail = told
    done = subprocess.run(
        [sys.executable, "-m", "madoguchi", "bounces", "-"],
        env=server_env,
        input=report("postfix", mail),
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["mails"] == [
        {"file": "-", "found": "returned", "municipality": "tama", "case": case_id}
    ]
    assert returned(case_id)


def test_what_is_not_ours_is_told_and_held_against_nobody(
    told: tuple[str, str], tmp_path: Path, server_env: dict[str, str]
) -> None:
    files = {"holiday": HOLIDAY, "forged": report("postfix", told[1].replace("tama.", "hachioji."))}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    code, out, said = run(server_env, "bounces", *(str(tmp_path / name) for name in files))
    assert (code, [one["found"] for one in out["mails"]]) == (0, ["unread", "unknown"])
    assert said.count("nothing was changed") == 2
    assert not returned(told[0])


def test_without_a_database_the_mail_server_is_told_to_come_again(server_env: dict[str, str], tmp_path: Path) -> None:
    away = {"MADOGUCHI_DATABASE": "postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1"}
    (tmp_path / "mail").write_bytes(HOLIDAY)
    assert run(server_env | away, "bounces", str(tmp_path / "mail"))[0] == 75


def test_a_file_that_is_not_there_is_named(published: None, server_env: dict[str, str], tmp_path: Path) -> None:
    code, _, said = run(server_env, "bounces", str(tmp_path / "gone"))
    assert code == 1
    assert "gone" in said
