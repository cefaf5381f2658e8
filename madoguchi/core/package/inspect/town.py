"""自治体の値の検査 - the municipality gives all that the procedure asks for, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from ...window import MIDNIGHT
from ..faults import Fault
from ..parts import Parts, Row, repeated

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_KINDS: Final = {
    "number": "整数",
    "text": "文字",
    "date": "日付 YYYY-MM-DD",
    "time": "時刻 HH:MM(引用符で囲む)",
    "yesno": "true か false",
}


def faults(parts: Parts) -> Iterator[Fault]:
    """Every fault of town.yaml and municipality.yaml."""
    if parts.has("municipality.yaml"):
        yield from _municipality(parts)
    if not parts.has("town.yaml"):
        return
    if parts.has("procedure.yaml"):
        yield from _belonging(parts)
        yield from _values(parts)
        yield from _choices(parts)
        yield from _tables(parts)
        yield from _windows(parts)
        yield from _decision(parts)
        yield from _steps(parts)
    yield from _unopened(parts)
    yield from _sources(parts)


def _municipality(parts: Parts) -> Iterator[Fault]:
    town = parts.file("municipality.yaml")
    code = town.text("code")
    if re.fullmatch(r"[0-9]{6}", code) and code[5] != check_digit(code[:5]):
        yield town.fault(
            "wrong-code", f"団体コード {code} の検査数字が合いません。書きまちがいを確かめてください。", "code"
        )


def check_digit(digits: str) -> str:
    """The sixth digit of a municipality's code (全国地方公共団体コード): weights 6 to 2, modulo 11."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def _belonging(parts: Parts) -> Iterator[Fault]:
    name = parts.about.text("id")
    if name and parts.town.text("procedure") not in ("", name):
        yield parts.town.fault("wrong-procedure", f"この手続は「{name}」です。", "procedure")
    offered = parts.file("municipality.yaml")
    if parts.has("municipality.yaml") and name and name not in {text for _, text in offered.texts("procedures")}:
        yield offered.fault("wrong-procedure", f"procedures に「{name}」がありません。", "procedures")


def _values(parts: Parts) -> Iterator[Fault]:
    given = dict(parts.town.named("values"))
    for row in parts.about.rows("values"):
        name = row.text("id")
        if not name:
            continue
        if name not in parts.town.row("values").data:
            yield parts.town.fault("missing-value", f"「{name}」({row.text('label')})がありません。", "values")
        elif name in given:
            yield from _value(row, given[name])
    for name in parts.town.row("values").data:
        if name not in parts.value_kinds:
            yield parts.town.fault(
                "unknown-value", f"「{name}」は procedure.yaml の values にありません。", "values", name
            )


def _value(declared: Row, given: Row) -> Iterator[Fault]:
    kind, value = declared.text("kind"), given.data.get("value")
    if kind in _KINDS and value is not None and not fits(kind, value):
        yield given.fault("wrong-value", f"{_KINDS[kind]}で書いてください。", "value")
    unit = given.text("unit")
    if unit and unit != declared.text("unit"):
        yield given.fault("wrong-value", f"単位が手続の「{declared.text('unit')}」と違います。", "unit")


def fits(kind: str, value: Any) -> bool:
    """Whether a value of the town is of its declared kind."""
    if kind == "yesno":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, str):
        return False
    if kind == "date":
        return _is_day(value)
    return kind != "time" or _CLOCK.fullmatch(value) is not None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _choices(parts: Parts) -> Iterator[Fault]:
    given = parts.town.row("choices").data
    declared = [name for _, name in parts.about.texts("choices")]
    for name in declared:
        if name not in given:
            yield parts.town.fault("missing-value", f"選択肢「{name}」がありません。", "choices")
    for name, row in parts.town.named("choices"):
        if name not in declared:
            yield row.fault("unknown-value", f"選択肢「{name}」は procedure.yaml の choices にありません。")
        if row.data.get("options") == []:
            yield row.fault("no-options", f"選択肢「{name}」が空です。", "options")
        yield from repeated(row.rows("options"))


