"""入力の検査 - from what was typed to answers and sentences that say what to mend, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field, Raw
from .shape import Form, Rule
from .walk import Answers, Scope, Stop, fields_of, fill, path, scope_at, walk

SHOWN = "_shown"  # the page names the fields it showed, so that new ones are not scolded before they are seen


@dataclass(frozen=True)
class Mistake:
    """入力の誤り: where (`path`), of which field (`label`), and what to do (`say`)."""

    path: str
    label: str
    say: str


@dataclass(frozen=True)
class Cleaned:
    """Outcome of one posted page. `fresh` are fields that the new answers brought up, not yet seen."""

    answers: dict[str, Any]
    mistakes: tuple[Mistake, ...]
    typed: dict[str, str]
    fresh: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the next page may follow."""
        return not self.mistakes and not self.fresh


def clean_stop(form: Form, stop: Stop, answers: Answers, raw: Raw, base: Scope) -> Cleaned:
    """Read one page's inputs in order; each answer may call up or dismiss the fields after it."""
    new = deepcopy(dict(answers))
    shown = set(raw.get(SHOWN, []))
    mistakes: list[Mistake] = []
    fresh: list[str] = []
    typed: dict[str, str] = {}
    for field in stop.page.fields:
        if field.when is not None and not field.when.holds(scope_at(stop, fill(form, new), base)):
            continue
        kind, where = KINDS[field.kind], path(stop, field)
        if shown and kind.parts and where not in shown:
            fresh.append(where)
            continue
        typed |= kind.typed(raw, where)
        parsed = kind.parse(field, raw, where)
        say = parsed.say or _missing(field, parsed.value)
        if say:
            mistakes.append(Mistake(where, field.label, say))
        _put(new, stop, field, kind.blank if parsed.say else parsed.value)
    wrong = {mistake.path for mistake in mistakes}
    mistakes += (found for found in _broken(form, stop, new, base) if found.path not in wrong)
    return Cleaned(new, tuple(mistakes), typed, tuple(fresh))


def mistakes_of(form: Form, answers: Answers, base: Scope) -> tuple[Mistake, ...]:
    """All mistakes of a whole document, in the order of its pages."""
    found: list[Mistake] = []
    for stop in walk(form, answers, base):
        here = scope_at(stop, fill(form, answers), base)
        home = here["this"] if stop.page.repeat else here
        assert isinstance(home, dict)
        for field in fields_of(form, stop, answers, base):
            value = home[field.id]
            blank = value in ("", None)
            say = _missing(field, value) if blank else KINDS[field.kind].check(field, value)
            if say:
                found.append(Mistake(path(stop, field), field.label, say))
        wrong = {mistake.path for mistake in found}
        found += [broken for broken in _broken(form, stop, answers, base) if broken.path not in wrong]
    return tuple(found)


def document(form: Form, answers: Answers, base: Scope) -> dict[str, Any]:
    """What is handed in: every declared field has a value, what was not asked is blank again."""
    full = fill(form, answers)
    blank = fill(form, {})
    for group, items in full.items():
        if group in form.grouped:
            blank[group] = [{key: KINDS[f.kind].blank for key, f in form.grouped[group].items()} for _ in items]
    for stop in walk(form, answers, base):
        for field in fields_of(form, stop, answers, base):
            if stop.page.repeat is None:
                blank[field.id] = full[field.id]
            else:
                group, index = stop.page.repeat.group, stop.index or 0
                blank[group][index][field.id] = full[group][index][field.id]
    return blank


def _missing(field: Field, value: Any) -> str:
    return KINDS[field.kind].missing(field) if field.required and value in ("", None) else ""


def _put(answers: dict[str, Any], stop: Stop, field: Field, value: Any) -> None:
    if stop.page.repeat is None or stop.index is None:
        answers[field.id] = value
        return
    items = answers.setdefault(stop.page.repeat.group, [])
    while len(items) <= stop.index:
        items.append({})
    items[stop.index][field.id] = value


def _broken(form: Form, stop: Stop, answers: Answers, base: Scope) -> Iterator[Mistake]:
    """The cross-field rules broken at the fields of this stop."""
    asked = {field.id: field for field in fields_of(form, stop, answers, base)}
    scope = scope_at(stop, fill(form, answers), base)
    for rule in form.rules:
        if rule.at in asked and _belongs(rule, stop) and rule.when.holds(scope):
            yield Mistake(path(stop, asked[rule.at]), asked[rule.at].label, rule.say)


def _belongs(rule: Rule, stop: Stop) -> bool:
    return rule.group == (stop.page.repeat.group if stop.page.repeat else "")
