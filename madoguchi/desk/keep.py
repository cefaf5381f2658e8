"""写しを取る - a backup while the counter is open, and its way back into an empty house."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from madoguchi.core.backup import FORMAT, MANIFEST, Unfit, canonical_text, key_check, read_manifest, seal
from madoguchi.core.plug import PlugError
from madoguchi.plugs.storage import Storage
from madoguchi.store.keeping import archive, columns, refill, snapshot
from madoguchi.store.keeping.columns import Table

ATTACHMENTS: Final = "store_attachment"  # its rows name the files that families attached
FILES: Final = "files"


@dataclass
class Told:
    """What came of it, for whoever asked."""

    place: Path
    rows: int = 0
    files: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    heads: dict[str, list[Any]] = field(default_factory=dict)


def back_up(
    folder: Path,
    keys: Mapping[str, Sequence[str]],
    storage: Storage,
    version: str,
    now: datetime,
    say: Callable[[str], None],
) -> Told:
    """Write a backup into `folder`. Raises archive.Busy, snapshot.Damaged, OSError.

    Files are copied after the rows were read: what the rows name was written before them, and is never changed.
    """
    name = now.strftime("%Y%m%dT%H%M%SZ")
    told = Told(folder / f"{archive.NAME}{name}")
    earlier = next(iter(archive.kept(folder)), None)
    with archive.making(folder, name) as place:
        wanted: list[str] = []
        with snapshot.take(place) as house:
            say("the rows")
            tables = {table.name: _rows(place, house, table, told, wanted) for table in columns.tables()}
        say(f"{told.rows} rows; {len(wanted)} files")
        files = {key: entry for key in wanted if (entry := _file(place, key, storage, earlier, told))}
        manifest = {
            "format": FORMAT,
            "version": version,
            "made": now.isoformat(timespec="seconds"),
            "database": house.vendor,
            "state": house.state,
            "tables": tables,
            "files": files,
            "missing": told.missing,
            "heads": told.heads,
            "keys": {name: key_check(known[0]) for name, known in keys.items() if known},
        }
        archive.write(place / MANIFEST, canonical_text(manifest | {"seal": seal(keys["secret_key"][0], manifest)}))
    told.files = len(files)
    told.bytes = sum(entry["bytes"] for entry in (*tables.values(), *files.values()))
    return told


def _rows(place: Path, house: snapshot.Snapshot, table: Table, told: Told, wanted: list[str]) -> dict[str, Any]:
    """Write a table; on the way, note what must be copied besides, and the heads of the chains."""
    noted: Callable[[Mapping[str, Any]], None] | None = None
    if table.name == ATTACHMENTS:
        noted = lambda row: wanted.append(f"{row['municipality_id']}/{row['key']}")  # noqa: E731 - one of two short ones
    elif table.name == "store_ledger":
        noted = lambda row: told.heads.update({row["municipality_id"]: [row["seq"], row["head"]]})  # noqa: E731 - as above

    def seen() -> Iterable[tuple[Any, ...]]:
        for row in house.rows(table):
            if noted:
                noted(dict(zip(table.names, row, strict=True)))
            yield row

    entry = archive.write_rows(place, table, seen())
    told.rows += entry["rows"]
    return entry


def _file(place: Path, name: str, storage: Storage, earlier: Path | None, told: Told) -> dict[str, Any] | None:
    """A file as it lies, sealed; one that an earlier backup has is the same, and takes no room again."""
    path = place / FILES / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if earlier and (before := earlier / FILES / name).is_file():
        os.link(before, path)
        return archive.about(path)
    try:
        data = storage.get(name)
    except PlugError:
        data = None
    if data is None:
        told.missing.append(name)
        return None
    archive.write(path, data)
    return archive.about(path)


def examine(place: Path, keys: Mapping[str, Sequence[str]], *, other_key: bool = False) -> dict[str, Any]:
    """The manifest of a backup, when every byte of it is as it was made. Raises Unfit, which names what is not."""
    try:
        data = (place / MANIFEST).read_bytes()
    except OSError:
        raise Unfit(f"{place} has no {MANIFEST}: it is no backup, or only a part of one.") from None
    manifest = read_manifest(data, keys, other_key=other_key)
    rows = {f"{name}.jsonl.gz": told for name, told in manifest["tables"].items()}
    files = {f"{FILES}/{key}": told for key, told in manifest["files"].items()}
    if wrong := archive.differing(place, rows | files):
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise Unfit(f"Changed or missing since the backup was made: {', '.join(wrong[:5])}{more}.")
    return manifest


def restore(
    place: Path,
    manifest: Mapping[str, Any],
    storage: Storage,
    role: str,
    say: Callable[[str], None],
    skip: int = 0,
) -> Told:
    """Bring a backup that was examined into an empty database. Raises Unfit, PlugError, schema.CannotMigrate.

    `skip` numbers are not given out: families who came after the backup may have them. Files go first, then all rows
    in one transaction: killed on the way, it may be begun again.
    """
    told = Told(place, missing=list(manifest["missing"]), heads=dict(manifest["heads"]))
    refill.prepare(manifest["state"])
    say(f"{len(manifest['files'])} files")
    for name, entry in manifest["files"].items():
        storage.put(name, (place / FILES / name).read_bytes())
        told.files, told.bytes = told.files + 1, told.bytes + entry["bytes"]
    say("the rows")
    tables = columns.in_order(Table(name, tuple(map(tuple, it["columns"]))) for name, it in manifest["tables"].items())
    counts = refill.fill((table, _passing(table, archive.read_rows(place, table), skip)) for table in tables)
    if wrong := [name for name, told_of in manifest["tables"].items() if counts[name] != told_of["rows"]]:
        raise Unfit(f"Other rows than the manifest says: {', '.join(wrong)}.")
    told.rows = sum(counts.values())
    refill.finish(role)
    return told


def _passing(table: Table, lines: Iterable[list[Any]], skip: int) -> Iterable[list[Any]]:
    if table.name != "store_ledger" or not skip:
        return lines
    place = table.names.index("serials")
    return [[*line[:place], _later(line[place], skip), *line[place + 1 :]] for line in lines]


def _later(serials: Mapping[str, int], skip: int) -> dict[str, int]:
    return {year: serial + skip for year, serial in serials.items()}
