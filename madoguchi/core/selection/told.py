"""選考の理由 - each wish of a child in one plain sentence, by the codes and numbers of the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..say import Say, say
from ..table import plain
from .inputs import PHASE, TOTAL

# Beside the codes of reasons: the wish that came true, those behind it, and the present place that is kept.
PLACED, LATER, KEPT = "placed", "later", "kept"
Wish = Mapping[str, Any]
Sentence = Say


def wishes(document: Mapping[str, Any], result: Mapping[str, Any], case: str) -> list[dict[str, Any]]:
    """What became of each wish of a child, best first: `wish` its number, `pool`, its `label`, `code`, and the numbers
    of the reason. A present place stands at the end, when it is kept. Raises StopIteration for a child that is not in
    the round."""
    child = next(one for one in document["applicants"] if one["id"] == case)
    told = next(one for one in result["placements"] if one["applicant"] == case)
    labels = {one["id"]: one.get("label", one["id"]) for one in document["pools"]}
    rules = {one["id"]: one["label"] for one in document["rules"]["priority"]}
    reasons = {one["wish"]: one for one in told["reasons"]}
    present, found = child.get("present", ""), []
    for number, pool in enumerate(considered(child["wishes"], present), start=1):
        came = number == told.get("wish")
        if pool == present and not came:
            break
        reason = dict(reasons.get(number, {"code": (KEPT if pool == present else PLACED) if came else LATER}))
        if "component" in reason:
            reason["rule"] = rules[reason["component"]]
        found.append({**reason, "wish": number, "pool": pool, "label": labels[pool]})
    return found


def considered(wished: list[str], present: str = "") -> list[str]:
    """Wishes as a round reads them: the present place is the last, what is worse is none."""
    if not present:
        return wished
    return [*(wished[: wished.index(present)] if present in wished else wished), present]


def sentences(found: list[dict[str, Any]], named: bool = True) -> Iterator[Say]:
    """A sentence for each wish; not `named`, without the clubs' names (支援措置)."""
    for wish in found:
        number = wish["wish"]
        if wish["code"] == KEPT:
            yield say("今の{club}のままです。", club=wish["label"]) if named else say("今のクラブのままです。")
            continue
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
