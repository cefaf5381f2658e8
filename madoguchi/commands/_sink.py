"""受けの係 - how a local service of the demo and of tests is served: it says where it listens, and ends when told."""

from __future__ import annotations

import json
import signal
import threading
from socketserver import TCPServer


def serve(server: TCPServer, **told: str) -> int:
    """Print {"ready", "host", "port", …}, and serve until SIGTERM or Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGINT):
        # Who serves cannot wait for its own end: another thread tells it.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    host, port = server.server_address[:2]
    print(json.dumps({"ready": True, "host": host, "port": port, **told}), flush=True)
    with server:
        server.serve_forever(poll_interval=0.1)
    return 0
