"""申請のフォルダ - a folder is reviewed; what is broken, hostile or missing in it stops nothing else."""

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.package.edition import Edition
from madoguchi.desk.folder import Application, NoFolder, head_of, reviewed
from madoguchi.lab.evidence import HOME
from madoguchi.lab.family import answers, family
from madoguchi.lab.folders import edition_in

TODAY = date(2026, 11, 16)
EVIDENCE = "guardians.0.evidence"
HEAD = {"municipality": "tama", "procedure": "gakudo", "today": "2026-11-16"}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_in(HOME, "gakudo", "tama")


def blind(name: str, data: bytes, kinds: Any) -> Mapping[str, Any]:
    """Nobody reads anything; what a file is called is its kind."""
    return {
        "kind": name if not name.startswith("bad") else "",
        "quality": "heavy" if name == "bad" else "",
        "fields": {},
    }


def put(folder: Path, name: str, told: object, **papers: bytes) -> None:
    place = folder / name / "papers" / EVIDENCE
    place.mkdir(parents=True)
    (folder / name / "answers.json").write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    for file, data in papers.items():
        (place / file).write_bytes(data)


def look(folder: Path, edition: Edition) -> dict[str, Application]:
    return {one.name: one for one in reviewed(folder, edition, TODAY, eye=blind)}


@pytest.fixture
def told(edition: Edition) -> dict[str, Any]:
    return dict(answers(edition, family(email="mihon@example.jp"), TODAY))


def codes(one: Application) -> set[str]:
    return {finding.code for case in one.cases for finding in case.findings}


def test_files_that_lie_there_belong_to_the_answers(tmp_path: Path, edition: Edition, told: dict[str, Any]) -> None:
    put(tmp_path, "a", told, work_certificate=b"x", lease=b"y")
    found = look(tmp_path, edition)["a"]
    assert [one.name for one in found.read] == [f"{EVIDENCE}/lease", f"{EVIDENCE}/work_certificate"]
    assert found.answers is not None
    assert found.answers["guardians"][0]["evidence"] == [one.key for one in found.read]
    missing = [one for case in found.cases for one in case.findings if one.code == "evidence_missing"]
    assert {one.fields for one in missing} == {("guardians.1.evidence",)}


def test_a_file_that_is_named_and_not_there_was_not_read(
    tmp_path: Path, edition: Edition, told: dict[str, Any]
) -> None:
    told["guardians"][0]["evidence"] = ["gone.xlsx", "../../../secret", 7]
    put(tmp_path, "a", told)
    found = look(tmp_path, edition)["a"]
    assert [one.name for one in found.read] == [f"{EVIDENCE}/gone.xlsx", f"{EVIDENCE}/secret"]
    assert {one.reading.quality for one in found.read} == {("not_read",)}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "null", "[" * 100_000, '"x"'])
def test_answers_that_are_none_stop_nobody_else(
    tmp_path: Path, edition: Edition, told: dict[str, Any], text: str
) -> None:
    put(tmp_path, "a", told)
    put(tmp_path, "b", text)
    found = look(tmp_path, edition)
    assert found["b"].answers is None
    assert found["b"].faults
    assert found["a"].cases


@pytest.mark.parametrize(
    "strange",
    [
        {"children": 5},
        {"children": [5, None, []]},
        {"child_count": ["1"], "guardians": {"0": {}}},
        {"guardians": [{"evidence": {"a": 1}, "work_week": [1], "reasons": "work", "birth": 7}]},
        {"member_count": 10**12, "postal": {"x": 1}},
    ],
)
def test_answers_of_a_strange_shape_are_mistakes(
    tmp_path: Path, edition: Edition, told: dict[str, Any], strange: dict[str, Any]
) -> None:
    put(tmp_path, "a", told | strange)
    found = look(tmp_path, edition)["a"]
    assert found.mistakes
    assert not any(found.clear(case) for case in found.cases)


def test_a_link_leads_nowhere(tmp_path: Path, edition: Edition, told: dict[str, Any]) -> None:
    put(tmp_path, "a", told)
    (tmp_path / "a" / "papers" / EVIDENCE / "work_certificate").symlink_to("/etc/hostname")
    assert look(tmp_path, edition)["a"].read[0].reading.quality == ("not_read",)


def test_a_place_that_the_form_does_not_know_is_told(tmp_path: Path, edition: Edition, told: dict[str, Any]) -> None:
    put(tmp_path, "a", told)
    (tmp_path / "a" / "papers" / "guardians.9.evidence").mkdir()
    assert "guardians.9.evidence" in look(tmp_path, edition)["a"].faults[0]


def test_the_same_child_in_two_applications_is_seen(tmp_path: Path, edition: Edition, told: dict[str, Any]) -> None:
    put(tmp_path, "a", told)
    put(tmp_path, "b", told)
    found = look(tmp_path, edition)
    assert all("one_application_per_child" in codes(one) for one in found.values())


def test_registers_are_asked(tmp_path: Path, edition: Edition, told: dict[str, Any]) -> None:
    put(tmp_path, "a", told)
    assert "resident_none" not in codes(look(tmp_path, edition)["a"])
    rows = "name,kana,birth,postal,address,since,until\n見本 別,ミホン ベツ,2019-01-01,,,,\n"
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "residents.csv").write_text(rows, encoding="utf-8")
    assert "resident_none" in codes(look(tmp_path, edition)["a"])


@pytest.mark.parametrize(
    "head", ["{}", "[]", "x", '{"municipality": "../x", "procedure": "gakudo", "today": "2026-11-16"}']
)
def test_a_folder_without_a_head_cannot_be_reviewed(tmp_path: Path, head: str) -> None:
    with pytest.raises(NoFolder):
        head_of(tmp_path)
    (tmp_path / "review.json").write_text(head, encoding="utf-8")
    with pytest.raises(NoFolder):
        head_of(tmp_path)


def test_the_command_tells_of_a_folder(
    tmp_path: Path, told: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    from madoguchi.commands import main

    put(tmp_path, "a", told, **{"broken.xlsx": b"PK\x03\x04" + bytes(40)})
    put(tmp_path, "b", "{")
    (tmp_path / "review.json").write_text(json.dumps(HEAD), encoding="utf-8")
    assert main(["review", str(tmp_path), "--home", str(HOME), "--json"]) == 1
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)["applications"]}
    assert found["b"]["cases"] == []
    assert found["a"]["cases"][0]["clear"] is False
    assert "image_quality" in {one["code"] for one in found["a"]["cases"][0]["findings"]}
    shutil.rmtree(tmp_path / "b")
    assert main(["review", str(tmp_path), "--home", str(HOME)]) == 0
    assert "要確認" in capsys.readouterr().out
