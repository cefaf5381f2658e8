"""様式の形 - pages, fields and cross-field rules as values, read from form.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..condition import Condition, Names, compile_condition
from ..fields import Field, Option


@dataclass(frozen=True)
class Repeat:
    """A page asked once per item: `group` is the list in the answers, `count` the field that says how many.

    `label` is what one item is called where there are several pages about it.
    """

    group: str
    count: str
    max: int
    label: str = ""


@dataclass(frozen=True)
class Page:
    """One subject on one screen (画面). `private` names the permission that staff need to read its answers."""

    id: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    when: Condition | None = None
    repeat: Repeat | None = None
    private: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule across fields: while `when` is true, field `at` shows `say`; `group` makes it a rule per item."""

    id: str
    at: str
    when: Condition
    say: str
    group: str = ""


@dataclass(frozen=True)
class Form:
    """All pages in order and the rules across them."""

    pages: tuple[Page, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def groups(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each repeated group, by its name."""
        found: dict[str, tuple[Page, ...]] = {}
        for page in self.pages:
            if page.repeat:
                found[page.repeat.group] = (*found.get(page.repeat.group, ()), page)
        return found

    def fields(self) -> Iterator[tuple[Page, Field]]:
        """Every field with its page."""
        return ((page, field) for page in self.pages for field in page.fields)

    @cached_property
    def flat(self) -> Mapping[str, Field]:
        """The fields outside groups, by id."""
        return {field.id: field for page, field in self.fields() if not page.repeat}

    @cached_property
    def grouped(self) -> Mapping[str, Mapping[str, Field]]:
        """The fields of each group, by id."""
        return {
            group: {field.id: field for page in pages for field in page.fields} for group, pages in self.groups.items()
        }


def names_of(pages: Iterable[Mapping[str, Any]], values: Iterable[str]) -> dict[str, frozenset[str] | None]:
    """The names that a condition about the whole document may speak of, from raw pages and the town's values."""
    names: dict[str, frozenset[str] | None] = dict.fromkeys(("today", "start", "window_kind"))
    names["town"] = frozenset(values)
    for page in pages:
        members = frozenset(str(field["id"]) for field in page.get("fields", ()))
        if repeat := page.get("repeat"):
            names[str(repeat["group"])] = (names.get(str(repeat["group"])) or frozenset()) | members
        else:
            names.update(dict.fromkeys(members))
    return names


def inside(names: Names, group: str) -> dict[str, frozenset[str] | None]:
    """The names that a condition about one item of `group` may speak of: `this` and `index` besides."""
    return {**names, "this": names[group], "index": None}


def read_form(data: Mapping[str, Any], choices: Mapping[str, tuple[Option, ...]], names: Names) -> Form:
    """Build the form from its file. `choices` are the town's lists; raises ConditionFault, KeyError."""
    pages = tuple(_page(page, choices, names) for page in data["pages"])
    homes = {field.id: page.repeat.group if page.repeat else "" for page in pages for field in page.fields}
    return Form(pages, tuple(_rule(rule, homes, names) for rule in data.get("rules", ())))


def _page(data: Mapping[str, Any], choices: Mapping[str, tuple[Option, ...]], names: Names) -> Page:
    repeat = Repeat(**data["repeat"]) if "repeat" in data else None
    within = inside(names, repeat.group) if repeat else names
    return Page(
        id=data["id"],
        title=data["title"],
        help=data.get("help", ""),
        when=_when(data, within),
        repeat=repeat,
        private=data.get("private", ""),
        fields=tuple(_field(field, choices, within) for field in data["fields"]),
    )


def _field(data: Mapping[str, Any], choices: Mapping[str, tuple[Option, ...]], names: Names) -> Field:
    options = data.get("options", ())
    if isinstance(options, Mapping):
        options = choices[options["from"]]
    else:
        options = tuple(Option(**option) for option in options)
    compiled: dict[str, Any] = {key: _when(data, names, key) for key in ("when", "value", "prefill")}
    lists: dict[str, Any] = {key: tuple(data[key]) for key in ("days", "times") if key in data}
    reads = (data["reads"]["paper"], data["reads"]["code"]) if "reads" in data else None
    plain = {key: value for key, value in data.items() if key not in {*compiled, *lists, "options", "reads"}}
    return Field(**plain, **compiled, **lists, options=options, reads=reads)


def _rule(data: Mapping[str, Any], homes: Mapping[str, str], names: Names) -> Rule:
    group, _, at = data["at"].rpartition(".")
    group = group or homes[at]
    when = compile_condition(data["when"], inside(names, group) if group else names)
    return Rule(data["id"], at, when, data["say"], group)


def _when(data: Mapping[str, Any], names: Names, key: str = "when") -> Condition | None:
    return compile_condition(data[key], names) if key in data else None
