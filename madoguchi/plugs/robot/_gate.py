"""門 - the one request that cannot be taken back goes out once, by our own hand.

A browser sends a form again by itself when the line breaks before the answer; what goes through here it never sends.
"""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Any, Final, Self

from madoguchi.core.plug import PlugError
from madoguchi.plugs.robot._browser import Broken, asked

ALL: Final = "**/*"


class Gate:
    """Closed, it stops whatever leads to another page. Opened, it lets one such request through and no second."""

    def __init__(self, context: Any, timeout: float) -> None:
        self._context, self._timeout = context, timeout
        self.open = False
        self.sent = 0

    def __enter__(self) -> Self:
        self._context.route(ALL, self._meet)
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        try:
            with asked(self._timeout):
                self._context.unroute(ALL, self._meet)
        except (Broken, PlugError):
            if fault is None:
                raise

    def _meet(self, route: Any) -> None:
        asks = route.request
        if not asks.is_navigation_request() and asks.method == "GET":
            route.continue_()
        elif self.sent and asks.method == "GET":
            route.continue_()  # the page that it was sent on to
        elif self.sent or not self.open:
            route.abort()
        else:
            self._send(route)

    def _send(self, route: Any) -> None:
        self.sent += 1
        try:
            with asked(self._timeout):
                answer = route.fetch(max_redirects=0, max_retries=0, timeout=self._timeout * 1000)
                route.fulfill(response=answer)
        except (Broken, PlugError):
            with suppress(Broken, PlugError), asked(self._timeout):
                route.abort()
