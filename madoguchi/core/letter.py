"""通知書 - a notice as it stands on paper: its parts in order, and the names of its places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .case import Notice
from .days import jst_date, spoken_long
from .language import tag
from .notice import SLOT, Letter

_HEAD: Final = frozenset({"number", "date", "child", "municipality"})
_ROW: Final = re.compile(r"([^:\n]{1,20}): (.*)")
_LAW: Final = "審査請求"  # a paragraph with it is the 教示 (行政不服審査法第82条)
_PLACES: Final[Mapping[str, str]] = {
    "to": "宛名",
    "marks": "文書番号・日付",
    "sender": "発信者",
    "title": "表題",
    "blocks": "本文",
    "translation": "参考訳",
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """宛名: whom the window of the envelope shows; "" for what is not known, or must not be told."""

    name: str = ""
    postcode: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What stands around the text: the town, who signs (`signer`, "" for nobody), the letter's number, and the page
    on which it is checked."""

    town: str
    signer: str
    check: str
    url: str
    sample: bool


def sheet(notice: Notice, template: Letter, to: Addressee, around: Sealing) -> dict[str, Any]:
    """The values of one letter for a press. `template` is what the notice's Japanese was filled into."""
    paragraphs = _paragraphs(notice.body)
    skipped, known = heads(template), labels(template)
    sender = f"{around.town}長"
    told = [line for paragraph in paragraphs[:skipped] for line in paragraph.split("\n") if line != sender]
    note = [line for line in told if line.endswith("様")]
    marks = [line for line in told if not line.endswith("様")]
    made = jst_date(notice.made)
    return {
        "title": notice.title,
        "made": [made.year, made.month, made.day],
        "marks": "\n".join(marks or (f"通知番号 {notice.number}", spoken_long(made))),
        "to": {"name": to.name, "postcode": to.postcode, "address": to.address, "note": "\n".join(note)},
        "sender": sender,
        "seal": "(電子署名により公印を省略)" if around.signer else "(公印省略)",
        "blocks": [block(paragraph, known) for paragraph in paragraphs[skipped:]],
        "translation": _translation(notice),
        "town": around.town,
        "check": around.check,
        "check_url": around.url,
        "sample": around.sample,
    }


def document(letters: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The values of a document of these letters, one or many."""
    return {"title": letters[0]["title"], "letters": list(letters)}


def heads(template: Letter) -> int:
    """How many paragraphs at the beginning are the letter's head, for which paper has places of its own."""
    count = 0
    for paragraph in _paragraphs(template.body):
        slots = set(SLOT.findall(paragraph))
        if not slots or not slots <= _HEAD or "。" in paragraph or ": " in paragraph:
            break
        count += 1
    return count


def labels(template: Letter) -> frozenset[str]:
    """The labels of its rows. Somebody's own `A: B` inside of a reason is not a row, but a line of the reason."""
    return frozenset(found[1] for line in template.body.split("\n") if (found := _ROW.fullmatch(line)))


def block(paragraph: str, known: frozenset[str]) -> dict[str, Any]:
    """A paragraph: several lines of `label: value` are a table; a line without a known label goes on with the one
    before."""
    rows: list[list[str]] = []
    for line in paragraph.split("\n"):
        found = _ROW.fullmatch(line)
        if found and found[1] in known:
            rows.append([found[1], found[2]])
        elif rows:
            rows[-1][1] += f"\n{line}"
    if len(rows) > 1:
        return {"kind": "facts", "rows": rows}
    return {"kind": "law" if _LAW in paragraph else "text", "text": paragraph}


def place(path: str, values: Mapping[str, Any]) -> str:
    """What a person calls the place of a value (`letters.0.blocks.1.rows.0.1`): 宛名, 本文, or the label of a row."""
    parts = path.split(".")
    if len(parts) < 3 or parts[0] != "letters":
        return _PLACES.get(parts[0], "本文")
    if parts[4:5] == ["rows"]:
        return str(values["letters"][int(parts[1])]["blocks"][int(parts[3])]["rows"][int(parts[5])][0])
    return _PLACES.get(parts[2], "本文")


def only_translated(paths: Sequence[str]) -> bool:
    """Whether it is only the 参考訳 that cannot be set: the letter itself is the Japanese."""
    return bool(paths) and all(path.split(".")[2:3] == ["translation"] for path in paths)


def replaced(notice: Notice, letters: Sequence[Notice], outcomes: frozenset[str]) -> bool:
    """Whether a later letter of its case decides anew what this one decided. `outcomes` are the kinds that decide."""
    return notice.kind in outcomes and any(one.id > notice.id and one.kind in outcomes for one in letters)


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as a PDF that was made: `digest` is the SHA-256 of its bytes, `check` the number printed on it."""

    notice: int
    case: str
    check: str
    digest: str
    pages: int
    signer: str
    made: datetime


def _translation(notice: Notice) -> dict[str, Any] | None:
    title, _, body = notice.translation.partition("\n\n")
    if not body:
        return None
    return {"lang": tag(notice.translated).partition("-")[0], "title": title, "texts": _paragraphs(body)}


def _paragraphs(body: str) -> list[str]:
    return [part.strip("\n") for part in re.split(r"\n{2,}", body.strip()) if part.strip()]
