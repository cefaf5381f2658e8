"""診断 - what is not well is told with what to do, and nothing else stops the counter from opening."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.commands.office import first_line, run, running


def checks(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in told["checks"]}


def test_a_counter_that_can_open_is_well(published: None, server_env: dict[str, str], tmp_path: Path) -> None:
    with running(server_env | {"MADOGUCHI_VAR": str(tmp_path)}, "mailsink", "--port", "0") as sink:
        smtp = f"smtp://127.0.0.1:{first_line(sink)['port']}"
        code, told, _ = run(server_env | {"MADOGUCHI_SMTP": smtp}, "doctor")
        sink.terminate()
    assert code == 0, told
    assert all(set(check) == {"name", "ok", "say", "do"} for check in told["checks"])
    looked_at = {"settings", "database", "tables", "privilege", "procedures", "errands", "notice/mail"}
    assert looked_at | {"fonts", "browser"} <= checks(told).keys()
    assert checks(told)["advice"]["say"].startswith("off")


@pytest.mark.parametrize(
    ("setting", "name", "do"),
    [
        ({"MADOGUCHI_SMTP": "smtp://127.0.0.1:9"}, "notice/mail", "MADOGUCHI_SMTP"),
        ({"MADOGUCHI_SMTP": ""}, "plugs", "MADOGUCHI_SMTP"),
        (
            {"MADOGUCHI_ADVICE": "http://127.0.0.1:9/v1", "MADOGUCHI_ADVICE_MODEL": "x"},
            "advice/chat",
            "MADOGUCHI_ADVICE",
        ),
        ({"MADOGUCHI_ADVICE": "http://127.0.0.1:9/v1"}, "plugs", "settings.md"),
        ({"MADOGUCHI_SECRET_KEY": "short"}, "settings", "settings.md"),
        ({"MADOGUCHI_BASE_URL": "http://city.example"}, "address", "https"),
        ({"MADOGUCHI_BASE_URL": "https://city.example", "MADOGUCHI_DEMO": "1"}, "demo", "MADOGUCHI_DEMO"),
        ({"MADOGUCHI_BASE_URL": "https://city.example"}, "today", "MADOGUCHI_TODAY"),
        ({"MADOGUCHI_ANCHOR": "/nowhere/at/all"}, "anchor", "MADOGUCHI_ANCHOR"),
        ({"MADOGUCHI_DATABASE": "postgresql://nobody:x@127.0.0.1:9/none"}, "database", "MADOGUCHI_DATABASE"),
    ],
)
def test_what_is_not_well_is_told_with_what_to_do(
    house: object, server_env: dict[str, str], setting: dict[str, str], name: str, do: str
) -> None:
    code, told, said = run(server_env | setting, "doctor")
    check = checks(told)[name]
    assert (code, check["ok"]) == (1, False)
    assert do in check["do"]
    assert name in said


def test_a_counter_without_procedures_is_told_to_load_them(house: object, server_env: dict[str, str]) -> None:
    assert checks(run(server_env, "doctor")[1])["procedures"]["do"] == "madoguchi load"


def test_a_database_without_tables_is_told_to_migrate(server_env: dict[str, str], tmp_path: Path) -> None:
    env = server_env | {"MADOGUCHI_VAR": str(tmp_path), "MADOGUCHI_DATABASE": "", "MADOGUCHI_DATABASE_OWNER": ""}
    assert checks(run(env, "doctor")[1])["tables"]["do"] == "madoguchi migrate"
    with sqlite3.connect(tmp_path / "madoguchi.sqlite3") as link:
        assert link.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'store_%'").fetchone() == (0,)
    link.close()


def test_a_missing_browser_is_told_and_stops_nobody(house: object, server_env: dict[str, str], tmp_path: Path) -> None:
    told = run(server_env | {"PATH": str(tmp_path)}, "doctor")[1]
    for name in ("browser", "fonts"):
        assert checks(told)[name]["ok"]
        assert "apt-get" in checks(told)[name]["do"]
    assert json.dumps(told)
