"""試行の数 - wrong tries at a lock are counted; after ten it stays shut for a while."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from madoguchi.core.fields.text import narrow
from madoguchi.core.say import say
from madoguchi.desk import tries

from . import clock

MOST: Final = tries.MOST
SAY: Final = say("何度も違う内容が入力されました。15分たってから、もう一度入力してください。")


def spent(request: HttpRequest, name: str) -> bool:
    """Whether no try is left, on any server."""
    return tries.spent(_lock(request, name), clock.now())


def count(request: HttpRequest, name: str) -> None:
    """One more wrong try."""
    tries.count(_lock(request, name), clock.now())


def _lock(request: HttpRequest, name: str) -> str:
    return f"{request.path}|{request.META.get('REMOTE_ADDR', '')}|{narrow(name)[:60].casefold()}"
