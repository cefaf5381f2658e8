"""根拠の値 - two values side by side: what was typed, and what a paper, a register or another application says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .fields import KINDS, Field
from .form.shape import Form
from .known import REGISTER, Paper, Record, Seen, told_of

RESIDENTS: Final = "住民記録"
ARREARS: Final = "未納の記録"
OTHER: Final = "ほかの申請"
APPLICATION: Final = "申請 "  # before the number of the other application
_ARREARS: Final = frozenset({"arrears", "amount", "months"})
_LABELS: Final[Mapping[str, str]] = {
    "name": "氏名",
    "kana": "フリガナ",
    "birth": "生年月日",
    "postal": "郵便番号",
    "address": "住所",
    "since": "住み始めた日",
    "until": "転出した日",
    "amount": "未納の額",
    "months": "未納の月",
}


@dataclass(frozen=True)
class Evidence:
    """One line of it, both sides as people read them; a side that says nothing is "".

    `field` is the path of what was `typed`; `by` is who `said` otherwise, `code` the item of the paper or the column of
    the register. `where` it stands on the paper (Sheet1!C5), `file` is the paper's key, `place` the path of its field.
    """

    label: str
    field: str = ""
    typed: str = ""
    by: str = ""
    code: str = ""
    said: str = ""
    where: str = ""
    file: str = ""
    place: str = ""

    @property
    def of(self) -> str:
        """The number of the other application that says it; "" when none is named."""
        return self.by.removeprefix(APPLICATION) if self.by.startswith(APPLICATION) else ""


@dataclass(frozen=True)
class Sides:
    """What a check lays side by side: a field of the form, and an item of the paper, a column of the register, or all
    pairs of what was seen by a rule."""

    typed: str = ""
    paper: str = ""
    register: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Bench:
    """What lies on the table while one item is looked at: its values, those of the whole, and the form they are of."""

    form: Form
    at: str
    group: str
    item: Mapping[str, Any]
    document: Mapping[str, Any]
    seen: tuple[Seen, ...]
    record: Record

    def typed(self, name: str) -> tuple[str, str, str]:
        """Label, path and answer, as people read it, of a field of the item, or else of the whole."""
        inside = self.form.grouped.get(self.group, {}) if self.group else {}
        if name in inside:
            return _told(inside[name], self.at + name, self.item[name])
        return _told(self.form.flat[name], name, self.document[name])


def _told(field: Field, path: str, value: Any) -> tuple[str, str, str]:
    return field.label, path, str(KINDS[field.kind].show(field, value))


def lines(sides: Iterable[Sides], bench: Bench, paper: Paper | None) -> Iterator[Evidence]:
    """The lines of a check about one item, and one of its papers if it is about one."""
    for one in sides:
        if one.seen:
            yield from _seen(one.seen, bench)
        elif one.paper and paper:
            yield said_by(paper, one.paper, bench.typed(one.typed) if one.typed else None)
        else:
            yield _registered(one, bench)


def said_by(paper: Paper, code: str, typed: tuple[str, str, str] | None = None) -> Evidence:
    """One item of a paper, beside what was typed."""
    label, field, mine = typed or ("", "", "")
    item, reading = paper.kind.items[code], paper.reading
    return Evidence(
        label=label or item.label,
        field=field,
        typed=mine,
        by=paper.kind.label,
        code=code,
        said=item.show(paper.values[code]),
        where=reading.where.get(code, ""),
        file=reading.file,
        place=paper.place,
    )


def paper_alone(paper: Paper) -> Evidence:
    """A paper to look at, where no value of it is to be pointed to."""
    return Evidence("書類", by=paper.kind.label, file=paper.reading.file, place=paper.place)


def _registered(one: Sides, bench: Bench) -> Evidence:
    label, field, mine = bench.typed(one.typed) if one.typed else ("", "", "")
    if not one.register:
        return Evidence(label, field, mine)
    value = told_of(bench.record)[one.register]
    by = ARREARS if one.register in _ARREARS else RESIDENTS
    said = (
        f"{value:,}円"
        if one.register == "amount"
        else "、".join(value)
        if isinstance(value, list)
        else str(value or "")
    )
    return Evidence(label or _LABELS.get(one.register, one.register), field, mine, by, one.register, said)


def _seen(what: str, bench: Bench) -> Iterator[Evidence]:
    for one in bench.seen:
        if one.what != what:
            continue
        by = f"{APPLICATION}{one.reference}" if one.reference else OTHER
        yield from (Evidence(pair.label, pair.field, pair.mine, by, said=pair.theirs) for pair in one.pairs)
        if not one.pairs:
            yield Evidence(OTHER, by=by, said=one.reference)


assert _LABELS.keys() <= REGISTER
