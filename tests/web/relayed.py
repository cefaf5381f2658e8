"""受け箱の舞台 - the product's own pages on a port, with the folder of a robot behind them; answers may get lost."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.conf import settings

from madoguchi.plugs.robot._far import Far
from madoguchi.plugs.robot._letters import made
from madoguchi.plugs.robot.folder import Plug as Folder
from madoguchi.web.wsgi import application

KEY = b"k" * 32
NEVER: Callable[[str, str], bool] = lambda method, path: False  # noqa: E731 - a value, not a deed


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request, as in the product."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Without a line for each request."""

    def log_message(self, *args: Any) -> None:
        """Nothing."""


@dataclass
class Relay:
    """`lost(method, path)`: the deed is done, and its answer never arrives. `asked`: what came, in order."""

    folder: Path
    key: Path
    url: str
    asked: list[tuple[str, str]]
    lost: Callable[[str, str], bool] = NEVER

    def far(self) -> Far:
        return Far(self.url, self.key, patience=(0.01, 0.01, 0.01))

    def product(self, wait: str = "5") -> Folder:
        told = {"robot_folder": str(self.folder), "robot_folder_key": str(self.key), "robot_folder_wait": wait}
        return Folder(told)


@contextmanager
def relaying(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    key = place / "key"
    key.touch(mode=0o600)
    key.write_bytes(KEY)
    relay = Relay(made(place / "folder"), key, "", [])
    monkeypatch.setattr(settings, "ROBOT_FOLDER", str(relay.folder))
    monkeypatch.setattr(settings, "ROBOT_FOLDER_KEY", str(key))

    def app(environ: dict[str, Any], start: Any) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        relay.asked.append((method, path))
        if not relay.lost(method, path):
            return application(environ, start)
        b"".join(application(environ, lambda *_: None))
        environ["wsgi.input"].raw._sock.shutdown(socket.SHUT_RDWR)
        start("200 OK", [])
        return [b""]

    with Server(("127.0.0.1", 0), Silent) as server:
        server.set_app(app)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        relay.url = f"http://127.0.0.1:{server.server_port}/robot/relay/"
        try:
            yield relay
        finally:
            server.shutdown()
            thread.join()
