"""突合 - the same child, the same certificate, the same guardian in several applications, and whether they agree.

Applications are found for each other by marks: digests of what must be the same, which tell nobody anything. Withdrawn
ones are left out by whoever asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .fields import KINDS, is_blank
from .form.shape import Form
from .form.walk import items_in
from .known import Pair, Seen
from .paper.fold import fold
from .papers import Papers, Reading, home_of

FAMILY, STRANGERS = "family", "strangers"
_PERSON: Final = "person"
_TEXTS: Final = ("text", "kana", "address")  # kinds of field whose spelling does not matter


@dataclass(frozen=True)
class People:
    """The fields by which a person of a group is known; `registers` are those in which they are looked up."""

    group: str
    name: str
    birth: str
    kana: str = ""
    address: str = ""
    registers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What is the same: a person of the group `people` (whose fields in `compare` differ, if there are any), or a paper
    whose items in `by` are the same, `among` applications that share a person (family) or share none (strangers)."""

    id: str
    people: str = ""
    compare: tuple[str, ...] = ()
    paper: str = ""
    by: tuple[str, ...] = ()
    among: str = STRANGERS


@dataclass(frozen=True)
class Across:
    """What checks.yaml says of people and of what lies across applications."""

    people: tuple[People, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Filed:
    """An application as others meet it. Of a `hidden` one (支援措置) others learn only that there is one."""

    reference: str
    answers: Mapping[str, Any]
    papers: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True)
class Mark:
    """A thing of an application that another one may have too: what it is, its digest, and the item it is of."""

    what: str
    key: str
    at: str


def read_across(data: Mapping[str, Any]) -> Across:
    """Build from checks.yaml."""
    people = tuple(People(**{**row, "registers": tuple(row.get("registers", ()))}) for row in data.get("people", ()))
    lists = ("compare", "by")
    rules = (Rule(**{**row, **{key: tuple(row.get(key, ())) for key in lists}}) for row in data.get("across", ()))
    return Across(people, tuple(rules))


def marks(across: Across, papers: Papers, filed: Filed) -> tuple[Mark, ...]:
    """All marks of an application; two that share one are to be laid side by side."""
    return tuple({*_of_people(across, filed), *_of_papers(across, papers, filed)})


def _of_people(across: Across, filed: Filed) -> Iterator[Mark]:
    """By birth and name, and by birth and reading: either is enough."""
    for of in across.people:
        for at, names in items_in(filed.answers, of.group):
            person: Any = names["this"]
            for name in (of.name, of.kana):
                if name and person[of.birth] and person[name]:
                    yield Mark(f"{_PERSON} {of.group}", _digest(of.birth, person[of.birth], fold(person[name])), at)


def _of_papers(across: Across, papers: Papers, filed: Filed) -> Iterator[Mark]:
    for rule in across.rules:
        for place, readings in filed.papers.items() if rule.paper else ():
            for reading in readings:
                key = _fingerprint(papers, reading, rule.by) if reading.kind == rule.paper else ""
                if key:
                    yield Mark(f"paper {rule.id}", key, home_of(place))


def _fingerprint(papers: Papers, reading: Reading, by: tuple[str, ...]) -> str:
    """Of what was surely read; "" when something that counts was not, or is blank."""
    values, unsure = papers.kind_of(reading).told(reading)
    told = [values[code] for code in by]
    if unsure.intersection(by) or any(is_blank(value) for value in told):
        return ""
    return _digest(*(fold(value) if isinstance(value, str) else str(value) for value in told))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def crossings(
    across: Across, form: Form, papers: Papers, mine: Filed, others: Iterable[Filed]
) -> dict[str, tuple[Seen, ...]]:
    """What is seen of one application in others, by the item it is about."""
    own = marks(across, papers, mine)
    found: dict[str, dict[Seen, None]] = {}
    for other in others:
        if other.reference == mine.reference:
            continue
        shared = _shared(own, marks(across, papers, other))
        kin = any(mark.what.startswith(_PERSON) for mark, _ in shared)
        for rule in across.rules:
            for at, seen in _by(rule, shared, kin, form, mine, other):
                found.setdefault(at, {})[seen] = None
    return {at: tuple(seen) for at, seen in found.items()}


def cross_all(
    across: Across, form: Form, papers: Papers, filed: Iterable[Filed]
) -> dict[str, dict[str, tuple[Seen, ...]]]:
    """The same of many applications at once, by their references: only those that share a mark are compared."""
    by_reference = {one.reference: one for one in filed}
    homes: dict[tuple[str, str], list[str]] = {}
    for one in by_reference.values():
        for mark in marks(across, papers, one):
            homes.setdefault((mark.what, mark.key), []).append(one.reference)
    beside: dict[str, dict[str, None]] = {}
    for references in homes.values():
        for reference in references if len(references) > 1 else ():
            beside.setdefault(reference, {}).update(dict.fromkeys(references))
    return {
        reference: crossings(across, form, papers, by_reference[reference], map(by_reference.__getitem__, others))
        for reference, others in beside.items()
    }


def _shared(own: Iterable[Mark], others: Iterable[Mark]) -> list[tuple[Mark, Mark]]:
    known: dict[tuple[str, str], list[Mark]] = {}
    for mark in others:
        known.setdefault((mark.what, mark.key), []).append(mark)
    return [(mark, other) for mark in own for other in known.get((mark.what, mark.key), ())]


def _by(
    rule: Rule, shared: Iterable[tuple[Mark, Mark]], kin: bool, form: Form, mine: Filed, other: Filed
) -> Iterator[tuple[str, Seen]]:
    what = f"{_PERSON} {rule.people}" if rule.people else f"paper {rule.id}"
    reference = "" if other.hidden else other.reference
    for mark, theirs in shared:
        if mark.what != what or (rule.paper and kin is not (rule.among == FAMILY)):
            continue
        pairs = tuple(_differing(rule, form, mine, mark.at, other, theirs.at))
        if pairs or not rule.compare:
            yield mark.at, Seen(rule.id, reference, pairs)


def _differing(rule: Rule, form: Form, mine: Filed, at: str, other: Filed, there: str) -> Iterator[Pair]:
    """The fields in `compare` that both have answered, and otherwise; nothing is told of one that is hidden."""
    one, two = _item(mine.answers, at), _item(other.answers, there)
    for name in rule.compare:
        field = form.grouped[rule.people][name]
        if is_blank(one[name]) or is_blank(two[name]) or _alike(field.kind, one[name], two[name]):
            continue
        show = KINDS[field.kind].show
        yield Pair(
            field.label, at + name, str(show(field, one[name])), "" if other.hidden else str(show(field, two[name]))
        )


def _alike(kind: str, one: Any, other: Any) -> bool:
    if kind in _TEXTS:
        return fold(one) == fold(other)
    return bool(sorted(one) == sorted(other) if isinstance(one, list) else one == other)


def _item(answers: Mapping[str, Any], at: str) -> Any:
    value: Any = answers
    for step in at.strip(".").split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value
