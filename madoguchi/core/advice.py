"""助言 - what a language model may be shown of an application, and what of its answer a clerk gets to see.

Only what checks.yaml names is shown to it. It decides nothing: what it remarks becomes a finding of the level info, and
only with words that stand literally in the line it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from .evidence import Evidence, said_by
from .fields import KINDS, is_blank
from .finding import Finding
from .form.shape import Form
from .form.walk import items_in
from .known import Known, papers_at
from .papers import Papers, home_of

CODE: Final = "advice"
SOURCE: Final = "言語モデルの助言。規則の指摘ではありません。"


@dataclass(frozen=True)
class Shown:
    """What checks.yaml lets out: paths of fields (guardians.detail), and items of papers (work_certificate.remarks)."""

    fields: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return bool(self.fields or self.items)


@dataclass(frozen=True)
class Remark:
    """What a model says of a line: its number from 0, words quoted from it, and one sentence."""

    line: int
    quote: str
    say: str


def read_advice(data: Mapping[str, Any]) -> Shown:
    """Build from checks.yaml."""
    told = data.get("advice", {})
    return Shown(tuple(told.get("fields", ())), tuple(told.get("items", ())))


def shown_lines(
    shown: Shown, form: Form, papers: Papers, document: Mapping[str, Any], known: Known
) -> tuple[Evidence, ...]:
    """The lines that are shown: answers and values of papers, as people read them; what is blank is left out."""
    return (*_typed(shown, form, document), *_read(shown, papers, known))


def _typed(shown: Shown, form: Form, document: Mapping[str, Any]) -> Iterator[Evidence]:
    for path in shown.fields:
        group, _, name = path.rpartition(".")
        field = form.grouped[group][name] if group else form.flat[name]
        for at, names in items_in(document, group) if group else [("", {"this": document})]:
            item: Any = names["this"]
            if not is_blank(item[name]):
                yield Evidence(field.label, at + name, str(KINDS[field.kind].show(field, item[name])))


def _read(shown: Shown, papers: Papers, known: Known) -> Iterator[Evidence]:
    homes = dict.fromkeys(map(home_of, known.papers))
    for paper in (one for at in homes for one in papers_at(at, known, papers)):
        for kind, _, code in (item.partition(".") for item in shown.items):
            if kind == paper.kind.id and paper.says(code):
                yield said_by(paper, code)


def text_of(line: Evidence) -> str:
    """What stands in a line."""
    return line.typed or line.said


def findings(lines: Sequence[Evidence], remarks: Iterable[Remark]) -> tuple[Finding, ...]:
    """What may be believed to have been read there: one finding for each place, whatever else the model wanted."""
    found: dict[str, Finding] = {}
    for one in remarks:
        if not _literal(lines, one):
            continue
        line = lines[one.line]
        say = f"{_plain(one.say)}(「{one.quote}」)"
        path = line.field or line.place
        before = found.get(path)
        found[path] = (
            replace(before, say=f"{before.say} {say}", evidence=tuple(dict.fromkeys((*before.evidence, line))))
            if before
            else Finding(CODE, "info", "", (path,), say, SOURCE, rule=CODE, evidence=(line,), next="look")
        )
    return tuple(found.values())


def _literal(lines: Sequence[Evidence], remark: Remark) -> bool:
    here = 0 <= remark.line < len(lines)
    return here and bool(remark.quote.strip() and _plain(remark.say)) and remark.quote in text_of(lines[remark.line])


def _plain(say: str) -> str:
    """One line without signs that cannot be seen."""
    return "".join(sign if sign.isprintable() else " " for sign in say).strip()
