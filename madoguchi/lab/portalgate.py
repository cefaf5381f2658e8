"""マイナポータル受け - the gateway of お知らせ as we assume it (見本): sends nothing on, fails as that of SMS does."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from typing import Final

from . import smsgate

TOKEN: Final = "mihon-portal"  # noqa: S105 - the tests' gateway knows everybody by it


class Gate(smsgate.Gate):
    """As that of short messages, under another path."""

    path = "/notices"

    def talk(self) -> type[BaseHTTPRequestHandler]:
        """With a token of its own."""
        return _Talk


class _Talk(smsgate.Told):
    token = TOKEN
