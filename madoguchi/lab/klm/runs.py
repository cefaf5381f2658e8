"""走る - every family of a file through the counter, without a mistake and with one; then the same on paper."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

from .answers import card, rows
from .families import Family, Unknown, families
from .figures import Figures, Told, lines, of_acts, of_family
from .paper import by_hand
from .phone import phone
from .stage import chromium, counter
from .walk import Walk

CLEAN, TYPICAL = "clean", "typical"
RUNS: Final = (CLEAN, TYPICAL)
PAPER: Final = "paper"

Note = Callable[[str], None]


def run(
    file: Path | None = None, only: Collection[str] = (), kinds: Collection[str] = RUNS, note: Note = lambda line: None
) -> Figures:
    """{family: figures, "paper": figures} in minutes. `note` takes each line of the log; `only` names families.

    Raises Unknown, Lost, NoBrowser.
    """
    found, paper = families(file)
    if strange := set(only) - found.keys():
        raise Unknown(f"no such family: {', '.join(sorted(strange))}")
    chosen = {name: one for name, one in found.items() if not only or name in only}
    figures: Figures = {}
    on_paper: Figures = {}
    cards = {f"{name}-{kind}": card(one) for name, one in chosen.items() if one.signs_in for kind in kinds}
    with counter(cards) as url, chromium() as browser:
        for name, family in chosen.items():
            told = {kind: _one(browser, url, family, kind, note) for kind in kinds}
            figures[name] = of_family(told[CLEAN], told.get(TYPICAL))
            if paper and paper.of == name:
                on_paper = {PAPER: of_acts(by_hand(told[CLEAN].acts, rows(family), paper))}
    return figures | on_paper


def _one(browser: Any, url: str, family: Family, kind: str, note: Note) -> Told:
    print(f"madoguchi klm: {family.name}, {kind}", file=sys.stderr, flush=True)
    # Each run has a card of its own: another run's application must not come back.
    shown = f"{family.name}-{kind}" if family.signs_in else ""
    if family.before and shown:
        # What comes back is what this very family has handed in; the time it took then is not counted.
        with phone(browser) as held:
            Walk(held, family.before, card=shown).go(url)
    with phone(browser) as held:
        walk = Walk(held, family, typical=kind == TYPICAL, card=shown)
        walk.go(url)
    for line in lines(family.name, kind, walk.acts):
        note(line)
    return Told(tuple(walk.acts), walk.prefilled, tuple(walk.unknown), tuple(walk.unasked))
