"""取り込みの号令 - a file of a folder in the night: totals as JSON, nothing twice, a changed header stops."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from madoguchi.core.intake import as_json
from madoguchi.desk import publish
from madoguchi.store import cases, wall
from tests.commands.office import run
from tests.desk.intake.files import NOW, csv, match, rows


@pytest.fixture
def folder(house: object, gakudo: dict[str, object], tmp_path: Path) -> Path:
    """A match beside the files."""
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)
    (tmp_path / "match.json").write_text(json.dumps(as_json(match())), encoding="utf-8")
    return tmp_path


def night(env: dict[str, str], folder: Path, data: bytes, *more: str) -> tuple[int, dict[str, object], str]:
    (folder / "rows.csv").write_bytes(data)
    words = ("--municipality", "tama", "--procedure", "gakudo", "--mapping", str(folder / "match.json"))
    return run(env, "intake", str(folder / "rows.csv"), *words, *more)


def test_a_file_is_filed_and_told_as_totals(server_env: dict[str, str], folder: Path) -> None:
    lines = rows(4)
    lines[1]["受付番号"] = ""
    code, told, said = night(server_env, folder, csv(lines, "cp932"))
    assert (code, said) == (0, "")
    assert {name: told[name] for name in ("rows", "filed", "quarantined", "known")} == {
        "rows": 4,
        "filed": 3,
        "quarantined": 1,
        "known": 0,
    }
    again = night(server_env, folder, csv(lines))[1]
    assert (again["known"], again["quarantined"]) == (3, 1)
    with wall.inside("tama"):
        assert len(cases.references()) == 3


def test_a_changed_header_stops_the_night_and_leaves_no_trace(server_env: dict[str, str], folder: Path) -> None:
    lines = [{("氏名" if name == "子の名" else name): cell for name, cell in row.items()} for row in rows(2)]
    code, told, said = night(server_env, folder, csv(lines))
    assert code == 1
    assert told["headers"][0] == "見出し「子の名」がなくなりました。"
    assert "氏名" in said
    with wall.inside("tama"):
        assert cases.references() == ()


def test_a_form_whose_columns_nobody_has_seen_is_not_read(server_env: dict[str, str], folder: Path) -> None:
    (folder / "rows.csv").write_bytes(csv(rows(1)))
    words = ("--municipality", "tama", "--procedure", "gakudo", "--channel", "logo", "--form", "知らない様式")
    code, told, _ = run(server_env, "intake", str(folder / "rows.csv"), *words)
    assert (code, told["rows"]) == (1, 0)
