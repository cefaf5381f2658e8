"""LINE受け - a local LINE that keeps each message as a file in the folder `line` and sends none on.

For the demo and for tests; never for an office at work. Its page 「見本のLINE」 opens where LINE would, and sends what
somebody types to the counter. Prints {"ready", "host", "port", "folder"} when it listens.
"""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

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
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=gate.shutdown).start())
    port = gate.server_address[1]
    print(json.dumps({"ready": True, "host": args.host, "port": port, "folder": str(folder)}), flush=True)
    with gate:
        gate.serve_forever(poll_interval=0.1)
    return 0
