"""検証項目 - every check of a result; each yields what is wrong."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from .choices import Combination, acceptable, could_have, preferred
from .facts import Facts, Told
from .outcome import Outcome
from .reasons import Reasons, limits_told, read_limits


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a result: a code, where (a child, pool, family or digest), and a sentence."""

    code: str
    at: str
    say: str


def digests(document: Told, result: Told) -> Iterator[Wrong]:
    """Of the document, its rules, and the result itself."""
    told = result["digests"]
    unsigned = dict(result, digests={name: one for name, one in told.items() if name != "result"})
    true = {"input": _digest(document), "rules": _digest(document["rules"]), "result": _digest(unsigned)}
    for name, one in true.items():
        if told.get(name) != one:
            yield Wrong("digest", name, "要約値(digest)が内容と合いません。")


def _digest(document: Told) -> str:
    told = dict(document)
    for name, inner in (("pools", "zones"), ("applicants", "tags"), ("families", "")):
        if name in told:
            rows = [{**one, inner: sorted(one[inner])} if inner in one else one for one in told[name]]
            told[name] = sorted(rows, key=lambda one: str(one["id"]))
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def everybody(facts: Facts, result: Told) -> Iterator[Wrong]:
    """Each child once, on a pool that it has wished for and that is considered; each pool once."""
    for name, ids, known in (
        ("child", [one["applicant"] for one in result["placements"]], facts.children),
        ("pool", [one["id"] for one in result["pools"]], facts.pools),
    ):
        counts = Counter(ids)
        yield from (Wrong(f"lost_{name}", one, "結果にありません。") for one in known if one not in counts)
        yield from (Wrong(f"unknown_{name}", one, "選考回にありません。") for one in counts if one not in known)
        yield from (Wrong(f"doubled_{name}", one, "結果に二度あります。") for one in counts if counts[one] > 1)
    for one in result["placements"]:
        pool, child = one["pool"], one["applicant"]
        if pool is not None and child in facts.children and (child, pool) not in facts.priority:
            yield Wrong("unlisted", child, f"希望していない、または対象外の受入先です: {pool}")


def rooms(outcome: Outcome) -> Iterator[Wrong]:
    """No pool has taken more than it may, nor others on its reserved seats."""
    for pool in outcome.facts.pools:
        if refused := outcome.seats(pool).refused:
            yield Wrong("overfilled", pool, f"定員または枠を{len(refused)}人超えています。")


def kept_places(outcome: Outcome) -> Iterator[Wrong]:
    """Nobody has lost a place, or was moved to one they want less."""
    facts = outcome.facts
    for child, kept in facts.kept.items():
        place = outcome.place[child]
        if not place or facts.rank(child, place) > facts.rank(child, kept):
            yield Wrong("worse", child, f"必ず入れる受入先({kept})より希望順位の低い所です。")


def envy(outcome: Outcome) -> Iterator[Wrong]:
    """No child who chooses alone would be taken by a pool that it wants more."""
    facts = outcome.facts
    together = {child for ids in facts.families.values() for child in ids}
    for child, place in outcome.place.items():
        if child in together:
            continue
        for pool in facts.wishes[child]:
            if pool == place:
                break
            if outcome.would_take(pool, (child,)):
                free = len(outcome.holders[pool]) < facts.seats(pool)
                say = "空きがあるのに入っていません" if free else "順位の低い子が入っています"
                yield Wrong("waste" if free else "envy", child, f"より希望する受入先({pool})に{say}。")


def families(outcome: Outcome, result: Told) -> Iterator[Wrong]:
    """Each family has what it would take; those that could have better are named, with what; no others are."""
    facts, named = outcome.facts, {one["family"]: one for one in result["exceptions"]}
    if len(named) < len(result["exceptions"]):
        yield Wrong("exception", "", "同じ世帯が例外に二度あります。")
    yield from (Wrong("exception", one, "世帯がありません。") for one in named if one not in facts.families)
    for family, ids in facts.families.items():
        now = tuple(outcome.place[child] for child in ids)
        if not acceptable(facts, family, now):
            yield Wrong("sibling_wish", family, "きょうだいの希望に合わない組み合わせです。")
            continue
        could = next((one for one in preferred(facts, family, now) if could_have(outcome, family, one)), None)
        said = named.get(family)
        if (said is None) != (could is None) or (said and could and not _as_said(said, ids, now, could)):
            yield Wrong("exception", family, "例外として挙げるべき世帯と、挙げられている内容が合いません。")


