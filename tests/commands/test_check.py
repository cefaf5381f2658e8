"""`madoguchi check` and `madoguchi schema`: JSON on stdout, `file:line` on stderr, and an exit code that says which."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from madoguchi.commands import main
from madoguchi.commands._packages import examine_folder
from madoguchi.core.package.schemas import KINDS

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [
    (path.stem, path.parent.name)
    for path in sorted((ROOT / "municipalities").glob("*/*.yaml"))
    if path.name != "municipality.yaml"
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folders, and a shell that stands in it."""
    for folder in ("procedures", "municipalities", "documents"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(path: Path, old: str, new: str) -> int:
    """Replace a text that stands once; its line comes back."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(("procedure", "town"), PAIRS)
def test_every_procedure_of_every_municipality_here_is_without_fault(procedure: str, town: str):
    report = examine_folder(ROOT / "procedures" / procedure, town, ROOT).report
    assert report.faults == ()
    assert report.edition is not None
    assert report.cases > 0


def test_there_is_a_procedure_to_look_at():
    assert ("gakudo", "tama") in PAIRS


def lines(told: list[dict[str, Any]]) -> list[str]:
    return [f"{one['file']}:{one['line']}: {one['code']}: {one['say']}" for one in told]


def test_a_procedure_without_fault_ends_with_0_and_names_its_edition(home: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", "procedures/gakudo", "--municipality", "tama"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    edition = examine_folder(home / "procedures" / "gakudo", "tama", home).report.edition
    assert edition is not None
    assert found["edition"] == edition.digest
    assert found["faults"] == []
    assert found["cases"] > 20
    assert found["fields"] > 20
    assert {note["code"] for note in found["notes"]} == {"unreviewed"}, "no translation is anybody's word yet"
    assert told.err.splitlines() == lines(found["notes"])


def test_faults_end_with_1_and_are_told_with_the_files_as_they_lie(home: Path, capsys: pytest.CaptureFixture[str]):
    line = edit(home / "procedures/gakudo/checks.yaml", "when: 'arrears == true'", "when: 'debts == true'")
    below = edit(home / "municipalities/tama/gakudo.yaml", "  grade_max: {", "  grade_most: {")
    assert main(["check", "procedures/gakudo/", "--municipality", "tama"]) == 1
    told = capsys.readouterr()
    found = json.loads(told.out)
    places = [(fault["file"], fault["line"], fault["code"]) for fault in found["faults"]]
    assert ("procedures/gakudo/checks.yaml", line, "unknown-name") in places
    assert ("municipalities/tama/gakudo.yaml", below, "unknown-value") in places
    assert ("municipalities/tama/gakudo.yaml", below - 1, "missing-value") in places
    assert found["edition"] is None
    assert told.err.splitlines() == lines(found["faults"]) + lines(found["notes"])


def test_with_json_nothing_is_said_beside_it(home: Path, capsys: pytest.CaptureFixture[str]):
    edit(home / "procedures/gakudo/procedure.yaml", "title: name", "title: nickname")
    assert main(["check", "procedures/gakudo", "--municipality", "tama", "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["faults"]
    assert told.err == ""


def test_a_municipality_without_a_file_for_the_procedure_is_told_which(home: Path, capsys: pytest.CaptureFixture[str]):
    (home / "municipalities/tama/gakudo.yaml").unlink()
    assert main(["check", "procedures/gakudo", "--municipality", "tama"]) == 1
    assert "municipalities/tama/gakudo.yaml:1: missing-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["procedures/nothing", "--municipality", "tama"], ["procedures/gakudo", "--municipality", "nowhere"]],
)
def test_a_folder_that_is_not_there_is_wrong_use(home: Path, capsys: pytest.CaptureFixture[str], words: list[str]):
    assert main(["check", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "no such folder" in told.err


def test_pages_for_people_and_hidden_files_are_no_part_of_a_package(home: Path, capsys: pytest.CaptureFixture[str]):
    for name in ("README.md", ".swp", ".git/config"):
        path = home / "procedures/gakudo" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert main(["check", "procedures/gakudo", "--municipality", "tama"]) == 0
    (home / "procedures/gakudo/form.yaml.bak").write_text("x", encoding="utf-8")
    assert main(["check", "procedures/gakudo", "--municipality", "tama"]) == 1
    assert "procedures/gakudo/form.yaml.bak:1: unknown-file" in capsys.readouterr().err


@pytest.mark.parametrize("kind", [*KINDS, "round"])
def test_a_schema_is_printed(capsys: pytest.CaptureFixture[str], kind: str):
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == f"urn:madoguchi:schema:{kind}:1"


def test_without_a_kind_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]):
    assert main(["schema"]) == 0
    assert list(json.loads(capsys.readouterr().out)["kinds"]) == [*KINDS, "round"]


def test_the_schema_of_the_answers_knows_the_municipalitys_options(capsys: pytest.CaptureFixture[str]):
    words = ["schema", "answers", "--procedure", str(ROOT / "procedures/gakudo"), "--municipality", "tama"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert jsonschema_rs.meta.is_valid(found)
    assert found["$id"] == "urn:madoguchi:answers:tama:gakudo:3.6.0"
    assert "daini" in found["properties"]["children"]["items"]["properties"]["club_1"]["enum"]


def test_the_schema_of_answers_needs_a_procedure_without_fault(home: Path, capsys: pytest.CaptureFixture[str]):
    edit(home / "procedures/gakudo/procedure.yaml", "title: name", "title: nickname")
    words = ["schema", "answers", "--procedure", "procedures/gakudo", "--municipality", "tama"]
    assert main(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "procedures/gakudo/procedure.yaml" in told.err
    assert main(["schema", "answers"]) == 2
