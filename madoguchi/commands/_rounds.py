"""選考回のファイル - what the commands about rounds share: a document read and found sound, or every fault told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from madoguchi.core.round import faults


class Unusable(Exception):
    """A file that cannot be used; the faults stand on stderr."""


def document(file: Path) -> dict[str, Any]:
    """The document of a round. Raises Unusable."""
    told = plain(file)
    found = faults(told)
    for fault in found:
        print(f"{file}: {fault.at}: {fault.code}: {fault.say}", file=sys.stderr)
    if found:
        raise Unusable(str(file))
    return dict(told)


def plain(file: Path) -> Any:
    """Any JSON; no key twice, no number with a fraction. Raises Unusable."""
    try:
        return json.loads(file.read_bytes(), parse_float=str, object_pairs_hook=_once)
    except (OSError, ValueError, RecursionError) as fault:
        print(f"{file}: {fault}", file=sys.stderr)
        raise Unusable(str(file)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice")
    return found


def told(value: Any) -> None:
    """Prints JSON: the same value as the same bytes."""
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))
