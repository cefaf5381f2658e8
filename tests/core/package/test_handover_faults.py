"""A handover to a back office that is not there, or whose files do not fit the procedure: exactly that fault."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from madoguchi.core.handover import ROBOT, SYSTEM, TRANSCRIPT
from madoguchi.core.package.check import examine_edition
from tests.handover import with_handover

TOWN = "town.yaml"


def told(files: dict[str, Any]) -> set[tuple[str, str]]:
    """The faults by file and code."""
    return {(fault.file, fault.code) for fault in examine_edition(files).faults}


@pytest.fixture(scope="module")
def handed(gakudo: dict[str, Any]) -> dict[str, Any]:
    return with_handover(gakudo)


def changed(files: dict[str, Any], path: str, *way: str | int, to: Any) -> dict[str, Any]:
    """The files with one value of one of them changed; None takes it away."""
    data = deepcopy(files[path])
    place = data
    for step in way[:-1]:
        place = place[step]
    if to is None:
        del place[way[-1]]
    else:
        place[way[-1]] = to
    return {**files, path: data}


def at(files: dict[str, Any], label: str) -> int:
    """Which of the fields of the transcript has this label."""
    return next(number for number, row in enumerate(files[TRANSCRIPT]["fields"]) if row["label"] == label)


@pytest.mark.parametrize("way", ["screen", "robot", "file", "batch"])
def test_each_of_the_four_ways_is_a_setting_of_the_procedure(gakudo: dict[str, Any], way: str) -> None:
    report = examine_edition(with_handover(gakudo, way=way))
    assert not report.faults
    assert report.edition is not None
    assert report.edition.handover is not None
    assert report.edition.handover.way == way
    assert bool(report.edition.handover.script) == (way == "robot")


def test_a_municipality_without_a_handover_has_nothing_of_a_back_office(handed: dict[str, Any]) -> None:
    report = examine_edition(changed(handed, TOWN, "handover", to=None))
    assert not report.faults
    assert report.edition is not None
    assert report.edition.handover is None
    assert not [path for path in report.files if path.startswith("systems/")]


@pytest.mark.parametrize("path", [SYSTEM, TRANSCRIPT, ROBOT])
def test_a_file_that_a_handover_needs_is_missed(handed: dict[str, Any], path: str) -> None:
    left = {name: data for name, data in handed.items() if name != path}
    assert (TOWN, "missing-file") in told(left)


def test_an_unknown_back_office_is_told(gakudo: dict[str, Any]) -> None:
    assert told(with_handover(gakudo, system="nowhere")) == {(TOWN, "missing-file")}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"after": ["submit", "dispatch"]}, "unknown-step"),
        ({"after": ["preselect"]}, "unknown-step"),  # a step for cities to choose, and this one has not
        ({"ends": ["gone"]}, "unknown-status"),
        ({"way": "fax"}, "wrong-shape"),
        ({"hours": {"from": "8", "to": "20:00"}}, "wrong-shape"),
        ({"per_minute": 0}, "wrong-shape"),
        ({"when": "always"}, "unknown-key"),
    ],
)
def test_a_handover_speaks_of_the_flow_and_of_what_there_is(
    gakudo: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    assert told(with_handover(gakudo, **changes)) == {(TOWN, code)}


@pytest.mark.parametrize(
    ("way", "to", "code"),
    [
        (("system",), "other", "wrong-system"),
        (("procedure",), "hoiku", "wrong-procedure"),
        (("key",), "番号", "unknown-label"),
        (("fields", "住所", "rest"), "氏名", "unknown-label"),
        (("fields", "方書", "rest"), "住所", "unknown-label"),
        (("fields", "児童氏名", "value"), "this.nome", "unknown-name"),
        (("fields", "児童氏名", "value"), "this.name +", "condition-syntax"),
        (("fields", "児童氏名", "value"), "case.name", "unknown-name"),
        (("fields", "保護者1氏名", "value"), "this.school", "unknown-name"),
        (("fields", "保護者1氏名", "of"), "parents", "field-on-no-page"),
        (("fields", "学校コード", "codes"), "schools", "unknown-codes"),
        (("fields", "児童氏名", "value"), None, "missing-value"),
        (("fields", "児童氏名", "letters"), "bold", "wrong-shape"),
        (("codes", "relation", "mother"), None, "missing-value"),
        (("codes", "relation", "uncle"), "09", "unknown-option"),
    ],
)
def test_a_transcript_fits_the_form(handed: dict[str, Any], way: tuple[str, ...], to: Any, code: str) -> None:
    place = [at(handed, step) if way[0] == "fields" and number == 1 else step for number, step in enumerate(way)]
    assert told(changed(handed, TRANSCRIPT, *place, to=to)) == {(TRANSCRIPT, code)}


def test_a_label_stands_once(handed: dict[str, Any]) -> None:
    fields = handed[TRANSCRIPT]["fields"]
    assert told(changed(handed, TRANSCRIPT, "fields", to=[*fields, fields[2]])) == {(TRANSCRIPT, "duplicate-id")}


def test_a_municipalitys_own_lists_need_no_code_each(handed: dict[str, Any]) -> None:
    """A school without a code is a person's to settle, case by case."""
    assert told(changed(handed, TRANSCRIPT, "codes", "school", to={"999999": "001"})) == set()


def test_a_system_has_its_folders_name(handed: dict[str, Any]) -> None:
    assert told(changed(handed, SYSTEM, "id", to="other")) == {(SYSTEM, "wrong-system")}


@pytest.mark.parametrize(("way", "faults"), [("batch", {(SYSTEM, "missing-value")}), ("screen", set())])
def test_only_files_of_many_cases_need_a_look_for_their_results(
    gakudo: dict[str, Any], way: str, faults: set[tuple[str, str]]
) -> None:
    files = with_handover(gakudo, way=way)
    assert told(changed(files, SYSTEM, "files", "results", to=None)) == faults


def test_script_and_transcript_fill_in_the_same_fields(handed: dict[str, Any]) -> None:
    less = [row for row in handed[TRANSCRIPT]["fields"] if row["label"] != "アレルギー"]
    assert told(changed(handed, TRANSCRIPT, "fields", to=less)) == {(ROBOT, "unknown-label")}


def test_a_script_that_cannot_be_followed_is_told(handed: dict[str, Any]) -> None:
    assert (ROBOT, "wrong-script") in told(changed(handed, ROBOT, "pages", "child", to=None))
    assert told(changed(handed, ROBOT, "system", to="other")) == {(ROBOT, "wrong-system")}
