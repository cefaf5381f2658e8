"""家の規則 - figures: what the docs say was measured stands in evidence.json, and stands there as it is said.

A figure is written `<!--ev:topic.path-->12.3<!--/ev-->`: `topic` is an entry, `path` leads through its figures (or
`sizes.…`, `machine.…`), and the text is that figure as rounded as it is shown. A number with a unit that is no figure
says on its own line that it is a bound: ≤, ≥, at most, within, 以内, 以下 and the like.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from madoguchi.lab.evidence import topics
from tests.house_rules.reading import ROOT, pages, prose, text_of

MARK = re.compile(r"<!--\s*ev:([\w.-]+)\s*-->(.*?)<!--\s*/ev\s*-->")
NUMBER = r"(?<![A-Za-z0-9_.,-])\d[\d,]*(?:\.\d+)?"
UNIT = r"(?:ms|µs|kB|MB|GB|milliseconds?|seconds?|sec|s|ミリ秒|秒|件/秒|/s|req/s)(?![A-Za-z0-9_])"
FIGURE = re.compile(rf"{NUMBER}\s?{UNIT}")
MEASURED = re.compile(r"\bmeasured\b|実測")
COUNTED = re.compile(rf"{NUMBER}\s?(?:{UNIT}|分|件|人|倍|%|％|times|minutes?|min\b)")
BOUND = re.compile(
    r"[≤≥<>]|at most|at least|within|up to|no more than|limit|bound|default|every|timeout"
    r"|以内|以下|以上|未満|まで|上限|既定|ごと"
)


def evidence() -> dict[str, Any]:
    file = ROOT / "docs" / "reference" / "evidence.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def figure_at(entries: Mapping[str, Any], path: str) -> Any:
    """The value a mark points at; KeyError when there is none. Figures need no `figures.` in their path."""
    topic, *steps = path.split(".")
    entry = entries[topic]
    value: Any = entry if steps and steps[0] in ("sizes", "machine", "date", "commit", "seconds") else entry["figures"]
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def says_the_same(said: str, value: Any) -> bool:
    """Whether the text is the value, rounded to the decimals the text shows."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return said.strip() == str(value)
    number = said.strip().replace(",", "")
    decimals = len(number.partition(".")[2])
    try:
        return abs(float(number) - float(value)) <= 0.5 * 10**-decimals + 1e-9
    except ValueError:
        return False


def wrong_marks(text: str, entries: Mapping[str, Any]) -> Iterator[str]:
    for mark in MARK.finditer(text):
        path, said = mark.groups()
        try:
            value = figure_at(entries, path)
        except (KeyError, IndexError, ValueError, TypeError):
            yield f"{path}: evidence.json has no such figure (bin/prove {path.partition('.')[0]})"
            continue
        if not says_the_same(said, value):
            yield f"{path}: the page says {said}, evidence.json {value}"


def unmarked(line: str) -> list[str]:
    """Numbers of a line of prose that claim to be measured without a mark."""
    rest = MARK.sub(" ", line)
    if MEASURED.search(rest):
        return COUNTED.findall(rest)
    return [] if BOUND.search(rest) else FIGURE.findall(rest)


@pytest.mark.parametrize("page", pages(), ids=str)
def test_figures_of_a_page_stand_in_the_evidence(page: Any) -> None:
    text = text_of(page)
    assert not list(wrong_marks(text, evidence()))
    assert not [f"line {number}: {told}" for number, line in prose(text) if (told := unmarked(line))]


def test_every_entry_can_be_shown_again_and_says_on_what_it_was_shown() -> None:
    assert set(evidence()) <= set(topics())
    for topic, entry in evidence().items():
        assert set(entry) == {"commit", "date", "sizes", "machine", "seconds", "figures"}, topic
        assert set(entry["machine"]) == {"cores", "load", "python", "system"}, topic
        assert entry["figures"], topic


ENTRIES = {"start": {"sizes": {"tries": 3}, "figures": {"first_page_s": 31.26, "kills": [40, 41], "held": "yes"}}}


@pytest.mark.parametrize(
    "text",
    [
        "in <!--ev:start.first_page_s-->31.3<!--/ev--> s",
        "<!--ev:start.first_page_s-->31<!--/ev--> s",
        "<!--ev:start.kills.1-->41<!--/ev-->",
        "<!--ev:start.sizes.tries-->3<!--/ev-->",
        "<!-- ev:start.held -->yes<!-- /ev -->",
    ],
)
def test_a_figure_as_measured_may_be_said(text: str) -> None:
    assert not list(wrong_marks(text, ENTRIES))
    assert not unmarked(text)


@pytest.mark.parametrize(
    "text",
    [
        "<!--ev:start.first_page_s-->31.2<!--/ev-->",
        "<!--ev:start.first_page_s-->about thirty<!--/ev-->",
        "<!--ev:start.second-->3<!--/ev-->",
        "<!--ev:storm.lost-->0<!--/ev-->",
        "<!--ev:start.kills.7-->0<!--/ev-->",
    ],
)
def test_a_figure_of_no_measurement_is_refused(text: str) -> None:
    assert len(list(wrong_marks(text, ENTRIES))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "The page comes in 120 ms.",
        "初回は31秒でした。",
        "weighs 21 kB",
        "実測では300件でした",
        "we measured 12 minutes, ≤ 20",
    ],
)
def test_a_number_without_a_mark_is_seen(line: str) -> None:
    assert unmarked(line)


@pytest.mark.parametrize(
    "line",
    [
        "The first page in ≤ 60 s",
        "5秒以内",
        "see chapter 3",
        "a first procedure in 15 minutes",
        "3 s1 sources",
        "2.8",
    ],
)
def test_a_bound_or_another_number_is_no_claim(line: str) -> None:
    assert not unmarked(line)
