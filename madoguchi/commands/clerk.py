"""職員の利用者 - makes, lists, and switches on and off the accounts of one city hall.

`put` makes an account or renews it; the password is one line of stdin with --password-stdin, else made by chance and
printed this once. Prints {"municipality", "clerks": [{"username", "name", "roles", "active"}], "password"?}.
"""

import argparse
import json
import secrets
import sys
from typing import Any

from madoguchi.core.case import Clerk
from madoguchi.desk import office
from madoguchi.store import clerks, municipalities, wall


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", metavar="SLUG", required=True)
    words = parser.add_subparsers(dest="word", required=True)
    put = words.add_parser("put", help="make an account, or renew its name, roles and password")
    put.add_argument("username", help="as it stands in records, for ever: an account's name, not a person's")
    put.add_argument("--name", required=True, help="as it is shown to colleagues")
    put.add_argument("--role", action="append", required=True, choices=clerks.ROLES, dest="roles")
    put.add_argument("--password-stdin", action="store_true")
    words.add_parser("list", help="every account, without passwords")
    for word, help_ in (("off", "this account no longer signs in"), ("on", "this account signs in again")):
        words.add_parser(word, help=help_).add_argument("username")


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        print(f"madoguchi clerk: no municipality {args.municipality!r}", file=sys.stderr)
        return 2
    try:
        with wall.inside(args.municipality, write=args.word != "list"):
            told = _put(args) if args.word == "put" else {"clerks": _others(args)}
    except ValueError as fault:
        print(f"madoguchi clerk: {fault}", file=sys.stderr)
        return 1
    except LookupError as fault:
        print(f"madoguchi clerk: no account {fault} in {args.municipality}", file=sys.stderr)
        return 1
    print(json.dumps({"municipality": args.municipality, **told}, ensure_ascii=False))
    return 0


def _put(args: argparse.Namespace) -> dict[str, Any]:
    given = sys.stdin.readline().rstrip("\n") if args.password_stdin else ""
    password = given if args.password_stdin else secrets.token_urlsafe(12)
    clerk = office.employ(args.username, args.name, args.roles, password)
    return {"clerks": [_shown(clerk)]} | ({} if args.password_stdin else {"password": password})


def _others(args: argparse.Namespace) -> list[dict[str, Any]]:
    if args.word == "list":
        return [_shown(clerk) for clerk in clerks.all_()]
    return [_shown(clerks.switch(args.username, active=args.word == "on"))]


def _shown(clerk: Clerk) -> dict[str, Any]:
    return {"username": clerk.username, "name": clerk.name, "roles": list(clerk.roles), "active": clerk.active}
