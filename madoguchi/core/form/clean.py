"""入力の検査 - from what was typed to answers and sentences that say what to mend, all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field, Raw, is_blank
from .shape import Form, Rule
from .walk import Answers, Scope, Stop, asked_in, fill, home, path, scope_at, steps

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
    full = fill(form, new)
    here, scope = home(stop, full), scope_at(stop, full, base)
    shown = set(raw.get(SHOWN, []))
    mistakes: list[Mistake] = []
    fresh: list[str] = []
    typed: dict[str, str] = {}
    for field in stop.page.fields:
        if field.when is not None and not field.when.holds(scope):
            continue
        kind, where = KINDS[field.kind], path(stop, field)
        if shown and kind.parts and where not in shown:
            fresh.append(where)
            continue
        typed |= kind.typed(field, raw, where)
        parsed = kind.parse(field, raw, where)
        say = parsed.say or _missing(field, parsed.value)
        if say:
            mistakes.append(Mistake(where, field.label, say))
        value = kind.blank if parsed.say else parsed.value
        _put(new, stop, field, value)
        here[field.id] = value
        if stop.page.repeat is None:
            scope[field.id] = value
    wrong = {mistake.path for mistake in mistakes}
    # Answers may have changed how many items a group has.
    after = scope_at(stop, fill(form, new), base)
    mistakes += (found for found in _broken(form, stop, asked_in(stop, after), after) if found.path not in wrong)
    return Cleaned(new, tuple(mistakes), typed, tuple(fresh))


def mistakes_of(form: Form, answers: Answers, base: Scope) -> tuple[Mistake, ...]:
    """All mistakes of a whole document, in the order of its pages."""
    found: list[Mistake] = []
    full = fill(form, answers)
    for stop, scope, asked in steps(form, full, base):
        here = home(stop, full)
        for field in asked:
            value = here[field.id]
            say = _missing(field, value) if is_blank(value) else KINDS[field.kind].check(field, value)
            if say:
                found.append(Mistake(path(stop, field), field.label, say))
                # What is no value of its kind counts as blank from here on: conditions could not be asked of it.
                here[field.id] = KINDS[field.kind].blank
                scope |= {field.id: KINDS[field.kind].blank} if stop.page.repeat is None else {}
        wrong = {mistake.path for mistake in found}
        found += [broken for broken in _broken(form, stop, asked, scope) if broken.path not in wrong]
    return tuple(found)


def document(form: Form, answers: Answers, base: Scope) -> dict[str, Any]:
    """What is handed in: every declared field has a value, what was not asked is blank again, what follows is told."""
    full = fill(form, answers)
    clean = fill(form, {})
    for group, fields in form.grouped.items():
        clean[group] = [{key: KINDS[field.kind].blank for key, field in fields.items()} for _ in full[group]]
    for stop, scope, asked in steps(form, full, base):
        for field in asked:
            value = home(stop, full)[field.id] if field.value is None else field.value.value(scope)
            home(stop, clean)[field.id] = value
    return clean


def _missing(field: Field, value: Any) -> str:
    return KINDS[field.kind].missing(field) if field.required and is_blank(value) else ""


def _put(answers: dict[str, Any], stop: Stop, field: Field, value: Any) -> None:
    if stop.page.repeat is None or stop.index is None:
        answers[field.id] = value
        return
    items = answers.setdefault(stop.page.repeat.group, [])
    while len(items) <= stop.index:
        items.append({})
    items[stop.index][field.id] = value


def _broken(form: Form, stop: Stop, asked: tuple[Field, ...], scope: Scope) -> Iterator[Mistake]:
    """The cross-field rules broken at the fields of this stop."""
    fields = {field.id: field for field in asked}
    for rule in form.rules:
        if rule.at in fields and _belongs(rule, stop) and rule.when.holds(scope):
            yield Mistake(path(stop, fields[rule.at]), fields[rule.at].label, rule.say)


def _belongs(rule: Rule, stop: Stop) -> bool:
    return rule.group == (stop.page.repeat.group if stop.page.repeat else "")
