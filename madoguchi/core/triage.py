"""優先の目安 - how likely a case needs a request to its family, by what the review counted; it only orders a list.

What may be counted is a closed list: the package names checks and kinds of paper, all else stands here. Nothing of it
may touch who somebody is (FORBIDDEN); `madoguchi check` refuses a package that tries. Learning is handed in, so that
nothing but a sum of plain numbers is needed to use what was learned.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from statistics import fmean, stdev
from typing import Any, Final

from .finding import Finding
from .papers import Reading

# What is counted of every case, whatever the package: id to what people read.
ALWAYS: Final[Mapping[str, str]] = {
    "level.block": "「要件を満たさない」の指摘の数",
    "level.ask": "「確認が必要」の指摘の数",
    "level.condition": "「条件つき」の指摘の数",
    "level.info": "「参考」の指摘の数",
    "unread": "種類を読み取れなかった書類の数",
    "unsure": "確かに読み取れなかった欄の数",
    "channel.web": "ウェブで届いた",
    "channel.counter": "窓口で届いた",
    "days": "期限までの日数",
    "corrected": "前に補正をした",
}
# What nothing that is counted may touch, and the words by which a field, an item or a paper is known to do so.
FORBIDDEN: Final[Mapping[str, tuple[str, ...]]] = {
    "名前": ("名前", "氏名", "フリガナ"),
    "年齢や性別": ("生年月日", "年齢", "性別"),
    "国籍": ("国籍", "在留", "外国"),
    "言語": ("言語", "日本語", "母語", "通訳"),
    "住所": ("住", "引っ越", "転入", "郵便", "賃貸", "売買"),
    "障害": ("障害", "手帳", "配慮", "療育", "特別支援"),
    "家族の形": ("家族", "世帯", "ひとり親", "単身", "続柄", "関係", "人数", "きょうだい", "婚"),
    "健康": (
        "病",
        "けが",
        "健康",
        "薬",
        "医",
        "診断",
        "アレルギ",
        "症状",
        "産",
        "妊娠",
        "育児",
        "介護",
        "看護",
        "休業",
    ),
}
HELD: Final = 4  # one application in so many, the latest, is not learned from but tried on
SURELY: Final = 2  # standard errors by which it must do better than the base rate
FARTHEST: Final = 60  # days to a deadline: more are all the same
OFF, NONE, FEW, NO_BETTER = "off", "none", "few", "no_better"
# Why the list stands in its ordinary order.
ABSTAINS: Final[Mapping[str, str]] = {
    OFF: "この役所では使っていません。",
    NONE: "まだ一度も学んでいません。",
    FEW: "学ぶための決定が、まだ足りません。",
    NO_BETTER: "学んだ後の申請で試すと、全体の割合だけを使うのと比べて、よいと言えませんでした。",
}

MAY_NOT: Final = (
    "審査・点数・決定・通知には使いません。一覧の並び順だけに使います。",
    "期限の日をまたいで順番を変えません。",
    "職員の評価や、申請者への説明には使いません。",
    "ほかの自治体の申請からは学びません。ほかの自治体では使えません。",
)


def touches(text: str) -> str:
    """What of FORBIDDEN some words touch; "" when nothing."""
    return next((what for what, words in FORBIDDEN.items() if any(word in text for word in words)), "")


@dataclass(frozen=True)
class Countable:
    """What checks.yaml lets be counted: findings by their checks, and kinds of paper. No other finding or paper counts,
    not even in a sum."""

    checks: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.checks or self.papers)

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The closed list, by id."""
        return (*ALWAYS, *(f"check.{code}" for code in self.checks), *(f"paper.{kind}" for kind in self.papers))


def read_triage(data: Mapping[str, Any]) -> Countable:
    """Build from checks.yaml."""
    told = data.get("triage", {})
    return Countable(tuple(told.get("checks", ())), tuple(told.get("papers", ())))


def counts(
    may: Countable,
    findings: Iterable[Finding],
    readings: Sequence[Reading],
    channel: str,
    days: int | None,
    corrected: bool,
) -> dict[str, int]:
    """A case as whole numbers by feature: `readings` are its papers, `days` left to its deadline, if it has one."""
    mine = [one for one in findings if one.code in may.checks]
    papers = [one for one in readings if one.kind in may.papers]
    found = Counter(f"level.{one.level}" for one in mine)
    found.update(f"check.{one.code}" for one in mine)
    found.update(f"paper.{one.kind}" for one in papers)
    found["unread"] = sum(not one.kind for one in readings)
    found["unsure"] = sum(len(one.unsure) for one in papers)
    found[f"channel.{channel}"] = 1
    found["days"] = max(-FARTHEST, min(FARTHEST, days or 0))
    found["corrected"] = int(corrected)
    return {name: found[name] for name in may.features}


@dataclass(frozen=True)
class Line:
    """学んだ式: a sum of counts, each with a weight, made a chance between 0 and 1 by the logistic function."""

    start: float
    weights: Mapping[str, float]

    def chance(self, counted: Mapping[str, int]) -> float:
        """How likely a request is; what has no weight counts for nothing."""
        told = self.start + math.fsum(weight * counted.get(name, 0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, told))))


