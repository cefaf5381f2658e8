"""一巡 - one state of the counter, looked at as many people have it: each check on it, and on all states together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from madoguchi.web.accessibility import criteria

from . import checks
from .keys import Walk
from .told import FONT, SPACING, Colours, Motion, Node, Told, as_seen, look, tree

if TYPE_CHECKING:
    from playwright.sync_api import Page

Check = Callable[[Told], list[str]]


@dataclass(frozen=True)
class Eyes:
    """How somebody has the page before them, and what is looked at then."""

    width: int
    height: int
    checks: dict[str, Check]
    style: str = ""
    font: int = FONT
    motion: Motion = "no-preference"
    colours: Colours = "none"


COMMON: Final[dict[str, Check]] = {
    "headings": checks.headings,
    "title": checks.title,
    "language": checks.language,
    "ids": checks.ids,
    "pictures": checks.pictures,
    "media": checks.media,
    "moving": checks.moving,
    "gestures": checks.gestures,
    "label in name": checks.label_in_name,
    "skip link": checks.skip_link,
    "mistakes": checks.mistakes,
}
COLOURS: Final[dict[str, Check]] = {"text contrast": checks.text_contrast, "edge contrast": checks.edge_contrast}
SIZES: Final[dict[str, Check]] = {"target size": checks.target_size, "house target size": checks.house_target_size}
OF_THE_TREE: Final[dict[str, Callable[[Told, Sequence[Node]], list[str]]]] = {
    "name and role": checks.name_and_role,
    "states": checks.states,
    "landmarks": checks.landmarks,
}
TOGETHER: Final[dict[str, Callable[[Iterable[Told]], list[str]]]] = {
    "titles": checks.titles,
    "steady": checks.steady,
}
EYES: Final = (
    Eyes(1280, 800, {**COMMON, **COLOURS, **SIZES}),
    Eyes(360, 740, {**COLOURS, **SIZES, "upright": checks.reflow}),
    Eyes(740, 360, {"lying": checks.reflow}),
    Eyes(320, 256, {"reflow": checks.reflow}),  # 1280 by 1024 at 400 %
    Eyes(320, 256, {"spacing": checks.reflow}, SPACING),
    Eyes(1280, 800, {"text twice as large": checks.reflow}, font=2 * FONT),
    Eyes(1280, 800, {"less motion": checks.motion}, motion="reduce"),
    Eyes(1280, 800, {"forced colours": checks.forced_edges}, colours="active"),
)


def sweep(page: Page, walk: Walk, state: str, pages: list[Told], eyes: Iterable[Eyes] = EYES) -> None:
    """Every check on the state before us. What it told at first is added to `pages`."""
    told = look(page)
    nodes = tree(page)
    pages.append(told)
    for name, of_tree in OF_THE_TREE.items():
        walk.note(name, state, of_tree(told, nodes))
    for one in eyes:
        with as_seen(page, one.width, one.height, one.style, font=one.font, motion=one.motion, colours=one.colours):
            told = look(page)
        for name, check in one.checks.items():
            walk.note(name, state, check(told))


def together(walk: Walk, pages: list[Told]) -> None:
    """What only many states tell."""
    for name, of_all in TOGETHER.items():
        walk.note(name, "all", of_all(pages))
        walk.tried[name] = len(pages)


def by_criterion(walk: Walk) -> dict[str, Any]:
    """By success criterion that a check tries: which checks, on how many states at least, and how many faults."""
    return {
        one.number: {
            "checks": list(one.tried),
            "states": min(walk.tried.get(name, 0) for name in one.tried),
            "faults": sum(len(walk.found.get(name, ())) for name in one.tried),
        }
        for one in criteria()
        if one.tried
    }


def figures(walk: Walk) -> dict[str, Any]:
    """By check: on how many states it was tried, and how many faults it found."""
    return {name: {"states": count, "faults": len(walk.found[name])} for name, count in sorted(walk.tried.items())}
