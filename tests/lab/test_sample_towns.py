"""見本の自治体: whoever has no folder gets one made from real figures, and nothing made up passes for a fact."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from madoguchi.commands._packages import NoSuchPlace, examine_folder
from madoguchi.core.package.edition import Edition
from madoguchi.core.town import SAMPLE
from madoguchi.lab.sample import towns

HOME = Path(__file__).resolve().parents[2]
MADE = towns.all_made(HOME)
LIST = towns._load(HOME / "municipalities" / "tama30.yaml")["towns"]


@cache
def edition_of(town: str) -> Edition:
    report = examine_folder(HOME / "procedures" / "gakudo", town, HOME).report
    assert report.faults == ()
    assert report.edition
    return report.edition


def test_every_municipality_of_the_list_has_a_folder_or_gets_one_made():
    with (HOME / "municipalities" / "tama30.csv").open(encoding="utf-8-sig") as rows:
        listed = {row.split(",")[8].lower() for row in rows} - {"romaji"}
    assert len(listed) == 30
    assert listed == set(LIST)
    assert listed - set(MADE) == {file.parent.name for file in (HOME / "municipalities").glob("*/municipality.yaml")}


@pytest.mark.parametrize("town", sorted(MADE))
def test_what_is_made_is_without_fault_and_as_big_as_the_real_one(town: str):
    if not LIST[town]["clubs"]:
        assert list(MADE[town].files) == ["municipality.yaml"]
        return
    made = edition_of(town).town
    clubs = made.choices["club"]
    assert len(clubs) == LIST[town]["clubs"]
    assert sum(club.capacity or 0 for club in clubs) == LIST[town]["registered"]
    assert made.office.status == SAMPLE
    assert made.samples >= {"club", "school"}
    assert all(SAMPLE in club.label and SAMPLE in club.note for club in clubs)
    assert all(window.status == SAMPLE for window in made.windows)


@pytest.mark.parametrize("town", sorted(MADE))
def test_a_value_is_a_fact_only_with_a_source_of_that_municipality(town: str):
    if not LIST[town]["clubs"]:
        return
    known = LIST[town].get("known", {})
    for name, value in edition_of(town).town.values.items():
        if value.status != SAMPLE:
            assert known["values"][name]["value"] == value.value
            assert value.source in known["sources"]


def test_what_was_read_takes_the_place_of_what_is_lent():
    known = {town: row["known"]["values"] for town, row in LIST.items() if "known" in row}
    assert known
    for town, values in known.items():
        made = edition_of(town).town.values
        assert {name: made[name].value for name in values} == {name: row["value"] for name, row in values.items()}


def test_a_folder_of_its_own_ends_the_making(tmp_path: Path):
    for folder in ("procedures", "municipalities", "documents"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    assert towns.made(tmp_path, "mitaka")
    own = tmp_path / "municipalities" / "mitaka"
    own.mkdir()
    (own / "municipality.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert towns.made(tmp_path, "mitaka") is None
    assert "mitaka" not in towns.all_made(tmp_path)


def test_a_fault_in_what_was_made_names_the_file_it_was_made_from(tmp_path: Path):
    for folder in ("procedures", "municipalities", "documents"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    lists = tmp_path / "municipalities" / "tama30.yaml"
    lists.write_text(lists.read_text("utf-8").replace('phone: "000-000-0000"', "phone: nobody"), encoding="utf-8")
    found = examine_folder(tmp_path / "procedures" / "gakudo", "mitaka", tmp_path).faults
    assert {Path(fault.file).name for fault in found} == {"tama30.yaml"}


def test_nobody_knows_a_municipality_of_no_list():
    assert towns.made(HOME, "atlantis") is None
    with pytest.raises(NoSuchPlace):
        examine_folder(HOME / "procedures" / "gakudo", "atlantis", HOME)


@pytest.mark.parametrize(("total", "parts"), [(1740, 30), (57, 2), (201, 5), (9, 3)])
def test_parts_sum_up_to_the_whole(total: int, parts: int):
    made = towns.shares(total, parts)
    assert len(made) == parts
    assert sum(made) == total
    assert min(made) > 0
