"""行のほか - what a city's file says beside the rows: how rows count, who of equals goes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..points import Rules
from ..points.rules import RECEIVED, START
from ..table import OVER, TAKE
from .grid import Head
from .rows import Typed, free, value_of, with_sources

BLANK_LINES: Final = 2  # to write more into
FIRST: Final = {"lowest": "小さいほう", "highest": "大きいほう", "yes": "「はい」の人", "no": "「いいえ」の人"}
AMONG: Final = {"lowest": "いちばん小さい人", "highest": "いちばん大きい人", "sum": "全員の合計"}
DAYS: Final = {START: "利用を始める日", RECEIVED: "申請が届いた日"}
SHOWN: Final = {"yes": "見せる", "no": "見せない"}
_LISTS: Final = {"ties": ("column", "first", "source"), "quotas": ("label", "places", "source")}  # with what is needed
_BLOCKS: Final = ("reference", "threshold", "extra")
OF_TABLE: Final = ("label", "take", "over", "most", "least", "otherwise")
OF_FILE: Final = ("shown", *_BLOCKS, *_LISTS)


@dataclass(frozen=True)
class Part:
    """Heads that are typed together, under keys that are paths in the file; `words` is what stands there. Where
    anything of a part is said its `needed` must be."""

    label: str
    heads: tuple[Head, ...]
    words: Mapping[str, str]
    needed: tuple[str, ...] = ()

    @property
    def said(self) -> list[tuple[str, str]]:
        """What is said under which head."""
        return [(head.label, word) for head in self.heads if (word := self.words.get(head.key))]


def of_table(table: Mapping[str, Any], rules: Rules) -> tuple[Part, ...]:
    """How the rows of a table count."""
    points = table.get("gives", "points") == "points"
    several = set(table.get("each", ())) - {rules.subjects}
    takes = {key: label for key, label in TAKE.items() if points or key in ("one", "all")}
    heads = [Head("label", "表の名前", longest=80), Head("take", "行の数え方", choices=takes)]
    heads += [Head("over", "何人かの点のまとめ方", choices=OVER)] if points and several else []
    bounds = {"most": "上限", "least": "下限", "otherwise": "どの行にも当てはまらないとき"} if points else {}
    heads += [Head(key, f"{label}({rules.unit})", "20、0.5。ないときは空けておく") for key, label in bounds.items()]
    return (_part("数え方", table, heads, {}, ("label",)),)


def of_file(own: Mapping[str, Any], rules: Rules, known: Mapping[str, str]) -> tuple[Part, ...]:
    """What holds for all tables together; `known` are sources by key that stand elsewhere."""
    sources = {**known, **own.get("sources", {})}
    told = {**own, "shown": "yes" if own.get("shown") else "no"}
    day = Head("reference.day", "基準日", "、".join([*DAYS.values(), "YYYY-MM-DD"]), DAYS, free=True)
    until = Head("reference.until", "変更の締切", "YYYY-MM-DD。この日までに届いた変更を数える")
    enough = Head("threshold.points", f"この点から承認({rules.unit})", "20、0.5")
    below = Head("threshold.below", "届かない人へのことば")
    beyond = Head("extra.one_in", "定員の何人につき一人", "定員を超えて受けないときは空けておく")
    parts = [
        _part("家族に見せるもの", told, [Head("shown", "点とそのわけ", choices=SHOWN)], {}, ("shown",)),
        _block("reference", "基準日", own, [day, until], sources),
        _block("threshold", "基準点", own, [enough, below], sources),
        _block("extra", "定員を超える数", own, [beyond], sources),
    ]
    return (*parts, *_lines("ties", "同点のとき", own, rules, sources), *_lines("quotas", "枠", own, rules, sources))


def _lines(name: str, label: str, own: Mapping[str, Any], rules: Rules, sources: Mapping[str, str]) -> Iterator[Part]:
    for place in range(len(own.get(name, ())) + BLANK_LINES):
        at = f"{name}.{place}"
        heads = _tie(at, rules) if name == "ties" else _quota(at)
        yield _block(at, f"{label} {place + 1}", own, heads, sources, _LISTS[name])


def _tie(at: str, rules: Rules) -> list[Head]:
    columns = {one.id: one.label for one in rules.columns.values() if one.kind in ("number", "yesno")}
    return [
        Head(f"{at}.column", "くらべる欄", choices=columns),
        Head(f"{at}.first", "先になるもの", choices=FIRST),
        Head(f"{at}.over", "何人かいるとき", choices=AMONG),
        Head(f"{at}.label", "ことば", longest=80),
        Head(f"{at}.place", "順", "順を変えるときに書く"),
    ]


def _quota(at: str) -> list[Head]:
    return [Head(f"{at}.label", "枠の名前", longest=80), Head(f"{at}.places", "クラブごとの人数")]


def _block(
    at: str,
    label: str,
    own: Mapping[str, Any],
    heads: list[Head],
    sources: Mapping[str, str],
    needed: Iterable[str] = (),
) -> Part:
    """A part that cites where it stands."""
    asked = [*heads, Head(f"{at}.article", "条"), Head(f"{at}.source", "出典", "要綱や条例の名前か住所")]
    needs = {"threshold": ("points", "below", "source"), "extra": ("one_in", "source"), "reference": ("source",)}
    return _part(label, own, asked, sources, tuple(f"{at}.{key}" for key in (*needed, *needs.get(at, ()))))


def _part(
    label: str, file: Mapping[str, Any], heads: list[Head], sources: Mapping[str, str], needed: tuple[str, ...]
) -> Part:
    said = {head.key: str(_at(file, head.key)) for head in heads}
    words = {head.key: {**sources, **(head.choices or {})}.get(said[head.key], said[head.key]) for head in heads}
    return Part(label, tuple(heads), words, needed)


def _at(file: Any, key: str) -> Any:
    for step in key.split("."):
        rows = dict(enumerate(file)).get(int(step)) if isinstance(file, list) else file.get(step)
        if rows is None:
            return ""
        file = rows
    return file


def read_parts(typed: Mapping[str, str], parts: Iterable[Part], sources: Mapping[str, str]) -> Typed:
    """What was typed under the heads of these parts, by their keys; `sources` are all that are known."""
    made = Typed({})
    for part in parts:
        told = {head.key: typed.get(head.key, "").strip() for head in part.heads}
        for head in part.heads:
            if (value := value_of(head, told[head.key], made, sources)) != "":
                made.row[head.key] = value
            elif head.key in part.needed and ("." not in head.key or any(told.values())):
                made.mistakes.setdefault(head.key, f"{head.label}を入力してください。")
    return made


def with_table(own: Mapping[str, Any], table: str, read: Typed, parts: Iterable[Part]) -> dict[str, Any]:
    """The file with a table whose rows count as was read."""
    heads = {head.key for part in parts for head in part.heads}
    return {**own, "tables": [_put(one, heads, read.row) if one["id"] == table else one for one in own["tables"]]}


def with_file(own: Mapping[str, Any], read: Typed) -> dict[str, Any]:
    """The file with what holds for all tables as was read."""
    made: dict[str, Any] = {"shown": read.row["shown"] == "yes"}
    made |= {name: told for name in _BLOCKS if (told := _below(name, read.row))}
    for name in _LISTS:
        stood = own.get(name, [])
        places = range(len(stood) + BLANK_LINES)
        lines = [(place, told) for place in places if (told := _below(f"{name}.{place}", read.row))]
        lines.sort(key=lambda line: line[1].pop("place", line[0] + 1))
        if lines:
            made[name] = _with_ids(stood, lines) if name == "quotas" else [told for _, told in lines]
    return with_sources(_put(own, {"shown", *_BLOCKS, *_LISTS}, made), read.sources)


def _with_ids(stood: list[Mapping[str, Any]], lines: list[tuple[int, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Tables name quotas by their ids: those that stood keep theirs."""
    taken = {one["id"]: one for one in stood}
    made: list[dict[str, Any]] = []
    for place, told in lines:
        name = stood[place]["id"] if place < len(stood) else free("q", taken)
        taken[name] = told
        made.append({"id": name, **told})
    return made


def _below(at: str, read: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix(f"{at}."): value for key, value in read.items() if key.startswith(f"{at}.")}


def _put(stood: Mapping[str, Any], keys: set[str], read: Mapping[str, Any]) -> dict[str, Any]:
    """With what was read at these keys, and nothing else there; in the order in which it stood."""
    made = {**{key: value for key, value in stood.items() if key not in keys}, **read}
    return {key: made[key] for key in dict.fromkeys([*stood, *made]) if key in made}
