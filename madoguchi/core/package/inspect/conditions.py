"""条件の検査 - every condition compiles, speaks only of what is known by then, and has an answer for blank fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ...condition import Condition, ConditionFault, Names, compile_condition
from ...finding import names_at as names_of_check
from ...form.shape import inside
from ..faults import Fault
from ..parts import Asked, Parts, Questions, Row
from .blanks import TooWide, Trials, failure

_COMPARED = re.compile(r'([A-Za-z_][\w.]*)\s*(?:==|!=)\s*("[^"]*"|\'[^\']*\')')
_TURNED = re.compile(r'("[^"]*"|\'[^\']*\')\s*(?:==|!=)\s*([A-Za-z_][\w.]*)')
_AMONG = re.compile(r"([A-Za-z_][\w.]*)\s+in\s*\[([^\]]*)\]")
_HELD = re.compile(r'("[^"]*"|\'[^\']*\')\s+in\s+([A-Za-z_][\w.]*)')
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')


@dataclass(frozen=True)
class Place:
    """Where a condition stands: its row, the group whose `this` it may use, and what is asked before it.

    That of a check (`check`) may speak of what is known besides the answers, and of a paper if it is about one.
    """

    row: Row
    group: str
    upto: tuple[int, int] | None  # None: the whole document is there
    key: str = "when"
    check: bool = False

    @property
    def paper(self) -> str:
        """The kind of paper that it is about."""
        return self.row.text("paper") if self.check else ""

    @property
    def source(self) -> str:
        """The condition as it is written."""
        return self.row.text(self.key)


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of the conditions in form.yaml, checks.yaml and procedure.yaml."""
    if not parts.has("form.yaml", "procedure.yaml"):
        return
    for place in places(parts):
        if place.source:
            yield from _faults(parts, place)
    questions = Questions(parts.sources, parts.lost)
    for place in before_the_form(questions):
        if place.source:
            yield from _faults(questions, place)


def places(parts: Parts) -> Iterator[Place]:
    """Every place of a condition; a group that no page has is left to others."""
    groups = {asked.group for asked in parts.asked}
    for number, page in enumerate(parts.form.rows("pages")):
        repeat = page.row("repeat")
        yield Place(page, repeat.text("group"), (number, 0))
        yield Place(repeat, repeat.text("group").rpartition(".")[0], (number, 0))
    for asked in parts.asked:
        yield Place(asked.row, asked.group, asked.at)
        yield Place(asked.row, asked.group, asked.at, "value")
        yield Place(asked.row, asked.group, asked.at, "prefill")
        yield Place(asked.row, asked.group, asked.at, "first")
        yield Place(asked.row.row("direct"), asked.group, (asked.at[0] + 1, 0))
    for rule in parts.form.rows("rules"):
        if shown := shown_at(parts, rule):
            yield Place(rule, shown.group, (shown.at[0] + 1, 0))
    for check in parts.file("checks.yaml").rows("checks"):
        if (each := check.text("each")) in groups:
            yield from (Place(check, each, None, key, check=True) for key in ("when", "due"))
    yield Place(parts.about.row("interview"), parts.about.text("subjects"), None)
    yield from of_points(parts, groups)
    for need in parts.file("checks.yaml").rows("needs"):
        if (group := need.text("at").rpartition(".")[0]) in groups:
            yield Place(need, group, None)


def of_points(parts: Parts, groups: AbstractSet[str]) -> Iterator[Place]:
    """Every formula of a column; by group, where it has several."""
    for column in parts.file("points.yaml").rows("columns"):
        own = column.row("value")
        yield from (Place(own, group, None, group) for group in own.data if group in groups)
        if column.text("each") in groups:
            yield Place(column, column.text("each"), None, "value")


def before_the_form(questions: Questions) -> Iterator[Place]:
    """Every place of a condition among what is asked before the form."""
    for asked in questions.asked:
        yield from (Place(asked.row, "", asked.at, key) for key in ("when", "value", "prefill", "first"))
    for rule in questions.form.row("eligibility").rows("rules"):
        yield Place(rule, "", None)


def shown_at(parts: Parts, rule: Row) -> Asked | None:
    """The field at which a rule is shown."""
    group, _, name = rule.text("at").rpartition(".")
    return next((asked for asked in parts.asked if asked.id == name and group in ("", asked.group)), None)


def names_at(parts: Parts, place: Place, upto: tuple[int, int] | None) -> Names:
    """The names known at a place, when only what is asked before `upto` is."""
    names = parts.names(upto)
    if place.group and "." not in place.group:
        names.setdefault(place.group, frozenset())
    return names_of_check(names, place.group, place.paper, parts.items) if place.check else inside(names, place.group)


def _faults(parts: Parts, place: Place) -> Iterator[Fault]:
    source = place.source
    try:
        condition = compile_condition(source, names_at(parts, place, None))
    except ConditionFault as error:
        yield place.row.fault(error.code, f"{error}。", place.key)
        return
    try:
        compile_condition(source, names_at(parts, place, place.upto))
    except ConditionFault as error:
        yield place.row.fault("later-field", f"この時点ではまだ聞いていません。{error}。", place.key)
    yield from _strange_options(parts, place, source)
    yield from _failing(parts, place, condition)


def _failing(parts: Parts, place: Place, condition: Condition) -> Iterator[Fault]:
    try:
        trials = Trials(parts, place.group, condition.source, place.paper, place.check)
        say = failure(condition, trials, any_value=place.key != "when")
    except TooWide as wide:
        yield place.row.fault("condition-wide", f"{wide}", place.key)
        return
    if say:
        yield place.row.fault("condition-fails", say, place.key)


def _strange_options(parts: Parts, place: Place, source: str) -> Iterator[Fault]:
    """A comparison with an option that a choice does not have is never true: a slip of the pen."""
    for name, literals in _compared(source):
        owner, _, member = name.rpartition(".")
        if owner == "paper" and place.paper and (item := parts.items_of(place.paper).get(member)):
            yield from _strange(place, name, literals, {text for _, text in item.texts("options")})
        homes = {"": "", "this": place.group, "parent": place.group.rpartition(".")[0]}
        asked = parts.field(member, homes[owner]) if owner in homes else None
        if asked is None or asked.kind not in ("choice", "multi") or (known := options_of(parts, asked.row)) is None:
            continue
        yield from _strange(place, name, literals, known)


def _strange(place: Place, name: str, literals: set[str], known: set[str]) -> Iterator[Fault]:
    for literal in sorted(literals - known - {""}) if known else ():
        yield place.row.fault("unknown-option", f"{name} の選択肢に「{literal}」はありません。", place.key)


def _compared(source: str) -> Iterator[tuple[str, set[str]]]:
    for literal, name in _HELD.findall(source):
        yield name, {literal[1:-1]}
    for name, literal in _COMPARED.findall(source):
        yield name, {literal[1:-1]}
    for literal, name in _TURNED.findall(source):
        yield name, {literal[1:-1]}
    for name, inner in _AMONG.findall(source):
        yield name, {literal[1:-1] for literal in _QUOTED.findall(inner)}


def options_of(parts: Parts, row: Row) -> set[str] | None:
    """The ids a choice can have; None when its list is not known here."""
    name = row.row("options").text("from")
    if not name:
        return {option.text("id") for option in row.rows("options")}
    if name == "windows":
        return {window.text("id") for window in parts.town.rows("windows")}
    rows = dict(parts.town.named("choices")).get(name)
    return {option.text("id") for option in rows.rows("options")} if rows else None
