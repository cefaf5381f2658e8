"""差し込み - a package's sentence with what it speaks of in the place of {child}, {town.x}, {this.x}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_SLOT: Final = re.compile(r"\{([a-z_][\w.]*)\}")


def told(text: str, scope: Mapping[str, object]) -> str:
    """The sentence as people read it; nothing stands where nothing is known."""
    return _SLOT.sub(lambda slot: _look_up(slot[1], scope), text)


def _look_up(name: str, scope: Mapping[str, object]) -> str:
    value: Any = scope
    for step in name.split("."):
        value = value.get(step, "") if isinstance(value, Mapping) else ""
    return "" if value is None else str(value)
