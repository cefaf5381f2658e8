"""入力の検査 - from what was typed to answers and sentences that say what to mend, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..fields import KINDS, Field, Raw, is_blank
from ..say import say
from .shape import Form, Rule
from .walk import Answers, Scope, Stop, asked_in, fill, filled, home, listed, path, scope_at, steps

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


@dataclass(frozen=True)
class Judged:
    """審査前の全体: the document as it is handed in, and all mistakes in it in the order of its pages."""

    document: dict[str, Any]
    mistakes: tuple[Mistake, ...]


def clean_stop(form: Form, stop: Stop, answers: Answers, raw: Raw, base: Scope) -> Cleaned:
    """Read one page's inputs in order; each answer may call up or dismiss the fields after it."""
    if stop.page.lists:
        return Cleaned(dict(answers), tuple(unfinished(form, stop, answers, base)), {})
    new, own = _opened(answers, stop)
    full = filled(form, answers, base)
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
        said = parsed.say or _missing(field, parsed.value)
        if said:
            mistakes.append(Mistake(where, field.label, said))
        value = kind.blank if parsed.say else parsed.value
        own[field.id] = value
        here[field.id] = field.value.value(scope) if field.value else value
        if stop.page.repeat is None:
            scope[field.id] = here[field.id]
    wrong = {mistake.path for mistake in mistakes}
    # Answers may have changed how many items a group has.
    after = scope_at(stop, filled(form, new, base), base)
    broken = [rule for rule in form.rules_on[stop.page.id] if rule.when.holds(after)]
    mistakes += (found for found in _shown_at(broken, stop, asked_in(stop, after)) if found.path not in wrong)
    return Cleaned(new, tuple(mistakes), typed, tuple(fresh))


def judge(form: Form, answers: Answers, base: Scope) -> Judged:
    """A whole document at once.

    In what is handed in every declared field has a value, what was not asked is blank again, what follows is told.
    What is no value of its kind is a mistake, and counts as blank for every condition: it could not be asked of it.
    """
    full = fill(form, answers)
    unsound = dict(_unsound(form, "", full, ""))
    spoilt = {where.rpartition(".")[2] for where in unsound}
    document = _bare(form, "", full)
    found: list[Mistake] = []
    for stop, scope, asked in steps(form, full, base):
        if stop.page.lists:
            found += _too_many(stop, full)
            continue
        here, told, first = home(stop, full), home(stop, document), len(found)
        for field in asked:
            if field.kind == "note":  # it holds nothing, whatever was stored under its name
                continue
            told[field.id] = value = here[field.id]
            if not value and (field.required or field.id in spoilt) and is_blank(value):
                found += _unanswered(stop, field, unsound)
        broken = [rule for rule in form.rules_on[stop.page.id] if rule.when.holds(scope)]
        if broken:
            wrong = {mistake.path for mistake in found[first:]}
            found += [one for one in _shown_at(broken, stop, asked) if one.path not in wrong]
    _empty_skipped(form, full, document)
    return Judged(document, tuple(found))


def mistakes_of(form: Form, answers: Answers, base: Scope) -> tuple[Mistake, ...]:
    """All mistakes of a whole document, in the order of its pages."""
    return judge(form, answers, base).mistakes


def document(form: Form, answers: Answers, base: Scope) -> dict[str, Any]:
    """What is handed in."""
    return judge(form, answers, base).document


def unfinished(form: Form, stop: Stop, answers: Answers, base: Scope) -> Iterator[Mistake]:
    """What is wrong with a list that a stop shows: an item that still lacks something, or too many of them."""
    lists, where = stop.page.lists, listed(stop)
    assert lists is not None  # asked of stops with lists only
    mistakes = mistakes_of(form, answers, base)
    yield from (mistake for mistake in mistakes if mistake.path == where)
    begun = f"{where}."
    numbers = {mistake.path.removeprefix(begun).partition(".")[0] for mistake in mistakes if _in(begun, mistake.path)}
    for number in sorted(map(int, numbers)):
        said = say(
            "{label}{number}の入力が終わっていません。「直す」を押してください。",
            label=stop.page.title,
            number=number + 1,
        )
        yield Mistake(f"{begun}{number}", stop.page.title, said)


def _in(begun: str, where: str) -> bool:
    return where.startswith(begun)


def _too_many(stop: Stop, full: Answers) -> Iterator[Mistake]:
    lists = stop.page.lists
    if lists and lists.max is not None and len(home(stop, full)[lists.name]) > lists.max:
        said = say("{label}は{max}件までです。多いものを消してください。", label=stop.page.title, max=lists.max)
        yield Mistake(listed(stop), stop.page.title, said)


def _missing(field: Field, value: Any) -> str:
    return KINDS[field.kind].missing(field) if field.required and is_blank(value) else ""


def _unanswered(stop: Stop, field: Field, unsound: Mapping[str, str]) -> Iterator[Mistake]:
    where = path(stop, field)
    if said := unsound.get(where, "") or (KINDS[field.kind].missing(field) if field.required else ""):
        yield Mistake(where, field.label, said)


def put(answers: dict[str, Any], stop: Stop, field: Field, value: Any) -> None:
    """Lay a value into answers where the field's lives; items before it that are not there yet are blank."""
    new, own = _opened(answers, stop)
    own[field.id] = value
    answers |= new


def _unsound(form: Form, group: str, here: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    """What is no value of its field's kind is made blank; why, by its path."""
    for key, blank, shape, fits, field, kind in form.answered[group]:
        value = here[key]
        if value is blank:
            continue
        if not value and is_blank(value):
            here[key] = blank
        elif not (type(value) is shape and fits(value)) and (said := kind.wrong(field, value)):
            here[key] = blank
            yield at + key, said
    for repeat in form.inner[group]:
        for index, item in enumerate(here[repeat.name]):
            yield from _unsound(form, repeat.group, item, f"{at}{repeat.name}.{index}.")


def _bare(form: Form, group: str, full: Answers) -> dict[str, Any]:
    """As many items as there are, and nothing answered."""
    bare = dict(form.blanks[group])
    for repeat in form.inner[group]:
        bare[repeat.name] = [_bare(form, repeat.group, item) for item in full[repeat.name]]
    return bare


def _empty_skipped(form: Form, full: Answers, document: dict[str, Any], group: str = "") -> None:
    """Lists that were not asked for are empty."""
    for repeat in form.inner[group]:
        if not full[repeat.name]:
            document[repeat.name] = []
        if form.inner[repeat.group]:
            for item, told in zip(full[repeat.name], document[repeat.name], strict=True):
                _empty_skipped(form, item, told, repeat.group)


def _opened(answers: Answers, stop: Stop) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers that may be written in at a stop, and there the place for its fields; all else is shared."""
    new = dict(answers)
    repeat = stop.page.repeat
    if repeat is None:
        return new, new
    around = _item(new, repeat.within.name, stop.above or 0) if repeat.within else new
    return new, _item(around, repeat.name, stop.index or 0)


def _item(around: dict[str, Any], name: str, index: int) -> dict[str, Any]:
    items = around[name] = list(around.get(name) or ())
    items += ({} for _ in range(index + 1 - len(items)))
    own: dict[str, Any] = dict(items[index])
    items[index] = own
    return own


def _shown_at(rules: Iterable[Rule], stop: Stop, asked: tuple[Field, ...]) -> Iterator[Mistake]:
    """The broken rules, each at its field where that is asked."""
    fields = {field.id: field for field in asked}
    for rule in rules:
        if rule.at in fields:
            yield Mistake(path(stop, fields[rule.at]), fields[rule.at].label, rule.say)
