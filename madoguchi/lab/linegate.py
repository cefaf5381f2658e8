"""LINE受け - the part of LINE's Messaging API that we speak to: it sends nothing on, and fails in every way."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Final

from madoguchi.plugs.private import write_new

from . import smsgate

ACCOUNT: Final = "@mihon"
TOKEN: Final = "mihon-line"  # noqa: S105 - the tests' channel knows everybody by it
SECRET: Final = "mihon-line-secret"  # noqa: S105 - as above


class Gate(smsgate.Gate):
    """As that of short messages; but a key it has had is answered with 409, and it cannot be asked about one."""

    def talk(self) -> type[BaseHTTPRequestHandler]:
        """In LINE's words."""
        return Talk

    @property
    def address(self) -> str:
        """For MADOGUCHI_LINE_API."""
        return self.base


class Talk(smsgate.Kept, BaseHTTPRequestHandler):
    """A visit of ours."""

    token = TOKEN

    def do_GET(self) -> None:
        if self.may():
            known = self.path == "/v2/bot/info"
            self.say(200 if known else 404, {"basicId": ACCOUNT} if known else {"message": "Not found"})

    def do_POST(self) -> None:
        if not self.may():
            return
        told = json.loads(self._body())
        key, gate = self.headers["X-Line-Retry-Key"], self.server
        text = "\n\n".join(one["text"] for one in told["messages"])
        play = gate.play(key)
        if not play and gate.careful and (had := gate.known(key)):
            heads = {"x-line-accepted-request-id": had}
            self.say(409, {"message": "The retry key is already accepted"}, heads)
            return
        self.end(play, {"key": key, "to": told["to"], "text": text}, lambda name: {"sentMessages": [{"id": name}]})


def channel(folder: Path, town: str, token: str = TOKEN, account: str = ACCOUNT) -> Path:
    """The folder for MADOGUCHI_LINE, with a channel for this town."""
    told = {"account": account, "token": token, "secret": SECRET}
    write_new(folder / f"{town}.json", json.dumps(told).encode())
    return folder


def webhook(*events: Any, secret: str = SECRET, raw: bytes = b"") -> tuple[bytes, str]:
    """What LINE sends to us when something happens (or `raw`), and its signature (the head X-Line-Signature)."""
    body = raw or json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()
    return body, base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def says(user: str, text: str, event: str = "01H0000000000000000000MIHON") -> dict[str, Any]:
    """The event of somebody's words to the account."""
    return {
        "type": "message",
        "message": {"type": "text", "id": "1", "text": text},
        "source": {"type": "user", "userId": user},
        "webhookEventId": event,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": "0" * 32,
        "mode": "active",
        "timestamp": 1794798000000,
    }


def leaves(user: str) -> dict[str, Any]:
    """The event of somebody who blocks the account."""
    return {"type": "unfollow", "source": {"type": "user", "userId": user}, "mode": "active"}
