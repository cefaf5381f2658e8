"""家の規則 - recipes: what deploy/ starts exists, its settings are described, and each file stands in a how-to."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.commands import commands
from tests.house_rules.reading import ROOT, text_of
from tests.house_rules.test_reference import SETTING, described_settings, section_of

DEPLOY = Path("deploy")
UNITS = sorted(path.relative_to(ROOT) for path in (ROOT / DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
FILES = sorted(path.relative_to(ROOT) for path in (ROOT / DEPLOY).rglob("*") if path.is_file())
PROGRAM = "/srv/madoguchi/.venv/bin/madoguchi"
TOOLS = {"/usr/bin/rm", "/usr/bin/touch", "/usr/bin/sleep"}


def lines(unit: Path) -> list[tuple[str, str]]:
    """(name, value) of every setting of a unit; a name may come more than once."""
    found = [line.partition("=") for line in text_of(unit).splitlines() if not line.startswith(("#", "["))]
    return [(name, value) for name, equals, value in found if equals]


def wrong_start(value: str) -> str | None:
    """What is wrong with a line that starts something."""
    program, *words = value.lstrip("-").split()
    if program in TOOLS:
        return None
    if program != PROGRAM:
        return f"{program} is no program of the recipe"
    if words[0] not in commands():
        return f"there is no command {words[0]}"
    strange = [
        word for word in words if word.startswith("--") and f"`{word}" not in section_of(f"madoguchi {words[0]}")
    ]
    return f"{words[0]} has no {strange}" if strange else None


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_what_a_unit_starts_exists(unit: Path) -> None:
    starts = [value for name, value in lines(unit) if name.startswith("Exec")]
    assert starts
    assert not [told for value in starts if (told := wrong_start(value))]


def test_a_unit_that_starts_nothing_of_ours_is_seen() -> None:
    assert wrong_start(f"{PROGRAM} serve") is None
    assert wrong_start(f"{PROGRAM} surve")
    assert wrong_start(f"{PROGRAM} serve --prot 1")
    assert wrong_start("/usr/bin/python -m madoguchi")


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_setting_of_a_recipe_is_described(file: Path) -> None:
    assert set(SETTING.findall(text_of(file))) <= described_settings()


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_has_no_power_it_does_not_need(unit: Path) -> None:
    told = dict(lines(unit))
    assert told["User"] == "madoguchi"
    assert told["NoNewPrivileges"] == told["ProtectHome"] == told["PrivateTmp"] == "yes"
    assert (told["ProtectSystem"], told["CapabilityBoundingSet"], told["UMask"]) == ("strict", "", "0077")


def test_only_the_one_who_makes_tables_knows_their_owner() -> None:
    knows = [unit.name for unit in UNITS if "owner.env" in text_of(unit)]
    assert knows == ["madoguchi-migrate.service"]


def test_every_timer_has_its_service() -> None:
    for timer in (unit for unit in UNITS if unit.suffix == ".timer"):
        assert timer.with_suffix(".service") in SERVICES
        parser = configparser.ConfigParser(strict=False)
        parser.read_string(text_of(timer))
        assert parser["Timer"]["Persistent"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here; the units are read above")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    """With our program where it is here, for systemd looks whether it is there."""
    program = Path(sys.executable).with_name("madoguchi")
    assert program.exists()
    names = []
    for unit in UNITS:
        name = unit.name.replace("@.", "@1.")
        (tmp_path / name).write_text(text_of(unit).replace(PROGRAM, str(program)), encoding="utf-8")
        names.append(str(tmp_path / name))
    words = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *names]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    told = [line for line in (done.stdout + done.stderr).splitlines() if re.search(r"madoguchi-\w+", line)]
    assert not told


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_file_of_a_recipe_stands_in_a_how_to(file: Path) -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs/howto").glob("*.md")))
    assert str(file) in pages or f"../{file.parent}/" in pages
