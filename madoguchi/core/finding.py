"""指摘 - what a person must see about a case; rules and readers speak the same word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .condition import Condition, Names, compile_condition
from .form.shape import inside
from .form.walk import items_in
from .slots import told


@dataclass(frozen=True)
class Finding:
    """One thing to see: where (`fields` are answer paths), how grave (`level`), of which legal check (`stage`)."""

    code: str
    level: str
    stage: str
    fields: tuple[str, ...]
    say: str
    source: str = ""


@dataclass(frozen=True)
class Check:
    """The rule behind a finding; `when` true means there is one. `each` asks it of every item of a group."""

    id: str
    stage: str
    level: str
    when: Condition
    say: str
    fields: tuple[str, ...]
    source: str
    each: str = ""


def read_checks(data: Mapping[str, Any], names: Names, sources: Mapping[str, str]) -> tuple[Check, ...]:
    """Build the checks from checks.yaml; a source is a key of the file's own `sources`, else of the town's.

    Raises ConditionFault.
    """
    known = {**sources, **data.get("sources", {})}
    return tuple(_check({**row, "source": known.get(row["source"], row["source"])}, names) for row in data["checks"])


def _check(row: Mapping[str, Any], names: Names) -> Check:
    each = row.get("each", "")
    when = compile_condition(row["when"], inside(names, each))
    plain = {key: row[key] for key in ("id", "stage", "level", "say", "source")}
    return Check(**plain, when=when, fields=tuple(row.get("fields", ())), each=each)


def find(checks: tuple[Check, ...], document: Mapping[str, Any], base: Mapping[str, object]) -> tuple[Finding, ...]:
    """All findings about a filled document; `base` gives town, today, start."""
    scope = {**document, **base}
    return tuple(finding for check in checks for finding in _ask(check, document, scope))


def _ask(check: Check, document: Mapping[str, Any], scope: Mapping[str, object]) -> Iterator[Finding]:
    if not check.each:
        if check.when.holds(scope):
            yield _finding(check, check.fields, scope)
        return
    for at, names in items_in(document, check.each):
        here = {**scope, **names}
        if check.when.holds(here):
            yield _finding(check, tuple(at + name for name in check.fields), here)


def _finding(check: Check, fields: tuple[str, ...], scope: Mapping[str, object]) -> Finding:
    return Finding(check.id, check.level, check.stage, fields, told(check.say, scope), check.source)
