"""保管の鍵 - wraps every municipality's keys anew under the first master key of MADOGUCHI_STORAGE_KEY_FILE.

Put the new master key on the first line of the file and leave the old one below it; start the servers anew; run this;
then take the old line away. Files are not touched. Prints {"wrapped": {municipality: keys}}; it may run twice.
"""

import argparse
import json
import sys

from django.core.exceptions import ImproperlyConfigured

from madoguchi.commands._office import safe_to_run
from madoguchi.desk import attach
from madoguchi.plugs.vault import Locked
from madoguchi.store import municipalities
from madoguchi.web.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--renew", action="store_true", help="also give each municipality a new key for new files")


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("keys"):
        return 2
    wrapped: dict[str, int] = {}
    locked: list[str] = []
    try:
        for municipality in municipalities.all_():
            try:
                keys = attach.rewrap(municipality.slug, now(), renew=args.renew)
            except Locked:
                locked.append(municipality.slug)
            else:
                wrapped |= {municipality.slug: keys} if keys else {}
    except ImproperlyConfigured as fault:
        print(f"madoguchi keys: {fault}", file=sys.stderr)
        return 2
    if locked:
        print(f"madoguchi keys: no master key opens those of {', '.join(locked)}", file=sys.stderr)
    print(json.dumps({"wrapped": wrapped}))
    return int(bool(locked))
