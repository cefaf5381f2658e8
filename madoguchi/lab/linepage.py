"""LINEの画面 - opens with words in its box, for the demo: somebody made up sends them, or blocks the account."""

from __future__ import annotations

import html
import secrets
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from . import linegate
from .linegate import leaves, says, webhook

OPENS: Final = "/R/oaMessage/"  # LINE URL scheme
ACCOUNT: Final = "@mihon-"  # and the town
PAGE: Final = """\
<!doctype html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>見本のLINE</title><h1>見本のLINE</h1><p>{said}</p><form method="post" action="/said">
<input type="hidden" name="account" value="{account}"><input type="hidden" name="user" value="{user}">
<p>{account} へ</p><p><label>送る文<br><textarea name="text" rows="3" cols="30">{text}</textarea></label></p>
<p><button>送る</button> <button name="leaves" value="1">ブロックする</button></p></form></html>
"""


class Gate(linegate.Gate):
    """LINE with a screen; `counter` is where what happens there is told."""

    def __init__(self, folder: Path, counter: str, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__(folder, port, host)
        self.counter = counter

    def talk(self) -> type[BaseHTTPRequestHandler]:
        """To people too."""
        return _Talk


class _Talk(linegate.Talk, BaseHTTPRequestHandler):
    server: Gate

    def do_GET(self) -> None:
        if not self.path.startswith(OPENS):
            super().do_GET()
            return
        asked = urlsplit(self.path)
        account = unquote(asked.path.removeprefix(OPENS)).rstrip("/")
        self._page("", account, f"U{secrets.token_hex(16)}", unquote(asked.query))

    def do_POST(self) -> None:
        if self.path != "/said":
            super().do_POST()
            return
        sent = {name: values[0] for name, values in parse_qs(self._body().decode()).items()}
        user, account, text = (sent.get(name, "") for name in ("user", "account", "text"))
        event = leaves(user) if "leaves" in sent else says(user, text)
        self._page(f"伝えました({self._tell(account.removeprefix(ACCOUNT), event)})。", account, user, text)

    def _tell(self, town: str, event: object) -> int:
        body, signature = webhook(event)
        heads = {"Content-Type": "application/json", "X-Line-Signature": signature}
        call = urllib.request.Request(f"{self.server.counter}/{town}/from/line", body, heads)
        try:
            with urllib.request.urlopen(call, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code

    def _page(self, said: str, account: str, user: str, text: str) -> None:
        told = {"said": said, "account": account, "user": user, "text": text}
        page = PAGE.format(**{name: html.escape(value) for name, value in told.items()})
        self.raw(200, page.encode(), "text/html; charset=utf-8")
