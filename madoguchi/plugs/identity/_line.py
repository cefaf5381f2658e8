"""回線 - HTTP as a relying party may use it: no redirect, no answer of any size, no waiting without an end."""

from __future__ import annotations

import time
from typing import Any, Final

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as Lost
from requests.exceptions import ReadTimeout

LARGEST: Final = 262_144  # bytes of an answer
PIECE: Final = 4_096


class Careful(HTTPAdapter):
    """Reads an answer to its end within `patience` seconds, however it drips in."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self.patience = patience

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """As requests asks for it. Raises requests' own errors."""
        end = time.monotonic() + self.patience
        answer = super().send(request, **{**kwargs, "stream": True, "timeout": self.patience})
        pieces = bytearray()
        for piece in answer.iter_content(PIECE):
            pieces += piece
            if len(pieces) > LARGEST:
                raise Lost("too much")
            if time.monotonic() > end:
                raise ReadTimeout("too slow")
        answer._content = bytes(pieces)
        return answer


def careful(session: Session, patience: float) -> Session:
    """The same session, made careful; no other way leads out of it, and nothing of this machine's own is sent."""
    session.adapters.clear()
    for scheme in ("https://", "http://"):
        session.mount(scheme, Careful(patience))
    session.max_redirects = 0
    session.trust_env = False
    return session
