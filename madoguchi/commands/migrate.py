"""表を作る - makes the tables or brings them up to date, and on PostgreSQL lets the product's role in.

On PostgreSQL it connects as MADOGUCHI_DATABASE_OWNER, and gives the role of MADOGUCHI_DATABASE what it needs and no
more; --role NAME makes that role first. Prints {"database", "applied", "role"}. May be run again at any time.
"""

import argparse
import json
import sys

from madoguchi import settings
from madoguchi.store import schema


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role", metavar="NAME", help="make this role without power, if it is not there, and let it in"
    )


def run(args: argparse.Namespace) -> int:
    try:
        applied = schema.migrate()
        role = schema.let_in(args.role or "", create=bool(args.role))
    except schema.CannotMigrate as fault:
        print(f"madoguchi migrate: {fault}", file=sys.stderr)
        return 2
    kind = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print(json.dumps({"database": kind, "applied": applied, "role": role or None}))
    return 0
