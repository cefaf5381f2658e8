"""表のやりとり - a table of points as a spreadsheet (.xlsx) or a DMN file (.dmn), out of a municipality's file and in.

`madoguchi table export FILE` writes a table; `madoguchi table import FILE` puts the rows of a file in its place, after
all of it has been checked as `madoguchi check` does: with a fault nothing is written. Prints {"table", "rows", "file"}
as JSON; what is wrong goes to stderr with the row of the spreadsheet. Ends with 1 when the file is refused.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from madoguchi.core.points.edit import table_of, with_rows
from madoguchi.core.table.grid import Rows, grid_of, rows_of
from madoguchi.plugs import dmn, workbook
from madoguchi.plugs.box import Broke

from ._packages import examine_folder
from ._tables import NoSuchPlace, NoTables, Place, add_tables, tables_of

BARE = True
FORMATS = (".xlsx", ".dmn")


class Refused(Exception):
    """The file is not taken in; the message has every reason."""


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("deed", choices=("export", "import"))
    parser.add_argument("file", type=Path, metavar="FILE", help="a name that ends with .xlsx or .dmn")
    add_tables(parser)
    parser.add_argument("--table", required=True, metavar="ID", help="a table of the municipality's points.yaml")
    parser.add_argument("--source", default="", metavar="KEY", help="import: what rows without a source cite")


def run(args: argparse.Namespace) -> int:
    """Write a file, or take one in."""
    if args.file.suffix not in FORMATS:
        print(f"madoguchi table: {args.file}: a name that ends with {' or '.join(FORMATS)}", file=sys.stderr)
        return 2
    try:
        place = tables_of(args)
        table = table_of(place.own, args.table)
        if args.deed == "export":
            args.file.write_bytes(_written(table, place, args.file.suffix))
        else:
            table = _taken_in(args, place, table)
    except (NoSuchPlace, NoTables, LookupError) as fault:
        print(f"madoguchi table: {fault}", file=sys.stderr)
        return 2
    except (Refused, OSError) as fault:
        print(f"madoguchi table: {fault}", file=sys.stderr)
        return 1
    print(json.dumps({"table": args.table, "rows": len(table["rows"]), "file": str(args.file)}, ensure_ascii=False))
    return 0


def _written(table: Mapping[str, Any], place: Place, suffix: str) -> bytes:
    columns = place.rules.columns
    return (
        workbook.written(table["label"], grid_of(table, columns)) if suffix == ".xlsx" else dmn.to_dmn(table, columns)
    )


def _taken_in(args: argparse.Namespace, place: Place, table: Mapping[str, Any]) -> dict[str, Any]:
    """The municipality's file with these rows, once nothing is wrong with it. Raises Refused."""
    rows, about = _read(args, place, table)
    own = with_rows(place.own, args.table, rows, **about)
    data = shown(own)
    if faults := examine_folder(args.package, args.municipality, args.home, {"town/points.yaml": data}).faults:
        lines = data.decode().split("\n")
        raise Refused("\n".join(f"{fault.say} {lines[fault.line - 1].strip()}" for fault in faults))
    place.path.write_bytes(data)
    return table_of(own, args.table)


def _read(args: argparse.Namespace, place: Place, table: Mapping[str, Any]) -> tuple[Rows, dict[str, Any]]:
    columns, data = place.rules.columns, args.file.read_bytes()
    try:
        if args.file.suffix == ".dmn":
            about, rows = dmn.of_dmn(data, columns)
            cited = [{"source": args.source, **row} if args.source else row for row in rows]
            return cited, {key: value for key, value in about.items() if table.get(key, "") != value}
        rows, faults = rows_of(workbook.read(data), columns, table.get("gives", "points"), args.source)
    except (dmn.NoTable, workbook.NoSheet, Broke) as fault:
        raise Refused(f"{args.file}: {fault}") from fault
    if faults:
        raise Refused("\n".join(map(str, faults)))
    return rows, {}


def shown(own: Mapping[str, Any]) -> bytes:
    """A file of points as it is written: a line for each row, keys in their order; remarks are data."""
    lines = ["# madoguchi table import が書いた。注は、コメントでなく note に書く。"]
    lines += [f"{key}: {_flow(value)}" for key, value in own.items() if key != "tables"]
    lines.append("tables:")
    for table in own["tables"]:
        about = [f"{key}: {_flow(value)}" for key, value in table.items() if key != "rows"]
        lines += [f"  {'- ' if place == 0 else '  '}{one}" for place, one in enumerate(about)]
        lines += ["    rows:", *(f"      - {_flow(row)}" for row in table["rows"])]
    return ("\n".join(lines) + "\n").encode()


def _flow(value: Any) -> str:
    """On one line; YAML marks the end of a lone word with three dots."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.removesuffix("...\n").strip()
