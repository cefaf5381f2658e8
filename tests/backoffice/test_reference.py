"""参照 - the page of the reference about the back office says what its code does."""

import re

import pytest

from backoffice.__main__ import parser
from backoffice.control import SETS
from backoffice.fields import CHILD, FIELDS, GUARDIANS, USE, Field
from backoffice.files import LABELS, MANIFEST, RESULT
from backoffice.mutations import MUTATIONS
from backoffice.screens import SCREENS
from tests.house_rules.reading import ROOT

PAGE = (ROOT / "docs/reference/backoffice.md").read_text(encoding="utf-8")


def table(head: str) -> list[list[str]]:
    """The rows below this head, cell by cell, without the signs of code."""
    section = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    text = next(part for part in section if part.startswith(f"{head}\n"))
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().replace("`", "") for cell in row] for row in rows]


def told(page: str, field: Field) -> list[str]:
    codes = "" if field.kind == "checkbox" else " ".join(f"{code}:{says}" for code, says in field.options)
    required = "yes" if field.required else ""
    return [page, field.label, field.id, field.kind, str(field.limit or ""), field.form + codes, required]


def test_every_field_stands_in_the_reference_as_it_is() -> None:
    pages = {"児童": CHILD, "保護者": GUARDIANS, "利用": USE}
    assert table("Fields") == [told(page, field) for page, fields in pages.items() for field in fields]
    assert f"in {' and '.join(field.label for field in FIELDS if field.cut)} it is cut" in PAGE


def test_every_option_stands_in_the_reference() -> None:
    options = {name for action in parser()._actions for name in action.option_strings if name.startswith("--")}
    assert {row[0].split()[0] for row in table("Options")} == options - {"--help"}


@pytest.mark.parametrize("option", ["port", "timeout", "latency", "data", "host"])
def test_the_defaults_are_those_of_the_reference(option: str) -> None:
    row = next(row for row in table("Options") if row[0].split()[0] == f"--{option}")
    assert row[1] == str(parser().get_default(option))


@pytest.mark.parametrize("key", ["login", "child", "guardians", "use", "confirm", "done", "file", "search", "record"])
def test_every_page_stands_in_the_reference_by_its_title_and_buttons(key: str) -> None:
    screen = SCREENS[key]
    row = next(row for row in table("Pages") if row[1] == screen.title)
    assert all(button.says in row[2] for button in screen.buttons)


def test_the_heads_of_files_stand_in_the_reference() -> None:
    assert ", ".join(MANIFEST) in PAGE
    assert set(re.split(r"[^\w]+", PAGE)) >= set(RESULT)
    assert [row[1] for row in table("Fields")] == list(LABELS)


def test_every_code_of_a_mistake_stands_in_the_reference() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "backoffice").glob("*.py"))
    assert set(re.findall(r'"(E\d\d)"', code)) == {row[0] for row in table("Files")}


def test_every_mutation_stands_in_the_reference_as_it_is() -> None:
    assert table("Mutations") == [
        [mutation.name, mutation.says, " ".join(mutation.pages), "yes" if mutation.harmless else ""]
        for mutation in MUTATIONS.values()
    ]


def test_everything_that_tests_may_set_stands_in_the_reference() -> None:
    assert {row[0] for row in table("Control")} == SETS
