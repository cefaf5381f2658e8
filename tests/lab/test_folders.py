"""The files of a package in their folders: those of a back office too, where the municipality names one."""

from __future__ import annotations

from pathlib import Path

import pytest

from madoguchi.core.handover import ROBOT, SYSTEM, TRANSCRIPT
from madoguchi.lab.folders import places


def home(folder: Path, town: str) -> Path:
    """A home with a municipality's file, and the folder of one back office."""
    for name, text in {
        "procedures/gakudo/procedure.yaml": "schema: 1\n",
        "municipalities/tama/gakudo.yaml": town,
        "systems/mihon/system.yaml": "schema: 1\n",
        "systems/mihon/gakudo.yaml": "schema: 1\n",
        "systems/mihon/hoiku.yaml": "schema: 1\n",
        "systems/mihon/robot.yaml": "schema: 1\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def systems(folder: Path) -> dict[str, str]:
    found = places(folder / "procedures/gakudo", folder, "tama")
    return {key: path.name for key, path in found.items() if key.startswith("systems/")}


def test_the_files_of_the_back_office_that_a_handover_names_belong_to_it(tmp_path: Path) -> None:
    found = systems(home(tmp_path, "handover: {system: mihon}\n"))
    assert found == {SYSTEM: "system.yaml", TRANSCRIPT: "gakudo.yaml", ROBOT: "robot.yaml"}


@pytest.mark.parametrize(
    "town",
    [
        *("schema: 1\n", "handover: {system: other}\n", "handover: {system: ../mihon}\n", "handover: {system: ''}\n"),
        *("handover: {system: [mihon]}\n", "handover: mihon\n", "- handover\n", "{\n"),
    ],
)
def test_without_such_a_name_there_are_none(tmp_path: Path, town: str) -> None:
    assert systems(home(tmp_path, town)) == {}
