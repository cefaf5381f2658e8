"""選考の入力 - a round's document from answers, twice-computed points and the city's places; nothing else goes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ..allocation import with_rules
from ..fields import is_blank
from ..points import Rules, Score
from ..table import plain
from .declared import Selection
from .round import Stop

if TYPE_CHECKING:
    from ..package.edition import Edition

HIGHEST: Final = "highest"
TOTAL, PHASE, LOT = "total", "phase", "lot"
Told = dict[str, Any]


@dataclass(frozen=True)
class Child:
    """One case of a round: its number, its application's, the answers about it (those of all too), its points, and the
    place that it keeps unless it gets a better one (転所; "": none)."""

    case: str
    reference: str
    answers: Mapping[str, Any]
    score: Score
    present: str = ""


def lacking(edition: Edition, selection: Selection, children: int) -> Iterator[Stop]:
    """What is missing before the inputs of so many children can be frozen."""
    if not children:
        yield Stop("S05")
    if pools := tuple(str(one.label) for one in _options(edition, selection) if one.capacity is None):
        yield Stop("S03", pools)


def document(
    name: str,
    edition: Edition,
    selection: Selection,
    children: Iterable[Child],
    taken: Mapping[str, int] | None = None,
) -> Told:
    """The document of a round (docs/reference/round.md), its lottery apart. The order is that of `points.rank`, then
    lots. Every child has its total. `taken`: how many places of each pool others have already."""
    assert edition.points is not None  # without points there is no order
    rules, rows = edition.points, list(children)
    families: dict[str, list[Child]] = {}
    for one in rows:
        families.setdefault(one.reference, []).append(one)
    several = {reference: found for reference, found in families.items() if len(found) > 1}
    return {
        "schema": 1,
        "id": name,
        "rules": _rules(rules),
        "pools": [
            _pool(one.id, str(one.label), max(0, (one.capacity or 0) - (taken or {}).get(one.id, 0)), rules)
            for one in _options(edition, selection)
        ],
        "applicants": [_applicant(one, rules, selection, one.reference in several) for one in rows],
        "families": [
            {"id": reference, "policy": selection.policy(any(_yes(one, selection.together) for one in found))}
            for reference, found in several.items()
        ],
    }


def with_table(told: Mapping[str, Any], edition: Edition, selection: Selection, children: Iterable[Child]) -> Told:
    """A document with rules, reserved places and points as the tables of an edition give them to the same children."""
    assert edition.points is not None  # or there were nothing to try
    rules = edition.points
    other = document(str(told["id"]), edition, selection, children)
    pools = [_pool(one["id"], one["label"], one["capacity"], rules) for one in told["pools"]]
    return with_rules({**told, "pools": pools}, other)


def _options(edition: Edition, selection: Selection) -> Iterable[Any]:
    return edition.town.choices[selection.places]


def _rules(rules: Rules) -> Told:
    priority: list[Told] = [
        {"id": PHASE, "label": "決める順の組", "better": "lower"},
        {"id": TOTAL, "label": "点数", "better": "higher"},
        *(
            {"id": f"tie{number}", "label": tie.label or tie.column}
            | {"better": "higher" if tie.first == HIGHEST else "lower"}
            for number, tie in enumerate(rules.ties, start=1)
        ),
        {"id": LOT, "label": "抽選", "better": "lower", "from": LOT},
    ]
    told: Told = {"priority": priority}
    if least := rules.threshold:
        told["thresholds"] = [
            {"id": "least", "label": least.below, "component": TOTAL, "at_least": number(least.points)}
        ]
    if rules.extra:
        told["over_one_in"] = rules.extra.one_in
    return told


def _pool(name: str, label: str, capacity: int, rules: Rules) -> Told:
    told: Told = {"id": name, "label": label, "capacity": capacity}
    left, quotas = capacity, []
    for quota in rules.quotas:
        seats = min(quota.places, left)
        quotas.append({"id": quota.id, "label": quota.label, "tag": quota.id, "seats": seats})
        left -= seats
    return told | ({"quotas": quotas} if quotas else {})


def _applicant(child: Child, rules: Rules, selection: Selection, several: bool) -> Told:
    score, answers = child.score, child.answers
    assert score.total is not None  # `lacking` has seen to it
    wished = dict.fromkeys(str(answers[name]) for name in selection.wishes if not is_blank(answers.get(name)))
    told: Told = {"id": child.case, "wishes": list(wished), "values": _values(score, score.total, rules)}
    if several:
        told["family"] = child.reference
    if child.present:
        told["present"] = child.present
    if tags := sorted({str(line.gives["quota"]) for line in score.given("quota")}):
        told["tags"] = tags
    for key, gives in (("barred", "refusal"), ("always", "admission"), ("condition", "condition")):
        if said := "".join(line.say for line in score.given(gives)):
            told[key] = said[:400]
    return told


def _values(score: Score, total: Decimal, rules: Rules) -> Told:
    ties = {
        f"tie{place}": number(-value if tie.first == HIGHEST else value)
        for place, (tie, value) in enumerate(zip(rules.ties, score.order, strict=True), start=1)
    }
    return {PHASE: score.phase, TOTAL: number(total), **ties}


def number(value: Decimal) -> int | str:
    """A number as the document writes it: whole, or an exact text."""
    return int(value) if value == value.to_integral_value() else plain(value)


def _yes(child: Child, name: str) -> bool:
    return bool(name) and child.answers.get(name) is True
