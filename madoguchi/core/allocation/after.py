"""選考のあと - withdrawals, vacancies, newcomers and changed papers: the next round, made of the last one.

Whoever has a place keeps it unless a better wish comes free, so nobody is worse off than before; whoever waits stands
where the same lots put them. A change of papers counts from the day it was filed, a change of wishes is a new
application where the rules order by its date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from .result import allocate

Told = Mapping[str, Any]


def following(
    document: Told,
    result: Told,
    round_id: str,
    *,
    gone: Collection[str] = (),
    newcomers: Iterable[Told] = (),
    reference_date: str = "",
) -> dict[str, Any]:
    """The next round: without those who are `gone`, with the `newcomers`, with papers filed up to `reference_date`.

    Lots are those of the first draw; a newcomer's follows from the same published record.
    """
    places = {one["applicant"]: one["pool"] for one in result["placements"]}
    rows = [_holding(one, places[one["id"]]) for one in document["applicants"] if one["id"] not in gone]
    told = {**document, "id": round_id, "applicants": [*rows, *newcomers]}
    if "lottery" in document:
        told["lottery"] = {"round": document["id"], **document["lottery"]}
    if reference_date:
        told["rules"] = {**document["rules"], "reference_date": reference_date}
    return told


def remaining(document: Told, result: Told, round_id: str, newcomers: Iterable[Told]) -> dict[str, Any]:
    """A later round for the places that are left, and for those who came after the first one alone (他の応募者の後)."""
    placed = {one["id"]: one["placed"] for one in result["pools"]}
    pools = [_left(one, placed[one["id"]]) for one in document["pools"]]
    kept = {key: value for key, value in document.items() if key not in ("lottery", "families")}
    if "lottery" in document:
        kept["lottery"] = {"round": document["id"], **document["lottery"]}
    return kept | {"id": round_id, "pools": pools, "applicants": list(newcomers)}


def _left(pool: Told, placed: int) -> dict[str, Any]:
    """A pool with the places that are left, and no more reserved than these."""
    left = max(0, pool["capacity"] + pool.get("over", {}).get("seats", 0) - placed)
    told = {key: value for key, value in pool.items() if key not in ("over", "quotas")} | {"capacity": left}
    quotas = []
    for quota in pool.get("quotas", ()):
        quotas.append({**quota, "seats": min(quota["seats"], left)})
        left -= quotas[-1]["seats"]
    return told | {"quotas": quotas} if quotas else told


def _holding(one: Told, place: str | None) -> dict[str, Any]:
    told = {key: value for key, value in one.items() if key not in ("present", "always")}
    return told | {"present": place} if place else told


def with_wishes(document: Told, child: str, wishes: list[str], dated: Mapping[str, int]) -> dict[str, Any]:
    """Other wishes of a child: a new application, with the value of its date (`dated`) and without the old place."""

    def changed(one: Told) -> dict[str, Any]:
        told = {key: value for key, value in one.items() if key != "present"}
        return told | {"wishes": wishes, "values": {**one.get("values", {}), **dated}}

    return {**document, "applicants": [changed(one) if one["id"] == child else one for one in document["applicants"]]}


def offers(before: Told, after: Told, today: date, days: int) -> list[dict[str, Any]]:
    """To whom the next result gives a place or a better one, and until when they must answer."""
    places = {one["applicant"]: one["pool"] for one in before["placements"]}
    return [
        {
            "applicant": one["applicant"],
            "from": places.get(one["applicant"]),
            "to": one["pool"],
            "answer_by": (today + timedelta(days=days)).isoformat(),
        }
        for one in after["placements"]
        if one["pool"] is not None and one["pool"] != places.get(one["applicant"])
    ]


def nearby(document: Told, result: Told) -> dict[str, str]:
    """Who, waiting without a place, enters which club of their `nearby` list; their places in line stay as they are.

    Only seats that nobody who wished for them wants are given, by the same priority and lots.
    """
    unplaced = {one["applicant"] for one in result["placements"] if one["pool"] is None}
    rows = [
        {**{key: value for key, value in one.items() if key != "family"}, "wishes": one["nearby"]}
        for one in document["applicants"]
        if one["id"] in unplaced and one.get("nearby") and not one.get("barred")
    ]
    given = allocate(remaining(document, result, f"{document['id']}/nearby", rows))
    return {one["applicant"]: one["pool"] for one in given["placements"] if one["pool"] is not None}
