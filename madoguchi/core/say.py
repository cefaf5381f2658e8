"""言葉 - a sentence for people that remembers its pattern and its slots, so that it can be said in another language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class Say(str):
    """The Japanese sentence itself, to be shown as it is; `pattern` and `slots` are what it was made of."""

    __slots__ = ("pattern", "slots")
    pattern: str
    slots: Mapping[str, object]


def say(pattern: str, **slots: object) -> Say:
    """`say("{label}を入力してください。", label="名前")`. Raises KeyError for a missing one."""
    made = Say(pattern.format(**slots))
    made.pattern, made.slots = pattern, MappingProxyType(slots)
    return made
