"""選考の理由 - each wish of a child in one plain sentence, by the codes and numbers of the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..say import Say, say
from ..table import plain
from .inputs import PHASE, TOTAL

PLACED, LATER = "placed", "later"  # beside the codes of reasons: the wish that came true, and those behind it
Wish = Mapping[str, Any]
Sentence = Say


def wishes(document: Mapping[str, Any], result: Mapping[str, Any], case: str) -> list[dict[str, Any]]:
    """What became of each wish of a child, best first: `wish` its number, `pool`, its `label`, `code`, and the numbers
    of the reason. Raises StopIteration for a child that is not in the round."""
    child = next(one for one in document["applicants"] if one["id"] == case)
    told = next(one for one in result["placements"] if one["applicant"] == case)
    labels = {one["id"]: one.get("label", one["id"]) for one in document["pools"]}
    rules = {one["id"]: one["label"] for one in document["rules"]["priority"]}
    reasons = {one["wish"]: one for one in told["reasons"]}
    found = []
    for number, pool in enumerate(child["wishes"], start=1):
        reason = dict(reasons.get(number, {"code": PLACED if number == told.get("wish") else LATER}))
        if "component" in reason:
            reason["rule"] = rules[reason["component"]]
        found.append({**reason, "wish": number, "pool": pool, "label": labels[pool]})
    return found


def sentences(found: list[dict[str, Any]], named: bool = True) -> Iterator[Say]:
    """A sentence for each wish; not `named`, without the clubs' names (支援措置)."""
    for wish in found:
        number = wish["wish"]
        at = say("第{n}希望の{club}", n=number, club=wish["label"]) if named else say("第{n}希望のクラブ", n=number)
        yield _SAYS[wish["code"]](at, wish)


def spoken(value: int | str) -> str:
    """A number of a result as people write it: 24 for 24.0."""
    return plain(Decimal(str(value)))


def _below(at: Say, wish: Wish) -> Say:
    if wish["component"] == TOTAL:
        pattern = "{wish}は、点数が{mine}点で、入れた最後の人の{cutoff}点に届きませんでした。"
        return say(pattern, wish=at, mine=spoken(wish["mine"]), cutoff=spoken(wish["cutoff"]))
    if wish["component"] == PHASE:
        return say("{wish}は、先に決める組の人で、いっぱいになりました。", wish=at)
    pattern = "{wish}は、点数が入れた最後の人と同じでしたが、次の決まり「{rule}」で届きませんでした。"
    return say(pattern, wish=at, rule=wish["rule"])


def _lot(at: Say, wish: Wish) -> Say:
    pattern = "{wish}は、点数などが同じ人の抽選で{mine}番でした。入れたのは{cutoff}番までです。"
    return say(pattern, wish=at, mine=wish["mine"], cutoff=wish["cutoff"])


def _threshold(at: Say, wish: Wish) -> Say:
    return say("{wish}は、入るための基準に届きませんでした。基準: {why}", wish=at, why=wish["say"])


_SAYS: Final[Mapping[str, Callable[[Say, Wish], Say]]] = {
    PLACED: lambda at, wish: say("{wish}に入れます。", wish=at),
    LATER: lambda at, wish: say("{wish}は、それより上の希望に入れるので、選んでいません。", wish=at),
    "below": _below,
    "lot": _lot,
    "full": lambda at, wish: say("{wish}は、空きがありませんでした。", wish=at),
    "quota": lambda at, wish: say("{wish}の空きは、決まった枠の人のためのものでした。", wish=at),
    "threshold": _threshold,
    "zone": lambda at, wish: say("{wish}は、住んでいる地区の外です。", wish=at),
    "barred": lambda at, wish: say("{wish}は、入る条件に合いませんでした。理由: {why}", wish=at, why=wish["say"]),
    "sibling": lambda at, wish: say("{wish}は、きょうだいが一緒に入れる空きがありませんでした。", wish=at),
    "combination": lambda at, wish: say("{wish}より、きょうだい全員に合う組み合わせを先にしました。", wish=at),
    "no_combination": lambda at, wish: say("{wish}は、きょうだいの希望の組み合わせにありませんでした。", wish=at),
    "exception": lambda at, wish: say(
        "{wish}は、きょうだいの希望を合わせる決まりのため、入れませんでした。くわしいことは、窓口に聞いてください。",
        wish=at,
    ),
}
