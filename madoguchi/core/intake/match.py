"""列の対応 - which columns of a service's file become which answers; data that is kept for each form and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..fields import Field
from ..form import Form
from .came import CHANNELS

SCHEMA: Final = 1
# Kinds of field whose answers do not come in cells.
NEVER: Final = ("computed", "note", "files", "week")


@dataclass(frozen=True)
class Line:
    """One answer: its path, the columns it is put together from in their order, and what their words stand for."""

    to: str
    columns: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Match:
    """対応: of a form of a channel, for a procedure; `headers` as they were when it was made.

    `number`, `arrived`, `status` are columns, "" for none; `statuses` says what the service's words mean, `links` are
    columns with addresses of files, `given` answers that every row has, by path and as they would be typed.
    """

    form: str
    channel: str
    procedure: str
    headers: tuple[str, ...]
    number: str = ""
    arrived: str = ""
    status: str = ""
    encoding: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """The columns that something is made of."""
        named = {self.number, self.arrived, self.status, *self.links} - {""}
        return frozenset(named | {name for line in self.lines for name in line.columns})


@dataclass(frozen=True)
class Changes:
    """How the headers of a file differ from those of the match: in what is there, or only in their order."""

    missing: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether a person must look before anything is filed: columns are found by name, so order is no change."""
        return bool(self.missing or self.new)


def changes(match: Match, headers: Iterable[str]) -> Changes:
    """What is different in a file that comes later."""
    now, then = tuple(headers), match.headers
    common = [name for name in now if name in then]
    before = [name for name in then if name in now]
    return Changes(
        missing=tuple(name for name in then if name not in now),
        new=tuple(name for name in now if name not in then),
        moved=tuple(name for name, other in zip(common, before, strict=True) if name != other),
    )


def field_at(form: Form, path: str) -> Field | None:
    """The field of a path such as `children.0.name`, if it may be answered from cells and there is such an item."""
    steps = path.split(".")
    group = ".".join(step for step in steps[:-1] if not step.isdecimal())
    fields = form.grouped.get(group, {}) if group else form.flat
    found = fields.get(steps[-1])
    if found is None or found.kind in NEVER or len(steps) != 2 * len(group.split(".") if group else ()) + 1:
        return None
    return found if all(_fits(form, steps, at) for at in range(1, len(steps) - 1, 2)) else None


def _fits(form: Form, steps: list[str], at: int) -> bool:
    """Whether a list may have as many items as that."""
    repeat = form.repeats.get(".".join(steps[0 : at + 1 : 2][: (at + 1) // 2]))
    if repeat is None or not (steps[at].isascii() and steps[at].isdecimal()):
        return False
    return int(steps[at]) < (repeat.max or 20)


def faults(form: Form, match: Match) -> tuple[str, ...]:
    """What is wrong with a match, all of it; nothing may be filed with one that has faults."""
    return tuple(_faults(form, match))


def _faults(form: Form, match: Match) -> Iterator[str]:
    if match.channel not in CHANNELS:
        yield f"申請経路「{match.channel}」はありません。"
    seen: set[str] = set()
    for path in (*(line.to for line in match.lines), *match.given):
        if field_at(form, path) is None:
            yield f"項目「{path}」はありません。"
        if path in seen:
            yield f"項目「{path}」に対応が2つあります。"
        seen.add(path)
    known = set(match.headers)
    yield from (f"列「{name}」は見出しにありません。" for name in sorted(match.used - known))
    if not match.lines:
        yield "どの列も項目に対応していません。"


def read_match(data: Mapping[str, Any]) -> Match:
    """Build from the documented form. Raises KeyError, TypeError, ValueError."""
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']}")
    texts = {name: str(data.get(name, "")) for name in ("number", "arrived", "status", "encoding")}
    return Match(
        form=str(data["form"]),
        channel=str(data["channel"]),
        procedure=str(data["procedure"]),
        headers=tuple(map(str, data["headers"])),
        statuses={str(key): str(value) for key, value in data.get("statuses", {}).items()},
        lines=tuple(_line(row) for row in data["fields"]),
        given={str(key): str(value) for key, value in data.get("given", {}).items()},
        links=tuple(map(str, data.get("links", ()))),
        **texts,
    )


def _line(row: Mapping[str, Any]) -> Line:
    choices = {str(key): str(value) for key, value in row.get("choices", {}).items()}
    return Line(str(row["to"]), tuple(map(str, row["from"])), choices)


def as_json(match: Match) -> dict[str, Any]:
    """The documented form of a match."""
    names = ("form", "channel", "procedure", "number", "arrived", "status", "encoding")
    lines = [
        {"to": one.to, "from": list(one.columns), **({"choices": dict(one.choices)} if one.choices else {})}
        for one in match.lines
    ]
    return {
        "schema": SCHEMA,
        **{name: getattr(match, name) for name in names},
        "headers": list(match.headers),
        "statuses": dict(match.statuses),
        "fields": lines,
        "given": dict(match.given),
        "links": list(match.links),
    }