@dataclass(frozen=True)
class Seen:
    """What was counted of a case at a moment."""

    case: str
    at: datetime
    counted: Mapping[str, int]


@dataclass(frozen=True)
class Example:
    """What was counted of a decided case, and whether a request to the family followed."""

    case: str
    at: datetime
    counted: Mapping[str, int]
    asked: bool


def examples(seen: Iterable[Seen], asks: Iterable[datetime]) -> Iterator[Example]:
    """What one decided case teaches: the last that was seen before each request, and before its decision."""
    # What was only ordered anew says the same again, and later.
    rest = [next(same) for _, same in groupby(sorted(seen, key=lambda one: one.at), lambda one: one.counted)]
    for ask in sorted(asks):
        before = [one for one in rest if one.at <= ask]
        rest = rest[len(before) :]
        yield from (Example(one.case, one.at, one.counted, asked=True) for one in before[-1:])
    yield from (Example(one.case, one.at, one.counted, asked=False) for one in rest[-1:])


@dataclass(frozen=True)
class Held:
    """How a line did on applications it had not learned from: `said` and `true` are the shares with a request, `loss`
    and `base` the mean squared errors (Brier) of the line and of the base rate, `error` the standard error of the gain.
    """

    cases: int
    said: float
    true: float
    loss: float
    base: float
    error: float

    @property
    def better(self) -> bool:
        """Whether it is better than the base rate, by more than chance would do."""
        return self.base - self.loss > SURELY * self.error


@dataclass(frozen=True)
class Learned:
    """What was learned once, as plain numbers. Without a `line` there was too little to learn from."""

    procedure: str
    at: str
    features: tuple[str, ...]
    asked: int
    passed: int
    since: str
    until: str
    line: Line | None = None
    held: Held | None = None

    @cached_property
    def version(self) -> str:
        """Its name: a digest of all of it."""
        told = json.dumps(as_json(self), sort_keys=True, separators=(",", ":"))
        return "t" + hashlib.sha256(told.encode()).hexdigest()[:20]


def as_json(learned: Learned) -> dict[str, Any]:
    """As it is kept; `learned_of` reads it."""
    return asdict(learned) | {"features": list(learned.features)}


def learned_of(told: Mapping[str, Any]) -> Learned:
    """From what as_json made."""
    line, held = told["line"], told["held"]
    made = {"line": Line(**line) if line else None, "held": Held(**held) if held else None}
    return Learned(**{**told, **made, "features": tuple(told["features"])})


def abstains(learned: Learned | None, fewest: int) -> str:
    """Why nothing is ordered by it, as a key of ABSTAINS; "" when it may be."""
    if learned is None:
        return NONE
    if learned.line is None or learned.held is None or min(learned.asked, learned.passed) < fewest:
        return FEW
    return "" if learned.held.better else NO_BETTER


Fit = Callable[[Sequence[Sequence[int]], Sequence[bool]], tuple[float, Sequence[float]]]


def learn(
    procedure: str, features: tuple[str, ...], known: Iterable[Example], fewest: int, fit: Fit, now: datetime
) -> Learned:
    """Learn from all but the latest applications, and try it on those. `fit` gives the start and a weight for each."""
    known = sorted(known, key=lambda one: (one.at, one.case))
    asked, days = sum(one.asked for one in known), [one.at.date().isoformat() for one in known] or [""]
    told = Learned(procedure, now.isoformat(), features, asked, len(known) - asked, days[0], days[-1])
    early, late = _parted(known)
    if min(told.asked, told.passed) < fewest or len({one.asked for one in early}) < 2 or len(late) < 2:
        return told
    start, weights = fit([[one.counted.get(name, 0) for name in features] for one in early], [x.asked for x in early])
    line = Line(start, dict(zip(features, weights, strict=True)))
    return Learned(**{**vars(told), "line": line, "held": tried(line, fmean(one.asked for one in early), late)})


def _parted(known: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Those to learn from and those to try on: an application stands on one side, with all its children."""
    order = list(dict.fromkeys(_reference(one) for one in known))
    late = set(order[len(order) - len(order) // HELD :])
    return [one for one in known if _reference(one) not in late], [one for one in known if _reference(one) in late]


def _reference(one: Example) -> str:
    return one.case.rpartition("-")[0]


def tried(line: Line, base: float, late: Sequence[Example]) -> Held:
    """A line against the base rate, on at least two examples."""
    said = [line.chance(one.counted) for one in late]
    losses = [(chance - one.asked) ** 2 for chance, one in zip(said, late, strict=True)]
    bases = [(base - one.asked) ** 2 for one in late]
    error = stdev(plain - own for plain, own in zip(bases, losses, strict=True)) / math.sqrt(len(late))
    return Held(len(late), fmean(said), fmean(one.asked for one in late), fmean(losses), fmean(bases), error)
