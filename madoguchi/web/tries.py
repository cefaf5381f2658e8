"""試行の数 - wrong tries at a lock are counted; after ten it stays shut for a while."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from madoguchi.core.fields.text import narrow

MOST: Final = 10
SECONDS: Final = 15 * 60
SAY: Final = "何度も違う内容が入力されました。15分たってから、もう一度入力してください。"


def spent(request: HttpRequest, name: str) -> bool:
    """Whether no try is left. Counted in each serving process: the locks themselves are long enough without it."""
    return int(cache.get(_key(request, name), 0)) >= MOST


def count(request: HttpRequest, name: str) -> None:
    """One more wrong try."""
    key = _key(request, name)
    if not cache.add(key, 1, SECONDS):
        cache.incr(key)


def _key(request: HttpRequest, name: str) -> str:
    # In hex: whatever was typed makes a key the cache can hold.
    place = f"{request.path}|{request.META.get('REMOTE_ADDR', '')}|{narrow(name)[:60].casefold()}"
    return "tries:" + place.encode("utf-8", "replace").hex()
