"""`madoguchi score` and `madoguchi table`: points with their rows, and tables out of a spreadsheet, without YAML."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from madoguchi.commands import main
from madoguchi.plugs import workbook
from tests.core.package.good import FOLDER

ANSWERS = {
    "name": "見本 花子",
    "birth": "2000-01-01",
    "term": "april",
    "reason": "work",
    "hours": 8,
    "people": 2,
    "family": [{"kana": "ミホン", "works": True, "from": "09:00"}, {"kana": "ミホン", "works": False}],
}
OWN = Path("municipalities/mihon/pass/points.yaml")
WHERE = ["--package", "procedures/pass", "--municipality", "mihon"]
BASE = [*WHERE, "--table", "base"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small package in folders, as authors have it, and a shell that stands in it."""
    places = {"municipality.yaml": OWN.parents[1] / "municipality.yaml", "town.yaml": OWN.parents[1] / "pass.yaml"}
    places |= {"town/points.yaml": OWN}
    for file in (file for file in FOLDER.rglob("*") if file.is_file()):
        key = file.relative_to(FOLDER).as_posix()
        inner = Path(key) if key.startswith("documents/") else Path("procedures/pass", key)
        inner = Path("procedures", key) if key.startswith("standard/") else inner
        target = tmp_path / places.get(key, inner)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return tmp_path


def test_points_are_printed_with_rows_values_and_conditions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "a.json", *WHERE]) == 0
    told = capsys.readouterr().out
    assert "1人目  21点" in told
    assert "この申請は、理由が仕事、時間が8時間なので、20点です。  much" in told
    assert "理由 仕事、時間 8時間" in told


def test_points_are_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "a.json", *WHERE, "--json", "--received", "2026-11-16"]) == 0
    (score,) = json.loads(capsys.readouterr().out)["a.json"]
    assert (score["total"], score["day"], score["gaps"]) == ("21", "2027-04-01", [])
    assert [(part["table"], part["points"]) for part in score["parts"]] == [
        ("base", "20"),
        ("family", "1"),
        ("limit", None),
    ]


def test_answers_that_give_no_points_say_which_column_is_blank(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.json").write_text(json.dumps({**ANSWERS, "hours": None}), encoding="utf-8")
    assert main(["score", "a.json", *WHERE]) == 0
    told = capsys.readouterr().out
    assert "点が決まりません" in told
    assert "「時間」がわからないので、「基準」の行が決まりません。" in told


def test_a_file_that_is_no_answers_is_told_and_the_others_are_scored(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b.json").write_text("{", encoding="utf-8")
    assert main(["score", "b.json", "a.json", "c.json", *WHERE]) == 1
    told = capsys.readouterr()
    assert "1人目  21点" in told.out
    assert [line.split(":")[1].strip() for line in told.err.splitlines()] == ["b.json", "c.json"]


def test_a_municipality_without_tables_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    OWN.unlink()
    assert main(["score", "a.json", *WHERE]) == 2
    assert "points.yaml" in capsys.readouterr().err


def test_a_table_of_45_rows_comes_from_a_spreadsheet_without_touching_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    heads = ["行の言葉", "理由", "時間", "家族の人数", "点", "条"]
    hours = ["1未満", *(f"{n}以上{n + 1}未満" for n in range(1, 14)), "14以上"]
    rows = [
        ["仕事", "仕事", cell, str(size), str(10 + n / 2), "別表1"] for n, cell in enumerate(hours) for size in (1, 2)
    ]
    rows += [["仕事 3人", "仕事", cell, "3", str(5 + n), "別表1"] for n, cell in enumerate(hours)]
    rows.append(["介護", "介護", "", "", "16", "別表2"])
    Path("city.xlsx").write_bytes(workbook.written("基準指数", [heads, *rows]))
    assert main(["table", "import", "city.xlsx", *BASE, "--source", "own"]) == 0
    assert json.loads(capsys.readouterr().out) == {"table": "base", "rows": 46, "file": "city.xlsx"}
    assert main(["score", "a.json", *WHERE]) == 0
    assert "基準: 14" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["xlsx", "dmn"])
def test_a_table_that_went_out_comes_in_as_it_was(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "a.json", *WHERE, "--json"]) == 0
    before = capsys.readouterr().out
    assert main(["table", "export", f"t.{form}", *BASE]) == 0
    assert main(["table", "import", f"t.{form}", *BASE]) == 0
    written = OWN.read_bytes()
    assert main(["table", "import", f"t.{form}", *BASE]) == 0
    assert OWN.read_bytes() == written
    capsys.readouterr()
    assert main(["score", "a.json", *WHERE, "--json"]) == 0
    assert capsys.readouterr().out == before


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["仕事", "8以上", "20"]], "理由が介護"),
        ([["仕事", "", "20"], ["介護", "", "1"], ["仕事", "8以上", "2"]], "重なっています"),
        ([["散歩", "", "20"]], "2行目「理由」"),
    ],
)
def test_a_spreadsheet_with_a_fault_changes_nothing(
    rows: list[list[str]], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = OWN.read_bytes()
    Path("city.xlsx").write_bytes(workbook.written("基準指数", [["理由", "時間", "点"], *rows]))
    assert main(["table", "import", "city.xlsx", *BASE, "--source", "own"]) == 1
    assert told in capsys.readouterr().err
    assert OWN.read_bytes() == before


@pytest.mark.parametrize("words", [["t.csv", *BASE], ["t.xlsx", *WHERE, "--table", "none"]])
def test_wrong_use_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "export", *words]) == 2
    assert capsys.readouterr().err
