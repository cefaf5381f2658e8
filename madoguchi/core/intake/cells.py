"""欄の値 - the cells of one answer, whole or in fragments, as the kind of its field reads what is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ..days import JST
from ..fields import KINDS, Field, Parsed, is_blank
from ..fields.text import narrow
from ..search import normalise

_JOINED: Final = {"text": " ", "kana": " "}  # 姓 and 名; of all others the fragments touch
_DATE: Final = re.compile(
    r"(\D{0,3}(?:\d{1,4}|元))\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?\s*(?:\(.\))?\s*(?:[T ]?\d{1,2}:.*)?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK: Final = re.compile(r"(\d{1,2})[:時](\d{1,2})(?:[:分](\d{1,2}))?秒?(?:\.\d+)?")
_PARTS: Final = re.compile(r"[\n,、;;|]+")
# Words by which services write two answers.
YES: Final = frozenset({"はい", "有", "あり", "ある", "1", "○", "〇", "yes", "true", "on", "希望する", "する"})
NO: Final = frozenset({"いいえ", "無", "なし", "ない", "0", "×", "no", "false", "off", "希望しない", "しない"})
AGREED: Final = YES | {"同意する", "同意します", "確認しました", "確認した", "レ", "✓"}


def parse(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> Parsed:
    """The value of a field from its cells; blank for none, with a sentence for what it cannot be."""
    if not any(cells):
        return Parsed(KINDS[field.kind].blank)
    by_kind = {"date": _date, "choice": _choice, "yesno": _yes_or_no, "consent": _consent, "multi": _multi}
    if found := by_kind.get(field.kind):
        return found(field, cells, choices)
    text = _JOINED.get(field.kind, "").join(cell.replace("\n", " ") for cell in cells if cell)
    return KINDS[field.kind].parse(field, {"": [text]}, "")


def moment(text: str) -> datetime | None:
    """A moment in Japan: 2026/11/16 9:05; a day alone counts from its first moment. None for what is neither."""
    text = narrow(text)
    found = _DATE.match(text) or _COMPACT.match(text)
    clock = _CLOCK.search(text[found.end(3) :]) if found else None
    if found is None or not found[1].isdecimal():
        return None
    try:
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        return datetime(int(found[1]), int(found[2]), int(found[3]), hour, minute, second, tzinfo=JST)
    except ValueError:
        return None


def unknown_words(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> tuple[str, ...]:
    """The words among cells that stand for none of a field's choices, for a person to say which they mean."""
    if field.kind in ("yesno", "consent", "choice"):
        text = "".join(cells)
        return (text,) if text and parse(field, cells, choices).say else ()
    if field.kind != "multi":
        return ()
    return tuple(word for word in _words(field, cells, choices) if _id(field, word, choices) is None)


def _date(field: Field, cells: Sequence[str], _: Mapping[str, str]) -> Parsed:
    parts = [narrow(cell) for cell in cells if cell]
    if len(parts) > 1:  # 平成, 30, 4, 2 or 2018, 4, 2
        parts = ["".join(parts[:-2]), *parts[-2:]]
    else:
        found = _DATE.fullmatch(parts[0]) or _COMPACT.fullmatch(parts[0])
        parts = list(found.groups()) if found else []
    if len(parts) != 3:
        return Parsed(None, f"{field.label}が日付として読めません。")
    raw = {name: [part] for name, part in zip((".y", ".m", ".d"), parts, strict=True)}
    return KINDS["date"].parse(field, raw, "")


def _choice(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> Parsed:
    text = "".join(cells)
    found = _id(field, text, choices)
    return Parsed(found or "", "" if found is not None else _none_of(field, text))


def _yes_or_no(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> Parsed:
    text = "".join(cells)
    word = choices.get(text) or narrow(text).lower()
    said = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}.get(word)
    return Parsed(said, "" if said is not None else _none_of(field, text))


def _consent(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> Parsed:
    text = "".join(cells)
    word = choices.get(text) or narrow(text).lower()
    if word in AGREED or normalise(text) == normalise(field.label):
        return Parsed(True)
    return Parsed(None, "" if word in NO else _none_of(field, text))


def _multi(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> Parsed:
    words = _words(field, cells, choices)
    ids = {word: _id(field, word, choices) for word in words}
    strange = [word for word, found in ids.items() if found is None]
    chosen = [option.id for option in field.options if option.id in ids.values()]
    return Parsed(chosen, _none_of(field, "、".join(strange)) if strange else "")


def _words(field: Field, cells: Sequence[str], choices: Mapping[str, str]) -> list[str]:
    """Each chosen thing of one cell, or of a cell for each; a label may itself have a comma in it."""
    found: list[str] = []
    for cell in cells:
        whole = _id(field, cell, choices) is not None
        found += [cell] if whole else [word for part in _PARTS.split(cell) if (word := part.strip())]
    return found


def _id(field: Field, text: str, choices: Mapping[str, str]) -> str | None:
    """Which option a word stands for: "" for none that counts, None for one nobody knows."""
    if text in choices:
        return choices[text] if choices[text] in field.labels or not choices[text] else None
    wanted = normalise(text)
    if not wanted:
        return ""
    fitting = [one.id for one in field.options if wanted in (normalise(one.label), one.id)]
    return fitting[0] if len(fitting) == 1 else None


def _none_of(field: Field, text: str) -> str:
    return f"{field.label}の「{text[:60]}」は、選べるものの中にありません。"


def put(answers: dict[str, Any], path: str, value: Any) -> None:
    """Lay a value where its path leads; items of lists before it are there and blank."""
    here: Any = answers
    steps = path.split(".")
    for name, index in zip(steps[0:-1:2], steps[1:-1:2], strict=True):
        items = here.setdefault(name, [])
        items += ({} for _ in range(int(index) + 1 - len(items)))
        here = items[int(index)]
    here[steps[-1]] = value


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """What stands at a path; None where nothing is."""
    here: Any = answers
    for step in path.split("."):
        if isinstance(here, list):
            here = here[int(step)] if step.isdecimal() and int(step) < len(here) else None
        else:
            here = here.get(step) if isinstance(here, Mapping) else None
    return here


def blank(value: Any) -> bool:
    """Whether nothing was answered in it, whatever it is made of."""
    if isinstance(value, Mapping):
        return all(blank(one) for one in value.values())
    return all(blank(one) for one in value) if isinstance(value, list) else is_blank(value)
