"""検査 - everything that is wrong with a package and its municipality's file, all at once, each with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from ..condition import ConditionFault
from .edition import Edition, build, digest_of, pack
from .faults import Fault
from .inspect import (
    approval,
    cases,
    checks,
    conditions,
    documents,
    flow,
    follows,
    form,
    handover,
    interview,
    letters,
    papers,
    person,
    points,
    selection,
    texts,
    town,
    triage,
)
from .parts import Parts
from .read import Source, edition_files, laid, read_sources
from .schemas import kind_of, misshapen

REQUIRED: Final = ("procedure.yaml", "form.yaml", "municipality.yaml", "town.yaml")
_LETTER = re.compile(r"(standard/)?notices/[a-z][a-z0-9_]*\.[a-zA-Z0-9-]+\.txt")
_INSPECTIONS: Final = (
    *(form, person, conditions, documents, papers, checks, triage, flow, letters, texts, town, points),
    *(selection, follows, approval, interview, handover, cases),
)


@dataclass(frozen=True)
class Report:
    """What came of a check. `files` and `edition` are of use only without faults; `cases` and `fields` count, `notes`
    stop nothing."""

    faults: tuple[Fault, ...]
    files: Mapping[str, Any]
    edition: Edition | None
    cases: int
    fields: int
    notes: tuple[Fault, ...] = ()


def check(files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """All faults of a package, by the paths of docs/reference/package.md; none when it may be published."""
    return examine(files).faults


def examine(files: Mapping[str, bytes]) -> Report:
    """The faults, and the edition where there are none."""
    known = {path: data for path, data in files.items() if kind_of(path) or _LETTER.fullmatch(path)}
    sources, unread = read_sources(known)
    return _examined(sources, known.keys(), {*unread, *_strangers(files.keys() - known.keys())})


def examine_edition(files: Mapping[str, Any]) -> Report:
    """The same of the parsed files of an edition; lines are those of `laid`. Cases do not travel with an edition."""
    return _examined({path: laid(path, data) for path, data in files.items()}, files.keys(), set())


def table_faults(files: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Those of the municipality's tables alone, in the parsed files of an edition: all of them take much longer."""
    parts, misfits = _shaped({path: laid(path, data) for path, data in files.items()}, files.keys())
    own = (fault for fault in {*misfits, *points.faults(parts)} if fault.file == points.TOWN)
    return tuple(sorted(_told_once(set(own))))


def _examined(sources: Mapping[str, Source], known: AbstractSet[str], found: set[Fault]) -> Report:
    parts, misfits = _shaped(sources, known)
    found = {*found, *_missing(known, parts), *misfits}
    for inspection in _INSPECTIONS:
        found |= set(inspection.faults(parts))
    found = _told_once(found)
    edition: Edition | None = None
    data = edition_files(sources)
    if not found:
        edition, late = _built(parts, data)
        found |= late
    counts, notes = (cases.count(parts), len(parts.asked)), tuple(sorted([*texts.notes(parts), *points.notes(parts)]))
    return Report(tuple(sorted(found)), data, None if found else edition, *counts, notes)


def _shaped(sources: Mapping[str, Source], known: AbstractSet[str]) -> tuple[Parts, set[Fault]]:
    """The files whose rows can be relied on, and the faults of every file's shape."""
    sound: dict[str, Source] = {}
    faults: set[Fault] = set()
    for path, source in sources.items():
        found, reliable = misshapen(source) if kind_of(path) else ((), True)
        faults |= set(found)
        if reliable:
            sound[path] = source
    return Parts(sound, frozenset(known - sound.keys())), faults


def _strangers(paths: Iterable[str]) -> Iterator[Fault]:
    for path in paths:
        yield Fault(path, 1, "unknown-file", "手続パッケージにないファイルです。名前を確かめてください。")


def _missing(files: AbstractSet[str], parts: Parts) -> Iterator[Fault]:
    for path in REQUIRED:
        if path not in files:
            yield Fault(path, 1, "missing-file", f"{path} がありません。")
    if parts.about.text("flow") and parts.flow_path not in files:
        yield parts.about.fault("missing-file", f"標準の業務フロー {parts.flow_path} がありません。", "flow")


def _told_once(found: set[Fault]) -> set[Fault]:
    """Without what only follows from another fault at the same place: a fraction is no whole number either."""
    fractions = {(fault.file, fault.line) for fault in found if fault.code == "fraction"}
    follows = {"wrong-shape", "wrong-value"}
    return {fault for fault in found if fault.code not in follows or (fault.file, fault.line) not in fractions}


def _built(parts: Parts, data: Mapping[str, Any]) -> tuple[Edition | None, set[Fault]]:
    """The edition and the faults that show only when it is put together and tried."""
    try:
        edition = build(data, digest_of(pack(data)))
    except (ConditionFault, LookupError, TypeError, ValueError) as error:
        return None, {parts.about.fault("unbuilt", f"版にできません({error})。")}
    return edition, set(cases.outcomes(parts, edition))
