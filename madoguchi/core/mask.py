"""伏せる - what some must not see is gone before it is shown: the value, its length, and whether there was one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from .evidence import Evidence
from .finding import Check, Finding
from .form import Form, Part
from .points import Line, Rules, Score
from .points import Part as ScorePart

PROTECTED: Final = "支援措置により非表示"
PRIVATE: Final = "権限がないため非表示"

_INDEX: Final = re.compile(r"\.\d+(?=\.|$)")
_WORD: Final = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Mask:
    """Which paths are hidden (`children.school`, without an index), each with the words that stand there instead."""

    words: Mapping[str, str] = field(default_factory=dict)

    def over(self, path: str) -> str:
        """The words in the place of what is at this path (`children.0.school`); "" where it may be seen."""
        return self.words.get(unnumbered(path), "")


NOTHING: Final = Mask()


def unnumbered(path: str) -> str:
    """A path without the numbers of its items: `children.school` of `children.0.school`."""
    return _INDEX.sub("", path)


def mask_of(form: Form, protect: Iterable[str], *, hidden: bool, permits: Collection[str]) -> Mask:
    """What is hidden from somebody: with `hidden` the paths that 支援措置 protects; pages whose kind of privacy
    (要配慮) is not among their permits always."""
    places = [
        (field.id if page.repeat is None else f"{page.repeat.group}.{field.id}", page, field)
        for page, field in form.fields()
    ]
    lists = [(page.lists.group, page) for page in form.pages if page.lists]
    asked = [(path, page) for path, page, _ in places] + lists
    words = {path: PRIVATE for path, page in asked if page.private and page.private not in permits}
    if hidden:  # of files nobody knows what they show, nor what their names tell
        files = (path for path, _, one in places if one.kind == "files")
        words |= dict.fromkeys((*protect, *files), PROTECTED)
    # What is reckoned from something hidden would tell it.
    for path, _, one in places:
        if one.value is not None and (behind := _behind(one.value.source, words)):
            words.setdefault(path, behind)
    return Mask(words)


def blanked(form: Form, answers: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    """The document as if what is hidden had never been answered: whatever depends on it says nothing of it either."""
    return _blanked(form, "", answers, mask)


def _blanked(form: Form, group: str, here: Mapping[str, Any], mask: Mask) -> dict[str, Any]:
    told: dict[str, Any] = dict(here)
    for name, blank in form.blanks[group].items():
        if name in told and mask.over(f"{group}.{name}" if group else name):
            told[name] = blank
    for repeat in form.inner[group]:
        if repeat.name in told:
            told[repeat.name] = [_blanked(form, repeat.group, item, mask) for item in told[repeat.name]]
    return told


def covered(parts: Iterable[Part], mask: Mask) -> tuple[Part, ...]:
    """What people read, with the same words for every hidden line, answered or not."""
    return tuple(
        replace(part, rows=tuple(replace(row, shown=mask.over(row.path) or row.shown) for row in part.rows))
        for part in parts
    )


def quieted(findings: Iterable[Finding], checks: Iterable[Check], mask: Mask) -> tuple[Finding, ...]:
    """Findings, those that rest on something hidden without their sentence, places and source; their weight stays."""
    known = {check.id: check for check in checks}
    return tuple(_quieted(finding, known.get(finding.code), mask) for finding in findings)


def _quieted(finding: Finding, check: Check | None, mask: Mask) -> Finding:
    places = (place for line in finding.evidence for place in (line.field, line.place) if place)
    said = [words for path in (*finding.fields, *places) if (words := mask.over(path))]
    if not said and check is not None:
        told = f"{check.when.source} {check.say} {check.ask} {' '.join(one.typed for one in check.sides)}"
        said = [words] if (words := _behind(told, mask.words)) else []
    if not said:
        return finding
    return Finding(code="hidden", level=finding.level, stage=finding.stage, fields=(), say=said[0], source="")


def uncounted(score: Score, rules: Rules, mask: Mask) -> Score:
    """Points, those that rest on something hidden without their row, sentence and values; their weight stays."""
    if not mask.words:
        return score

    def said(table: str, row: str) -> str:
        """The words in the place of a row, or of a gap (row "") for which all columns of the table count."""
        known = rules.by_table[table]
        asked = [name for one in known.rows if row in ("", one.id) for name in one.cells]
        formulas = (value.source for name in [*known.only, *asked] for value in rules.columns[name].values.values())
        return _behind(" ".join(formulas), mask.words)

    def lines(part: ScorePart) -> Iterator[Line]:
        for line in part.lines:
            words = said(part.table, line.row)
            yield replace(line, row="", say=words, saw=(), article="", source="", gives={}) if words else line

    parts = tuple(replace(part, lines=tuple(lines(part))) for part in score.parts)
    gaps = ((gap, said(gap.table, "")) for gap in score.gaps)
    return replace(
        score, parts=parts, gaps=tuple(replace(gap, say=words, saw=()) if words else gap for gap, words in gaps)
    )


def rests_on(formula: str, mask: Mask) -> str:
    """The words in the place of what a formula comes to; "" where it speaks of nothing hidden."""
    return _behind(formula, mask.words)


def named_in(findings: Iterable[Finding]) -> frozenset[str]:
    """The numbers of the other applications that findings lay beside this one."""
    return frozenset(line.of for finding in findings for line in finding.evidence if line.of)


def silenced(findings: Iterable[Finding], references: Collection[str]) -> tuple[Finding, ...]:
    """Findings, without what those other applications (支援措置) say: that there is something stays."""
    return tuple(
        replace(
            finding, evidence=tuple(_silenced(line) if line.of in references else line for line in finding.evidence)
        )
        for finding in findings
    )


def _silenced(line: Evidence) -> Evidence:
    return replace(line, said=PROTECTED)


def _behind(text: str, words: Mapping[str, str]) -> str:
    """The words for the first hidden path that a condition or a sentence speaks of, by its last name alone: rather one
    too many. "" when it speaks of none."""
    spoken = frozenset(_WORD.findall(text))
    return next((said for path, said in words.items() if path.rpartition(".")[2] in spoken), "")
