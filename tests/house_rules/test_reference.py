"""家の規則 - reference: every setting, command, plug kind, field kind and file format has its place in docs/reference/.

And the other way round: what the reference describes exists.
"""

import argparse
import importlib
import re
from pathlib import Path

import pytest

from madoguchi.commands import commands
from tests.house_rules.reading import ROOT, house_files, text_of

REFERENCE = Path("docs/reference")
SETTING = re.compile(r"\bMADOGUCHI_[A-Z][A-Z_]*[A-Z]\b")


def heads(page: str) -> set[str]:
    """The names that have a head of their own on a page of the reference: ## `name`."""
    return set(re.findall(r"^#{2,3} `([^`]+)`", text_of(REFERENCE / page), re.MULTILINE))


def settings() -> set[str]:
    """Every environment variable of ours that the code or the scripts read."""
    ours = [file for file in house_files() if file.parts[0] in {"madoguchi", "bin"}]
    readers = [file for file in ours if file.suffix not in {".md", ".xz"}]
    found = {name for file in readers for name in SETTING.findall(text_of(file))}
    return {name for name in found if not name.startswith("MADOGUCHI_TEST_")}


def described_settings() -> set[str]:
    """The first column of the tables of settings.md."""
    rows = re.findall(r"^\|\s*`(MADOGUCHI_[A-Z_]+)`\s*\|", text_of(REFERENCE / "settings.md"), re.MULTILINE)
    assert len(rows) == len(set(rows)), "a setting is described twice"
    return set(rows)


def kinds(folder: str) -> set[str]:
    """The names of the public modules and packages of a folder."""
    found = set()
    for path in (ROOT / folder).iterdir():
        if path.name[0] not in "_." and (path.suffix == ".py" or (path / "__init__.py").exists()):
            found.add(path.stem)
    return found


def test_every_setting_is_described() -> None:
    assert settings() == described_settings()


def test_every_command_is_described() -> None:
    assert set(commands()) == {name.removeprefix("madoguchi ") for name in heads("commands.md")}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_is_described(name: str) -> None:
    """In the section of the command; `--help` itself is everywhere."""
    parser = argparse.ArgumentParser(add_help=False)
    importlib.import_module(f"madoguchi.commands.{commands()[name].module}").add(parser)
    section = section_of(f"madoguchi {name}")
    options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    assert {option for option in options if not re.search(rf"`{option}\b", section)} == set()
    assert set(re.findall(r"`(--[a-z-]+)", section)) <= options


def section_of(head: str) -> str:
    """The text of commands.md from this head to the next."""
    parts = re.split(r"^## `([^`]+)`.*$", text_of(REFERENCE / "commands.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(head, "")


def test_every_plug_kind_is_described() -> None:
    folders = {path.name for path in (ROOT / "madoguchi/plugs").iterdir() if (path / "__init__.py").exists()}
    assert folders == heads("plugs.md")


def test_every_field_kind_is_described() -> None:
    assert kinds("madoguchi/core/fields") - {"kind"} == heads("fields.md")


def test_every_file_format_is_described() -> None:
    assert heads("files.md") >= FORMATS


# The files of a package and of a municipality, by the names in which authors write them.
FORMATS = {
    *("procedure.yaml", "form.yaml", "checks.yaml", "flow.yaml", "notices/KIND.LANG.txt"),
    *("texts/LANG.yaml", "tests/NAME.yaml", "municipality.yaml", "municipalities/TOWN/PROCEDURE.yaml"),
    *("points.yaml", "municipalities/TOWN/PROCEDURE/points.yaml", "catalogue.csv", "everyday.csv"),
}


def test_every_file_of_the_packages_has_a_described_format() -> None:
    unknown = [
        str(file) for file in house_files() if file.parts[0] in {"procedures", "municipalities"} and not known(file)
    ]
    assert not unknown


def known(file: Path) -> bool:
    """Whether a file of procedures/ or municipalities/ is one of the formats, by its place."""
    folder, *rest = file.parts
    name = "/".join(rest[1:])
    if folder == "municipalities":
        # municipalities/all.yaml and the like: the list of municipalities itself.
        return len(rest) == 1 or bool(re.fullmatch(r"[\w-]+(/points)?\.yaml|catalogue\.csv", name))
    named = "procedure|form|checks|points|papers|flow|application|notification|round|docket"
    shapes = rf"({named})\.yaml|notices/\w+\.\w+\.txt|texts/\w+\.yaml"
    return bool(re.fullmatch(rf"{shapes}|tests/[\w-]+\.yaml|CHANGELOG\.md|README\.md", name))


@pytest.mark.parametrize(
    ("file", "expected"),
    [("procedures/x/form.yaml", True), ("procedures/x/form.py", False), ("procedures/x/notices/receipt.ja.txt", True)],
)
def test_a_file_of_no_format_is_seen(file: str, expected: bool) -> None:
    assert known(Path(file)) is expected