def _as_said(said: Told, ids: tuple[str, ...], now: Combination, could: Combination) -> bool:
    none = [None if one == "" else one for one in now], [None if one == "" else one for one in could]
    return (said["children"], said["has"], said["could"]) == (list(ids), *none)


def reasons(outcome: Outcome, result: Told) -> Iterator[Wrong]:
    """For every wish above a child's place one reason, and a true one."""
    judge = Reasons(outcome)
    for one in result["placements"]:
        child, told = one["applicant"], one["reasons"]
        if [reason["pool"] for reason in told] != judge.due(child):
            yield Wrong("reasons", child, "理由のない希望、または要らない理由があります。")
            continue
        for reason in told:
            if not _holds(judge.true, child, reason):
                yield Wrong("reason", child, f"{reason['pool']}についての理由が事実と違います。")


def _holds(true: Callable[[str, Told], bool], child: str, reason: Told) -> bool:
    try:
        return true(child, reason)
    except (KeyError, ValueError, TypeError):
        return False  # something is missing in it, or is no number


def details(outcome: Outcome, result: Told) -> Iterator[Wrong]:
    """Lot, number of the wish, kind of seat and condition of every placement."""
    facts = outcome.facts
    kinds = {pool: outcome.seats(pool).by_child() for pool in facts.pools}
    for one in result["placements"]:
        child, pool = facts.children[one["applicant"]], one["pool"]
        true: dict[str, Any] = {"applicant": child.id, "pool": pool, "reasons": one["reasons"]}
        if child.lot:
            true["lot"] = child.lot
        if pool is not None:
            true |= {"wish": facts.rank(child.id, pool), "seat": kinds[pool][child.id]}
            true |= {"condition": child.told["condition"]} if child.told.get("condition") else {}
        if one.get("lot") != true.get("lot"):
            yield Wrong("lot", child.id, "抽選の番号が、公表された記録から計算したものと違います。")
        elif one != true:
            yield Wrong("placement", child.id, "希望順位、席の種類または条件が違います。")


def tables(outcome: Outcome, result: Told) -> Iterator[Wrong]:
    """Capacity, number of places given, limits and waiting list of every pool; and the changes that came too late."""
    waiting = _waiting(outcome)
    for one in result["pools"]:
        pool = one["id"]
        if read_limits(one["limits"]) != limits_told(outcome.facts, outcome.limits(pool)):
            yield Wrong("cutoff", pool, "最下位の表が違います。")
        if one["waiting"] != waiting[pool]:
            yield Wrong("waiting", pool, "待機の順番が違います。")
        told, placed = outcome.facts.pools[pool], len(outcome.holders[pool])
        over = max(0, placed - told["capacity"])
        reason = told.get("over", {}).get("reason", "") if over else ""
        said = tuple(one[name] for name in ("capacity", "placed", "over", "reason"))
        if said != (told["capacity"], placed, over, reason):
            yield Wrong("numbers", pool, "定員、人数または定員を超えた理由が違います。")
    if result["ignored"] != list(_ignored(outcome.facts)):
        yield Wrong("ignored", "", "基準日より後の届出の一覧が違います。")


def _waiting(outcome: Outcome) -> dict[str, list[str]]:
    facts = outcome.facts
    found: dict[str, list[tuple[Any, str]]] = {pool: [] for pool in facts.pools}
    for child, place in outcome.place.items():
        for pool in facts.wishes[child]:
            if pool == place:
                break
            found[pool].append((facts.priority[child, pool], child))
    return {pool: [child for _, child in sorted(line, reverse=True)] for pool, line in found.items()}


def _ignored(facts: Facts) -> Iterator[dict[str, str]]:
    reference = facts.document["rules"].get("reference_date", "")
    for child in sorted(facts.children):
        filed = sorted(one["filed"] for one in facts.children[child].told.get("changes", ()))
        yield from ({"applicant": child, "filed": one} for one in filed if reference and one > reference)


# After each child was found once and where it may be: what is looked at of the outcome.
CHECKS: Final[dict[str, Callable[[Outcome, Told], Iterator[Wrong]]]] = {
    "rooms": lambda outcome, _: rooms(outcome),
    "kept_places": lambda outcome, _: kept_places(outcome),
    "envy": lambda outcome, _: envy(outcome),
    "families": families,
    "reasons": reasons,
    "details": details,
    "tables": tables,
}
