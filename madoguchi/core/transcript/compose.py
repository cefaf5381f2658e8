"""転記を作る - one case's sheet for the back office, from the answers and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..condition import ConditionFault
from ..handover import Handover
from . import letters
from .office import FACTS, Field, System
from .sheet import Line, Sheet
from .value import Unsaid, said

Scope = Mapping[str, object]


def compose(
    handover: Handover, document: Mapping[str, Any], scope: Scope, facts: Mapping[str, Any], *, cancel: bool = False
) -> Sheet:
    """The sheet of the case that `facts` (FACTS) tell of, from the document and the scope of its own edition; of what
    is filled in when it is cancelled (`cancel`).

    What cannot be said is a fault of its line, never a guess and never an exception.
    """
    known = {**FACTS, **facts}
    around = {**document, **scope, "case": known}
    fields = handover.transcript.cancel if cancel else handover.transcript.fields
    by_label = {field.label: field for field in fields}
    lines: list[Line] = []
    rest: dict[str, str] = {}
    for field in fields:
        group, number = (field.of, field.number) if field.of else (handover.transcript.subjects, known["branch"])
        value = rest.get(field.label) or _value(field, around, document.get(group, ()), group, number)
        line = _line(field, value, handover.system)
        line, left = _within(field, line, by_label.get(field.rest), handover.system)
        if left:
            rest[field.rest] = left
        lines.append(line)
    return Sheet(tuple(lines))


def _value(field: Field, around: Scope, items: Sequence[Mapping[str, Any]], group: str, number: int) -> Any:
    """What the field's expression comes to; an exception in place of it where it has no answer."""
    if field.value is None:
        return ""
    here: dict[str, object] = {}
    if group:
        if not 0 < number <= len(items):
            return ""
        here = {"this": items[number - 1], "index": number - 1}
    try:
        return field.value.value({**around, **here})
    except ConditionFault:
        return Unsaid("計算できません。")


def _line(field: Field, value: Any, system: System) -> Line:
    line = Line(field.label, "", "", kind=field.kind, verify=field.verify)
    try:
        if isinstance(value, Unsaid):
            raise value
        given, notes = said(field, value)
    except Unsaid as error:
        return replace(line, given=_shown(value), fault=f"{field.label}: {error}")
    return _typed(field, replace(line, given=given, notes=notes), given, system)


def _shown(value: Any) -> str:
    """What was answered, for a person who has to say it in the back office's way."""
    return value if isinstance(value, str) else ""


def _typed(field: Field, line: Line, text: str, system: System) -> Line:
    """The line with a text as the field takes it, and what the back office would refuse of it beside its length."""
    typed, replaced = (text, ()) if field.kind != "text" else letters.fitted(text, field.letters, system)
    fault = ""
    if not typed:
        fault = f"{field.label}: 値がありません。" if field.required else ""
    elif sign := letters.strange(typed, field.letters):
        fault = f"{field.label}: 「{sign}」は{letters.WIDTHS[field.letters]}ではありません。"
    return replace(line, typed=typed, replaced=replaced, fault=fault)


def _within(field: Field, line: Line, after: Field | None, system: System) -> tuple[Line, str]:
    """The line in its bytes, and what goes into the field `after` it."""
    if line.fault or not field.bytes or (size := letters.size(line.typed, system.encoding)) <= field.bytes:
        return line, ""
    if after is None and field.too_long == "stop":
        say = f"{field.label}: 長すぎます({size}バイト。{field.bytes}バイトまで)。"
        return replace(line, fault=say), ""
    kept, left = _parted(field, line.given, after, system)
    where = f"{after.label}に入れました" if after else "入れませんでした"
    note = f"{field.bytes}バイトに入らない「{left}」は、{where}。"
    line = _typed(field, replace(line, notes=(*line.notes, note)), kept, system)
    return line, left if after else ""


def _parted(field: Field, given: str, after: Field | None, system: System) -> tuple[str, str]:
    """As much of a text as goes in, and the rest: from the last space, as before the name of a building, where the rest
    then goes in too."""
    signs = letters.letters(given)
    most = next(n for n in range(len(signs), -1, -1) if _bytes(field, "".join(signs[:n]), system) <= field.bytes)
    spaces = [n for n in range(most + 1) if signs[n] in " \u3000"]
    for n in (*reversed(spaces), most) if after else (most,):
        kept, left = "".join(signs[:n]), "".join(signs[n:]).strip(" \u3000")
        if after is None or n == most or not after.bytes or _bytes(after, left, system) <= after.bytes:
            break
    return kept, left


def _bytes(field: Field, text: str, system: System) -> int:
    return letters.size(letters.fitted(text, field.letters, system)[0], system.encoding)