def _tables(parts: Parts) -> Iterator[Fault]:
    declared = parts.about.rows("tables")
    yield from repeated([*parts.about.rows("values"), *declared])
    given = parts.town.row("tables").data
    for row in declared:
        if (name := row.text("id")) and name not in given:
            yield parts.town.fault("missing-value", f"表「{name}」({row.text('label')})がありません。", "tables")
    for name in given:
        if name not in parts.tables:
            say = f"表「{name}」は procedure.yaml の tables にありません。"
            yield parts.town.fault("unknown-value", say, "tables", name)


def _windows(parts: Parts) -> Iterator[Fault]:
    windows = parts.town.rows("windows")
    yield from repeated(windows)
    if parts.about.text("window") and not windows:
        yield parts.town.fault("no-window", "受付期間(windows)がありません。", "windows")
    for window in windows:
        opens, closes = window.text("opens"), window.text("closes")
        if _is_day(opens) and _is_day(closes) and closes < opens:
            yield window.fault("window-order", f"始まる日 {opens} より前の {closes} に終わります。", "closes")
        first, last = window.text("opens_at") or "00:00", window.text("closes_at") or MIDNIGHT
        if _is_day(opens) and opens == closes and last <= first:
            yield window.fault("window-order", f"始まる時刻 {first} より前の {last} に終わります。", "closes_at")


def _decision(parts: Parts) -> Iterator[Fault]:
    """Whoever refuses gives reasons, and says by which clause (行政手続条例; 行政手続法第8条 for what it is about)."""
    deeds = ("decide", "revoke")
    decides = any(step.text("deed") in deeds and step.text("notice") for step in parts.flow_rows("steps"))
    if decides and parts.sure("flow.yaml") and not parts.town.row("decision").data:
        say = (
            "決定の根拠(decision)がありません。行政手続条例の理由の提示の条(ordinance)と、"
            "処分の根拠の条(grounds)を書いてください。ないと、決定できません。"
        )
        yield parts.town.fault("no-grounds", say, "procedure")


def _steps(parts: Parts) -> Iterator[Fault]:
    """A city takes or leaves what is optional; every other step is there in any case."""
    optional = {step.text("id") for step in parts.flow_rows("steps") if step.data.get("optional") is True}
    for place, name in parts.town.texts("steps") if parts.sure("flow.yaml") else ():
        if name not in optional:
            say = f"手順「{name}」は、業務フローの、市が選べる手順(optional)ではありません。"
            yield parts.town.fault("unknown-step", say, "steps", place)


def _unopened(parts: Parts) -> Iterator[Fault]:
    given = parts.town.row("unopened")
    remind, post = given.data.get("remind"), given.data.get("post")
    if isinstance(remind, int) and isinstance(post, int) and post <= remind:
        say = f"郵送するまでの日数 {post} は、もう一度知らせるまでの日数 {remind} より多くしてください。"
        yield given.fault("wrong-value", say, "post")


def _sources(parts: Parts) -> Iterator[Fault]:
    """Every source that is cited is listed; a check cites its own file's, or else the municipality's."""
    office = parts.file("municipality.yaml")
    of_office = set(office.row("sources").data)
    known = of_office | set(parts.town.row("sources").data)
    town = parts.town
    lists = [row for _, row in town.named("choices")]
    rows = [row for key in ("values", "tables") for _, row in town.named(key)] + lists + town.rows("windows")
    rows += [option for choices in lists for option in choices.rows("options")]
    if parts.has("municipality.yaml"):
        yield from _cited([office.row("office"), office.row("retention"), office.row("approval")], of_office)
        yield from _cited([*rows, town.row("retention"), town.row("unopened"), town.row("decision")], known)
        checks = parts.file("checks.yaml")
        yield from _cited(checks.rows("checks"), known | set(checks.row("sources").data))


def _cited(rows: list[Row], known: set[str]) -> Iterator[Fault]:
    for row in rows:
        if (name := row.text("source")) and name not in known:
            yield row.fault("unknown-source", f"出典「{name}」は sources にありません。", "source")
