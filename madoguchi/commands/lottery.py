"""抽選 - `commit` before the deadline, `draw` after it: lots that anyone can draw again.

`madoguchi lottery commit ROUND --secret FILE` makes seed and salt, keeps them in FILE and prints what is published
before: {"round", "list_digest", "commitment"}. `madoguchi lottery draw FILE --source TEXT --value VALUE` adds the
public value and prints the record for the round's document, with every lot. Docs: docs/reference/lottery.md.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from pathlib import Path

from madoguchi.core.allocation import lottery

from ._rounds import Unusable, plain, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    deeds = parser.add_subparsers(dest="deed", required=True)
    commit = deeds.add_parser("commit", help="before the deadline")
    commit.add_argument("round", type=Path, metavar="ROUND", help="the round's document, without a lottery")
    commit.add_argument("--secret", type=Path, required=True, metavar="FILE", help="a new file for seed and salt")
    draw = deeds.add_parser("draw", help="after the deadline")
    draw.add_argument("secret", type=Path, metavar="FILE", help="the file of `commit`")
    draw.add_argument("--source", required=True, help="where anyone finds the public value")
    draw.add_argument("--value", required=True, help="the public value, as it was published")


def run(args: argparse.Namespace) -> int:
    """Commit to a draw, or draw."""
    try:
        told(_commit(args) if args.deed == "commit" else _draw(args))
    except (Unusable, KeyError, TypeError, ValueError, OSError) as fault:
        print(f"madoguchi lottery: {fault}", file=sys.stderr)
        return 1
    return 0


def _commit(args: argparse.Namespace) -> dict[str, object]:
    given = plain(args.round)
    ids = sorted(one["id"] for one in given["applicants"])
    seed, salt = (secrets.token_bytes(lottery.SECRET_BYTES).hex() for _ in range(2))
    public = {
        "round": given["id"],
        "list_digest": lottery.list_digest(ids),
        "commitment": lottery.commitment(given["id"], seed, salt),
    }
    with args.secret.open("x", encoding="utf-8") as file:  # never over an earlier one: it may be published already
        args.secret.chmod(0o600)
        json.dump({**public, "seed": seed, "salt": salt, "ids": ids}, file)
    return public


def _draw(args: argparse.Namespace) -> dict[str, object]:
    secret = plain(args.secret)
    record = {name: secret[name] for name in ("round", "list_digest", "commitment", "seed", "salt")}
    record["public"] = {"source": args.source, "value": args.value}
    return {"lottery": record, "lots": lottery.lots(lottery.read_draw(record, secret["round"]), secret["ids"])}
