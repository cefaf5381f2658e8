"""読込 - a round from its document, and everything that is wrong with it at once.

The document has the shape of `core/schemas/round.json` already; here is looked at what a schema cannot say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from . import lottery
from .values import (
    INDEPENDENT,
    LOT,
    Applicant,
    Component,
    Fault,
    Over,
    Pool,
    Quota,
    Refused,
    Round,
    Rules,
    Signature,
    Threshold,
)

Told = Mapping[str, Any]
_NONE: Final = frozenset[str]()


def read(document: Told) -> Round:
    """A round. Raises Refused with every fault."""
    rules = _rules(document["rules"])
    applicants = sorted((_applicant(one, rules.reference_date) for one in document["applicants"]), key=_id)
    told = document.get("lottery")
    draw = lottery.read_draw(told, document["id"]) if told else None
    found = Round(
        id=document["id"],
        rules=rules,
        pools=tuple(sorted(map(_pool, document["pools"]), key=_id)),
        applicants=tuple(applicants),
        policies={one["id"]: one["policy"] for one in document.get("families", ())},
        lots=lottery.lots(draw, (one.id for one in applicants)) if draw else {},
        signatures=tuple(Signature(**one) for one in document.get("signatures", ())),
        ignored=tuple(sorted(_ignored(document["applicants"], rules.reference_date))),
    )
    faults = (*_of_lottery(draw, found), *_faults(found, document.get("families", ())))
    if faults:
        raise Refused(faults)
    return found


def _id(one: Pool | Applicant) -> str:
    return one.id


def _rules(told: Told) -> Rules:
    return Rules(
        components=tuple(_component(one) for one in told["priority"]),
        thresholds=tuple(
            Threshold(
                one["id"],
                one["label"],
                one["component"],
                one.get("at_least"),
                one.get("at_most"),
                one.get("unless", ""),
            )
            for one in told.get("thresholds", ())
        ),
        zones_exempt=frozenset(told.get("zones_exempt", ())),
        reference_date=told.get("reference_date", ""),
        over_one_in=told.get("over_one_in"),
        capacity_checks=told.get("capacity_checks", {}),
    )


def _component(told: Told) -> Component:
    parts = tuple(told.get("of", (told["id"],)))
    return Component(
        told["id"], told["label"], told["better"] == "higher", parts, told.get("from", ""), told.get("default")
    )


def _pool(told: Told) -> Pool:
    over = told.get("over")
    return Pool(
        id=told["id"],
        label=told.get("label", told["id"]),
        site=told.get("site", told["id"]),
        capacity=told["capacity"],
        quotas=tuple(
            Quota(one["id"], one.get("label", one["id"]), one["tag"], one["seats"], one.get("release", True))
            for one in told.get("quotas", ())
        ),
        zones=frozenset(told.get("zones", ())),
        over=Over(over["seats"], over["reason"], over["by"]) if over else None,
        facts=told.get("facts", {}),
    )


def _applicant(told: Told, reference: str) -> Applicant:
    present = told.get("present", "")
    wishes = tuple(told["wishes"])
    if present:  # what is worse than the present place is no wish; the present place is the last one
        wishes = (*(wishes[: wishes.index(present)] if present in wishes else wishes), present)
    values = told.get("values", {})
    if "changes" in told:
        values = _values_at(reference, values, told["changes"])
    return Applicant(
        id=told["id"],
        family=told.get("family", ""),
        wishes=wishes,
        values=values,
        values_at=told.get("values_at", {}),
        tags=frozenset(told["tags"]) if "tags" in told else _NONE,
        zone=told.get("zone", ""),
        present=present,
        always=told.get("always", ""),
        barred=told.get("barred", ""),
        condition=told.get("condition", ""),
        nearby=tuple(told.get("nearby", ())),
    )


def _values_at(reference: str, values: Told, changes: Iterable[Told]) -> Told:
    """Values with the changes that were filed until the reference date, the last one on top."""
    for change in sorted(changes, key=lambda one: str(one["filed"])):
        if not reference or change["filed"] <= reference:
            values = {**values, **change["values"]}
    return values


def _ignored(applicants: Iterable[Told], reference: str) -> Iterator[tuple[str, str]]:
    for one in applicants:
        for change in one.get("changes", ()):
            if reference and change["filed"] > reference:
                yield one["id"], change["filed"]


def _of_lottery(draw: lottery.Draw | None, found: Round) -> Iterator[Fault]:
    needed = any(one.source == LOT for one in found.rules.components)
    if draw is None:
        if needed:
            yield Fault("lottery", "no-lottery", "抽選を順位に使うには、抽選の記録(lottery)が要ります。")
        return
    try:
        holds = lottery.commitment(draw.round, draw.seed, draw.salt) == draw.commitment
    except ValueError:
        holds = False
    if not holds:
        yield Fault("lottery", "commitment", "種(seed)と塩(salt)が、締切前に公表した値(commitment)と合いません。")
    # A later round draws from the lots of the first, whose list it need not hold whole.
    if draw.round == found.id and draw.list_digest != lottery.list_digest(one.id for one in found.applicants):
        yield Fault("lottery", "list", "児童の一覧が、締切前に公表した一覧(list_digest)と違います。")


def _faults(found: Round, families: Iterable[Told]) -> Iterator[Fault]:
    yield from _twice("pools", (one.id for one in found.pools))
    yield from _twice("applicants", (one.id for one in found.applicants))
    yield from _twice("families", (one["id"] for one in families))
    yield from _twice("priority", (one.id for one in found.rules.components))
    yield from _of_rules(found.rules)
    for pool in found.pools:
        yield from _of_pool(pool, found.rules)
    pools = {one.id for one in found.pools}
    parts = _parts(found.rules)
    for one in found.applicants:
        yield from _of_applicant(one, pools, found.policies, parts)


def _twice(where: str, ids: Iterable[str]) -> Iterator[Fault]:
    for one, count in sorted(Counter(ids).items()):
        if count > 1:
            yield Fault(one, "twice", f"{where} に「{one}」が{count}回あります。")


def _of_rules(rules: Rules) -> Iterator[Fault]:
    known = {one.id for one in rules.components}
    for threshold in rules.thresholds:
        if threshold.component not in known:
            yield Fault(threshold.id, "unknown-component", f"順位の項目「{threshold.component}」がありません。")


def _of_pool(pool: Pool, rules: Rules) -> Iterator[Fault]:
    if sum(one.seats for one in pool.quotas) > pool.capacity:
        yield Fault(pool.id, "quota-over-capacity", "枠の合計が定員を超えています。")
    yield from _twice(pool.id, (one.id for one in pool.quotas))
    most = pool.capacity // rules.over_one_in if rules.over_one_in else None
    if pool.over and most is not None and pool.over.seats > most:
        yield Fault(pool.id, "over-limit", f"定員を超えられるのは{most}人までです({pool.over.seats}人となっています)。")


def _parts(rules: Rules) -> tuple[str, ...]:
    """The values that every child must have."""
    return tuple(part for one in rules.components if not one.source and one.default is None for part in one.parts)


def _of_applicant(
    one: Applicant, pools: set[str], policies: Mapping[str, str], parts: tuple[str, ...]
) -> Iterator[Fault]:
    strange = [pool for pool in (*one.wishes, *one.nearby, *one.values_at) if pool not in pools]
    for pool in dict.fromkeys(strange):
        yield Fault(one.id, "unknown-pool", f"「{pool}」という受入先がありません。")
    if len(set(one.wishes)) < len(one.wishes):
        yield Fault(one.id, "wish-twice", "同じ受入先を二度希望しています。")
    if one.family and one.family not in policies:
        yield Fault(one.id, "unknown-family", f"世帯「{one.family}」がありません。")
    for part in parts:
        if part not in one.values:
            yield Fault(one.id, "missing-value", f"順位の値「{part}」がありません。")


def policy_of(found: Round, one: Applicant) -> str:
    """The wish of the child's family about its children."""
    return found.policies[one.family] if one.family else INDEPENDENT
