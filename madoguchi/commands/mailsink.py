"""メール受け - a local SMTP server that keeps each mail as a file in the folder `mail` and sends none on.

For the demo and for tests; never for an office at work. Prints {"ready", "host", "port", "folder"} when it listens.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

from madoguchi.lab.mailsink import Sink, listening

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    asked = urlsplit((os.environ.get("MADOGUCHI_SMTP", "").replace(",", " ").split() or [""])[0])
    parser.add_argument("--host", default=asked.hostname or "127.0.0.1", help="default: as in MADOGUCHI_SMTP")
    parser.add_argument("--port", type=int, default=asked.port or 8025, help="default: as in MADOGUCHI_SMTP, or 8025")
    parser.add_argument("--refuse", type=int, default=0, metavar="PERCENT", help="mails told to come again at first")


def run(args: argparse.Namespace) -> int:
    folder = Path(os.environ.get("MADOGUCHI_VAR", "var")) / "mail"
    try:
        asyncio.run(_serve(Sink(folder, args.refuse), args.host, args.port, folder))
    except OSError as fault:
        print(f"madoguchi mailsink: {args.host}:{args.port}: {fault.strerror}", file=sys.stderr)
        return 1
    return 0


async def _serve(sink: Sink, host: str, port: int, folder: Path) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with listening(sink, host, port) as taken:
        print(json.dumps({"ready": True, "host": host, "port": taken, "folder": str(folder)}), flush=True)
        await stop.wait()
