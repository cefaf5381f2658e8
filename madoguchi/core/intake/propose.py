"""対応の案 - which column is likely which answer, by the likeness of their labels; a person looks before it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from ..fields import Field
from ..form import Form
from ..search import normalise
from .match import NEVER, Line, Match

ENOUGH: Final = 0.72  # of likeness; less is left open
MOST_ITEMS: Final = 4
# What is left of a header when its fragment is taken away, by the kinds of field that come in fragments.
_FRAGMENTS: Final = {
    "text": re.compile("[((]?(姓|名字|苗字|氏|名)[))]?$"),
    "kana": re.compile("[((]?(せい|めい|姓|名)[))]?$"),
    "date": re.compile("[((]?(元号|和暦|西暦|年|月|日)[))]?$"),
    "phone": re.compile("[((]?[123][))]?$"),
    "postcode": re.compile("[((]?[12][))]?$"),
}
_WHOLE: Final = {"text": "名前", "kana": "フリガナ"}  # what 姓 and 名 are together
_ASIDE: Final = re.compile("[((].*?[))]")
_NUMBER: Final = re.compile(r"[0-9]+")
_SAME: Final = (
    *(("氏名", "名前"), ("児童", "お子さん"), ("子ども", "お子さん"), ("ふりがな", "フリガナ"), ("カナ", "フリガナ")),
    *(
        ("メールアドレス", "メール"),
        ("電話番号", "電話"),
        ("小学校名", "小学校"),
        ("現住所", "住所"),
        ("続柄", "お子さんとの関係"),
    ),
)
_NUMBERS: Final = ("受付番号", "申込番号", "回答番号", "整理番号", "到達番号", "id")
_TIMES: Final = ("送信日時", "申込日時", "申請日時", "回答日時", "到達日時", "受付日時")
_STATES: Final = ("ステータス", "処理状況", "状態", "対応状況")


@dataclass(frozen=True)
class Target:
    """An answer that a column could become."""

    path: str
    label: str
    field: Field
    item: int = 0  # of its list
    group: str = ""  # what an item of its list is called


def targets(form: Form) -> tuple[Target, ...]:
    """Every answer that may come in cells, of lists those of the first items."""
    return tuple(_targets(form))


def _targets(form: Form) -> Iterator[Target]:
    for page, field in form.fields():
        if field.kind in NEVER:
            continue
        repeat = page.repeat
        if repeat is None:
            yield Target(field.id, field.label, field)
        elif repeat.within is None:
            for index in range(min(repeat.max or MOST_ITEMS, MOST_ITEMS)):
                label = f"{repeat.label or page.title}{index + 1} {field.label}"
                group = repeat.label or page.title
                yield Target(f"{repeat.name}.{index}.{field.id}", label, field, index, group)


def propose(form: Form, headers: Sequence[str], match: Match) -> Match:
    """The match with a line for each answer that a column is likely to be, in the order of the file."""
    number, arrived, status = (_first(headers, words) for words in (_NUMBERS, _TIMES, _STATES))
    left = [name for name in headers if name not in (number, arrived, status)]
    found: dict[str, list[str]] = {}
    known = targets(form)
    for name in left:
        if best := _best(name, known):
            found.setdefault(best.path, []).append(name)
    kinds = {one.path: one.field.kind for one in known}
    lines = tuple(
        Line(path, tuple(columns if kinds[path] in _FRAGMENTS or kinds[path] == "multi" else columns[:1]))
        for path, columns in found.items()
    )
    return Match(
        *(match.form, match.channel, match.procedure, tuple(headers), number, arrived, status),
        encoding=match.encoding,
        statuses=match.statuses,
        lines=lines,
    )


def _best(header: str, known: Iterable[Target]) -> Target | None:
    scored = [(_likeness(header, one), -place, one) for place, one in enumerate(known)]
    score, _, best = max(scored, key=lambda row: row[:2], default=(0.0, 0, None))
    return best if score >= ENOUGH else None


def _likeness(header: str, target: Target) -> float:
    if target.item and str(target.item + 1) not in _NUMBER.findall(_plain(header)):
        return 0.0
    words, label = _plain(header), _plain(target.field.label)
    numbers = _NUMBER.findall(words)
    if not target.item and "." in target.path and numbers and numbers[0] != "1":
        return 0.0
    if target.group:  # what is common to all of a child's columns says nothing of which one it is
        words = words.removeprefix(_plain(f"{target.group}{target.item + 1}")).removeprefix(_plain(target.group))
        label = label.removeprefix(_plain(target.group))
    names = {label, _plain(_ASIDE.sub("", target.field.label))}
    told = {words}
    if fragment := _FRAGMENTS.get(target.field.kind):
        stem = fragment.sub("", words)
        told |= {stem, f"{stem}{_plain(_WHOLE.get(target.field.kind, ''))}"} if stem != words else set()
    return max(_alike(one, other) for one in told for other in names)


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio() if one else 0.0


def _plain(text: str) -> str:
    for word, ours in _SAME:
        text = text.replace(word, ours)
    return normalise(re.sub(r"[\s\u3000_・の::]+", "", text))


def _first(headers: Iterable[str], words: Sequence[str]) -> str:
    by_word = {normalise(name): name for name in headers}
    return next((by_word[normalise(word)] for word in words if normalise(word) in by_word), "")
