"""戻ったメール - reads what mail servers report of mails of ours, one message in each FILE or on standard input (`-`).

A letter whose mail did not arrive stands on the clerks' list from then on, and is due for the post. A report that is
not of a mail of ours changes nothing. Prints {"mails": [{"file", "found", "municipality", "case"}]}. Ends with 75 when
the database is away, so that a mail server hands the message over again; with 1 when a FILE cannot be read; else with
0, whatever the messages were.
"""

import argparse
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from django.db import Error

from madoguchi.commands._office import safe_to_run
from madoguchi.desk import bounce
from madoguchi.plugs.delivery import LARGEST
from madoguchi.web.clock import now

LATER: Final = 75  # EX_TEMPFAIL of sysexits.h, which mail servers know
SAY: Final = {
    bounce.UNREAD: "no report of a mail server",
    bounce.UNKNOWN: "not of a mail of ours, or forged",
    bounce.PASSING: "the mail may still arrive",
    bounce.NO_LETTER: "a mail of ours that told of no letter",
}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a message as it came; - is standard input")


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("bounces"):
        return LATER
    told = []
    for file in args.files:
        try:
            found = bounce.take(_bytes_of(file), now())
        except OSError as fault:
            print(f"madoguchi bounces: {file}: {fault.strerror}", file=sys.stderr)
            return 1
        except Error as away:
            print(f"madoguchi bounces: the database does not answer ({type(away).__name__})", file=sys.stderr)
            return LATER
        if say := SAY.get(found.what):
            print(f"madoguchi bounces: {file}: {say}; nothing was changed", file=sys.stderr)
        told.append({"file": file, "found": found.what, "municipality": found.municipality, "case": found.case})
    print(json.dumps({"mails": told}))
    return 0


def _bytes_of(file: str) -> bytes:
    with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as source:
        begin = source.read(LARGEST)
        while source.read(LARGEST):  # the mail server must not be left with half of it in its hands
            pass
        return begin
