"""もう一人の保護者の確認の様子 - whether a yes is awaited, for the receipt, the status page and the clerk."""

from __future__ import annotations

from typing import Any

from madoguchi.core.assent import item_of
from madoguchi.core.case import Application
from madoguchi.store import look
from madoguchi.web import clock


def about(application: Application) -> dict[str, Any]:
    """`number` counts guardians from 1, None where nobody else is to be asked; `last` is the address given out last,
    `open` while it can be used, `given` when the yes has come."""
    item = item_of(look.opened(application.edition).procedure.second, application.answers)
    last = look.assent(application.reference)
    return {
        "number": None if item is None else item + 1,
        "last": last,
        "open": bool(last and last.open_at(clock.now())),
        "given": bool(last and last.state == "done"),
    }
