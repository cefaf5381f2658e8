"""取次 - the folder of a robot behind LGWAN, for who asks for it from afar; who that is, a signature says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from madoguchi.desk.tries import MOST, SHUT
from madoguchi.plugs.robot import _far
from madoguchi.plugs.robot._letters import key_of
from madoguchi.plugs.robot._tray import Tray, Unwanted

__all__ = ["Tray", "Unwanted", "signed", "wrong"]


def signed(key: Path, method: str, path: str, heads: Mapping[str, str], body: bytes) -> bool:
    """Whether the robot has sent this, within the last minutes."""
    return _far.signed(key_of(key), method, path, heads, body)


def wrong(tray: Tray, who: str) -> bool:
    """Counts a wrong try, in the folder: the robot is no municipality's. Whether no try was left."""
    return tray.wrong(who, MOST, SHUT)
