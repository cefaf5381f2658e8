"""差し込み - a package's sentence with what it speaks of in the place of {child}, {town.x}, {this.x}."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

_SLOT: Final = re.compile(r"\{([a-z_][\w.]*)\}")


def told(text: str, scope: Mapping[str, object]) -> str:
    """The sentence as people read it; nothing stands where nothing is known."""
    return filled(text, lambda name: _plain(looked_up(name, scope)))


def filled(text: str, say: Callable[[str], str]) -> str:
    """The sentence with what is said of each slot."""
    return _SLOT.sub(lambda slot: say(slot[1]), text)


def slots_in(text: str) -> tuple[str, ...]:
    """The names of the slots of a sentence, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def looked_up(name: str, scope: Mapping[str, object]) -> Any:
    """What a dotted name leads to; "" where it leads nowhere."""
    value: Any = scope
    for step in name.split("."):
        value = value.get(step, "") if isinstance(value, Mapping) else ""
    return "" if value is None else value


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
