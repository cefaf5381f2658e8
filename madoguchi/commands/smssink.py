"""SMS受け - a local SMS gateway that keeps each message as a file in the folder `sms` and sends none on.

For the demo and for tests; never for an office at work. Prints {"ready", "host", "port", "folder"} when it listens.
"""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from madoguchi.commands._sink import serve
from madoguchi.lab.smsgate import Gate

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    asked = urlsplit((os.environ.get("MADOGUCHI_SMS", "").replace(",", " ").split() or [""])[0])
    parser.add_argument("--host", default=asked.hostname or "127.0.0.1", help="default: as in MADOGUCHI_SMS")
    parser.add_argument("--port", type=int, default=asked.port or 8026, help="default: as in MADOGUCHI_SMS, or 8026")
    parser.add_argument("--refuse", type=int, default=0, metavar="PERCENT", help="messages told to come again at first")


def run(args: argparse.Namespace) -> int:
    folder = Path(os.environ.get("MADOGUCHI_VAR", "var")) / "sms"
    try:
        gate = Gate(folder, args.port, args.host, args.refuse)
    except OSError as fault:
        print(f"madoguchi smssink: {args.host}:{args.port}: {fault.strerror}", file=sys.stderr)
        return 1
    return serve(gate, folder=str(folder))
