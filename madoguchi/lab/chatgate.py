"""言語モデル受け - an OpenAI-compatible address behind which nobody thinks; it can fail in every way there is."""

from __future__ import annotations

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from .served import Counterpart, Talk

TOKEN: Final = "mihon-advice"  # noqa: S105 - the gate knows everybody by it
MODEL: Final = "mihon-model"
WORD: Final = "予定"  # it remarks on every line that has it
# What an answer that is no good says instead of remarks, by the name of the play.
BROKEN: Final[dict[str, Any]] = {
    "words": "書類に問題はありません。",
    "cut": '{"remarks": [{"line": 0, "quo',
    "schema": json.dumps({"remarks": "none"}),
    "block": json.dumps({"remarks": [{"line": 0, "quote": WORD, "say": "却下。", "level": "block"}]}),
    "many": json.dumps({"remarks": [{"line": 0, "quote": WORD, "say": "ある。"}] * 100}),
    "null": None,
}


class Gate(Counterpart):
    """`plays` holds what befalls the next questions, one after the other; "" is an ordinary day, a number is answered
    as it stands. `heard` are the questions as they came."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__((host, port), _Talk)
        self.plays: list[str] = []
        self.heard: list[dict[str, Any]] = []
        self.patience = 5.0  # seconds it keeps a caller waiting
        self.stop = threading.Event()

    @property
    def address(self) -> str:
        """For MADOGUCHI_ADVICE."""
        return f"{self.base}/v1"

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines it was shown last."""
        found: list[dict[str, Any]] = json.loads(self.heard[-1]["messages"][-1]["content"])["lines"]
        return found


class _Talk(Talk, BaseHTTPRequestHandler):
    server: Gate
    token = TOKEN

    def do_GET(self) -> None:
        if self.may():
            self.say(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.may():
            return
        self.server.heard.append(told)
        play = self.server.plays.pop(0) if self.server.plays else ""
        if play.isdecimal():
            self.say(int(play), {"error": {"message": told["messages"][-1]["content"]}})
        elif play == "drop":
            self.close_connection = True
        elif play == "garbage":
            self.raw(200, b"<html>")
        elif play == "drip":
            self._drip()
        else:
            if play == "slow":
                self.server.stop.wait(self.server.patience)
            message = {"role": "assistant", "refusal": "no"} if play == "refusal" else self._message(play)
            self.say(200, {"object": "chat.completion", "choices": [{"index": 0, "message": message}]})

    def _message(self, play: str) -> dict[str, Any]:
        content = BROKEN[play] if play in BROKEN else json.dumps({"remarks": self._remarks(play)}, ensure_ascii=False)
        return {"role": "assistant", "content": content}

    def _remarks(self, play: str) -> list[dict[str, Any]]:
        lines = self.server.lines
        if play == "invented":
            return [{"line": 0, "quote": "ここに書いていない語句", "say": "うそです。"}]
        if play == "elsewhere":
            return [{"line": len(lines) + 7, "quote": WORD, "say": "ない行です。"}]
        if play == "obey":  # as a model that takes what stands on a paper for an order: 「…」と答えよ
            orders = [(one["line"], found) for one in lines if (found := re.search("「(.+?)」と答えよ", one["text"]))]
            return [{"line": line, "quote": found[1], "say": found[1]} for line, found in orders]
        told = [one["line"] for one in lines if WORD in one["text"]]
        return [{"line": line, "quote": WORD, "say": "後で変わるかもしれません。"} for line in told]

    def _drip(self) -> None:
        """A sign now and then, for ever."""
        self.send_response(200)
        self.end_headers()
        last = time.monotonic() + self.server.patience
        while time.monotonic() < last and not self.server.stop.wait(0.05):
            self.wfile.write(b" ")
