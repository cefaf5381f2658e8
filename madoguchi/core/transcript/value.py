"""値の形 - what an expression came to, as the text that a back office keeps: dates, times, codes, ticks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ..eras import era_of
from .office import Field

TICKED: Final = {True: "1", False: "0"}


class Unsaid(Exception):
    """The value cannot be said in the back office's way; the text tells a clerk why."""


def said(field: Field, value: Any) -> tuple[str, tuple[str, ...]]:
    """The value as the field has it, and what is to be told of it. Raises Unsaid."""
    notes: tuple[str, ...] = ()
    if isinstance(value, list):
        several = sorted(set(value), key=str)  # CEL goes through a table in no order
        value = several[0] if len(several) == 1 else ""
        notes = (f"一つに決まらないので、空けました({'、'.join(map(str, several))})。",) if len(several) > 1 else ()
    if field.kind == "tick":
        return _tick(value), notes
    return _coded(field, _plain(field, value)), notes


def _tick(value: Any) -> str:
    if not isinstance(value, bool):
        raise Unsaid("はい・いいえになりません。")
    return TICKED[value]


def _plain(field: Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping | list):
        raise Unsaid("一つの値になりません。")
    text = str(value)
    try:
        return _formed(field.format, text) if field.format else text
    except ValueError as error:
        raise Unsaid(f"「{text}」は日付や時刻として読めません。") from error


def _formed(form: str, text: str) -> str:
    if form == "hhmm":
        hours, minutes = map(int, text.split(":"))
        return f"{hours:02}{minutes:02}"
    day = date.fromisoformat(text)
    if form == "yyyymmdd":
        return f"{day:%Y%m%d}"
    era = era_of(day)
    if era is None:
        raise Unsaid(f"「{text}」の元号がありません。")
    return era.name if form == "era" else f"{era.year(day):02}{day:%m%d}"


def _coded(field: Field, text: str) -> str:
    if field.codes is None or (text == "" and "" not in field.codes):
        return text
    if text not in field.codes:
        raise Unsaid(f"「{text}」に当たるコードがありません。")
    return field.codes[text]
