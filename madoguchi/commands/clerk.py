"""職員の利用者 - makes, lists and changes the accounts of one city hall, and lets in who is locked out.

`add` makes an account with a first password, printed this once and to be changed at the first sign-in; `put` makes or
renews one whose password is final: one line of stdin with --password-stdin, else made by chance and printed. Prints
{"municipality", "clerks": [{"username", "name", "roles", "sections", "permits", "posts", "factors", "active",
"locked_until"}],
"password"?}.
"""

import argparse
import json
import secrets
import sys
from typing import Any

from madoguchi.core.account import PERMITS, ROLES
from madoguchi.core.case import Clerk
from madoguchi.desk import account, office
from madoguchi.desk.refusals import NotFound
from madoguchi.store import clerks, municipalities, wall
from madoguchi.store.look import accounts
from madoguchi.store.look import docket as dockets
from madoguchi.web.clock import now

DEEDS = {
    "off": "this account no longer signs in",
    "on": "this account signs in again",
    "unlock": "wrong passwords and codes are forgotten: it may be tried at once",
    "reset-factor": "its passkeys and codes are taken away, to be set up anew",
    "reset-password": "a new first password, printed this once",
}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", metavar="SLUG", required=True)
    words = parser.add_subparsers(dest="word", required=True)
    for word, help_ in (
        ("add", "make an account with a first password that must be changed"),
        ("put", "make an account, or renew all of it"),
    ):
        put = words.add_parser(word, help=help_)
        put.add_argument("username", help="as it stands in records, for ever: an account's name, not a person's")
        put.add_argument("--name", required=True, help="as it is shown to colleagues")
        put.add_argument("--role", action="append", required=True, choices=ROLES, dest="roles")
        put.add_argument("--section", action="append", default=[], metavar="ID", dest="sections")
        put.add_argument("--permit", action="append", default=[], choices=PERMITS, dest="permits")
        put.add_argument("--post", action="append", default=[], metavar="ID", dest="posts")
        if word == "put":
            put.add_argument("--password-stdin", action="store_true")
    words.add_parser("list", help="every account, without passwords")
    for word, help_ in DEEDS.items():
        words.add_parser(word, help=help_).add_argument("username")


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        print(f"madoguchi clerk: no municipality {args.municipality!r}", file=sys.stderr)
        return 2
    try:
        with wall.inside(args.municipality, write=args.word != "list"):
            told = _put(args) if args.word in ("add", "put") else _others(args)
    except ValueError as fault:
        print(f"madoguchi clerk: {fault}", file=sys.stderr)
        return 1
    except NotFound as fault:
        print(f"madoguchi clerk: no account {fault} in {args.municipality}", file=sys.stderr)
        return 1
    print(json.dumps({"municipality": args.municipality, **told}, ensure_ascii=False))
    return 0


def _put(args: argparse.Namespace) -> dict[str, Any]:
    named = [*(one.id for one in accounts.sections()), *(one.id for one in accounts.clubs())]
    if unknown := sorted(set(args.sections) - set(named)):
        raise ValueError(f"no such sections: {', '.join(unknown)} (of {', '.join(named) or 'none'})")
    posts = [post.id for post in dockets.posts()]
    if unknown := sorted(set(args.posts) - set(posts)):
        raise ValueError(f"no such posts: {', '.join(unknown)} (of {', '.join(posts) or 'none'})")
    may = {"sections": args.sections, "permits": args.permits, "posts": args.posts}
    if args.word == "add":
        clerk, password = account.create(args.username, args.name, args.roles, account.SYSTEM, now(), **may)
        return {"clerks": [_shown(clerk)], "password": password}
    given = sys.stdin.readline().rstrip("\n") if args.password_stdin else ""
    password = given if args.password_stdin else secrets.token_urlsafe(12)
    clerk = office.employ(args.username, args.name, args.roles, password, **may)
    account.tell("changed", clerk.username, account.SYSTEM, now())
    return {"clerks": [_shown(clerk)]} | ({} if args.password_stdin else {"password": password})


def _others(args: argparse.Namespace) -> dict[str, Any]:
    if args.word == "list":
        return {"clerks": [_shown(clerk) for clerk in clerks.all_()]}
    more: dict[str, Any] = {}
    if args.word in ("on", "off"):
        account.switch(args.username, args.word == "on", account.SYSTEM, now())
    elif args.word == "unlock":
        account.unlock(args.username, account.SYSTEM, now())
    elif args.word == "reset-factor":
        account.reset_factors(args.username, account.SYSTEM, now())
    else:
        more = {"password": account.renew_password(args.username, account.SYSTEM, now())}
    clerk = clerks.named(args.username)
    return {"clerks": [_shown(clerk)] if clerk else [], **more}


def _shown(clerk: Clerk) -> dict[str, Any]:
    found = accounts.account(clerk.username, now())
    until = found.until if found else None
    return {
        "username": clerk.username,
        "name": clerk.name,
        "roles": list(clerk.roles),
        "sections": list(clerk.sections),
        "permits": list(clerk.permits),
        "posts": list(clerk.posts),
        "factors": sorted(accounts.kinds(clerk.id)),
        "active": clerk.active,
        "locked_until": until.isoformat() if until else None,
    }
