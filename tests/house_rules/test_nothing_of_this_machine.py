"""家の規則 - nothing of one machine: no local path, no address of a package registry, no number of a task list."""

import re
from pathlib import Path

import pytest

from tests.house_rules.reading import house_files, text_of

# Written in pieces, so that this file keeps its own rule.
REGISTRIES = [".".join(name) for name in (("pypi", "org"), ("pythonhosted", "org"), ("debian", "org", "debian"))]
REGISTRIES += [".".join(name) for name in (("deb", "debian", "org"), ("npmjs", "org"), ("npmjs", "com"))]
REGISTRIES += [".".join(name) for name in (("proxy", "golang", "org"), ("crates", "io"), ("docker", "io"))]
PLACES = re.compile(r"(?:^|[\s\"'`(=:])(/(?:work|root|opt|home/[a-z]\w*|Users/\w+)/)", re.MULTILINE)
TASKS = re.compile(r"\b(?:issue|PR|pull request|ticket)s? #?\d+\b", re.IGNORECASE)
PICTURES = {".png", ".jpg", ".jpeg", ".woff2", ".ico", ".pdf", ".xz"}


def leaks(text: str) -> list[str]:
    found = [name for name in REGISTRIES if name in text]
    return found + [hit[1] for hit in PLACES.finditer(text)] + TASKS.findall(text)


def readable(file: Path) -> bool:
    # The licence is another's text.
    return file.suffix not in PICTURES and file.name != "LICENSE"


def test_nothing_of_this_machine_is_in_the_house() -> None:
    found = {str(file): told for file in house_files() if readable(file) and (told := leaks(text_of(file)))}
    assert not found


@pytest.mark.parametrize(
    "text",
    ["see " + "/wo" + "rk/x", "index = https://" + REGISTRIES[0] + "/simple", "as in iss" + "ue 2, we", "P" + "R #12"],
)
def test_a_leak_is_seen(text: str) -> None:
    assert leaks(text)


@pytest.mark.parametrize(
    "text", ["work_or_study", "https://www.city.example.jp/work/", "an issue of 2 kinds", "the root"]
)
def test_ordinary_words_are_no_leak(text: str) -> None:
    assert not leaks(text)
