"""指摘を見せる - each finding with its two values side by side, the paper beside it, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from madoguchi.core.attachment import PDF, PHOTO, SHEET, Attachment
from madoguchi.core.evidence import Evidence
from madoguchi.core.finding import Finding
from madoguchi.core.form import Part
from madoguchi.core.papers import BLANK
from madoguchi.core.spot import Spot, cells_of, spot_of, together
from madoguchi.core.verdict import SETTLED, VERDICTS, key_of, place_of
from madoguchi.core.words import NEXT

from .document import Listed

LEVELS: Final = {"block": "要件を満たさない", "ask": "確認が必要", "condition": "条件つき", "info": "参考"}
LOOKS: Final = {"block": "error", "ask": "warn", "condition": "warn", "info": "plain"}


@dataclass(frozen=True)
class Line:
    """Two values side by side; `anchor` is the answer's place on the page, `differs` whether both speak otherwise."""

    label: str
    anchor: str
    typed: str
    by: str
    said: str
    differs: bool


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a workbook, as it was read."""

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Shot:
    """The paper beside a finding: a picture cut out of it (`spot`), or cells of a workbook."""

    attachment: Attachment
    label: str
    spot: Spot | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Seen:
    """A finding as the page has it. `said` is the last verdict; `ask` whether the request has it already."""

    finding: Finding
    key: str
    level: str
    look: str
    next: str
    lines: tuple[Line, ...]
    shots: tuple[Shot, ...]
    answers: tuple[tuple[str, str, str], ...]  # label, anchor, answer: of fields that no line has
    said: str = ""
    asking: bool = False

    @property
    def settled(self) -> bool:
        """Whether a clerk has said that there is nothing more to do about it."""
        return self.said in SETTLED

    @property
    def verdict(self) -> str:
        """What was said of it, in words."""
        return VERDICTS.get(self.said, "")

    @property
    def known(self) -> bool:
        """Whether it may be judged: what is hidden from somebody is not theirs to judge."""
        return bool(self.finding.fields or self.finding.source)


def shown(
    findings: Iterable[Finding],
    parts: Iterable[Part],
    documents: Iterable[Listed],
    verdicts: Mapping[tuple[str, str], str],
    asking: Iterable[str] = (),
) -> tuple[Seen, ...]:
    """The findings of a case, those that are settled last."""
    rows = {row.path: (_named(part, row.label), row.shown) for part in parts for row in part.rows}
    files = {one.attachment.key: one for one in documents}
    chosen = frozenset(asking)
    found = [_seen(one, rows, files, verdicts, chosen) for one in findings]
    return tuple(sorted(found, key=lambda one: (one.settled, grave(one.finding))))


def grave(finding: Finding) -> int:
    """Its place among the findings of a case: the gravest first."""
    return tuple(LEVELS).index(finding.level)


def _seen(
    finding: Finding,
    rows: Mapping[str, tuple[str, str]],
    files: Mapping[str, Listed],
    verdicts: Mapping[tuple[str, str], str],
    chosen: frozenset[str],
) -> Seen:
    key = key_of(finding.code, finding.fields)
    told = {line.field for line in finding.evidence} | {line.place for line in finding.evidence if line.file in files}
    return Seen(
        finding,
        key,
        LEVELS[finding.level],
        LOOKS[finding.level],
        NEXT.get(finding.next, ""),
        tuple(_line(one, rows) for one in finding.evidence if one.typed or one.said),
        tuple(_shots(finding.evidence, files)),
        tuple((rows[path][0], path, rows[path][1]) for path in finding.fields if path in rows and path not in told),
        verdicts.get((finding.code, place_of(finding.fields)), ""),
        key in chosen,
    )


def _line(one: Evidence, rows: Mapping[str, tuple[str, str]]) -> Line:
    both = bool(one.field) and bool(one.by) and one.typed != one.said and bool(one.said)
    return Line(
        rows[one.field][0] if one.field in rows else one.label,
        one.field if one.field in rows else "",
        one.typed,
        one.by,
        one.said,
        both or one.said == BLANK,
    )


def _shots(evidence: tuple[Evidence, ...], files: Mapping[str, Listed]) -> Iterable[Shot]:
    for key in dict.fromkeys(line.file for line in evidence if line.file in files):
        mine = [line for line in evidence if line.file == key]
        one = files[key].attachment
        if one.kind in (PHOTO, PDF):
            spot = together(spot for line in mine if (spot := spot_of(line.where)))
            yield Shot(one, files[key].label, spot if spot and spot.page <= one.pages else None)
        elif one.kind == SHEET:
            yield Shot(one, files[key].label, cells=tuple(_cells(mine, one)))


def _cells(lines: Iterable[Evidence], one: Attachment) -> Iterable[Cell]:
    fields = one.says.get("fields", {})
    for line in lines:
        told = fields.get(line.code)
        if told and (names := cells_of(line.where)):
            yield Cell(_together(names), line.label, str(told["text"]) or BLANK)


def _together(names: tuple[str, ...]) -> str:
    """Cells with the name of their sheet once: 標準的様式!AK25、AQ25."""
    first, *others = names
    sheet = first.rpartition("!")[0] + "!"
    return "、".join((first, *(one.removeprefix(sheet) for one in others)))


def _named(part: Part, label: str) -> str:
    return f"{part.stop.title} {label}" if part.stop.many else label
