"""本人確認の相手 - local providers of identities (デジタル認証アプリ, GビズID) that know only 見本 people.

For the demo and for tests; never for an office at work. Whoever signs in chooses on their page who to be and what goes
wrong. Prints {"ready", "host", "port", "myna", "gbizid"} when it listens. The public part of MADOGUCHI_MYNA_KEY_FILE is
the key by which we are known.
"""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from joserfc.jwk import ECKey

from madoguchi.commands._sink import serve
from madoguchi.lab.idp import Providers

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    asked = urlsplit(os.environ.get("MADOGUCHI_MYNA", ""))
    parser.add_argument("--host", default=asked.hostname or "127.0.0.1", help="default: as in MADOGUCHI_MYNA")
    parser.add_argument("--port", type=int, default=asked.port or 8027, help="default: as in MADOGUCHI_MYNA, or 8027")


def run(args: argparse.Namespace) -> int:
    try:
        pem = Path(os.environ.get("MADOGUCHI_MYNA_KEY_FILE", "")).read_text(encoding="utf-8")
        providers = Providers(ECKey.import_key(pem), args.port, args.host)
    except (OSError, ValueError) as fault:
        print(f"madoguchi idpsink: {args.host}:{args.port}: {fault}", file=sys.stderr)
        return 1
    return serve(providers, **{name: providers.issuer(name) for name in ("myna", "gbizid")})
