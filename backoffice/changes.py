"""変え方 - the ways in which a screen, a row or a button can be made otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from backoffice.fields import Field, Options
from backoffice.screens import BACK, Button, Column, Screen, System

Change = Callable[[System, str], System]


def everywhere(**traits: Any) -> Change:
    return lambda system, page: replace(system, **traits)


def at(change: Callable[[Screen], Screen]) -> Change:
    """The one screen is otherwise."""
    return lambda system, page: replace(system, screens={**system.screens, page: change(system.screens[page])})


def put(**traits: Any) -> Change:
    return at(lambda screen: replace(screen, **traits))


def rows(change: Callable[[Field], Field]) -> Change:
    return at(lambda screen: replace(screen, rows=tuple(change(row) for row in screen.rows)))


def row(key: str, **traits: Any) -> Change:
    return rows(lambda row: replace(row, **traits) if row.id == key else row)


def options(key: str, change: Callable[[Options], Options]) -> Change:
    return rows(lambda row: replace(row, options=change(row.options)) if row.id == key else row)


def without(key: str) -> Change:
    return at(lambda screen: replace(screen, rows=tuple(row for row in screen.rows if row.id != key)))


def having(field: Field) -> Change:
    return at(lambda screen: replace(screen, rows=(*screen.rows, field)))


def buttons(change: Callable[[Button], Button]) -> Change:
    return at(lambda screen: replace(screen, buttons=tuple(change(button) for button in screen.buttons)))


def columns(*pairs: tuple[str, str]) -> Change:
    return put(columns=tuple(Column(head, value) for head, value in pairs))


def recoded(**codes: str) -> Callable[[Options], Options]:
    """The same words under other codes; `c01="1"` for code 01."""
    return lambda options: tuple((codes.get(f"c{code}", code), says) for code, says in options)


def moved(key: str, to: str) -> Change:
    """A row goes to the end of another page."""

    def change(system: System, page: str) -> System:
        field = next(row for row in system.screens[page].rows if row.id == key)
        return having(field)(without(key)(system, page), to)

    return change


# Of each page, two fields that one could take for each other.
PAIRS: Final = {
    "use": ("club1", "club2"),
    "guardians": ("guardian1_phone", "guardian2_phone"),
    "child": ("school", "grade"),
}


def exchanged(trait: str = "") -> Change:
    """Two rows change places, or only what `trait` names of them, from the one to the other."""

    def change(system: System, page: str) -> System:
        one, other = (next(row for row in system.screens[page].rows if row.id == key) for key in PAIRS[page])
        now = {one.id: other, other.id: one}
        if trait:
            now = {a.id: _given(a, trait, getattr(b, trait) or b.id) for a, b in ((one, other), (other, one))}
        return rows(lambda row: now.get(row.id, row))(system, page)

    return change


def _given(field: Field, trait: str, value: Any) -> Field:
    return replace(field, **{trait: value})


def twin(screen: Screen) -> Screen:
    """A second button of the same words; it leads back."""
    return replace(screen, buttons=(replace(BACK, says=screen.buttons[-1].says), *screen.buttons))
