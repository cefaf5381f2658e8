"""様式の形 - pages, fields and cross-field rules as values, read from form.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from ..condition import Condition, Names, compile_condition
from ..fields import KINDS, Direct, Field, Kind, Option


@dataclass(frozen=True)
class Repeat:
    """A page asked once per item: `group` is the list in the answers, `children.medicines` a list inside its items.

    `count` is the field that says how many; without it people add and remove items themselves, and `when` says whether
    they are asked to. `label` is what one item is called where there are several pages about it.
    """

    group: str
    count: str = ""
    max: int | None = None
    label: str = ""
    min: int = 0
    when: Condition | None = None
    within: Repeat | None = None

    @cached_property
    def name(self) -> str:
        """The key of the list where it stands."""
        return self.group.rpartition(".")[2]

    def size(self, given: int, *homes: Mapping[str, Any]) -> int:
        """How many items there are, of so many given. `homes` are the values around it, the nearest first."""
        if not self.count:
            return max(given, self.min)
        said = ""
        for home in homes:
            if self.count in home:
                said = str(home[self.count])
                break
        wanted = int(said) if said.isascii() and said.isdecimal() else 0
        return wanted if self.max is None else min(wanted, self.max)


@dataclass(frozen=True)
class Page:
    """One subject on one screen (画面). `private` names the permission that staff need to read its answers.

    A page that `lists` asks nothing: it shows the items of a group, where people add and remove them.
    """

    id: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    when: Condition | None = None
    repeat: Repeat | None = None
    private: str = ""
    lists: Repeat | None = None

    @cached_property
    def group(self) -> str:
        """The group it is asked for; "" when it is asked once."""
        return self.repeat.group if self.repeat else ""

    @cached_property
    def same_for_all(self) -> bool:
        """Whether all its fields are asked of everybody."""
        return all(field.when is None for field in self.fields)

    @cached_property
    def reckons(self) -> bool:
        """Whether something on it follows from other answers."""
        return any(field.value is not None for field in self.fields)

    @cached_property
    def always(self) -> bool:
        """Whether there is something on it for everybody who comes this way."""
        return self.lists is not None or any(one.when is None and one.id in self.askers for one in self.fields)

    @cached_property
    def askers(self) -> frozenset[str]:
        """The fields for whose sake the page is shown: without one of them nobody needs to stop there."""
        return frozenset(one.id for one in self.fields if KINDS[one.kind].parts or not KINDS[one.kind].tells)


@dataclass(frozen=True)
class Run:
    """Pages that follow each other and are walked together, item by item; `parts` may have runs inside the items."""

    repeat: Repeat
    parts: tuple[Page | Run, ...]

    @cached_property
    def any_page(self) -> Page:
        """A page of its own items, to say where they live."""
        return Page("", "", (), repeat=self.repeat)


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
    """All pages in order and the rules across them. What is asked of it at every page is worked out once."""

    pages: tuple[Page, ...]
    rules: tuple[Rule, ...] = ()

    @cached_property
    def groups(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each repeated group, by its name; one inside another's items is `children.medicines`."""
        found: dict[str, tuple[Page, ...]] = {}
        for page in self.pages:
            if page.repeat:
                found[page.repeat.group] = (*found.get(page.repeat.group, ()), page)
        return found

    @cached_property
    def repeats(self) -> Mapping[str, Repeat]:
        """How each group repeats, by its name."""
        return {page.repeat.group: page.repeat for page in self.pages if page.repeat}

    @cached_property
    def inner(self) -> Mapping[str, tuple[Repeat, ...]]:
        """The groups inside the items of each group; at "" those of the document itself."""
        return {
            group: tuple(one for one in self.repeats.values() if one.group.rpartition(".")[0] == group)
            for group in ("", *self.repeats)
        }

    @cached_property
    def runs(self) -> tuple[Page | Run, ...]:
        """The pages as they are walked."""
        return _runs(self.pages, "", self.repeats)

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

    @cached_property
    def blanks(self) -> Mapping[str, Mapping[str, Any]]:
        """The blank values of each group's fields, at "" those outside groups."""
        return {
            group: {key: KINDS[field.kind].blank for key, field in fields.items()}
            for group, fields in {"": self.flat, **self.grouped}.items()
        }

    @cached_property
    def answered(self) -> Mapping[str, tuple[tuple[str, Any, type, Callable[[Any], bool], Field, Kind], ...]]:
        """The fields of each group that are answered, at "" those outside groups: id and blank value, of what values it
        is sure that they are right (their shape, and a question), field and kind."""
        return {
            group: tuple(
                (field.id, kind.blank, kind.shape, kind.fits(field), field, kind)
                for field in fields.values()
                if (kind := KINDS[field.kind]).parts
            )
            for group, fields in {"": self.flat, **self.grouped}.items()
        }

    @cached_property
    def rules_on(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules shown on each page, by its id."""
        return {
            page.id: tuple(
                rule
                for rule in self.rules
                if rule.group == page.group and any(rule.at == field.id for field in page.fields)
            )
            for page in self.pages
        }

    @cached_property
    def reckons(self) -> bool:
        """Whether a condition speaks of what follows from other answers."""
        computed = {field.id for _, field in self.fields() if field.value}
        asked = [page.when for page in self.pages] + [rule.when for rule in self.rules]
        asked += [
            condition
            for _, field in self.fields()
            for condition in (field.when, field.value, field.prefill, field.first)
        ]
        return any(computed.intersection(re.findall(r"\w+", one.source)) for one in asked if one)


def _together(pages: Iterable[Page], group: str) -> Iterator[tuple[str, tuple[Page, ...]]]:
    """Pages inside a group, those that follow each other in one group of its items together."""

    def below(page: Page) -> str:
        inside = page.group.removeprefix(group).removeprefix(".")
        return ".".join(filter(None, (group, inside.partition(".")[0])))

    for name, run in groupby(pages, key=below):
        yield name, tuple(run)


def _runs(pages: Iterable[Page], group: str, repeats: Mapping[str, Repeat]) -> tuple[Page | Run, ...]:
    found: list[Page | Run] = []
    for name, run in _together(pages, group):
        found += run if name == group else (Run(repeats[name], _runs(run, name, repeats)),)
    return tuple(found)


def _with_lists(pages: Iterable[Page], group: str, listed: set[str], repeats: Mapping[str, Repeat]) -> Iterator[Page]:
    """The pages, after the first ones about a group's items the page on which people add and remove them."""
    for name, run in _together(pages, group):
        if name == group:
            yield from run
            continue
        yield from _with_lists(run, name, listed, repeats)
        repeat = repeats[name]
        if not repeat.count and name not in listed:
            listed.add(name)
            private = {page.private for page in run}
            yield Page(
                repeat.name,
                repeat.label or run[0].title,
                (),
                when=repeat.when,
                repeat=repeat.within,
                private=private.pop() if len(private) == 1 else "",
                lists=repeat,
            )


def names_of(pages: Iterable[Mapping[str, Any]], values: Iterable[str]) -> dict[str, frozenset[str] | None]:
    """The names that a condition about the whole document may speak of, from raw pages and the town's values."""
    names: dict[str, frozenset[str] | None] = dict.fromkeys(("today", "start", "window_kind"))
    names["town"] = frozenset(values)
    for page in pages:
        members = frozenset(str(field["id"]) for field in page.get("fields", ()))
        if repeat := page.get("repeat"):
            group = str(repeat["group"])
            names[group] = (names.get(group) or frozenset()) | members
            outer, _, inner = group.rpartition(".")
            if outer:
                names[outer] = (names.get(outer) or frozenset()) | {inner}
        else:
            names.update(dict.fromkeys(members))
    return names


def inside(names: Names, group: str) -> dict[str, frozenset[str] | None]:
    """The names that a condition about one item of `group` may speak of: `this` and `index` besides, and where the item
    is inside another group's, `parent`, that one."""
    if not group:
        return dict(names)
    outer = group.rpartition(".")[0]
    parent = {"parent": names.get(outer) or frozenset()} if outer else {}
    return {**names, **parent, "this": names.get(group) or frozenset(), "index": None}


def read_form(data: Mapping[str, Any], choices: Mapping[str, tuple[Option, ...]], names: Names) -> Form:
    """Build the form from its file. `choices` are the town's lists; raises ConditionFault, KeyError."""
    repeats: dict[str, Repeat] = {}
    for page in data["pages"]:
        if "repeat" in page:
            repeats[page["repeat"]["group"]] = _repeat(page["repeat"], repeats, names)
    pages = tuple(_page(page, repeats, choices, names) for page in data["pages"])
    homes = {field.id: page.group for page in pages for field in page.fields}
    rules = tuple(_rule(rule, homes, names) for rule in data.get("rules", ()))
    return Form(tuple(_with_lists(pages, "", set(), repeats)), rules)


def _repeat(data: Mapping[str, Any], repeats: Mapping[str, Repeat], names: Names) -> Repeat:
    outer = data["group"].rpartition(".")[0]
    plain = {key: value for key, value in data.items() if key != "when"}
    return Repeat(**plain, when=_when(data, inside(names, outer)), within=repeats[outer] if outer else None)


def _page(
    data: Mapping[str, Any],
    repeats: Mapping[str, Repeat],
    choices: Mapping[str, tuple[Option, ...]],
    names: Names,
) -> Page:
    repeat = repeats[data["repeat"]["group"]] if "repeat" in data else None
    within = inside(names, repeat.group if repeat else "")
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
    compiled: dict[str, Any] = {key: _when(data, names, key) for key in ("when", "value", "prefill", "first")}
    lists: dict[str, Any] = {key: tuple(data[key]) for key in ("days", "times", "adds") if key in data}
    reads = (data["reads"]["paper"], data["reads"]["code"]) if "reads" in data else None
    direct = _direct(data["direct"], names) if "direct" in data else None
    plain = {key: value for key, value in data.items() if key not in {*compiled, *lists, "options", "reads", "direct"}}
    return Field(**plain, **compiled, **lists, options=options, reads=reads, direct=direct)


def _direct(data: Mapping[str, Any], names: Names) -> Direct:
    return Direct(data["document"], data["name"], data.get("later", ""), _when(data, names))


def _rule(data: Mapping[str, Any], homes: Mapping[str, str], names: Names) -> Rule:
    group, _, at = data["at"].rpartition(".")
    group = group or homes[at]
    when = compile_condition(data["when"], inside(names, group))
    return Rule(data["id"], at, when, data["say"], group)


def _when(data: Mapping[str, Any], names: Names, key: str = "when") -> Condition | None:
    return compile_condition(data[key], names) if key in data else None
