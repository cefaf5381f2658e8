"""起動 - `python -m backoffice`: the system as a program, for the demo and for tests, never for real cases."""

from __future__ import annotations

import argparse
import contextlib
import os
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from backoffice.app import make_app
from backoffice.office import Office
from backoffice.records import Records
from backoffice.screens import NAME


class OldLine(WSGIRequestHandler):
    """One connection for each page: over a kept one, a browser sends by itself again what got no answer."""

    protocol_version = "HTTP/1.0"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Addresses hold numbers of records: none is written down."""


def accounts(words: list[str]) -> dict[str, str]:
    """ID:PASSWORD, each."""
    pairs = [word.partition(":") for word in words]
    if not pairs or not all(name and password for name, _, password in pairs):
        raise SystemExit("backoffice: name accounts as --account ID:PASSWORD, or in BACKOFFICE_ACCOUNTS")
    return {name: password for name, _, password in pairs}


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(prog="backoffice", description=NAME)
    asked.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    asked.add_argument("--port", type=int, default=8600, help="default: 8600")
    asked.add_argument("--data", type=Path, default=Path("var/backoffice.sqlite3"), help="the file of all records")
    asked.add_argument("--account", action="append", metavar="ID:PASSWORD", help="who may log in; may be repeated")
    asked.add_argument("--timeout", type=float, default=900, metavar="SECONDS", help="until a session ends")
    asked.add_argument("--latency", type=float, default=0, metavar="MS", help="before every page")
    asked.add_argument("--slow-every", nargs=2, type=float, default=(0, 0), metavar=("N", "SECONDS"), help="slow pages")
    asked.add_argument("--no-check", action="store_true", help="what is registered already is not refused")
    asked.add_argument("--control", default="", metavar="TOKEN", help="for tests: opens /_control")
    return asked


def office_of(args: argparse.Namespace) -> Office:
    """From the words of the command line."""
    words = args.account or os.environ.get("BACKOFFICE_ACCOUNTS", "").replace(",", " ").split()
    return Office(
        Records(args.data),
        accounts(words),
        timeout=args.timeout,
        latency=args.latency / 1000,
        slow=(int(args.slow_every[0]), args.slow_every[1]),
        checks=not args.no_check,
        control=args.control,
    )


def main() -> None:
    args = parser().parse_args()
    app = make_app(office_of(args))
    server = make_server(args.host, args.port, app, threaded=True, request_handler=OldLine)
    print(f"{NAME} http://{args.host}:{server.server_port}/", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
