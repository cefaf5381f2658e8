"""改正 - designers change a procedure's tables in a draft; another person puts them in force as a new edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Event
from madoguchi.core.flow import NotAllowed
from madoguchi.core.package.check import examine_edition
from madoguchi.core.package.edition import Edition, pack
from madoguchi.core.points import Rules
from madoguchi.core.points.edit import table_of, with_rows
from madoguchi.core.revision import (
    DROPPED,
    OPEN,
    OWN,
    PROPOSED,
    PUBLISHED,
    Edit,
    Merged,
    Revision,
    Sheet,
    Typed,
    free,
    grid_of,
    merged,
    of_file,
    of_table,
    raw_edits,
    raw_row,
    read_lines,
    read_parts,
    read_row,
    with_file,
    with_row,
    with_sources,
    with_table,
    without_row,
)
from madoguchi.store import editions, events, revisions
from madoguchi.store.errors import Stale

from .publish import publish
from .refusals import NotFound

ROLE: Final = "designer"
STEP: Final = "revise"  # beside the flow; what happened stands in the note


class Unfit(ValueError):
    """What was asked of a draft cannot be done; the message is for whoever asked."""


@dataclass(frozen=True)
class Ground:
    """What a draft stands on: the edition in force, its parsed files, and the draft, locked."""

    edition: Edition
    files: Mapping[str, Any]
    revision: Revision

    def table(self, name: str) -> dict[str, Any]:
        """A table of the draft. Raises NotFound."""
        try:
            return table_of(self.revision.own, name)
        except LookupError:
            raise NotFound(name) from None

    @property
    def rules(self) -> Rules:
        """What tables can ask."""
        assert self.edition.points is not None  # a draft begins from tables
        return self.edition.points

    @property
    def sources(self) -> dict[str, str]:
        """Every source by its key."""
        return {**self.edition.town.sources, **self.revision.own.get("sources", {})}


def begin(procedure: str, by: Actor, now: datetime) -> Revision:
    """A draft of the tables in force. Raises NotAllowed, NotFound (no tables), Stale (there is one already)."""
    _may(by)
    digest = editions.current(procedure)
    files = json.loads(editions.get(digest)) if digest else {}
    if not digest or OWN not in files:
        raise NotFound(procedure)
    made = revisions.begin(procedure, digest, files[OWN], now)
    _tell(made, "begun", by, now)
    return made


def write_row(
    procedure: str,
    table: str,
    row: str,
    typed: Mapping[str, str],
    version: int,
    by: Actor,
    now: datetime,
    after: str = "",
) -> Typed:
    """Put what was typed in the place of a row, or of none ("") as a new one behind `after`. With mistakes nothing is
    kept. Raises NotAllowed, NotFound, Stale (somebody else changed this row since `version`)."""
    ground = _open(procedure, by)
    own, stood = ground.revision.own, ground.table(table)
    before = raw_row(own, table, row) if row else {}
    if before is None:
        raise Stale(row)
    if row:
        _unmoved(ground.revision, table, row, version)
    grid = grid_of(stood, own, ground.rules, ground.edition.town.sources)
    made = read_row(typed, row or free("r", grid.rows), grid, ground.rules, ground.sources, before)
    if not made.mistakes:
        _keep(ground.revision, with_row(own, table, made, after), by, now)
    return made


def remove_row(procedure: str, table: str, row: str, version: int, by: Actor, now: datetime) -> None:
    """Take a row away. Raises as `write_row`."""
    ground = _open(procedure, by)
    revision = ground.revision
    ground.table(table)
    _unmoved(revision, table, row, version)
    if raw_row(revision.own, table, row) is None:
        raise Stale(row)
    _keep(revision, without_row(revision.own, table, row), by, now)


def write_beside(procedure: str, table: str, typed: Mapping[str, str], version: int, by: Actor, now: datetime) -> Typed:
    """Put what was typed in the place of how the rows of a table count, or without a table of what holds for all. With
    mistakes nothing is kept. Raises as `write_row`."""
    ground = _open(procedure, by)
    own, rules = ground.revision.own, ground.rules
    _unmoved(ground.revision, table, "", version)
    parts = of_table(ground.table(table), rules) if table else of_file(own, rules, ground.edition.town.sources)
    made = read_parts(typed, parts, ground.sources)
    if not made.mistakes:
        _keep(ground.revision, with_table(own, table, made, parts) if table else with_file(own, made), by, now)
    return made


def bring_sheet(
    procedure: str, table: str, lines: Sequence[Sequence[str]], version: int, by: Actor, now: datetime
) -> Sheet:
    """All rows of a table from a spreadsheet. With mistakes nothing is kept.

    Raises NotAllowed, NotFound, Stale (anything of the draft was changed since `version`)."""
    ground = _open(procedure, by, version)
    sheet = read_lines(lines, ground.table(table), ground.rules, ground.sources)
    if not sheet.mistakes:
        own = with_sources(with_rows(ground.revision.own, table, sheet.rows), sheet.sources)
        _keep(ground.revision, own, by, now)
    return sheet


def renew(procedure: str, version: int, by: Actor, now: datetime) -> Merged:
    """Lay a draft onto the tables that came into force since it was begun. Raises NotAllowed, NotFound, Stale."""
    ground = _open(procedure, by, version)
    digest = editions.current(procedure)
    assert digest is not None  # the ground stands on it
    made = merged(_begun_from(ground.revision), ground.revision.own, ground.files[OWN])
    edits = list(raw_edits(ground.revision.own, made.own))
    saved = _written(ground.revision, made.own, edits, by, now, base=digest)
    _tell(saved, "renewed", by, now, len(made.both))
    return made


def propose(procedure: str, version: int, by: Actor, now: datetime) -> Revision:
    """Ask another person to publish it. Raises NotAllowed, NotFound, Stale, Unfit: it has faults, it changes nothing,
    or nobody looked whom it changes."""
    ground = _open(procedure, by, version)
    if ground.revision.own == ground.files[OWN]:
        raise Unfit("まだ何も変えていません。")
    _sound(ground)
    trial = ground.revision.trial
    if not trial or trial["version"] != version or trial["done"] < trial["of"]:
        raise Unfit("公開の前に、「だれが変わるか」を調べてください。")
    saved = revisions.save(ground.revision, state=PROPOSED, proposer=by.name)
    _tell(saved, "proposed", by, now)
    return saved


def take_back(procedure: str, version: int, by: Actor, now: datetime) -> Revision:
    """Open a proposed draft once more, to be changed. Raises NotAllowed, NotFound, Stale."""
    saved = revisions.save(_open(procedure, by, version, PROPOSED).revision, state=OPEN, proposer="")
    _tell(saved, "taken_back", by, now)
    return saved


def drop(procedure: str, version: int, by: Actor, now: datetime) -> Revision:
    """Give a draft up; it stays readable. Raises NotAllowed, NotFound, Stale."""
    saved = revisions.save(_open(procedure, by, version, "").revision, state=DROPPED, trial=None)
    _tell(saved, "dropped", by, now)
    return saved


def release(procedure: str, version: int, by: Actor, now: datetime) -> Revision:
    """Put a proposed draft in force: the edition in force with these tables. Applications keep their own edition.

    Raises NotAllowed (who changed or proposed it does not publish it, either), NotFound, Stale, Unfit.
    """
    ground = _open(procedure, by, version, PROPOSED)
    revision = ground.revision
    if not revision.another(by.name):
        raise NotAllowed(f"release: {by.name}")
    _sound(ground)
    digest = publish({**ground.files, OWN: dict(revision.own)}, now)
    trial = {**(revision.trial or {}), "cases": {}}  # of families only the counts stay
    done = {"state": PUBLISHED, "publisher": by.name, "published": now, "edition": digest, "trial": trial}
    saved = revisions.save(revision, **done)
    _tell(saved, "published", by, now)
    return saved


def _may(by: Actor) -> None:
    if by.role != ROLE:
        raise NotAllowed(f"{STEP}: {by.role}")


def _open(procedure: str, by: Actor, version: int | None = None, state: str = OPEN) -> Ground:
    """The draft on its way in a state ("": in any)."""
    _may(by)
    revision = revisions.on_its_way(procedure, lock=True)
    digest = editions.current(procedure)
    if revision is None or digest is None:
        raise NotFound(procedure)
    if (state and revision.state != state) or version not in (None, revision.version):
        raise Stale(revision.subject)
    return Ground(editions.opened(digest), json.loads(editions.get(digest)), revision)


def _unmoved(revision: Revision, table: str, row: str, version: int) -> None:
    """Others may have changed other rows meanwhile, not this one ("": what stands beside the rows)."""
    if version > revision.version or version < 1:
        raise Stale(revision.subject)
    later = (edit for edit in revisions.edits(revision.id) if edit.version > version)
    if any((edit.table, edit.row) == (table, row) for edit in later):
        raise Stale(revision.subject)


def _keep(revision: Revision, own: Mapping[str, Any], by: Actor, now: datetime) -> None:
    if edits := list(raw_edits(revision.own, own)):
        _tell(_written(revision, own, edits, by, now), "changed", by, now, len(edits))


def _written(
    revision: Revision,
    own: Mapping[str, Any],
    edits: Sequence[tuple[str, str, Any, Any]],
    by: Actor,
    now: datetime,
    **more: Any,
) -> Revision:
    version, editors = revision.version + 1, sorted({*revision.editors, by.name})
    saved = revisions.save(revision, own=dict(own), version=version, editors=editors, **more)
    revisions.add_edits(revision.id, [Edit(version, now, by.name, *told) for told in edits])
    return saved


def behind(revision: Revision, current: Mapping[str, Any]) -> bool:
    """Whether other tables than those it began from are in force now: `current` is their file."""
    return bool(_begun_from(revision) != current)


def _begun_from(revision: Revision) -> Any:
    return json.loads(editions.get(revision.base))[OWN]


def _sound(ground: Ground) -> None:
    """That it may be published: the tables it began from are still in force, and nothing is wrong."""
    if behind(ground.revision, ground.files[OWN]):
        raise Unfit("この案を作り始めたあとに、ほかの表が公開されました。「今の表に合わせる」を押してください。")
    faults = examine_edition({**ground.files, OWN: dict(ground.revision.own)}).faults
    if faults:
        raise Unfit(f"{len(faults)}か所の不備を直してください。{faults[0].say}")


def _tell(revision: Revision, kind: str, by: Actor, now: datetime, count: int = 0) -> None:
    """Leave an event; the digest is that of the tables as they are now."""
    digest = f"t{hashlib.sha256(pack({OWN: revision.own})).hexdigest()[:39]}"
    note: dict[str, int | str] = {"kind": kind, "procedure": revision.procedure, "digest": digest}
    note |= {"count": count} if count else {}
    told = Event(0, now, "note", STEP, by.name, by.role, revision.subject, channel="staff", note=note)
    events.append(told)
