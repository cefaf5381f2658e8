"""LINE受け - a local LINE that keeps each message as a file in the folder `line` and sends none on.

For the demo and for tests; never for an office at work. Its page 「見本のLINE」 opens where LINE would, and sends what
somebody types to the counter. Prints {"ready", "host", "port", "folder"} when it listens.
"""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from madoguchi.commands._sink import serve
from madoguchi.lab.linepage import Gate

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    asked = urlsplit(os.environ.get("MADOGUCHI_LINE_API", ""))
    parser.add_argument("--host", default=asked.hostname or "127.0.0.1", help="default: as in MADOGUCHI_LINE_API")
    parser.add_argument(
        "--port", type=int, default=asked.port or 8028, help="default: as in MADOGUCHI_LINE_API, or 8028"
    )


def run(args: argparse.Namespace) -> int:
    folder = Path(os.environ.get("MADOGUCHI_VAR", "var")) / "line"
    counter = os.environ.get("MADOGUCHI_BASE_URL", "http://localhost:8000")
    try:
        gate = Gate(folder, counter, args.port, args.host)
    except OSError as fault:
        print(f"madoguchi linesink: {args.host}:{args.port}: {fault.strerror}", file=sys.stderr)
        return 1
    return serve(gate, folder=str(folder))
