"""線 - pages pass as they are; a click may be cut before it comes to the office, or behind it."""

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from madoguchi.lab.storm.line import Fate, line

PAGE = "登録完了".encode("cp932") * 9_000


class Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *words: object) -> None:
        """Silent."""


@pytest.fixture
def heard() -> Iterator[tuple[str, list[bytes]]]:
    """The address of an office, and all that it heard."""
    with HTTPServer(("127.0.0.1", 0), Desk) as server:
        server.heard = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", server.heard
        server.shutdown()
        thread.join()


def send(url: str, data: bytes = b"a" * 100_000) -> bytes:
    with urllib.request.urlopen(url, data, timeout=10) as answer:
        return bytes(answer.read())


def test_a_page_and_a_click_that_nothing_befalls_pass_whole(heard: tuple[str, list[bytes]]) -> None:
    asked: list[Fate] = []
    with line(heard[0], lambda: asked.append("") or "", lambda: None) as url:
        assert send(f"{url}new/1") == PAGE
        assert send(f"{url}new/done") == PAGE
    assert [len(body) for body in heard[1]] == [100_000, 100_000]
    assert asked == [""]  # only at the click


@pytest.mark.parametrize(("fate", "came"), [("before", 0), ("behind", 1)])
def test_a_click_that_is_cut_has_no_answer(heard: tuple[str, list[bytes]], fate: Fate, came: int) -> None:
    cut: list[int] = []
    with (
        line(heard[0], lambda: fate, lambda: cut.append(len(heard[1]))) as url,
        pytest.raises((urllib.error.URLError, OSError)),
    ):
        send(f"{url}edit/00000001/done")
    assert cut == [came]
