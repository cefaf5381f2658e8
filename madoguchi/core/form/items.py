"""繰り返しの一覧 - the items of a list that people fill in themselves: added, copied, removed, shown in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from .clean import mistakes_of
from .shape import Form
from .show import rows
from .walk import Answers, Scope, Stop, fill, home, listed, steps

TOLD: Final = 3  # answers by which an item is recognised
_OWN: Final = ("files", "consent")  # kinds of field whose answer belongs to one item: never copied


@dataclass(frozen=True)
class Item:
    """One item of a list: where it is, the words it is known by, its first page, whether nothing is missing in it."""

    index: int
    path: str
    shown: str
    slug: str
    done: bool

    @property
    def number(self) -> int:
        """Its number as people count, from 1."""
        return self.index + 1


def items_of(form: Form, stop: Stop, answers: Answers, base: Scope) -> tuple[Item, ...]:
    """The items that a stop lists, in their order."""
    begun = f"{listed(stop)}."
    full = fill(form, answers)
    told: dict[int, list[str]] = {}
    first: dict[int, str] = {}
    for one, _, asked in steps(form, full, base):
        if one.at.startswith(begun):
            index = int(one.at.removeprefix(begun).partition(".")[0])
            first.setdefault(index, one.slug)
            told.setdefault(index, []).extend(row.shown for row in rows(one, asked, full) if row.shown)
    missing = {mistake.path.removeprefix(begun).partition(".")[0] for mistake in mistakes_of(form, answers, base)}
    return tuple(
        Item(
            index,
            f"{begun}{index}",
            "、".join(islice(told.get(index, ()), TOLD)),
            first.get(index, stop.slug),
            str(index) not in missing,
        )
        for index in range(len(_list(stop, full)))
    )


def may_add(form: Form, stop: Stop, answers: Answers) -> bool:
    """Whether another item fits in the list of a stop."""
    lists = stop.page.lists
    return lists is not None and (lists.max is None or _size(form, stop, answers) < lists.max)


def may_remove(form: Form, stop: Stop, answers: Answers) -> bool:
    """Whether the list of a stop can do with one item less."""
    lists = stop.page.lists
    return lists is not None and _size(form, stop, answers) > lists.min


def added(form: Form, stop: Stop, answers: Answers, *, copy: bool = False) -> dict[str, Any]:
    """The answers with one more item in the list of a stop; with `copy` what the one before it says, but for files and
    consents. Unchanged where no more fit."""
    if not may_add(form, stop, answers):
        return dict(answers)
    new, items = _opened(form, stop, answers)
    items.append(_copied(form, stop, items[-1]) if copy and items else {})
    return new


def removed(
    form: Form, stop: Stop, answers: Answers, typed: Mapping[str, str], index: int
) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers without one item of the list of a stop, and what was typed, each input at its own item still.

    Unchanged where there is no such item, or none to spare.
    """
    if not may_remove(form, stop, answers) or not 0 <= index < _size(form, stop, answers):
        return dict(answers), dict(typed)
    new, items = _opened(form, stop, answers)
    del items[index]
    return new, dict(_moved_up(typed, f"{listed(stop)}.", index))


def _size(form: Form, stop: Stop, answers: Answers) -> int:
    return len(_list(stop, fill(form, answers)))


def _list(stop: Stop, full: Answers) -> list[dict[str, Any]]:
    assert stop.page.lists is not None  # asked of stops with lists only
    found: list[dict[str, Any]] = home(stop, full)[stop.page.lists.name]
    return found


def _opened(form: Form, stop: Stop, answers: Answers) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Answers of their own, and in them the list of a stop, as long as it is shown."""
    new = deepcopy(dict(answers))
    here: Any = new
    steps_down = stop.at.rstrip(".").split(".") if stop.at else []
    for name, index in zip(steps_down[::2], map(int, steps_down[1::2]), strict=True):
        here = _longer(here, name, index + 1)[index]
    assert stop.page.lists is not None  # asked of stops with lists only
    return new, _longer(here, stop.page.lists.name, _size(form, stop, answers))


def _longer(here: dict[str, Any], name: str, size: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = here.setdefault(name, [])
    items += ({} for _ in range(size - len(items)))
    return items


def _copied(form: Form, stop: Stop, item: Answers) -> dict[str, Any]:
    assert stop.page.lists is not None  # asked of stops with lists only
    return _without_own(form, stop.page.lists.group, item)


def _without_own(form: Form, group: str, item: Answers) -> dict[str, Any]:
    copy: dict[str, Any] = {
        key: deepcopy(item[key]) for key, field in form.grouped[group].items() if key in item and field.kind not in _OWN
    }
    for repeat in form.inner[group]:
        if repeat.name in item:
            copy[repeat.name] = [_without_own(form, repeat.group, one) for one in item[repeat.name]]
    return copy


def _moved_up(typed: Mapping[str, str], begun: str, gone: int) -> Iterator[tuple[str, str]]:
    """The inputs of the items behind the removed one, each a place further up; its own are gone."""
    for name, text in typed.items():
        number, dot, rest = name.removeprefix(begun).partition(".")
        if not name.startswith(begun) or not number.isdecimal() or int(number) < gone:
            yield name, text
        elif int(number) > gone:
            yield f"{begun}{int(number) - 1}{dot}{rest}", text
