"""読みやすさ - every pair of colours that text is set in, measured as WCAG 2 does."""

import re
from pathlib import Path

import pytest

from madoguchi.lab.a11y import colours
from madoguchi.web import assets

STYLE = (Path(assets.__file__).parent / "static" / "madoguchi.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE))
ENOUGH, ENOUGH_FOR_SIGNS = 4.5, 3.0

TEXT = [
    *((ink, "paper") for ink in ("ink", "head", "quiet", "primary", "link", "visited", "error", "warn", "good")),
    *(("paper", ground) for ground in ("primary", "primary-hover", "primary-press")),
    *((ink, "tint") for ink in ("ink", "head", "quiet", "primary", "primary-hover", "link", "visited")),
    *((ink, "wash") for ink in ("ink", "head", "quiet", "link", "visited")),
    *((ink, "error-tint") for ink in ("error", "ink")),
    *((ink, "warn-tint") for ink in ("warn", "ink", "head")),
    *((ink, "good-tint") for ink in ("good", "ink", "head")),
]
SIGNS = [("border", "paper"), ("error", "paper"), ("focus", "paper"), ("focus", "ring"), ("primary", "paper")]


def contrast(one: str, other: str) -> float:
    return colours.contrast(colours.read(one), colours.read(other))


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= ENOUGH


@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_borders_and_focus_stand_out(sign: str, ground: str) -> None:
    assert contrast(COLOURS[sign], COLOURS[ground]) >= ENOUGH_FOR_SIGNS


def test_the_measure_is_that_of_the_recommendation() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert contrast("#777777", "#ffffff") < ENOUGH


def test_no_colour_stands_outside_of_the_list() -> None:
    rules = STYLE.partition("}")[2]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#000000"}  # ink on paper, when printed
    named = set(re.findall(r"var\(--([\w-]+)\)", rules))
    assert named <= set(re.findall(r"--([\w-]+):", STYLE))


def test_motion_is_asked_for_first_and_focus_is_never_taken_away() -> None:
    moving = STYLE.index("transition:")
    assert STYLE.rindex("@media", 0, moving) == STYLE.index("@media (prefers-reduced-motion: no-preference)")
    assert "animation" not in STYLE
    assert re.search(r":focus-visible[^}]*outline: 4px solid var\(--focus\);\s*outline-offset: 2px", STYLE)
